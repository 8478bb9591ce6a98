import { expect, it } from "vitest";
import { deliveryWords } from "./infusion.ts";

it("says what the pump will deliver", () => {
  expect(deliveryWords({ amountMg: 1, madeUpToMl: 100, rateMlPerH: 50 })).toEqual([
    "10 micrograms in each mL",
    "500 micrograms an hour, 8.33 micrograms a minute",
    "It runs for 2:00 h.",
  ]);
});

it("says nothing that is not yet settled", () => {
  expect(deliveryWords({ amountMg: 1, madeUpToMl: 0, rateMlPerH: 50 })).toEqual([]);
  expect(deliveryWords({ amountMg: 1, madeUpToMl: 50, rateMlPerH: 0 })).toEqual(["20 micrograms in each mL"]);
});
