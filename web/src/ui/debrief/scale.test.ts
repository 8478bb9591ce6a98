import { describe, expect, it } from "vitest";
import { changes, linear, niceRange, pathOf, timeTicks } from "./scale.ts";

describe("time ticks", () => {
  it("are as many as fit", () => {
    expect(timeTicks(900, 860)).toHaveLength(16);
    expect(timeTicks(900, 800)).toHaveLength(8);
    expect(timeTicks(900, 200)).toEqual([0, 300, 600, 900]);
  });
});

it("widens a range to round numbers and never to nothing", () => {
  expect(niceRange([52, 118])).toEqual([40, 120]);
  expect(niceRange([97, 97])[0]).toBeLessThan(niceRange([97, 97])[1]);
  expect(niceRange([null])).toEqual([0, 1]);
});

it("leaves a gap where nothing was measured", () => {
  const x = linear([0, 4], [0, 4]);
  const y = linear([0, 1], [1, 0]);
  expect(pathOf([1, null, 0, 1], x, y)).toBe("M0.0 0.0M2.0 1.0L3.0 0.0");
});

it("finds when a displayed number changed", () => {
  expect(changes([null, 97, 97, 96, null, 96])).toEqual([
    { second: 1, value: 97 },
    { second: 3, value: 96 },
    { second: 5, value: 96 },
  ]);
});
