import { expect, it } from "vitest";
import type { LineView } from "../../net/wire.ts";
import { hooksOf } from "./drip-stand.ts";
import { pumped } from "./infusion-pump.ts";

const line = (running: string, device: LineView["device"], rate: number): LineView => ({
  id: running,
  site: "left-forearm",
  gauge: 18,
  running,
  item: running,
  device,
  rate_ml_per_h: rate,
  rate_is_set: device !== "drip",
  remaining_ml: 400,
  pressure_bag: false,
});
const open = line("bag", "drip", 10_800);
const slow = line("slow", "infusion-pump", 45);
const empty = line("empty", "infusion-pump", 0);

it("shows on the pump what the pump drives, and nothing of a bag that runs by its own weight", () => {
  expect(pumped([open])).toBeUndefined();
  expect(pumped([open, empty, slow])).toBe(slow);
  expect(pumped([open, empty])).toBe(empty);
});

it("hangs what the pump drives over its inlet, and other bags on the hooks that are left", () => {
  const other = line("other", "drip", 90);
  expect(hooksOf([open, other])).toEqual([open, null, other]);
  expect(hooksOf([open, slow])).toEqual([open, slow, null]);
  expect(hooksOf([open, other, line("third", "drip", 90)])[1]?.running).toBe("third");
});
