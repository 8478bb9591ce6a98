import { type Bone, MathUtils, Matrix4, type Object3D, Quaternion, Vector3 } from "three";

/** The bones of one arm. At rest no bone is turned: its axes are the body's. */
export interface Arm {
  upper: Bone;
  lower: Bone;
  hand: Bone;
  /** In the hand's rest axes: where the fingers point and out of which side the palm looks. */
  fingers: Vector3;
  palm: Vector3;
}

const STRAIGHTEST = 0.995; // of the arm's length: a knee-jerk straight elbow looks broken

const shoulder = new Vector3();
const elbow = new Vector3();
const along = new Vector3();
const aside = new Vector3();
const parent = new Quaternion();
const found = new Quaternion();

/** Reads an arm's bones below `root`; must be called before any bone moves. */
export function armOf(bone: (name: string) => Bone, side: "l" | "r"): Arm {
  const hand = bone(`hand_${side}`);
  const at = (name: string) => new Vector3().setFromMatrixPosition(bone(`${name}_${side}`).matrixWorld);
  const wrist = at("hand");
  const fingers = at("middle_01").sub(wrist).normalize();
  const across = at("pinky_01").sub(at("index_01"));
  const palm = side === "l" ? across.cross(fingers) : fingers.clone().cross(across);
  return { upper: bone(`upperarm_${side}`), lower: bone(`lowerarm_${side}`), hand, fingers, palm: palm.normalize() };
}

/**
 * Brings the wrist to `target` with the elbow bent towards `pole`, fingers and palm looking the given ways (world,
 * perpendicular), the forearm turned by `twist` radians of that; all of it by `weight` 0..1 from where the arm was.
 */
export function reach(
  arm: Arm,
  goal: { target: Vector3; pole: Vector3; fingers: Vector3; palm: Vector3; twist: number },
  weight: number,
): void {
  const { upper, lower, hand } = arm;
  upper.updateWorldMatrix(true, false);
  shoulder.setFromMatrixPosition(upper.matrixWorld);
  const [a, b] = [lower.position.length(), hand.position.length()];
  along.subVectors(goal.target, shoulder);
  const distance = MathUtils.clamp(along.length(), Math.abs(a - b) + 0.01, (a + b) * STRAIGHTEST);
  along.normalize();
  aside.copy(goal.pole).addScaledVector(along, -goal.pole.dot(along)).normalize();
  const forward = (a * a - b * b + distance * distance) / (2 * distance);
  elbow.copy(shoulder).addScaledVector(along, forward);
  elbow.addScaledVector(aside, Math.sqrt(Math.max(0, a * a - forward * forward)));
  point(upper, lower.position, elbow.clone().sub(shoulder), 0, weight);
  const wrist = along.multiplyScalar(distance).add(shoulder);
  point(lower, hand.position, wrist.clone().sub(elbow), goal.twist, weight);
  face(arm, goal.fingers, goal.palm, weight);
}

/** Turns a bone so that its rest direction looks along a world direction, then about itself. */
function point(bone: Bone, rest: Vector3, direction: Vector3, twist: number, weight: number): void {
  bone.parent!.getWorldQuaternion(parent).invert();
  const axis = rest.clone().normalize();
  found.setFromUnitVectors(axis, direction.applyQuaternion(parent).normalize());
  if (twist !== 0) found.multiply(new Quaternion().setFromAxisAngle(axis, twist));
  bone.quaternion.slerp(found, weight);
  bone.updateWorldMatrix(false, false);
}

function face({ hand, fingers, palm }: Arm, wantedFingers: Vector3, wantedPalm: Vector3, weight: number): void {
  hand.parent!.getWorldQuaternion(parent).invert();
  found.copy(parent).multiply(frame(wantedFingers, wantedPalm)).multiply(frame(fingers, palm).invert());
  hand.quaternion.slerp(found, weight);
  hand.updateWorldMatrix(false, true);
}

function frame(fingers: Vector3, palm: Vector3): Quaternion {
  const side = new Vector3().crossVectors(fingers, palm).normalize();
  const down = new Vector3().crossVectors(side, fingers);
  return new Quaternion().setFromRotationMatrix(new Matrix4().makeBasis(fingers, down, side));
}

/** A bone by name below `root`, as `armOf` wants it. */
export function bonesBelow(root: Object3D): (name: string) => Bone {
  return (name) => {
    const bone = root.getObjectByName(name) as Bone | undefined;
    if (!bone) throw new Error(`${root.name} has no bone named ${name}`);
    return bone;
  };
}
