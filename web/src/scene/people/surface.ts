import { type Matrix4, type SkinnedMesh, Vector3 } from "three";

/**
 * The body's surface in the rest pose, in the bed frame, for placing what is worn on it. Must be built before any
 * bone moves: at rest all bones carry the same transform from stored to real positions.
 */
export class RestSurface {
  /** Metres a stored unit stands for. */
  readonly scale: number;
  private readonly points: Float32Array;

  constructor(mesh: SkinnedMesh, frame: Matrix4) {
    const { skeleton, geometry } = mesh;
    const toBed = frame
      .clone()
      .invert()
      .multiply(skeleton.bones[0].matrixWorld)
      .multiply(skeleton.boneInverses[0])
      .multiply(mesh.bindMatrix);
    this.scale = new Vector3().setFromMatrixColumn(toBed, 0).length();
    const position = geometry.attributes.position;
    this.points = new Float32Array(position.count * 3);
    const point = new Vector3();
    for (let i = 0; i < position.count; i++) {
      point
        .fromBufferAttribute(position, i)
        .applyMatrix4(toBed)
        .toArray(this.points, i * 3);
    }
  }

  /** Height of the topmost skin within `reach` metres of (x, z); NaN where there is none. */
  top(x: number, z: number, reach = 0.018): number {
    let best = Number.NaN;
    for (let i = 0; i < this.points.length; i += 3) {
      const dx = this.points[i] - x;
      const dz = this.points[i + 2] - z;
      if (dx * dx + dz * dz > reach * reach) continue;
      if (!(this.points[i + 1] <= best)) best = this.points[i + 1];
    }
    return best;
  }

  /** Radius in metres of the limb around `centre` across `axis` (unit): what a band there has to span. */
  girth(centre: Vector3, axis: Vector3, limit: number): number {
    const radii: number[] = [];
    const offset = new Vector3();
    for (let i = 0; i < this.points.length; i += 3) {
      offset.fromArray(this.points, i).sub(centre);
      const along = offset.dot(axis);
      if (Math.abs(along) > 0.018) continue;
      const radius = offset.addScaledVector(axis, -along).length();
      if (radius < limit) radii.push(radius);
    }
    radii.sort((a, b) => a - b);
    return radii.length > 0 ? radii[Math.floor(radii.length * 0.8)] : limit * 0.6;
  }
}
