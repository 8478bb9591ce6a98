import { Group, type Object3D, Vector3 } from "three";
import type { LineView } from "../../net/wire.ts";
import { print } from "../../ui/strings/printed.ts";
import { Batch } from "../build/batch.ts";
import { type LabelSheet, printed } from "../build/labels.ts";
import { at, ball, box, cylinder, plate, point, tube } from "../build/solid.ts";
import type { Surfaces } from "../build/surfaces.ts";
import { InfusionPump, PUMP_INLET, PUMP_OUTLET, pumped } from "./infusion-pump.ts";
import { addWheeledPole } from "./wheels.ts";

const TOP_Y = 1.98;
const BAG_Y = TOP_Y - 0.2;
/** Where bags hang: left, right and in front. The right one is over the inlet of the pump. */
export const HOOKS = [-0.09, 0.09, 0] as const;
const OVER_PUMP = 1;
const OTHERS = [0, 2, OVER_PUMP];
/** Where the tubing of a bag that no pump drives hangs free, below its roller clamp; in the stand's own frame. */
const FREE_ENDS = [new Vector3(-0.075, 1.22, 0.1), PUMP_INLET, new Vector3(-0.02, 1.2, 0.16)] as const;

/** Drip stand with up to three bags, and a pump when somebody has fetched one; faces +z. */
export class DripStand {
  readonly group = new Group();
  readonly pump: InfusionPump;
  private readonly bags: Object3D[];
  private hung: readonly (LineView | null)[] = [];
  private shown: string | null = null;

  constructor(
    surfaces: Surfaces,
    private readonly labels: LabelSheet,
  ) {
    this.group.name = "infusion";
    this.pump = new InfusionPump(surfaces, labels);
    this.bags = HOOKS.map((x, i) => buildBag(i, x, surfaces, labels));
    this.group.add(buildStand(surfaces), this.pump.group, ...this.bags);
    this.setLines([]);
  }

  /** Hangs one bag for each line that runs. */
  setLines(lines: readonly LineView[]): void {
    const running = lines.filter((line) => line.running !== null);
    this.hung = hooksOf(running);
    this.pump.setLine(pumped(running));
    const key = this.hung.map((l) => l && `${l.running}|${Math.round(l.remaining_ml / 5)}|${l.pressure_bag}`).join(";");
    if (key === this.shown) return;
    this.shown = key;
    this.bags.forEach((bag, i) => {
      const line = this.hung[i] ?? null;
      bag.visible = line !== null;
      if (line) this.labels.repaint(`bag-${i}`, paintBag(line));
    });
  }

  /** What comes out of the bag on a hook, and where, in the world; null for an empty hook. */
  outlet(hook: number): { line: LineView; from: Vector3 } | null {
    const line = this.hung[hook];
    if (!line) return null;
    const end = line.device === "infusion-pump" ? PUMP_OUTLET : FREE_ENDS[hook];
    return end ? { line, from: this.group.localToWorld(end.clone()) } : null;
  }
}

/** Which line hangs on which hook: what the pump drives over its inlet, the rest beside it. */
export function hooksOf(lines: readonly LineView[]): (LineView | null)[] {
  const driven = pumped(lines);
  const hooks: (LineView | null)[] = HOOKS.map(() => null);
  if (driven) hooks[OVER_PUMP] = driven;
  const free = OTHERS.filter((hook) => hooks[hook] === null);
  lines
    .filter((line) => line !== driven)
    .slice(0, free.length)
    .forEach((line, i) => {
      hooks[free[i] as number] = line;
    });
  return hooks;
}

function buildStand(surfaces: Surfaces): Group {
  const batch = new Batch();
  addWheeledPole(batch, 0.27, TOP_Y);
  for (const x of HOOKS) {
    const hook = [
      point(0, TOP_Y - 0.02, 0),
      point(x * 0.7, TOP_Y + 0.02, x === 0 ? 0.06 : 0),
      point(x, TOP_Y - 0.01, x === 0 ? 0.08 : 0),
      point(x * 1.15, TOP_Y + 0.02, x === 0 ? 0.1 : 0),
    ];
    batch.add(tube(hook, 0.005), "metal", 0xc6cbcd);
  }
  return batch.build("drip-stand", surfaces);
}

function buildBag(index: number, x: number, surfaces: Surfaces, labels: LabelSheet): Group {
  const batch = new Batch();
  const z = x === 0 ? 0.09 : 0.005;
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
  batch.within(at(x, BAG_Y, z), () => {
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
  });
  const end = FREE_ENDS[index] as Vector3;
  const chamber = point(x - 0.018, BAG_Y - 0.245, z);
  const middle = chamber
    .clone()
    .lerp(end, 0.55)
    .add(point(0, 0, 0.02));
  batch.add(tube([chamber, middle, end], 0.0026), "clear", 0xe9f0f2);
  if (index !== OVER_PUMP) addClamp(batch, middle);
  return batch.build(`bag-${index}`, surfaces);
}

/** The roller clamp by which a bag that runs by its own weight is set. */
function addClamp(batch: Batch, place: Vector3): void {
  batch.within(at(place.x, place.y, place.z), () => {
    batch.add(box(0.014, 0.05, 0.018, 0.004, 1), "satin", 0xf1f3f1);
    batch.add(cylinder(0.007, 0.008, 12), "satin", 0x5b8fb0, at(0, 0.008, 0.008, [0, 0, 90]));
  });
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
