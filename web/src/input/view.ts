import { MathUtils, PerspectiveCamera, Vector3 } from "three";
import type { Viewpoint } from "../scene/types.ts";

/** Where the learner's eyes are and what they look at; `width_m` must stay in view on narrow screens. */
interface Stance {
  eye: Vector3;
  target: Vector3;
  widthM: number;
}

/**
 * Where the learner can be: also outside the curtain, a step back from somebody who lies on the floor, and over a chest
 * that is to be pressed.
 */
export type Standpoint = Viewpoint | "outside" | "floor" | "chest";

export const STANCES: Record<Exclude<Standpoint, "face" | "chest">, Stance> = {
  outside: { eye: new Vector3(-0.15, 1.58, 4.5), target: new Vector3(-0.12, 1.22, 2.0), widthM: 4.3 },
  bedside: { eye: new Vector3(-1.42, 1.58, 0.72), target: new Vector3(0.22, 0.92, -0.52), widthM: 1.7 },
  "bed-end": { eye: new Vector3(-0.28, 1.66, 2.0), target: new Vector3(0.05, 0.85, -0.5), widthM: 1.9 },
  monitor: { eye: new Vector3(0.1, 1.5, -0.35), target: new Vector3(1.0, 1.32, -1.0), widthM: 0.62 },
  floor: { eye: new Vector3(-1.72, 1.58, 1.62), target: new Vector3(-0.72, 0.35, -0.35), widthM: 1.5 },
};
/** From above a face or a chest, wherever it is. */
const FACE = { eye: new Vector3(-0.36, 0.25, 0.4), target: new Vector3(), widthM: 0.48 };
/** Bent over straight arms, so that the shoulders are beside the picture and the face is in it. */
const CHEST = { eye: new Vector3(-0.38, 0.68, -0.02), target: new Vector3(0.04, 0, -0.1), widthM: 0.8 };

const MOVE_MS = 180;
const YAW_LIMIT = 100 * MathUtils.DEG2RAD;
const PITCH_LIMIT = 42 * MathUtils.DEG2RAD;
const WIDEST_FOV = 78;

/**
 * Vertical field of view in degrees that keeps `widthM` at `distanceM` in view for this aspect ratio, between the
 * comfortable 46 and `WIDEST_FOV`.
 */
export function fieldOfView(widthM: number, distanceM: number, aspect: number): number {
  const needed = 2 * Math.atan(widthM / 2 / distanceM / aspect) * MathUtils.RAD2DEG;
  return MathUtils.clamp(needed, 46, WIDEST_FOV);
}

/** The flat screen's camera: a few standing places, looking around by drag, never moved against the user's will. */
export class View {
  readonly camera = new PerspectiveCamera(46, 1, 0.05, 30);
  private stance: Stance = STANCES.outside;
  private from = { eye: new Vector3(), target: new Vector3(), fov: 46 };
  private eye = new Vector3().copy(STANCES.outside.eye);
  private target = new Vector3().copy(STANCES.outside.target);
  /** Where the face is: it moves with the backrest, and the close view follows when it is entered. */
  readonly face = new Vector3(0, 1.15, -0.85);
  /** Where the breastbone is, for who presses on it. */
  readonly chest = new Vector3(0, 1.0, -0.5);
  private progress = 1;
  private yaw = 0;
  private pitch = 0;
  private zoom = 1;
  private readonly direction = new Vector3();

  constructor(private readonly reducedMotion: boolean) {}

  /** Moves to a standing place, at once if `cut` or if motion is to be reduced. */
  go(name: Standpoint, cut = false): void {
    this.from.eye.copy(this.eye);
    this.from.target.copy(this.target);
    this.stance =
      name === "face" ? above(this.face, FACE) : name === "chest" ? above(this.chest, CHEST) : STANCES[name];
    this.progress = this.reducedMotion || cut ? 1 : 0;
    this.yaw = this.pitch = 0;
    this.zoom = 1;
  }

  /** Turns the head by a drag, in radians. */
  turn(yaw: number, pitch: number): void {
    this.yaw = MathUtils.clamp(this.yaw + yaw, -YAW_LIMIT, YAW_LIMIT);
    this.pitch = MathUtils.clamp(this.pitch + pitch, -PITCH_LIMIT, PITCH_LIMIT);
  }

  /** Leans in (factor < 1) or back. */
  lean(factor: number): void {
    this.zoom = MathUtils.clamp(this.zoom * factor, 0.45, 1.25);
  }

  resize(width: number, height: number): void {
    this.camera.aspect = width / Math.max(1, height);
  }

  update(deltaMs: number): void {
    this.progress = Math.min(1, this.progress + deltaMs / MOVE_MS);
    const k = MathUtils.smoothstep(this.progress, 0, 1);
    this.eye.lerpVectors(this.from.eye, this.stance.eye, this.progress < 1 ? k : 1);
    this.target.lerpVectors(this.from.target, this.stance.target, this.progress < 1 ? k : 1);
    this.direction.subVectors(this.target, this.eye);
    const distance = this.direction.length();
    const yaw = Math.atan2(-this.direction.x, -this.direction.z) + this.yaw;
    const pitch = Math.asin(this.direction.y / distance) + this.pitch;
    this.camera.position.copy(this.eye);
    this.camera.rotation.set(pitch, yaw, 0, "YXZ");
    this.camera.fov = Math.min(90, fieldOfView(this.stance.widthM, distance, this.camera.aspect) * this.zoom);
    this.camera.updateProjectionMatrix();
  }
}

function above(place: Vector3, { eye, target, widthM }: Stance): Stance {
  return { eye: eye.clone().add(place), target: target.clone().add(place), widthM };
}
