import { type Bone, MathUtils, Vector3 } from "three";
import { type Arm, armOf, reach } from "./reach.ts";

/** How a trunk leans over a chest, in degrees: from the hips, along the spine, and what the neck takes back. */
const LEAN = { pelvis: 38, spine: 6, head: 6 };
/** The trunk goes down with the chest by this many degrees: that, not the elbows, is what presses. */
const STROKE = 4;
/** How knees and ankles bend in kneeling, degrees, and how thick a knee is, metres. */
const KNEEL = { knee: 88, ankle: 62 };
const KNEE_M = 0.07;
const TWIST = 1.1;
/** The wrist joint over the heel of the hand, and of the upper hand over the lower one; metres. */
const HEEL_M = 0.034;
const HAND_M = 0.024;
const BACK_M = 0.03;

const down = new Vector3(0, -1, 0);
const fingers = new Vector3();
const pole = new Vector3();
const wrist = new Vector3();

/** Both hands on a breastbone, arms straight, the trunk over them. */
export class Pressing {
  private readonly arms: { arm: Arm; side: number; above: number }[];
  private readonly spine: Bone[];
  /** Height of the knees of who stands, less what is under them when they kneel. */
  readonly kneeM: number;

  constructor(private readonly bone: (name: string) => Bone) {
    this.arms = [
      { arm: armOf(bone, "l"), side: 1, above: 0 },
      { arm: armOf(bone, "r"), side: -1, above: HAND_M },
    ];
    this.spine = ["spine_01", "spine_02", "spine_03"].map(bone);
    this.kneeM = bone("calf_l").getWorldPosition(wrist).y - KNEE_M;
  }

  /** Folds the shins back under upright thighs by `weight` 0..1; the body has to come down by `kneeM`. */
  kneel(weight: number): void {
    for (const side of ["l", "r"]) {
      this.bone(`calf_${side}`).rotateX(KNEEL.knee * MathUtils.DEG2RAD * weight);
      this.bone(`foot_${side}`).rotateX(KNEEL.ankle * MathUtils.DEG2RAD * weight);
    }
  }

  /** Poses the body by `weight` 0..1 towards pressing on `chest` (world) as deep as `depth` 0..1. */
  pose(chest: Vector3, facing: number, depth: number, weight: number): void {
    const lean = (LEAN.pelvis + STROKE * depth) * MathUtils.DEG2RAD * weight;
    this.bone("pelvis").rotateX(lean);
    for (const thigh of ["thigh_l", "thigh_r"]) this.bone(thigh).rotateX(-lean);
    for (const part of this.spine) part.rotateX(LEAN.spine * MathUtils.DEG2RAD * weight);
    this.bone("head").rotateX(LEAN.head * MathUtils.DEG2RAD * weight);
    fingers.set(Math.sin(facing), 0, Math.cos(facing));
    for (const { arm, side, above } of this.arms) {
      wrist.copy(chest).addScaledVector(fingers, -BACK_M);
      wrist.y += HEEL_M + above;
      pole.set(Math.cos(facing) * side, 0.2, -Math.sin(facing) * side);
      reach(arm, { target: wrist, pole, fingers, palm: down, twist: -TWIST * side }, weight);
    }
  }
}
