import type { Group } from "three";
import { print } from "../../ui/strings/printed.ts";
import { Batch } from "../build/batch.ts";
import { type LabelSheet, printed } from "../build/labels.ts";
import { contact } from "../build/shade.ts";
import { at, box, cylinder, point, ring, tube, turned } from "../build/solid.ts";
import type { Surfaces } from "../build/surfaces.ts";
import { addCastors } from "./wheels.ts";

const RED = 0xb8403a;

/** Resuscitation trolley: five labelled drawers, defibrillator on top, oxygen cylinder at the side; faces +z. */
export function buildResusTrolley(surfaces: Surfaces, labels: LabelSheet): Group {
  const batch = new Batch();
  batch.add(contact(0.66, 0.5, 0.5), "shade", null, at(0, 0.007, 0));
  addCastors(batch, 0.64, 0.48, 0.06);
  batch.add(box(0.64, 0.8, 0.48, 0.018), "satin", RED, at(0, 0.56, 0));
  batch.add(box(0.7, 0.03, 0.52, 0.012), "satin", 0xe6e8e6, at(0, 0.975, 0));
  print.trolley.drawers.forEach((name, i) => {
    const y = 0.88 - i * 0.145;
    batch.add(box(0.58, 0.13, 0.016, 0.006), "satin", 0xd9d5cd, at(0, y, 0.242));
    batch.add(box(0.2, 0.014, 0.022, 0.006), "metal", 0xb8bec0, at(0, y + 0.035, 0.256));
    const paint = printed("#f7f7f3", "#7b1f1b", [{ text: name, size: 0.62, y: 0.52 }]);
    batch.add(labels.face(`drawer-${name}`, 0.16, 0.032, 900, paint), "label", 0xffffff, at(-0.18, y - 0.015, 0.2505));
  });
  batch.within(at(-0.06, 0.99, -0.02), () => addDefibrillator(batch, labels));
  addCylinder(batch, labels);
  addBoard(batch);
  return batch.build("trolley", surfaces);
}

function addDefibrillator(batch: Batch, labels: LabelSheet): void {
  batch.add(box(0.34, 0.24, 0.24, 0.025, 3), "satin", 0x4d575c, at(0, 0.125, 0));
  batch.add(box(0.17, 0.125, 0.01, 0.004, 1), "satin", 0x0d1214, at(-0.06, 0.155, 0.121));
  for (const [i, text] of ["1", "2", "3"].entries()) {
    const paint = printed(i === 2 ? "#d8702f" : "#e8ebea", i === 2 ? "#ffffff" : "#22292d", [
      { text, size: 0.62, y: 0.54, weight: 700 },
    ]);
    batch.add(box(0.04, 0.032, 0.012, 0.005), "satin", i === 2 ? 0xd8702f : 0xe8ebea, at(0.09, 0.2 - i * 0.05, 0.122));
    batch.add(
      labels.face(`defib-${text}`, 0.028, 0.022, 1500, paint),
      "label",
      0xffffff,
      at(0.09, 0.2 - i * 0.05, 0.1288),
    );
  }
  batch.add(
    tube([point(-0.14, 0.25, 0), point(-0.1, 0.31, 0), point(0.1, 0.31, 0), point(0.14, 0.25, 0)], 0.014, 10),
    "satin",
    0x3a4347,
  );
  batch.add(
    tube([point(0.16, 0.1, 0.08), point(0.22, 0.06, 0.13), point(0.2, -0.0, 0.18), point(0.1, 0.01, 0.2)], 0.006),
    "satin",
    0xdadedc,
  );
  batch.add(box(0.12, 0.03, 0.12, 0.006), "matte", 0xdfe8e6, at(0.25, 0.016, 0.08));
}

function addCylinder(batch: Batch, labels: LabelSheet): void {
  const profile: [number, number][] = [
    [0, 0],
    [0.05, 0.004],
    [0.052, 0.03],
    [0.052, 0.42],
    [0.04, 0.47],
    [0.016, 0.49],
    [0.016, 0.52],
  ];
  batch.add(turned(profile, 24), "satin", 0x2b3033, at(0.4, 0.22, -0.08));
  batch.add(
    turned(
      [
        [0.0405, 0],
        [0.053, -0.05],
        [0.053, -0.08],
      ].reverse() as [number, number][],
      24,
    ),
    "satin",
    0xf4f5f3,
    at(0.4, 0.69, -0.08),
  );
  batch.add(cylinder(0.02, 0.05, 16), "metal", 0xc5cacc, at(0.4, 0.76, -0.08));
  for (const y of [0.34, 0.58]) batch.add(ring(0.055, 0.006), "metal", 0xaeb4b6, at(0.4, y, -0.08, [90, 0, 0]));
  const paint = printed("#ffffff", "#20272b", [{ text: print.trolley.cylinder, size: 0.6, y: 0.54, weight: 700 }]);
  batch.add(labels.face("cylinder", 0.075, 0.026, 900, paint), "label", 0xffffff, at(0.4, 0.46, -0.0268));
}

function addBoard(batch: Batch): void {
  batch.add(box(0.46, 0.6, 0.02, 0.012), "satin", 0xcfc3a4, at(0, 0.6, -0.26));
}
