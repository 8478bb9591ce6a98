import { Group, type Object3D, Vector3 } from "three";
import type { LineView } from "../../net/wire.ts";
import { print } from "../../ui/strings/printed.ts";
import { Batch } from "../build/batch.ts";
import { type LabelSheet, printed } from "../build/labels.ts";
import { at, ball, box, cylinder, plate, point, tube } from "../build/solid.ts";
import type { Surfaces } from "../build/surfaces.ts";
import { addWheeledPole } from "./wheels.ts";

const TOP_Y = 1.98;
const PUMP_Y = 1.18;
/** Where tubing leaves the pump, in the stand's own frame. */
export const PUMP_OUTLET = new Vector3(0.02, PUMP_Y - 0.13, 0.09);
const HOOKS = [-0.09, 0.09, 0] as const;

/** Drip stand with a volumetric pump and up to three bags; faces +z. */
export class DripStand {
  readonly group = new Group();
  private readonly bags: Object3D[];
  private shown: string | null = null;

  constructor(
    surfaces: Surfaces,
    private readonly labels: LabelSheet,
  ) {
    this.group.name = "infusion";
    this.group.add(buildStand(surfaces, labels));
    this.bags = HOOKS.map((x, i) => buildBag(i, x, surfaces, labels));
    this.group.add(...this.bags);
    this.setLines([]);
  }

  /** Hangs one bag for each line that runs; the pump shows a rate that was set, never how fast an open clamp lets flow. */
  setLines(lines: readonly LineView[]): void {
    const running = lines.filter((line) => line.running !== null).slice(0, HOOKS.length);
    const key = running
      .map(
        (l) => `${l.running}|${l.rate_ml_per_h}|${l.rate_is_set}|${Math.round(l.remaining_ml / 5)}|${l.pressure_bag}`,
      )
      .join(";");
    if (key === this.shown) return;
    this.shown = key;
    this.bags.forEach((bag, i) => {
      bag.visible = i < running.length;
      if (running[i]) this.labels.repaint(`bag-${i}`, paintBag(running[i]));
    });
    this.labels.repaint("pump-display", paintPump(pumped(running), running.length > 0));
  }
}

/** What runs through the pump: the first line whose rate is set and that flows. */
export function pumped(lines: readonly LineView[]): LineView | undefined {
  return lines.find((line) => line.rate_is_set && line.rate_ml_per_h > 0);
}

function buildStand(surfaces: Surfaces, labels: LabelSheet): Group {
  const batch = new Batch();
  addWheeledPole(batch, 0.27, TOP_Y);
  for (const x of [-0.09, 0.09, 0]) {
    const hook = [
      point(0, TOP_Y - 0.02, 0),
      point(x * 0.7, TOP_Y + 0.02, x === 0 ? 0.06 : 0),
      point(x, TOP_Y - 0.01, x === 0 ? 0.08 : 0),
      point(x * 1.15, TOP_Y + 0.02, x === 0 ? 0.1 : 0),
    ];
    batch.add(tube(hook, 0.005), "metal", 0xc6cbcd);
  }
  batch.within(at(0, PUMP_Y, 0.045), () => addPump(batch, labels));
  return batch.build("drip-stand", surfaces);
}

function addPump(batch: Batch, labels: LabelSheet): void {
  batch.add(box(0.15, 0.22, 0.13, 0.018, 3), "satin", 0xe4e7e3, at(0, 0, 0.02));
  batch.add(box(0.132, 0.2, 0.02, 0.008), "satin", 0x4a6273, at(0, 0, 0.083));
  batch.add(box(0.03, 0.06, 0.09, 0.008), "satin", 0x7b8487, at(0, 0, -0.07));
  batch.add(
    labels.face("pump-display", 0.104, 0.062, 1500, paintPump(undefined, false)),
    "label",
    0xffffff,
    at(0, 0.052, 0.0935),
  );
  for (let row = 0; row < 3; row++) {
    for (let column = 0; column < 3; column++) {
      const go = row === 2 && column === 2;
      const stop = row === 2 && column === 1;
      const colour = go ? 0x4e9a63 : stop ? 0xb9564d : 0xd9dedf;
      batch.add(
        box(0.026, 0.018, 0.006, 0.004, 1),
        "satin",
        colour,
        at(-0.034 + column * 0.034, -0.01 - row * 0.028, 0.094),
      );
    }
  }
  batch.add(
    tube([point(0.02, 0.4, 0.05), point(0.05, 0.25, 0.06), point(0.045, 0.11, 0.06)], 0.0026),
    "clear",
    0xe9f0f2,
  );
  batch.add(tube([point(0.03, -0.11, 0.06), point(0.024, -0.14, 0.05)], 0.0026), "clear", 0xe9f0f2);
}

