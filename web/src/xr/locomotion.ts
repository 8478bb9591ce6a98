import {
  BufferAttribute,
  BufferGeometry,
  Line,
  LineBasicMaterial,
  MathUtils,
  Mesh,
  MeshBasicMaterial,
  type Object3D,
  type PerspectiveCamera,
  RingGeometry,
  SphereGeometry,
  Vector3,
} from "three";
import { arcBuffer, isFree, throwArc } from "./arc.ts";
import type { Hand } from "./hands.ts";

const SNAP = MathUtils.degToRad(30);
const STICK_ON = 0.7;
const STICK_OFF = 0.35;
const STANDING_EYES_M = 1.55;
const VEIL_MS = 160;

/** Teleport by thumbstick or squeeze, snap turns, a seated mode that lifts the eyes to standing height, a veil while the view jumps. */
export class Locomotion {
  private readonly target: Mesh<RingGeometry, MeshBasicMaterial>;
  private readonly arc: Line<BufferGeometry, LineBasicMaterial>;
  private readonly points = arcBuffer();
  private readonly veil: Mesh<SphereGeometry, MeshBasicMaterial>;
  private veilLeft = 0;
  private aiming: Hand | null = null;
  private landing: Vector3 | null = null;
  private dark = false;
  private readonly turned = new Set<Hand>(); // sticks that have to come back before they turn again
  seated = false;

  constructor(
    private readonly rig: Object3D,
    private readonly camera: PerspectiveCamera,
    scene: Object3D,
  ) {
    const geometry = new BufferGeometry();
    geometry.setAttribute("position", new BufferAttribute(new Float32Array(this.points.length * 3), 3));
    this.arc = new Line(geometry, new LineBasicMaterial({ color: 0x2f9fb0 }));
    this.arc.frustumCulled = false;
    this.target = new Mesh(
      new RingGeometry(0.2, 0.24, 40).rotateX(-Math.PI / 2),
      new MeshBasicMaterial({ color: 0x2f9fb0 }),
    );
    this.veil = new Mesh(
      new SphereGeometry(0.3, 16, 12),
      new MeshBasicMaterial({ color: 0x101518, transparent: true, opacity: 0, depthTest: false, side: 1 }),
    );
    this.veil.renderOrder = 100;
    camera.add(this.veil);
    this.arc.visible = this.target.visible = this.veil.visible = false;
    scene.add(this.arc, this.target);
  }

  /** Stands at (x, z) facing `turn` degrees about y, whatever way the head points within the room. */
  stand(x: number, z: number, turn: number): void {
    this.rig.rotation.y = MathUtils.degToRad(turn);
    this.rig.position.set(x, this.rig.position.y, z);
    this.rig.updateMatrixWorld(true);
    this.jump();
  }

  /** Puts the head over (x, z), the room facing `turn` degrees about y. */
  putHead(x: number, z: number, turn: number): void {
    this.stand(this.rig.position.x, this.rig.position.z, turn);
    this.shift(x, z);
  }

  /** Reads thumbsticks; forward throws the arc, sideways turns by thirty degrees. */
  update(hands: readonly Hand[], deltaMs: number): void {
    for (const hand of hands) this.readStick(hand);
    if (this.aiming) this.aim(this.aiming);
    this.veilLeft = Math.max(0, this.veilLeft - deltaMs);
    this.veil.material.opacity = this.dark ? 1 : this.veilLeft / VEIL_MS;
    this.veil.visible = this.dark || this.veilLeft > 0;
  }

  /** Away from the bedside nothing of it is seen. */
  setDark(dark: boolean): void {
    this.dark = dark;
  }

  /** Squeezing starts aiming; squeezing again goes there: for those who have no thumbstick. */
  squeeze(hand: Hand): void {
    if (this.aiming) this.go();
    else this.aiming = hand;
  }

  /** Lifts a seated person's eyes to where a standing person's would be, or puts them back. */
  setSeated(seated: boolean): void {
    this.seated = seated;
    this.rig.position.y = seated ? Math.max(0, STANDING_EYES_M - this.camera.position.y) : 0;
    this.jump();
  }

  turn(steps: number): void {
    const head = this.camera.getWorldPosition(new Vector3());
    this.rig.rotation.y -= SNAP * steps;
    this.rig.updateMatrixWorld(true);
    const after = this.camera.getWorldPosition(new Vector3());
    this.rig.position.add(head.sub(after).setY(0));
    this.jump();
  }

  dispose(): void {
    for (const part of [this.arc, this.target, this.veil]) {
      part.removeFromParent();
      part.geometry.dispose();
      part.material.dispose();
    }
  }

  private readStick(hand: Hand): void {
    const axes = hand.gamepad?.axes;
    if (!axes || axes.length < 4) return;
    const [x, y] = [axes[2], axes[3]];
    if (Math.abs(x) > STICK_ON && Math.abs(x) > Math.abs(y) && !this.turned.has(hand)) {
      this.turned.add(hand);
      this.turn(Math.sign(x));
    }
    if (Math.abs(x) < STICK_OFF) this.turned.delete(hand);
    if (y < -STICK_ON && !this.aiming) this.aiming = hand;
    if (this.aiming === hand && Math.abs(y) < STICK_OFF && Math.abs(x) < STICK_OFF) this.go();
  }

  private aim(hand: Hand): void {
    const count = throwArc(hand.ray.origin, hand.ray.direction, this.points);
    const end = this.points[count - 1];
    this.landing = isFree(end.x, end.z) && end.y < 0.01 ? end : null;
    const position = this.arc.geometry.attributes.position;
    for (let i = 0; i < count; i++) position.setXYZ(i, this.points[i].x, this.points[i].y, this.points[i].z);
    this.arc.geometry.setDrawRange(0, count);
    position.needsUpdate = true;
    this.arc.visible = true;
    this.target.visible = this.landing !== null;
    if (this.landing) this.target.position.set(this.landing.x, 0.02, this.landing.z);
  }

  private go(): void {
    if (this.landing) {
      this.shift(this.landing.x, this.landing.z);
      this.jump();
    }
    this.aiming = this.landing = null;
    this.arc.visible = this.target.visible = false;
  }

  private shift(x: number, z: number): void {
    const head = this.camera.getWorldPosition(new Vector3());
    this.rig.position.x += x - head.x;
    this.rig.position.z += z - head.z;
  }

  /** Covers the eyes for a moment: no motion is shown that the body does not feel. */
  private jump(): void {
    this.veilLeft = VEIL_MS;
  }
}
