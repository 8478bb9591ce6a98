import { Group, MathUtils, Vector3 } from "three";
import { Batch } from "../build/batch.ts";
import { at, box, point, tube, turned } from "../build/solid.ts";
import type { Surfaces } from "../build/surfaces.ts";

const GLOVE = 0x5b86b8;
const SLEEVE = 0x4d7f78;
const UP = new Vector3(0, 1, 0);
/** How far the shoulders are to either side of the eyes, metres. */
const ASIDE_M = 0.23;
/** Radius and height of a straight arm in its sleeve, metres: from inside the wrist to behind the eyes above it. */
const ARM: [number, number][] = [
  [0, 0],
  [0.025, 0.004],
  [0.03, 0.03],
  [0.034, 0.07],
  [0.042, 0.14],
  [0.041, 0.2],
  [0.037, 0.25],
  [0.042, 0.31],
  [0.05, 0.4],
  [0.053, 0.47],
  [0.056, 0.86],
  [0, 0.87],
];
const ARM_M = 0.87;
/** Of its length, what an arm may be short of the shoulder before it is seen to end in the air. */
const LONGEST = 1.25;

/** The glove over the wrist and the end of the sleeve. */
const CUFF: [number, number][] = [
  [0, -0.02],
  [0.026, -0.012],
  [0.03, 0.01],
  [0.0345, 0.045],
  [0.0375, 0.075],
  [0.038, 0.078],
  [0.034, 0.079],
  [0, 0.076],
];

/** Height of a hand over the chest and the side it comes from: the left hand lies under the right one. */
const HANDS = [
  [0.012, 1],
  [0.034, -1],
] as const;

/** Eyes from between whose arms the chest is seen, and how far the shoulders are behind and below them, metres. */
export interface Presser {
  eyes: Vector3;
  shoulderBehindM: number;
  shoulderDropM: number;
}

/** The learner's own hands on a chest, gloved and sleeved: nobody's skin is everybody's. */
export class OwnHands {
  readonly group = new Group();
  private readonly arms: readonly { arm: Group; side: number }[];
  private readonly back = new Vector3();
  private readonly along = new Vector3();

  constructor(surfaces: Surfaces) {
    this.group.name = "own-hands";
    this.group.visible = false;
    const hands = new Batch();
    for (const [height, side] of HANDS) addHand(hands, height, side);
    this.arms = HANDS.map(([height, side]) => ({ arm: buildArm(height, side, surfaces), side }));
    this.group.add(hands.build("own-hands", surfaces), ...this.arms.map(({ arm }) => arm));
  }

  /** On the breastbone at `chest`, or away for null. Only who looks from between the arms has any. */
  place(chest: Vector3 | null, presser: Presser | null): void {
    this.group.visible = chest !== null;
    if (chest) this.group.position.copy(chest);
    for (const { arm, side } of this.arms) {
      arm.visible = chest !== null && presser !== null && this.stretch(arm, side, presser, chest);
    }
  }

  /** From the wrist straight to the shoulder. Returns whether the arm is long enough for it. */
  private stretch(
    arm: Group,
    side: number,
    { eyes, shoulderBehindM, shoulderDropM }: Presser,
    chest: Vector3,
  ): boolean {
    const { back, along } = this;
    back.subVectors(eyes, chest).setY(0).normalize();
    along.subVectors(eyes, chest).addScaledVector(back, shoulderBehindM);
    along.y -= shoulderDropM;
    along.x += back.z * ASIDE_M * side;
    along.z -= back.x * ASIDE_M * side;
    along.sub(arm.position);
    const length = along.length() / ARM_M;
    arm.scale.y = MathUtils.clamp(length, 0.4, 1);
    arm.quaternion.setFromUnitVectors(UP, along.normalize());
    return length < LONGEST;
  }
}

function buildArm(height: number, side: number, surfaces: Surfaces): Group {
  const batch = new Batch();
  batch.add(turned([...ARM], 18), "matte", SLEEVE);
  batch.add(turned([...CUFF], 18), "satin", GLOVE);
  const arm = batch.build("own-arm", surfaces);
  arm.position.set(-0.035, height + 0.002, 0.008 * side);
  return arm;
}

/** One gloved hand `height` over the chest, its fingers across it towards +x. */
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
}
