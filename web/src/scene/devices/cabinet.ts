import { print } from "../../ui/strings/printed.ts";
import type { Batch } from "../build/batch.ts";
import { type LabelSheet, printed } from "../build/labels.ts";
import { contact } from "../build/shade.ts";
import { at, ball, box, cylinder, point, tube, turned } from "../build/solid.ts";

const BEECH = 0xd6bd94;
const TOP_Y = 0.86;

/** Bedside cabinet with water jug, glass and tissues; faces +z, stands on the origin. */
export function addBedsideCabinet(batch: Batch, labels: LabelSheet): void {
  batch.add(contact(0.46, 0.46, 0.5), "shade", null, at(0, 0.006, 0));
  batch.add(box(0.46, 0.7, 0.44, 0.012), "matte", 0xe4e2da, at(0, 0.47, 0));
  batch.add(box(0.5, 0.028, 0.48, 0.012), "satin", BEECH, at(0, TOP_Y - 0.014, 0));
  for (const [y, height] of [
    [0.72, 0.16],
    [0.38, 0.44],
  ] as const) {
    batch.add(box(0.42, height, 0.018, 0.006), "satin", BEECH, at(0, y, 0.222));
    batch.add(box(0.12, 0.014, 0.02, 0.006), "metal", 0xb8bcbd, at(0, y + height / 2 - 0.045, 0.24));
  }
  for (const x of [-0.18, 0.18])
    for (const z of [-0.17, 0.17]) batch.add(ball(0.035, 12), "satin", 0x3a3f42, at(x, 0.036, z));
  batch.within(at(0, TOP_Y, 0), () => {
    addJug(batch);
    addTissues(batch, labels);
  });
}

function addJug(batch: Batch): void {
  const wall: [number, number][] = [
    [0, 0],
    [0.048, 0.001],
    [0.052, 0.02],
    [0.056, 0.14],
    [0.062, 0.19],
  ];
  batch.add(turned(wall, 24), "clear", 0xdfeef2, at(0.06, 0, 0.06));
  batch.add(cylinder(0.051, 0.11, 24), "clear", 0xbfdbe4, at(0.06, 0.06, 0.06));
  batch.add(cylinder(0.061, 0.016, 24), "satin", 0x3f78a6, at(0.06, 0.197, 0.06));
  const handle = [
    point(0.115, 0.17, 0.06),
    point(0.16, 0.16, 0.06),
    point(0.158, 0.08, 0.06),
    point(0.112, 0.055, 0.06),
  ];
  batch.add(tube(handle, 0.007), "clear", 0xdfeef2);
  const glass: [number, number][] = [
    [0, 0],
    [0.03, 0.001],
    [0.036, 0.11],
  ];
  batch.add(turned(glass, 20), "clear", 0xe9f3f5, at(-0.08, 0, 0.12));
  batch.add(cylinder(0.031, 0.05, 20, 0.033), "clear", 0xc4dfe8, at(-0.08, 0.03, 0.12));
}

function addTissues(batch: Batch, labels: LabelSheet): void {
  batch.add(box(0.22, 0.075, 0.115, 0.006), "matte", 0x9db8c4, at(-0.08, 0.038, -0.1, [0, 14, 0]));
  const face = labels.face(
    "tissues",
    0.2,
    0.055,
    700,
    printed("#9db8c4", "#f4f7f8", [{ text: print.tissues, size: 0.5, y: 0.5, weight: 400 }]),
  );
  batch.add(face, "label", 0xffffff, at(-0.066, 0.038, -0.0413, [0, 14, 0]));
  batch.add(
    turned(
      [
        [0.05, 0],
        [0.03, 0.02],
        [0.034, 0.05],
        [0.008, 0.065],
      ],
      9,
    ),
    "fabric",
    0xfafafa,
    at(-0.08, 0.07, -0.1, [8, 0, 12], [1, 1, 0.5]),
  );
}
