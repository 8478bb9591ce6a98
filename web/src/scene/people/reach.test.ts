import { Bone, Vector3 } from "three";
import { expect, it } from "vitest";
import { armOf, reach } from "./reach.ts";

/** A left arm that hangs: 0.28 m and 0.24 m, the palm towards the body. */
function hangingArm() {
  const bones: Record<string, Bone> = {};
  const add = (name: string, above: string | null, x: number, y: number, z: number) => {
    const bone = new Bone();
    bone.position.set(x, y, z);
    if (above) bones[above].add(bone);
    bones[name] = bone;
  };
  add("clavicle_l", null, 0.05, 1.4, 0);
  add("upperarm_l", "clavicle_l", 0.15, 0, 0);
  add("lowerarm_l", "upperarm_l", 0, -0.28, 0);
  add("hand_l", "lowerarm_l", 0, -0.24, 0);
  add("middle_01_l", "hand_l", 0, -0.09, 0);
  add("index_01_l", "hand_l", 0, -0.09, 0.02);
  add("pinky_01_l", "hand_l", 0, -0.08, -0.03);
  bones.clavicle_l.updateWorldMatrix(true, true);
  return { bones, arm: armOf((name) => bones[name], "l") };
}

const at = (bone: Bone) => new Vector3().setFromMatrixPosition(bone.matrixWorld);

it("reads that the palm of a hanging hand looks at the body", () => {
  expect(hangingArm().arm.palm.x).toBeLessThan(-0.9);
});

it("brings the wrist to the target, fingers and palm the way they are asked", () => {
  const { bones, arm } = hangingArm();
  const goal = {
    target: new Vector3(0.02, 1.05, 0.2),
    pole: new Vector3(1, 0, 0),
    fingers: new Vector3(0, 0, 1),
    palm: new Vector3(0, -1, 0),
    twist: 0,
  };
  reach(arm, goal, 1);
  expect(at(bones.hand_l).distanceTo(goal.target)).toBeLessThan(1e-6);
  expect(at(bones.lowerarm_l).x).toBeGreaterThan(0.2);
  const fingers = at(bones.middle_01_l).sub(at(bones.hand_l)).normalize();
  expect(fingers.dot(goal.fingers)).toBeCloseTo(1, 5);
  const across = at(bones.pinky_01_l).sub(at(bones.index_01_l));
  expect(across.cross(fingers).normalize().dot(goal.palm)).toBeCloseTo(1, 2);
});

it("stretches towards what is out of reach, and does nothing without weight", () => {
  const { bones, arm } = hangingArm();
  const goal = {
    target: new Vector3(0.2, 1.4, 3),
    pole: new Vector3(0, -1, 0),
    fingers: new Vector3(0, 0, 1),
    palm: new Vector3(0, -1, 0),
    twist: 0,
  };
  reach(arm, goal, 0);
  expect(at(bones.hand_l).y).toBeCloseTo(0.88, 5);
  reach(arm, goal, 1);
  expect(at(bones.hand_l).z).toBeCloseTo(0.52 * 0.995, 3);
});
