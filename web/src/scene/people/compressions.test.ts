import { expect, it } from "vitest";
import { compressionAt, DEPTH_M } from "./compressions.ts";

it("presses 100 to 120 times a minute, 5 to 6 cm deep, and lets the chest come up fully", () => {
  let presses = 0;
  let [deepest, highest] = [0, 1];
  for (let ms = 1; ms <= 60_000; ms++) {
    const [before, now, next] = [ms - 1, ms, ms + 1].map((at) => compressionAt(at / 1000));
    if (now >= before && now > next) presses++;
    deepest = Math.max(deepest, now);
    highest = Math.min(highest, now);
  }
  expect(presses).toBeGreaterThanOrEqual(100);
  expect(presses).toBeLessThanOrEqual(120);
  expect(deepest * DEPTH_M).toBeGreaterThan(0.05);
  expect(deepest * DEPTH_M).toBeLessThan(0.06);
  expect(highest).toBeLessThan(0.01);
});

it("never jumps: hands stay on the chest", () => {
  for (let ms = 0; ms < 3000; ms += 5) {
    expect(Math.abs(compressionAt((ms + 5) / 1000) - compressionAt(ms / 1000))).toBeLessThan(0.08);
  }
});
