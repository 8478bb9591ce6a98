import { print } from "../../ui/strings/printed.ts";
import type { Batch } from "../build/batch.ts";
import { type LabelSheet, printed } from "../build/labels.ts";
import { at, box, cylinder, point, ring, tube, turned } from "../build/solid.ts";
import { ROOM } from "../layout.ts";

export const TRUNKING_Y = 1.5;
const FACE_Z = ROOM.head + 0.075;
const DARK = "#1d2327"; // ink on pale plastic

/** Place of the oxygen outlet's mouth, where the flowmeter plugs in. */
export const OXYGEN_OUTLET = point(-0.62, TRUNKING_Y, FACE_Z);
export const SUCTION_OUTLET = point(-0.98, TRUNKING_Y, FACE_Z);

/** The trunking over the bed: gases, vacuum, sockets, bedhead light. */
export function addServices(batch: Batch, labels: LabelSheet): void {
  batch.add(box(2.9, 0.17, 0.075, 0.014), "satin", 0xe9ebea, at(0, TRUNKING_Y, ROOM.head + 0.038));
  batch.add(box(2.9, 0.012, 0.079, 0.004, 1), "satin", 0x9fb4b3, at(0, TRUNKING_Y - 0.055, ROOM.head + 0.038));
  addOutlet(batch, labels, OXYGEN_OUTLET.x, print.outlets.oxygen, "#ffffff", DARK, 0xfafafa);
  addOutlet(batch, labels, -0.44, print.outlets.air, "#2b2f33", "#ffffff", 0x33383c);
  addOutlet(batch, labels, SUCTION_OUTLET.x, print.outlets.vacuum, "#e8cf58", DARK, 0xe3cb5b);
  for (const x of [0.5, 0.68, 0.86, 1.12]) addSocket(batch, x);
  addBedheadLight(batch);
  addSuction(batch, labels);
}

function addOutlet(
  batch: Batch,
  labels: LabelSheet,
  x: number,
  name: string,
  ground: string,
  ink: string,
  colour: number,
): void {
  batch.add(box(0.085, 0.11, 0.02, 0.008), "satin", 0xf4f5f4, at(x, TRUNKING_Y, FACE_Z));
  batch.add(cylinder(0.026, 0.018, 24), "satin", colour, at(x, TRUNKING_Y - 0.012, FACE_Z + 0.016, [90, 0, 0]));
  batch.add(cylinder(0.012, 0.02, 16), "metal", 0xaeb4b6, at(x, TRUNKING_Y - 0.012, FACE_Z + 0.018, [90, 0, 0]));
  const face = labels.face(
    `outlet-${name}`,
    0.05,
    0.018,
    1800,
    printed(ground, ink, [{ text: name, size: 0.8, y: 0.54 }]),
  );
  batch.add(face, "label", 0xffffff, at(x, TRUNKING_Y + 0.036, FACE_Z + 0.0105));
}

function addSocket(batch: Batch, x: number): void {
  batch.add(box(0.146, 0.086, 0.012, 0.006), "satin", 0xf7f7f5, at(x, TRUNKING_Y + 0.012, FACE_Z + 0.004));
  for (const side of [-0.036, 0.036]) {
    batch.add(box(0.006, 0.012, 0.004, 0), "matte", 0x2c3033, at(x + side, TRUNKING_Y + 0.024, FACE_Z + 0.0095));
    for (const pin of [-0.011, 0.011]) {
      batch.add(
        box(0.011, 0.005, 0.004, 0),
        "matte",
        0x2c3033,
        at(x + side + pin, TRUNKING_Y + 0.002, FACE_Z + 0.0095),
      );
    }
  }
}

function addBedheadLight(batch: Batch): void {
  batch.add(box(0.9, 0.075, 0.12, 0.02), "satin", 0xeff0ee, at(0, TRUNKING_Y + 0.42, ROOM.head + 0.062));
  batch.add(box(0.84, 0.006, 0.09, 0.002, 1), "glow", 0xfff4e2, at(0, TRUNKING_Y + 0.381, ROOM.head + 0.066));
}

/** Suction regulator, jar and tubing: present on every bay, dry. */
function addSuction(batch: Batch, labels: LabelSheet): void {
  const { x, y, z } = SUCTION_OUTLET;
  batch.add(box(0.07, 0.1, 0.06, 0.016), "satin", 0xe6e8e6, at(x, y - 0.03, z + 0.055));
  const dial = labels.face("suction-dial", 0.046, 0.046, 1800, (context, width, height) => {
    context.fillStyle = "#f8f8f4";
    context.beginPath();
    context.arc(width / 2, height / 2, width / 2, 0, Math.PI * 2);
    context.fill();
    context.strokeStyle = "#23292d";
    context.lineWidth = width * 0.03;
    for (let i = 0; i <= 8; i++) {
      const angle = Math.PI * (0.75 + (i / 8) * 1.5);
      context.beginPath();
      context.moveTo(width / 2 + Math.cos(angle) * width * 0.36, height / 2 + Math.sin(angle) * width * 0.36);
      context.lineTo(width / 2 + Math.cos(angle) * width * 0.45, height / 2 + Math.sin(angle) * width * 0.45);
      context.stroke();
    }
    context.strokeStyle = "#b3261e";
    context.beginPath();
    context.moveTo(width / 2, height / 2);
    context.lineTo(width * 0.27, height * 0.75);
    context.stroke();
  });
  batch.add(dial, "label", 0xffffff, at(x, y - 0.02, z + 0.0858));
  const jar: [number, number][] = [
    [0.0, 0],
    [0.052, 0.002],
    [0.058, 0.02],
    [0.062, 0.19],
    [0.058, 0.2],
  ];
  batch.add(turned(jar, 24), "clear", 0xe8f1f2, at(x, y - 0.42, z + 0.075));
  batch.add(cylinder(0.064, 0.024, 24), "satin", 0xd9b93c, at(x, y - 0.212, z + 0.075));
  batch.add(ring(0.064, 0.006), "metal", 0xb6bbbd, at(x, y - 0.27, z + 0.075, [90, 0, 0]));
  const hose = [
    point(x + 0.02, y - 0.2, z + 0.08),
    point(x + 0.08, y - 0.16, z + 0.1),
    point(x + 0.1, y - 0.42, z + 0.09),
    point(x + 0.02, y - 0.55, z + 0.08),
    point(x - 0.06, y - 0.4, z + 0.09),
  ];
  batch.add(tube(hose, 0.0055), "satin", 0xdfe7e6);
}
