import { print } from "../../ui/strings/printed.ts";
import type { Batch } from "../build/batch.ts";
import { type LabelSheet, printed } from "../build/labels.ts";
import { at, box, point, tube } from "../build/solid.ts";

/** Wall telephone with the emergency number; back on z = 0. */
export function addPhone(batch: Batch, labels: LabelSheet): void {
  batch.add(box(0.17, 0.21, 0.05, 0.014), "satin", 0xe2e4e1, at(0, 0, 0.026));
  batch.add(box(0.045, 0.2, 0.04, 0.016, 3), "satin", 0x394247, at(-0.055, 0.004, 0.07));
  for (const y of [-0.075, 0.082])
    batch.add(box(0.052, 0.055, 0.05, 0.018, 3), "satin", 0x394247, at(-0.055, y, 0.064));
  for (let row = 0; row < 4; row++) {
    for (let column = 0; column < 3; column++) {
      batch.add(
        box(0.019, 0.014, 0.008, 0.004, 1),
        "satin",
        0xf7f7f5,
        at(0.008 + column * 0.025, 0.012 - row * 0.022, 0.053),
      );
    }
  }
  const paint = printed("#b3261e", "#ffffff", [
    { text: print.phone.emergency, size: 0.3, y: 0.3, weight: 700 },
    { text: print.phone.number, size: 0.46, y: 0.7, weight: 700 },
  ]);
  batch.add(labels.face("emergency-number", 0.08, 0.038, 1600, paint), "label", 0xffffff, at(0.034, 0.072, 0.0515));
  const cord = [
    point(-0.06, -0.1, 0.06),
    point(-0.07, -0.2, 0.05),
    point(-0.02, -0.26, 0.04),
    point(0.03, -0.19, 0.04),
    point(0.02, -0.1, 0.03),
  ];
  batch.add(tube(cord, 0.004), "satin", 0x394247);
}
