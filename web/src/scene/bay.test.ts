import { expect, it } from "vitest";
import { handAngles } from "./devices/clock.ts";
import { floatHeight } from "./devices/flowmeter.ts";
import { daylightAt } from "./light.ts";
import { signsOf } from "./people/skin.ts";
import { curtainSpan, pleatDepth } from "./room/curtains.ts";

it("shows the ward's time on the clock face", () => {
  expect(handAngles("03:00").hour).toBeCloseTo(Math.PI / 2);
  expect(handAngles("15:30").minute).toBeCloseTo(Math.PI);
  expect(handAngles("15:30").hour).toBeCloseTo((3.5 / 12) * Math.PI * 2);
});

it("is day on the morning round and night at three", () => {
  expect(daylightAt("10:04")).toBe(1);
  expect(daylightAt("02:50")).toBe(0);
});

it("lifts the float with the flow and keeps it in the tube", () => {
  expect(floatHeight(0)).toBe(0);
  expect(floatHeight(6)).toBeGreaterThan(floatHeight(2));
  expect(floatHeight(40)).toBe(floatHeight(15));
});

it("pushes the curtain aside and gathers its cloth", () => {
  expect(curtainSpan(4, 0)).toBe(4);
  expect(curtainSpan(4, 1)).toBeLessThan(1);
  expect(pleatDepth(4, curtainSpan(4, 1))).toBeGreaterThan(pleatDepth(4, 4));
});

it("mottles only skin that is very pale", () => {
  const view = { flush: 0, urticaria: 0, cyanosis: 0, sweating: 0 } as Parameters<typeof signsOf>[0];
  expect(signsOf({ ...view, pallor: 0.3 }).mottling).toBe(0);
  expect(signsOf({ ...view, pallor: 0.9 }).mottling).toBeGreaterThan(0.5);
});
