import { beforeEach, expect, it } from "vitest";
import type { Clock } from "../net/wire.ts";
import { Store } from "../state/store.ts";
import { words } from "../ui/strings/index.ts";
import { Notices } from "./notices.ts";
import { pressRow, type Row } from "./rows.ts";

const text = words.bedside;
const away: Clock = {
  tick: 80,
  seconds: 4,
  phase: "skipping",
  running: true,
  paused_because: null,
  speed: 1,
  mode: "practice",
  time_of_day: "10:08",
};

let store: Store;
let shown: { title: string; rows: Row[] } | null;
let resumed: number;
let dark: boolean;
beforeEach(() => {
  store = new Store();
  shown = null;
  resumed = 0;
  dark = false;
  new Notices({
    store,
    show: (notice) => {
      shown = notice;
    },
    dark: (now) => {
      dark = now;
    },
    resume: () => {
      resumed += 1;
    },
    leave: () => {},
  });
});

it("lets an absence that stands be carried on, in the dark as before", () => {
  store.set("clock", away);
  expect(shown?.title).toBe(text.skipping);
  store.set("clock", { ...away, running: false, paused_because: "button" });
  expect(shown?.title).toBe(text.pausedButton);
  expect(dark).toBe(true);
  const resume = shown?.rows.find((row) => row.text === text.resume);
  pressRow(resume as Row, "number");
  expect(resumed).toBe(1);
  store.set("clock", away);
  expect(shown?.title).toBe(text.skipping);
});

it("shows nothing at a running bedside, before the curtain and after the end", () => {
  store.set("clock", { ...away, phase: "running" });
  expect([shown, dark]).toEqual([null, false]);
  store.set("clock", { ...away, phase: "curtain", running: false });
  expect(shown).toBeNull();
  store.set("clock", { ...away, phase: "ended", running: false });
  expect(shown).toBeNull();
});
