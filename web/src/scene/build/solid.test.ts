import { Vector3 } from "three";
import { expect, it } from "vitest";
import { plate } from "./solid.ts";

const SQUARE: [number, number][] = [
  [-0.05, -0.05],
  [-0.05, 0.05],
  [0.05, 0.05],
  [0.05, -0.05],
];

it("makes a closed plate as thick as asked, whose faces look outwards, whichever way the outline runs", () => {
  for (const outline of [SQUARE, [...SQUARE].reverse()]) {
    const geometry = plate(outline, 0.02, 0.005);
    geometry.computeBoundingBox();
    const size = geometry.boundingBox!.getSize(new Vector3());
    expect(size.z).toBeCloseTo(0.02, 5);
    expect(size.x).toBeCloseTo(0.11, 5);
    const { index, attributes } = geometry;
    let volume = 0;
    const [a, b, c] = [new Vector3(), new Vector3(), new Vector3()];
    for (let i = 0; i < index!.count; i += 3) {
      a.fromBufferAttribute(attributes.position, index!.getX(i));
      b.fromBufferAttribute(attributes.position, index!.getX(i + 1));
      c.fromBufferAttribute(attributes.position, index!.getX(i + 2));
      volume += a.dot(b.cross(c)) / 6;
    }
    expect(volume).toBeGreaterThan(0.1 * 0.1 * 0.02);
    expect(volume).toBeLessThan(0.11 * 0.11 * 0.02);
  }
});
