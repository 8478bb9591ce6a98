import { type Object3D, type Ray, Vector3 } from "three";

/** Everything that can be pointed at; the names are the server's. */
export const PLACES = [
  "head",
  "mouth",
  "chest",
  "abdomen",
  "left-arm",
  "right-arm",
  "left-hand",
  "right-hand",
  "legs",
  "skin",
  "monitor",
  "infusion",
  "pump",
  "patient-controlled-pump",
  "oxygen",
  "chart",
  "wristband",
  "phone",
  "call-button",
  "nurse",
  "curtain",
  "trolley",
  "suction",
] as const;
/** Harmless things outside the curtain that the page answers by itself. */
export const TRIAL_PLACES = ["handover-sheet", "hand-gel"] as const;
export type Place = (typeof PLACES)[number] | (typeof TRIAL_PLACES)[number];

/** A generous ball around something, carried by an object; metres in that object's frame. */
export interface Target {
  place: Place;
  carrier: Object3D;
  offset: Vector3;
  radius: number;
}

/** A ball in the world. */
export interface Ball {
  place: Place;
  centre: Vector3;
  radius: number;
}

/**
 * The place a ray means: of all balls it meets, the one whose middle it passes nearest in proportion to its size, so
 * that a small thing in front of a large one can be hit.
 */
export function pick(ray: Ray, balls: readonly Ball[]): Ball | null {
  let best: Ball | null = null;
  let bestScore = 1;
  for (const ball of balls) {
    const ahead = nearest.subVectors(ball.centre, ray.origin).dot(ray.direction);
    if (ahead <= 0) continue;
    const score = ray.distanceToPoint(ball.centre) / ball.radius;
    if (score < bestScore) {
      bestScore = score;
      best = ball;
    }
  }
  return best;
}
const nearest = new Vector3();

/** All places with where they are now; things that are not there cannot be pointed at. */
export class Places {
  private readonly targets: Target[] = [];
  private readonly balls: Ball[] = [];

  add(place: Place, carrier: Object3D, offset: Vector3, radius: number): void {
    this.targets.push({ place, carrier, offset, radius });
  }

  /** The balls of everything that is visible now, reused between calls. */
  now(): readonly Ball[] {
    this.balls.length = 0;
    for (const target of this.targets) {
      if (!isShown(target.carrier)) continue;
      const centre = target.carrier.localToWorld(target.offset.clone());
      this.balls.push({ place: target.place, centre, radius: target.radius });
    }
    return this.balls;
  }

  /** The main ball of a place: the first that was added. */
  find(place: string): Ball | null {
    return this.now().find((ball) => ball.place === place) ?? null;
  }
}

function isShown(object: Object3D): boolean {
  for (let at: Object3D | null = object; at; at = at.parent) if (!at.visible) return false;
  return true;
}
