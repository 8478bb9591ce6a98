import { type Group, Quaternion, Vector3 } from "three";
import { print } from "../../ui/strings/printed.ts";
import { Batch } from "../build/batch.ts";
import { type LabelSheet, printed } from "../build/labels.ts";
import { at, ball, box, cylinder, ring, turned } from "../build/solid.ts";
import type { Surfaces } from "../build/surfaces.ts";

/** Pulse-oximeter probe: a clip along a finger that points towards +z, its hinge at the tip. */
export function buildProbe(surfaces: Surfaces): Group {
  const batch = new Batch();
  batch.add(box(0.021, 0.011, 0.05, 0.005, 3), "satin", 0x3d5566, at(0, 0.0085, 0.006, [4, 0, 0]));
  batch.add(box(0.021, 0.009, 0.05, 0.004, 3), "satin", 0x4b677a, at(0, -0.0095, 0.006, [-4, 0, 0]));
  batch.add(cylinder(0.007, 0.02, 14), "satin", 0x2c3d49, at(0, 0, 0.033, [0, 0, 90]));
  batch.add(box(0.004, 0.002, 0.004, 0), "glow", 0xd8432e, at(0, 0.0035, -0.0185));
  return batch.build("probe", surfaces);
}

/** Blood-pressure cuff around y, `radius` metres of arm inside it. */
export function buildCuff(radius: number, surfaces: Surfaces, labels: LabelSheet): Group {
  const batch = new Batch();
  const half = 0.068;
  const r = radius + 0.004;
  const profile: [number, number][] = [
    [r - 0.002, -half],
    [r + 0.006, -half + 0.006],
    [r + 0.011, -half * 0.4],
    [r + 0.011, half * 0.4],
    [r + 0.006, half - 0.006],
    [r - 0.002, half],
  ];
  batch.add(turned(profile, 30), "fabric", 0x39536b);
  batch.add(box(0.05, 0.1, 0.004, 0.001, 1), "fabric", 0x2f4659, at(0, 0, r + 0.0115));
  const paint = printed("#39536b", "#dfe7ec", [
    { text: print.cuff.size, size: 0.4, y: 0.32 },
    { text: print.cuff.range, size: 0.28, y: 0.72, weight: 400 },
  ]);
  batch.add(labels.face("cuff", 0.045, 0.026, 1200, paint), "label", 0xffffff, at(0, 0.01, r + 0.0139));
  return batch.build("cuff", surfaces);
}

/** Three ECG electrodes at points of the chest; the group's frame is the chest bone's. */
export function buildElectrodes(points: readonly Vector3[], surfaces: Surfaces): Group {
  const batch = new Batch();
  const colours = [0xc94b43, 0xe0c33e, 0x4f9c62];
  points.forEach((p, i) => {
    batch.add(cylinder(0.021, 0.002, 20), "fabric", 0xf1f1ee, at(p.x, p.y + 0.0015, p.z));
    batch.add(cylinder(0.006, 0.006, 14), "satin", colours[i % 3], at(p.x, p.y + 0.005, p.z));
  });
  return batch.build("electrodes", surfaces);
}

/** A printed wrist band around y: red warns of an allergy, white names the patient. */
export function buildWristband(radius: number, red: boolean, surfaces: Surfaces, labels: LabelSheet): Group {
  const batch = new Batch();
  const colour = red ? 0xc8322b : 0xf3f4f2;
  batch.add(
    turned(
      [
        [radius + 0.001, -0.011],
        [radius + 0.003, -0.01],
        [radius + 0.003, 0.01],
        [radius + 0.001, 0.011],
      ],
      28,
    ),
    "satin",
    colour,
  );
  batch.add(ring(radius + 0.004, 0.002, 0.4, 6), "satin", 0xe9eae7, at(0, 0, 0, [90, 0, 0]));
  const paint = printed(red ? "#c8322b" : "#f3f4f2", red ? "#ffffff" : "#20272b", [
    { text: red ? print.band.allergy : print.band.name, size: 0.6, y: 0.54, weight: 700 },
  ]);
  batch.add(
    labels.face(red ? "band-red" : "band-white", 0.036, 0.014, 1600, paint),
    "label",
    0xffffff,
    at(0, 0, radius + 0.0042, [0, 0, 0]),
  );
  return batch.build("wristband", surfaces);
}

/** A cannula under its dressing, on skin that looks along +y; its wings lie across x, the tube leaves towards +z. */
export function buildCannula(gauge: number, surfaces: Surfaces): Group {
  const batch = new Batch();
  const hub =
    ({ 14: 0xd9822b, 16: 0x8c9196, 18: 0x4f9c62, 20: 0xd98aa0, 22: 0x4a7fc0 } as Record<number, number>)[gauge] ??
    0x4f9c62;
  batch.add(box(0.05, 0.0012, 0.06, 0.0005, 1), "clear", 0xf2f6f6, at(0, 0.001, 0));
  batch.add(box(0.046, 0.001, 0.016, 0.0004, 1), "fabric", 0xf5f5f2, at(0, 0.002, 0.014));
  batch.add(box(0.022, 0.002, 0.009, 0.0008, 1), "satin", hub, at(0, 0.0035, 0.004));
  batch.add(cylinder(0.0032, 0.018, 12), "satin", hub, at(0, 0.0055, 0.012, [90, 0, 0]));
  batch.add(cylinder(0.0028, 0.016, 12), "satin", 0xf2f3f1, at(0, 0.0058, 0.027, [90, 0, 0]));
  batch.add(ball(0.0035, 10), "satin", 0xf4f5f4, at(0, 0.0105, 0.008));
  return batch.build("cannula", surfaces);
}

/** Rotation that turns +y onto `axis`. */
export function along(axis: Vector3): Quaternion {
  return new Quaternion().setFromUnitVectors(new Vector3(0, 1, 0), axis.clone().normalize());
}
