import type { Batch } from "../build/batch.ts";
import { at, box, cylinder, point, tube } from "../build/solid.ts";

/** Nurse call handset lying on the blanket, its cord running to the wall; the origin is the handset. */
export function addCallButton(batch: Batch): void {
  batch.add(box(0.042, 0.022, 0.125, 0.009, 3), "satin", 0xe9ebe9);
  batch.add(cylinder(0.013, 0.01, 18), "satin", 0xd8612f, at(0, 0.011, -0.03));
  batch.add(cylinder(0.008, 0.008, 14), "satin", 0x4a7f95, at(0, 0.011, 0.012));
  batch.add(
    tube(
      [
        point(0, 0, -0.06),
        point(0.03, -0.005, -0.2),
        point(0.12, 0.02, -0.45),
        point(0.16, 0.26, -0.84),
        point(0.17, 0.74, -1.09),
      ],
      0.0035,
    ),
    "satin",
    0xdadedd,
  );
}
