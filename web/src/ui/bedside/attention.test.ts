import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { Clock, Phase } from "../../net/wire.ts";
import { Store } from "../../state/store.ts";
import { watchAttention } from "./attention.ts";

class Page extends EventTarget {
  visibilityState = "visible";
  turn(state: "visible" | "hidden") {
    this.visibilityState = state;
    this.dispatchEvent(new Event("visibilitychange"));
  }
}

let page: Page;
beforeEach(() => {
  page = new Page();
  vi.stubGlobal("document", page);
  vi.stubGlobal("addEventListener", () => {});
  vi.stubGlobal("removeEventListener", () => {});
});
afterEach(() => vi.unstubAllGlobals());

const clock = (phase: Phase): Clock => ({
  tick: 0,
  seconds: 0,
  phase,
  running: phase !== "curtain",
  paused_because: null,
  speed: 1,
  mode: "practice",
  time_of_day: "10:08",
});

function watching(arrivedIn: Phase) {
  const store = new Store();
  const told: string[] = [];
  const stop = watchAttention(
    store,
    arrivedIn,
    () => told.push("unseen"),
    () => told.push("seen"),
  );
  return { told, stop, come: (phase: Phase) => store.set("clock", clock(phase)) };
}

it("tells of a page put away and taken up again at the running bedside, until it is left", () => {
  const { told, come, stop } = watching("curtain");
  come("running");
  page.turn("hidden");
  page.turn("visible");
  expect(told).toEqual(["unseen", "seen"]);
  stop();
  page.turn("hidden");
  expect(told).toHaveLength(2);
});

it.each<Phase>(["curtain", "skipping", "ended"])("is silent in the phase %s, with or without a clock", (phase) => {
  const { told, come } = watching(phase);
  page.turn("hidden");
  page.turn("visible");
  come(phase);
  page.turn("hidden");
  expect(told).toEqual([]);
});

it.each<Phase>(["curtain", "skipping"])("tells when the bedside runs after %s and nobody looks", (phase) => {
  const { told, come } = watching(phase);
  page.turn("hidden");
  come("running");
  come("running");
  expect(told).toEqual(["unseen"]);
});
