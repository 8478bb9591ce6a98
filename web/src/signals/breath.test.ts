import { expect, it } from "vitest";
import { loudness } from "./breath.ts";

it("is loudest when its own half of the breath moves air", () => {
  expect(loudness("wheeze", -400)).toBeGreaterThan(loudness("wheeze", 400));
  expect(loudness("stridor", 400)).toBeGreaterThan(loudness("stridor", -400));
});

it("falls silent when no air moves, as in a silent chest", () => {
  expect(loudness("wheeze", 0)).toBe(0);
  expect(loudness("none", 500)).toBe(0);
});
