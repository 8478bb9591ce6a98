import { type BufferGeometry, type Group, Vector3 } from "three";
import type { EquipmentView } from "../../net/wire.ts";
import { Batch } from "../build/batch.ts";
import { at, ball, box, cylinder, plate, point, ring, tube, turned } from "../build/solid.ts";
import type { Surfaces } from "../build/surfaces.ts";

/**
 * What is worn over mouth and nose, in the face's frame: origin on the upper lip, x to the patient's left, y out of the
 * face, z towards the chin.
 */
export type OxygenDevice = Exclude<EquipmentView["oxygen"], "none">;

/** Where the oxygen tubing joins each device, in the face's frame. */
export const INLET: Record<OxygenDevice, Vector3> = {
  "nasal-cannula": new Vector3(0, 0.0, 0.13),
  "simple-mask": new Vector3(0, 0.055, 0.055),
  "reservoir-mask": new Vector3(0, 0.058, 0.058),
  "bag-valve-mask": new Vector3(-0.12, 0.1, 0.02),
  nebuliser: new Vector3(0, 0.05, 0.13),
};

export function buildAirwayDevice(device: OxygenDevice, surfaces: Surfaces): Group {
  const batch = new Batch();
  BUILD[device](batch);
  const group = batch.build(device, surfaces);
  group.visible = false;
  return group;
}

const BUILD: Record<OxygenDevice, (batch: Batch) => void> = {
  "nasal-cannula": addNasalCannula,
  "simple-mask": (batch) => {
    addMask(batch, 0xe3f0ea);
    addPort(batch);
  },
  "reservoir-mask": (batch) => {
    addMask(batch, 0xe3f0ea);
    addPort(batch);
    addReservoir(batch);
  },
  "bag-valve-mask": addBagValveMask,
  nebuliser: (batch) => {
    addMask(batch, 0xe3efe9);
    addNebuliserPot(batch);
  },
};

/** A mask's shell: wide at the chin, narrow over the nose. */
function shell(): BufferGeometry {
  const profile: [number, number][] = [
    [0.001, 0.052],
    [0.018, 0.05],
    [0.032, 0.042],
    [0.04, 0.025],
    [0.044, 0.004],
    [0.05, -0.012],
  ];
  const geometry = turned(profile.reverse() as [number, number][], 28);
  const position = geometry.attributes.position;
  for (let i = 0; i < position.count; i++) {
    const z = position.getZ(i);
    const narrow = z < 0 ? 1 - 0.32 * (-z / 0.05) : 1;
    const x = position.getX(i) * narrow;
    // the rim hugs the cheeks: it falls back to the sides and rises over the nose
    const hug = -0.42 * Math.abs(x) - (z < 0 ? 0.25 * z : 0.1 * z);
    position.setXYZ(i, x, position.getY(i) + hug + 0.006, z * 1.42 + 0.004);
  }
  geometry.computeVertexNormals();
  return geometry;
}

function addMask(batch: Batch, colour: number): void {
  batch.add(shell(), "clear", colour);
  batch.add(box(0.024, 0.003, 0.008, 0.001, 1), "metal", 0xc4cacc, at(0, 0.034, -0.052, [-40, 0, 0]));
  for (const side of [-1, 1]) {
    const strap = [
      point(side * 0.043, -0.014, 0.012),
      point(side * 0.07, -0.05, -0.012),
      point(side * 0.084, -0.1, -0.04),
      point(side * 0.062, -0.17, -0.05),
    ];
    batch.add(tube(strap, 0.0026), "satin", 0xdfe8df);
    for (let i = 0; i < 5; i++) {
      const angle = (i / 5) * Math.PI * 2;
      batch.add(
        ball(0.0019, 8),
        "matte",
        0x5a6a66,
        at(side * (0.026 + Math.cos(angle) * 0.005), 0.0335, -0.004 + Math.sin(angle) * 0.005),
      );
    }
  }
}

function addPort(batch: Batch): void {
  batch.add(cylinder(0.0085, 0.03, 16), "clear", 0xdff0e8, at(0, 0.056, 0.035, [62, 0, 0]));
}

