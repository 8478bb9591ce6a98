import { expect, it } from "vitest";
import type { LineView } from "../../net/wire.ts";
import { pumped } from "./drip-stand.ts";

const line = (running: string, rate: number, isSet: boolean): LineView => ({
  id: running,
  site: "left-forearm",
  gauge: 18,
  running,
  item: running,
  device: "drip",
  rate_ml_per_h: rate,
  rate_is_set: isSet,
  remaining_ml: 400,
  pressure_bag: !isSet,
});

it("shows on the pump the rate that was set, and nothing of a bag that runs through an open clamp", () => {
  expect(pumped([line("under pressure", 10_800, false)])).toBeUndefined();
  expect(pumped([line("under pressure", 10_800, false), line("slow", 83, true)])?.running).toBe("slow");
  expect(pumped([line("on hold", 0, true)])).toBeUndefined();
});
