import { Vector3 } from "three";

const SPEED_M_S = 5.2;
const GRAVITY = 9.81;
const STEP_S = 0.035;

/** Floor a person may stand on: the bay without bed and furniture, metres. */
const FLOOR = { left: -1.85, right: 2.1, near: -1.3, far: 4.4 } as const;
const BLOCKED = [
  { left: -0.62, right: 0.62, near: -1.55, far: 0.85 },
  { left: -1.15, right: -0.6, near: -1.55, far: -0.95 },
] as const;

/** Whether someone may stand at (x, z). */
export function isFree(x: number, z: number): boolean {
  if (x < FLOOR.left || x > FLOOR.right || z < FLOOR.near || z > FLOOR.far) return false;
  return !BLOCKED.some((b) => x > b.left && x < b.right && z > b.near && z < b.far);
}

/** Points of a thrown arc down to the floor, written into `points`; returns how many, the last on y = 0. */
export function throwArc(origin: Vector3, direction: Vector3, points: Vector3[]): number {
  for (let i = 0; i < points.length; i++) {
    const t = i * STEP_S;
    points[i].copy(origin).addScaledVector(direction, SPEED_M_S * t);
    points[i].y -= 0.5 * GRAVITY * t * t;
    if (points[i].y > 0 || i === 0) continue;
    const above = points[i - 1];
    points[i].lerpVectors(above, points[i], above.y / (above.y - points[i].y));
    return i + 1;
  }
  return points.length;
}

/** A fresh buffer for `throwArc`, long enough to reach the floor from any pose. */
export function arcBuffer(): Vector3[] {
  return Array.from({ length: 48 }, () => new Vector3());
}