function addReservoir(batch: Batch): void {
  const outline: [number, number][] = [
    [-0.02, 0],
    [0.02, 0],
    [0.046, -0.03],
    [0.05, -0.15],
    [0.036, -0.185],
    [-0.036, -0.185],
    [-0.05, -0.15],
    [-0.046, -0.03],
  ];
  batch.add(plate(outline, 0.034, 0.014), "clear", 0xdfeef0, at(0, 0.06, 0.06, [-104, 0, 0]));
  batch.add(cylinder(0.012, 0.024, 16), "satin", 0xd9e8e2, at(0, 0.058, 0.05, [62, 0, 0]));
}

function addNebuliserPot(batch: Batch): void {
  batch.add(
    turned(
      [
        [0.008, 0],
        [0.02, 0.012],
        [0.022, 0.05],
        [0.014, 0.062],
      ],
      20,
    ),
    "clear",
    0xdcefe9,
    at(0, 0.05, 0.125, [-96, 0, 0]),
  );
  batch.add(cylinder(0.0225, 0.008, 20), "satin", 0x5aa587, at(0, 0.055, 0.085, [-96, 0, 0]));
  batch.add(cylinder(0.017, 0.012, 20), "clear", 0xb9d9e0, at(0, 0.051, 0.112, [-96, 0, 0]));
}

function addNasalCannula(batch: Batch): void {
  for (const side of [-1, 1]) {
    batch.add(
      tube(
        [point(side * 0.006, 0.014, -0.002), point(side * 0.007, 0.01, -0.012), point(side * 0.008, 0.004, -0.02)],
        0.0026,
      ),
      "clear",
      0xe4f2ea,
    );
    const run = [
      point(0, 0.015, 0.001),
      point(side * 0.03, 0.006, -0.004),
      point(side * 0.06, -0.035, -0.03),
      point(side * 0.078, -0.085, -0.062),
      point(side * 0.08, -0.11, -0.04),
      point(side * 0.06, -0.075, 0.03),
      point(side * 0.02, -0.03, 0.1),
      point(0, -0.004, 0.13),
    ];
    batch.add(tube(run, 0.0027, 6, 60), "satin", 0xd3e6da);
  }
  batch.add(box(0.03, 0.006, 0.008, 0.003, 1), "clear", 0xe4f2ea, at(0, 0.015, 0));
}

function addBagValveMask(batch: Batch): void {
  batch.add(shell(), "clear", 0xe6eef0);
  batch.add(ring(0.05, 0.011, Math.PI * 2, 32), "clear", 0xcfe0e6, at(0, -0.008, 0.004, [90, 0, 0], [0.92, 1.38, 1]));
  batch.add(cylinder(0.013, 0.05, 18), "clear", 0xdde9ec, at(0, 0.075, 0.004));
  batch.add(cylinder(0.019, 0.03, 20), "satin", 0xe8ecec, at(0, 0.11, 0.004));
  batch.add(cylinder(0.014, 0.04, 18), "satin", 0x7fa3b5, at(-0.03, 0.112, 0.004, [0, 0, 90]));
  const bag: [number, number][] = [
    [0.012, -0.12],
    [0.04, -0.105],
    [0.06, -0.06],
    [0.064, 0],
    [0.06, 0.06],
    [0.04, 0.105],
    [0.012, 0.12],
  ];
  batch.add(turned(bag, 26), "satin", 0x9db9c4, at(-0.165, 0.115, 0.004, [0, 0, 90]));
  batch.add(cylinder(0.02, 0.03, 18), "satin", 0xe8ecec, at(-0.295, 0.115, 0.004, [0, 0, 90]));
  const reservoir: [number, number][] = [
    [-0.03, 0],
    [0.03, 0],
    [0.05, -0.05],
    [0.05, -0.2],
    [0.03, -0.23],
    [-0.03, -0.23],
    [-0.05, -0.2],
    [-0.05, -0.05],
  ];
  batch.add(plate(reservoir, 0.05, 0.02), "clear", 0xdfeef0, at(-0.31, 0.1, 0.004, [0, 90, -78]));
}
