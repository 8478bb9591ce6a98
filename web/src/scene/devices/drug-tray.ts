import type { Group } from "three";
import { print } from "../../ui/strings/printed.ts";
import { Batch } from "../build/batch.ts";
import { type LabelSheet, printed } from "../build/labels.ts";
import { contact } from "../build/shade.ts";
import { at, box, cylinder, sheet, turned } from "../build/solid.ts";
import type { Surfaces } from "../build/surfaces.ts";
import { addCastors } from "./wheels.ts";

const TOP_Y = 0.88;

/** A small dressing trolley with a drug tray on it: syringes, needles, ampoules, swabs; faces +z. */
export function buildDrugTray(surfaces: Surfaces, labels: LabelSheet): Group {
  const batch = new Batch();
  batch.add(contact(0.56, 0.4, 0.42), "shade", null, at(0, 0.007, 0));
  addCastors(batch, 0.56, 0.4, 0.045);
  for (const x of [-0.26, 0.26])
    for (const z of [-0.18, 0.18]) batch.add(cylinder(0.011, 0.76, 12), "metal", 0xbdc3c5, at(x, 0.49, z));
  for (const y of [0.3, TOP_Y - 0.02]) batch.add(box(0.58, 0.02, 0.42, 0.008), "metal", 0xc3c9cb, at(0, y, 0));
  batch.add(box(0.3, 0.12, 0.2, 0.012), "satin", 0xd9dfe3, at(-0.1, 0.37, 0));
  batch.within(at(0, TOP_Y, 0), () => {
    addTray(batch);
    addSyringes(batch, labels);
    addAmpoules(batch, labels);
  });
  return batch.build("drug-tray", surfaces);
}

function addTray(batch: Batch): void {
  batch.add(box(0.34, 0.008, 0.24, 0.004, 1), "matte", 0x7d94a6, at(0, 0.002, 0));
  for (const [x, z, w, d] of [
    [0, 0.12, 0.34, 0.008],
    [0, -0.12, 0.34, 0.008],
    [0.17, 0, 0.008, 0.24],
    [-0.17, 0, 0.008, 0.24],
  ]) {
    batch.add(box(w, 0.035, d, 0.003, 1), "matte", 0x7d94a6, at(x, 0.016, z));
  }
  for (let i = 0; i < 3; i++)
    batch.add(sheet(0.055, 0.055), "matte", 0xf4f5f4, at(-0.11 + i * 0.012, 0.008 + i * 0.001, 0.075, [-90, i * 8, 0]));
}

function addSyringes(batch: Batch, labels: LabelSheet): void {
  [0.0075, 0.0095, 0.006].forEach((radius, i) => {
    batch.within(at(-0.06, 0.008 + radius, -0.07 + i * 0.045, [0, 6 - i * 5, 90]), () => {
      const length = 0.07 + radius * 4;
      batch.add(cylinder(radius, length, 16), "clear", 0xeef4f5);
      batch.add(cylinder(radius * 0.9, 0.006, 16), "satin", 0x2b3134, at(0, 0.01, 0));
      batch.add(cylinder(radius * 0.5, length * 0.6, 10), "satin", 0xf4f5f4, at(0, length * 0.45, 0));
      batch.add(cylinder(radius * 1.2, 0.003, 16), "satin", 0xf4f5f4, at(0, length * 0.75, 0));
      batch.add(box(radius * 3.2, 0.003, radius * 1.6, 0.001, 1), "satin", 0xf0f2f2, at(0, length / 2, 0));
      batch.add(cylinder(0.0022, 0.02, 8), "satin", [0x3f8fc0, 0x4a9b60, 0xd98a3a][i], at(0, -length / 2 - 0.01, 0));
    });
  });
  const paint = printed("#e9f0f3", "#33556b", [{ text: print.tray.flush, size: 0.42, y: 0.5, weight: 500 }]);
  batch.add(labels.face("flush", 0.07, 0.012, 1400, paint), "label", 0xffffff, at(-0.06, 0.0185, 0.03, [-90, 0, 0]));
}

function addAmpoules(batch: Batch, labels: LabelSheet): void {
  const profile: [number, number][] = [
    [0, 0],
    [0.0055, 0.001],
    [0.0057, 0.03],
    [0.0026, 0.036],
    [0.003, 0.042],
    [0.0038, 0.05],
    [0.001, 0.056],
  ];
  for (let i = 0; i < 4; i++) {
    const x = 0.085 + (i % 2) * 0.03;
    const z = -0.05 + Math.floor(i / 2) * 0.04;
    batch.add(turned(profile, 14), "clear", [0xe8f1f1, 0xb98a4e, 0xe8f1f1, 0xb98a4e][i], at(x, 0.006, z));
    batch.add(cylinder(0.0058, 0.016, 14), "satin", [0xf3f3ee, 0xf0e8d8, 0xe6eef3, 0xf3eee6][i], at(x, 0.02, z));
  }
  batch.add(box(0.07, 0.03, 0.05, 0.003, 1), "matte", 0xf3f4f1, at(0.1, 0.02, 0.075));
  const paint = printed("#f7f8f6", "#9c2f28", [{ text: print.tray.needles, size: 0.5, y: 0.5 }]);
  batch.add(labels.face("needles", 0.06, 0.02, 1200, paint), "label", 0xffffff, at(0.1, 0.0355, 0.075, [-90, 0, 0]));
}
