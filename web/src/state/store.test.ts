import { expect, it } from "vitest";
import type { Caption, Clock } from "../net/wire.ts";
import { Store } from "./store.ts";

const caption = (id: number, text: string): Caption => ({ id, at_s: id, speaker: "patient", text });
const clock = (seconds: number): Clock => ({
  tick: seconds * 20,
  seconds,
  phase: "running",
  running: true,
  paused_because: null,
  speed: 1,
  mode: "practice",
  time_of_day: "10:08",
});

it("tells a new listener what is already known, then every change", () => {
  const store = new Store();
  store.receive({ type: "topic", name: "clock", data: clock(1) });
  const heard: number[] = [];
  const stop = store.subscribe("clock", (now) => heard.push(now.seconds));
  store.receive({ type: "topic", name: "clock", data: clock(2) });
  stop();
  store.receive({ type: "topic", name: "clock", data: clock(3) });
  expect(heard).toEqual([1, 2]);
});

it("appends captions in order and takes a repeated one once", () => {
  const store = new Store();
  store.receive({ type: "topic", name: "captions", data: [caption(2, "b"), caption(1, "a")] });
  store.receive({ type: "topic", name: "captions", data: [caption(2, "b"), caption(3, "c")] });
  expect(store.captions.map((one) => one.text)).toEqual(["a", "b", "c"]);
});
