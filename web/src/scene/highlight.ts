import { type Camera, Mesh, MeshBasicMaterial, RingGeometry } from "three";
import type { Ball } from "../input/places.ts";

const ACCENT = 0x2f9fb0;

/** A thin ring around the place that is pointed at or has keyboard focus; it faces the eye and hides nothing. */
export class Highlight {
  readonly mesh: Mesh<RingGeometry, MeshBasicMaterial>;
  private wanted = 0;

  constructor() {
    this.mesh = new Mesh(
      new RingGeometry(0.965, 1, 56),
      new MeshBasicMaterial({ color: ACCENT, transparent: true, opacity: 0, depthTest: false, toneMapped: false }),
    );
    this.mesh.name = "highlight";
    this.mesh.renderOrder = 10;
    this.mesh.visible = false;
  }

  show(ball: Ball | null): void {
    this.wanted = ball ? 0.85 : 0;
    if (!ball) return;
    this.mesh.position.copy(ball.centre);
    this.mesh.scale.setScalar(ball.radius * 0.92);
  }

  update(deltaMs: number, camera: Camera): void {
    const { material } = this.mesh;
    material.opacity += (this.wanted - material.opacity) * Math.min(1, deltaMs / 60);
    this.mesh.visible = material.opacity > 0.03;
    camera.getWorldQuaternion(this.mesh.quaternion);
  }
}
