import { CatmullRomCurve3, type Material, Mesh, TubeGeometry, type Vector3 } from "three";

/** A soft tube between things that move: it is laid again when its ends have moved. */
export class Tubing {
  readonly mesh: Mesh;
  private laid = "";

  constructor(
    name: string,
    material: Material,
    private readonly radius: number,
    private readonly steps = 48,
  ) {
    this.mesh = new Mesh(undefined, material);
    this.mesh.name = name;
    this.mesh.visible = false;
    this.mesh.frustumCulled = false;
  }

  /** Lays the tube through the points, or takes it away for null. */
  lay(points: readonly Vector3[] | null): void {
    this.mesh.visible = points !== null;
    if (!points) return;
    const key = points.map((p) => `${p.x.toFixed(2)},${p.y.toFixed(2)},${p.z.toFixed(2)}`).join(" ");
    if (key === this.laid) return;
    this.laid = key;
    this.mesh.geometry.dispose();
    const curve = new CatmullRomCurve3([...points], false, "catmullrom", 0.5);
    this.mesh.geometry = new TubeGeometry(curve, this.steps, this.radius, 6, false);
  }
}