function buildBag(index: number, x: number, surfaces: Surfaces, labels: LabelSheet): Group {
  const batch = new Batch();
  const z = x === 0 ? 0.09 : 0.005;
  const y = TOP_Y - 0.2;
  const outline: [number, number][] = [
    [-0.05, 0.14],
    [-0.02, 0.16],
    [0.02, 0.16],
    [0.05, 0.14],
    [0.058, 0.1],
    [0.058, -0.1],
    [0.045, -0.135],
    [0.015, -0.155],
    [-0.015, -0.155],
    [-0.045, -0.135],
    [-0.058, -0.1],
    [-0.058, 0.1],
  ];
  batch.within(at(x, y, z), () => {
    batch.add(plate(outline, 0.03, 0.011), "clear", 0xf2f8f8);
    batch.add(
      plate(
        outline.map(([a, b]) => [a * 0.9, Math.min(b, 0.1) * 0.95]),
        0.022,
        0.008,
      ),
      "clear",
      0xcfe2e6,
    );
    batch.add(labels.face(`bag-${index}`, 0.092, 0.16, 1600, paintBag(null)), "label", 0xffffff, at(0, -0.005, 0.0165));
    batch.add(cylinder(0.006, 0.03, 10), "satin", 0xe8e8e2, at(0.018, -0.168, 0));
    batch.add(cylinder(0.006, 0.03, 10), "satin", 0x8db0c4, at(-0.018, -0.168, 0));
    batch.add(cylinder(0.011, 0.06, 14), "clear", 0xeaf2f4, at(-0.018, -0.215, 0));
    batch.add(ball(0.006, 8), "clear", 0xcfe2e6, at(-0.018, -0.235, 0));
    const run = [
      point(-0.018, -0.245, 0),
      point(-0.02, -0.35, 0.03),
      point(0.0 - x * 0.4, -0.42, 0.06),
      point(0.02 - x, -0.45, 0.09),
    ];
    batch.add(tube(run, 0.0026), "clear", 0xe9f0f2);
  });
  return batch.build(`bag-${index}`, surfaces);
}

function paintBag(line: LineView | null) {
  const words = (line?.running ?? "").split(/\s+/);
  const remainingMl = line?.remaining_ml ?? 0;
  const half = Math.ceil(words.length / 2);
  return printed(
    "rgba(250,251,250,1)",
    "#1c3b57",
    [
      { text: words.slice(0, half).join(" "), size: 0.082, y: 0.16, weight: 700 },
      { text: words.slice(half).join(" "), size: 0.075, y: 0.28, weight: 600 },
      { text: print.bag.use, size: 0.045, y: 0.4, weight: 400 },
      { text: line?.pressure_bag ? print.bag.pressed : "", size: 0.07, y: 0.72, weight: 700, x: 0.58 },
      { text: remainingMl > 0 ? print.bag.left(Math.round(remainingMl)) : "", size: 0.06, y: 0.9, weight: 500 },
    ],
    (context, width, height) => {
      context.fillStyle = "#c4473f";
      context.fillRect(0, 0, width, height * 0.035);
      context.strokeStyle = "#66788a";
      context.lineWidth = 1;
      for (let i = 0; i < 8; i++)
        context.strokeRect(width * 0.08, height * (0.48 + i * 0.045), width * (i % 2 ? 0.08 : 0.14), 0.5);
    },
  );
}

function paintPump(line: LineView | undefined, elsewhere: boolean) {
  const on = line !== undefined;
  return printed(on ? "#123642" : "#1c2428", on ? "#d6f3f5" : "#66757b", [
    {
      text: on ? String(Math.round(line.rate_ml_per_h)) : elsewhere ? print.pump.standby : print.pump.stopped,
      size: on ? 0.44 : 0.26,
      y: 0.36,
    },
    { text: on ? print.pump.unit : "", size: 0.18, y: 0.66, weight: 400 },
    { text: on ? (line.running ?? "") : "", size: 0.15, y: 0.86, weight: 400 },
  ]);
}
