import { Group, type Vector3 } from "three";
import { Batch } from "../build/batch.ts";
import { at, box, point, tube } from "../build/solid.ts";
import type { Surfaces } from "../build/surfaces.ts";

const GLOVE = 0x5b86b8;
const CUFF = 0x4f78a8;
const LEAN = { x: -0.3, y: 0.42, z: 0.14 }; // from the wrists to the elbows, towards who presses

/** The learner's own gloved hands on a chest: long gloves, since nobody's skin is everybody's. */
export class OwnHands {
  readonly group = new Group();

  constructor(surfaces: Surfaces) {
    this.group.name = "own-hands";
    this.group.visible = false;
    const batch = new Batch();
    addHand(batch, 0.012, 1);
    addHand(batch, 0.034, -1);
    this.group.add(batch.build("own-hands", surfaces));
  }

  /** On the breastbone at `chest`, or away for null. */
  place(chest: Vector3 | null): void {
    this.group.visible = chest !== null;
    if (chest) this.group.position.copy(chest);
  }
}

/** One hand `height` over the chest, its fingers across it towards +x, and its forearm up to the elbow. */
function addHand(batch: Batch, height: number, side: number): void {
  const aside = 0.008 * side;
  batch.add(box(0.098, 0.026, 0.082, 0.012, 3), "satin", GLOVE, at(0.012, height, aside, [0, 6 * side, -4]));
  for (let finger = 0; finger < 4; finger++) {
    const z = aside + (finger - 1.5) * 0.0195;
    const length = [0.07, 0.08, 0.075, 0.058][side > 0 ? finger : 3 - finger];
    const tip = [point(0.055, height, z), point(0.06 + length * 0.55, height + 0.008, z)];
    batch.add(tube([...tip, point(0.058 + length, height - 0.008, z)], 0.0092, 8, 8), "satin", GLOVE);
  }
  const thumb = [point(-0.01, height, aside - 0.035 * side), point(0.03, height - 0.002, aside - 0.058 * side)];
  batch.add(tube([...thumb, point(0.062, height - 0.006, aside - 0.062 * side)], 0.0105, 8, 8), "satin", GLOVE);
  const wrist = point(-0.04, height + 0.004, aside);
  const elbow = point(LEAN.x * 0.62, height + LEAN.y * 0.62, LEAN.z * side * 0.8 + aside);
  const middle = wrist.clone().lerp(elbow, 0.5);
  batch.add(tube([wrist, middle], 0.03, 12, 8), "satin", GLOVE);
  batch.add(tube([middle, elbow], 0.04, 12, 8), "satin", CUFF);
}
