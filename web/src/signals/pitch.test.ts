import { expect, it } from "vitest";
import { beepPitch, burst, ECG_BEEP_HZ } from "./pitch.ts";

it("lowers the tone with every percent of saturation lost", () => {
  const pitches = [100, 99, 95, 90, 85, 75].map(beepPitch);
  expect([...pitches].sort((a, b) => b - a)).toEqual(pitches);
  expect(new Set(pitches).size).toBe(pitches.length);
});

it("does not fall further below the range a probe can be trusted in", () => {
  expect(beepPitch(40)).toBe(beepPitch(70));
});

it("uses a neutral tone when only the ECG counts the beats", () => {
  expect(beepPitch(null)).toBe(ECG_BEEP_HZ);
});

it("plays ten, three and two pulses by priority, more often when it matters more", () => {
  expect(["high", "medium", "low"].map((p) => burst(p as "high").pulses.length)).toEqual([10, 3, 2]);
  expect(burst("high").repeatS).toBeLessThan(burst("medium").repeatS);
  expect(burst("medium").repeatS).toBeLessThan(burst("low").repeatS);
});
