import { print } from "../../ui/strings/printed.ts";
import type { Batch } from "../build/batch.ts";
import { type LabelSheet, printed } from "../build/labels.ts";
import { contact } from "../build/shade.ts";
import { at, ball, box, cylinder } from "../build/solid.ts";
import { addGel } from "./hygiene.ts";

/** The notes trolley outside the curtain, with the handover sheet on its slope and gel on its side; faces +z. */
export function addNotesTrolley(batch: Batch, labels: LabelSheet): void {
  batch.add(contact(0.5, 0.42, 0.5), "shade", null, at(0, 0.006, 0));
  batch.add(box(0.5, 0.62, 0.4, 0.014), "satin", 0xdfe3e0, at(0, 0.48, 0));
  for (const y of [0.32, 0.5, 0.68]) {
    batch.add(box(0.45, 0.155, 0.014, 0.006), "satin", 0xf0f1ef, at(0, y, 0.2));
    batch.add(box(0.14, 0.014, 0.02, 0.005), "metal", 0xb2b8ba, at(0, y + 0.05, 0.215));
  }
  for (const x of [-0.2, 0.2])
    for (const z of [-0.15, 0.15]) batch.add(ball(0.045, 12), "satin", 0x34393c, at(x, 0.046, z));
  for (const x of [-0.22, 0.22]) batch.add(cylinder(0.011, 0.26, 10), "metal", 0xb9bfc1, at(x, 0.9, -0.15));
  batch.add(box(0.52, 0.02, 0.44, 0.008), "satin", 0xc9a878, at(0, 0.98, 0, [24, 0, 0]));
  batch.add(
    labels.face("handover", 0.21, 0.297, 900, paintHandover),
    "label",
    0xffffff,
    at(-0.06, 0.998, 0.012, [-66, 0, 0]),
  );
  batch.within(at(0.252, 0.7, 0.02, [0, 90, 0]), () => addGel(batch, labels));
}

function paintHandover(context: CanvasRenderingContext2D, width: number, height: number): void {
  printed("#fbfbf8", "#24303a", [
    { text: print.handover.title, size: 0.055, y: 0.06, weight: 700 },
    { text: print.handover.bay, size: 0.034, y: 0.15, align: "left", x: 0.08, weight: 500 },
  ])(context, width, height);
  context.strokeStyle = "#9aa6ad";
  context.lineWidth = 1;
  for (let row = 0; row < 17; row++) {
    const y = height * (0.19 + row * 0.045);
    context.strokeRect(width * 0.07, y, width * 0.86, 0.5);
    if (row % 3 === 1) continue;
    context.fillStyle = "rgba(38,58,96,0.75)";
    for (let x = 0.09; x < 0.5 + ((row * 37) % 40) / 100; x += 0.05) {
      context.fillRect(width * x, y - height * 0.018, width * (0.018 + ((row * 13 + x * 100) % 3) * 0.008), 1.6);
    }
  }
}
