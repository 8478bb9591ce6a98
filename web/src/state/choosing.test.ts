import { expect, it } from "vitest";
import { ChoosingTime } from "./choosing.ts";

function at(times: number[]): ChoosingTime {
  let next = 0;
  return new ChoosingTime(() => (times[next++] ?? 0) * 1000);
}

it("counts from the first opening to the choice", () => {
  const choosing = at([10, 14]);
  choosing.start();
  choosing.start();
  expect(choosing.take()).toBe(4);
});

it("counts nothing when nothing was open, or when it was closed without a choice", () => {
  const choosing = at([10, 20]);
  expect(choosing.take()).toBe(0);
  choosing.start();
  choosing.stop();
  expect(choosing.take()).toBe(0);
});

it("does not take a list that was left open for choosing", () => {
  const choosing = at([0, 180]);
  choosing.start();
  expect(choosing.takeQuick()).toBe(20);
});
