import { Object3D, Quaternion, Vector3 } from "three";
import { describe, expect, it } from "vitest";
import { Blend, type Clip } from "./clip.ts";

const UP = new Vector3(0, 1, 0);
const turned = (degrees: number) => new Quaternion().setFromAxisAngle(UP, (degrees * Math.PI) / 180);
const degrees = (node: Object3D) => (2 * Math.atan2(node.quaternion.y, node.quaternion.w) * 180) / Math.PI;

function turning(node: Object3D, from: number, to: number): Clip {
  const values = new Float32Array([...turned(from).toArray(), ...turned(to).toArray()]);
  return {
    name: "turn",
    seconds: 2,
    tracks: [{ node, path: "quaternion", times: new Float32Array([0, 2]), values }],
  };
}

describe("a blend of clips", () => {
  it("stands between two keys, and still beyond them", () => {
    const head = new Object3D();
    const clip = turning(head, 0, 40);
    const blend = new Blend([clip]);
    for (const [time, angle] of [
      [-1, 0],
      [1, 20],
      [2, 40],
      [9, 40],
    ]) {
      blend.pose([{ clip, time, weight: 1 }]);
      expect(degrees(head)).toBeCloseTo(angle, 3);
    }
  });

  it("mixes by shares, and forgets what was turned by hand since", () => {
    const head = new Object3D();
    const [left, right] = [turning(head, 30, 30), turning(head, -30, -30)];
    const blend = new Blend([left, right]);
    blend.pose([
      { clip: left, time: 0, weight: 1.5 },
      { clip: right, time: 0, weight: 0.5 },
    ]);
    expect(degrees(head)).toBeCloseTo(15, 1);
    head.rotateY(1);
    blend.pose([{ clip: left, time: 0, weight: 1 }]);
    expect(degrees(head)).toBeCloseTo(30, 3);
  });

  it("brings a node that a clip leaves alone back to rest", () => {
    const [head, hand] = [new Object3D(), new Object3D()];
    hand.position.set(0, 1, 0);
    const still: Clip = { name: "still", seconds: 1, tracks: [] };
    const reach: Clip = {
      name: "reach",
      seconds: 1,
      tracks: [{ node: hand, path: "position", times: new Float32Array([0]), values: new Float32Array([0, 3, 0]) }],
    };
    const blend = new Blend([turning(head, 90, 90), reach, still]);
    blend.pose([{ clip: reach, time: 0.5, weight: 1 }]);
    expect(hand.position.y).toBeCloseTo(3);
    blend.pose([
      { clip: reach, time: 0, weight: 1 },
      { clip: still, time: 0, weight: 1 },
    ]);
    expect(hand.position.y).toBeCloseTo(2);
    blend.pose([{ clip: still, time: 0, weight: 1 }]);
    expect(hand.position.y).toBeCloseTo(1);
  });
});
