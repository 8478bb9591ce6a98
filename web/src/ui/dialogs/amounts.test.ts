import { describe, expect, it } from "vitest";
import type { PresentationView } from "../../net/wire.ts";
import { countOf, doseOf, doseWords, parseAmount, plain, stepped, stepsFor, syringeFor } from "./amounts.ts";

const arrestSyringe: PresentationView = {
  id: "syringe",
  label: "1 mg in 10 mL",
  form: "syringe",
  amount_mg: 1,
  volume_ml: 10,
  note: null,
  routes: ["iv"],
};

describe("a dose", () => {
  it("follows from the volume and the strength printed", () => {
    expect(doseOf(arrestSyringe, 0.5)).toBeCloseTo(0.05);
    expect(countOf(arrestSyringe, 25)).toBe(2.5);
  });

  it("below a milligram is said in micrograms too, never with a trailing zero", () => {
    expect(doseWords(0.5)).toBe("0.5 mg (500 micrograms)");
    expect(doseWords(0.05)).toBe("0.05 mg (50 micrograms)");
    expect(doseWords(1)).toBe("1 mg");
    expect(doseWords(1200)).toBe("1200 mg (1.2 g)");
  });
});

describe("a typed amount", () => {
  it.each([
    ["0.5", 0.5],
    ["0,5", 0.5],
    [".5", 0.5],
    [" 12 ", 12],
    ["", null],
    ["-1", null],
    ["1e3", null],
    ["5 mL", null],
  ])("%j is %j", (typed, amount) => {
    expect(parseAmount(typed)).toBe(amount);
  });
});

it("steps without binary tails and stops at nothing", () => {
  let value = 0;
  for (let press = 0; press < 3; press++) value = stepped(value, 0.1);
  expect(value).toBe(0.3);
  expect(stepped(0.1, -0.5)).toBe(0);
});

it("takes the smallest syringe that holds it", () => {
  expect([0.5, 1, 1.1, 10, 80].map(syringeFor)).toEqual([1, 1, 2, 10, 50]);
});

it("steps by what is in the hand", () => {
  expect(stepsFor(1)).toEqual([0.1, 0.5]);
  expect(stepsFor(100)).toEqual([50, 250]);
});

it("writes numbers plainly", () => {
  expect([0, 33.333, 0.1 + 0.2, 12_345.6].map(plain)).toEqual(["0", "33.3", "0.3", "12346"]);
});
