import { print } from "../../ui/strings/printed.ts";
import type { Batch } from "../build/batch.ts";
import { type LabelSheet, printed } from "../build/labels.ts";
import { at, box, cylinder, sheet } from "../build/solid.ts";
import { ROOM } from "../layout.ts";

/** Alcohol gel, gloves and sharps bin on the head wall and at the bay's entrance. */
export function addHygiene(batch: Batch, labels: LabelSheet): void {
  batch.within(at(-1.62, 1.36, ROOM.head + 0.005), () => addGel(batch, labels));
  batch.within(at(-1.62, 1.02, ROOM.head + 0.005), () => addSharps(batch, labels));
  batch.within(at(1.72, 1.42, ROOM.head + 0.005), () => addGloves(batch, labels));
  batch.within(at(-3.6, 1.36, ROOM.head + 0.005), () => addGel(batch, labels));
}

/** Wall dispenser `0.11 x 0.26 m`, back on z = 0. */
export function addGel(batch: Batch, labels: LabelSheet): void {
  batch.add(box(0.11, 0.27, 0.02, 0.006), "satin", 0xf3f4f2, at(0, 0, 0.01));
  batch.add(box(0.095, 0.17, 0.08, 0.02), "satin", 0xf8f8f7, at(0, 0.03, 0.055));
  batch.add(box(0.075, 0.035, 0.06, 0.012), "satin", 0x2f7f86, at(0, -0.075, 0.06));
  batch.add(cylinder(0.006, 0.02, 10), "satin", 0x2c3134, at(0, -0.1, 0.068));
  const paint = printed("#ffffff", "#1f6f77", [
    { text: print.gel.lines[0], size: 0.24, y: 0.3 },
    { text: print.gel.lines[1], size: 0.24, y: 0.58 },
    { text: print.gel.strength, size: 0.12, y: 0.84, weight: 400 },
  ]);
  batch.add(labels.face("gel", 0.075, 0.11, 1200, paint), "label", 0xffffff, at(0, 0.035, 0.0957));
}

function addSharps(batch: Batch, labels: LabelSheet): void {
  batch.add(box(0.17, 0.2, 0.12, 0.014), "satin", 0xe6c53a, at(0, 0, 0.075));
  batch.add(box(0.178, 0.04, 0.126, 0.012), "satin", 0xd8742c, at(0, 0.115, 0.075));
  batch.add(box(0.09, 0.006, 0.05, 0.002, 1), "matte", 0x2b2f31, at(0, 0.136, 0.08));
  const paint = printed("#f3d65b", "#1c1f20", [
    { text: print.sharps.title, size: 0.26, y: 0.24, weight: 700 },
    { text: print.sharps.line, size: 0.12, y: 0.5, weight: 400 },
    { text: print.sharps.date, size: 0.12, y: 0.76, weight: 400 },
  ]);
  batch.add(labels.face("sharps", 0.13, 0.11, 1000, paint), "label", 0xffffff, at(0, -0.01, 0.1357));
}

function addGloves(batch: Batch, labels: LabelSheet): void {
  const tones = ["#5f86b3", "#7b9fc0", "#94b3cc"];
  print.gloves.sizes.forEach((size, i) => {
    const y = -0.13 + i * 0.13;
    batch.add(box(0.24, 0.12, 0.085, 0.006), "matte", 0xeef0ef, at(0, y, 0.045));
    const paint = printed(
      tones[i],
      "#ffffff",
      [
        { text: print.gloves.name, size: 0.3, y: 0.34, weight: 500, x: 0.36 },
        { text: size, size: 0.5, y: 0.5, x: 0.86 },
      ],
      (context, width, height) => {
        context.fillStyle = "#2b3135";
        context.beginPath();
        context.ellipse(width * 0.36, height * 0.7, width * 0.2, height * 0.13, 0, 0, Math.PI * 2);
        context.fill();
      },
    );
    batch.add(labels.face(`gloves-${size}`, 0.225, 0.105, 700, paint), "label", 0xffffff, at(0, y, 0.0885));
  });
  batch.add(sheet(0.26, 0.44), "satin", 0xd9dcda, at(0, 0, 0.002));
}
