import type { Batch } from "../build/batch.ts";
import { contact } from "../build/shade.ts";
import { at, ball, box, cylinder } from "../build/solid.ts";

/** A five-legged castor base of `radius` metres with a pole up to `height`: what most ward devices stand on. */
export function addWheeledPole(batch: Batch, radius: number, height: number, colour = 0xc9cdce): void {
  batch.add(contact(radius * 1.2, radius * 1.2, 0.42, 0.14), "shade", null, at(0, 0.007, 0));
  for (let leg = 0; leg < 5; leg++) {
    const turn = leg * 72 + 18;
    batch.within(at(0, 0, 0, [0, turn, 0]), () => {
      batch.add(box(radius, 0.028, 0.042, 0.01), "satin", 0x9aa1a4, at(radius / 2, 0.088, 0, [0, 0, -3]));
      batch.add(cylinder(0.033, 0.02, 16), "satin", 0x2e3336, at(radius - 0.01, 0.034, 0.014, [90, 0, 0]));
      batch.add(cylinder(0.033, 0.02, 16), "satin", 0x2e3336, at(radius - 0.01, 0.034, -0.014, [90, 0, 0]));
      batch.add(box(0.03, 0.04, 0.014, 0.005, 1), "satin", 0x6d7477, at(radius - 0.01, 0.062, 0));
    });
  }
  batch.add(cylinder(0.045, 0.05, 20, 0.03), "satin", 0x9aa1a4, at(0, 0.115, 0));
  batch.add(cylinder(0.0115, height - 0.1, 16), "metal", colour, at(0, height / 2 + 0.05, 0));
}

/** Four castors under a trolley `width` by `depth`. */
export function addCastors(batch: Batch, width: number, depth: number, radius = 0.055): void {
  for (const x of [-1, 1]) {
    for (const z of [-1, 1]) {
      const px = x * (width / 2 - radius);
      const pz = z * (depth / 2 - radius);
      batch.add(cylinder(radius, 0.03, 18), "satin", 0x35393c, at(px, radius, pz, [0, 0, 90]));
      batch.add(ball(radius * 0.4, 10), "metal", 0xb5babc, at(px, radius, pz));
      batch.add(cylinder(0.016, radius * 1.4, 10), "metal", 0xaab0b2, at(px, radius * 2.1, pz));
    }
  }
}
