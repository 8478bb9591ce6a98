import { MathUtils, Vector3 } from "three";

/** A ball in the world that nothing may hang before. */
export interface Clear {
  centre: Vector3;
  radius: number;
}

const GAP = MathUtils.degToRad(3);
const BESIDE_GAZE = MathUtils.degToRad(6); // the inner edge is this far beside the line of sight
const BELOW_GAZE = MathUtils.degToRad(24);
const LOWEST = MathUtils.degToRad(-66);
/** A list over a hand this far below the eyes ends below the line of sight. */
const LOW_HAND_M = 0.34;
const PALM_TO_EYES = 0.6; // cosine
const LET_GO = 0.85; // what is shown stays a little longer, so that it does not flicker

/** Heading of a direction about y: 0 looks to -z, positive to +x. */
export function yawOf(direction: Vector3): number {
  return Math.atan2(direction.x, -direction.z);
}

export function pitchOf(direction: Vector3): number {
  return Math.atan2(direction.y, Math.hypot(direction.x, direction.z));
}

export function directionOf(yaw: number, pitch: number, into = new Vector3()): Vector3 {
  return into.set(Math.sin(yaw) * Math.cos(pitch), Math.sin(pitch), -Math.cos(yaw) * Math.cos(pitch));
}

/** From -π to π. */
function turned(from: number, to: number): number {
  return MathUtils.euclideanModulo(to - from + Math.PI, Math.PI * 2) - Math.PI;
}

/** How wide the balls are seen, as turns from the line of sight: left end, right end; null when there is none. */
function span(eye: Vector3, gaze: number, balls: readonly Clear[]): [number, number] | null {
  let [left, right] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const { centre, radius } of balls) {
    const to = centre.clone().sub(eye);
    const at = turned(gaze, yawOf(to));
    const half = Math.asin(Math.min(1, radius / Math.max(radius, Math.hypot(to.x, to.z))));
    left = Math.min(left, at - half);
    right = Math.max(right, at + half);
  }
  return left > right ? null : [left, right];
}

/**
 * Heading of the middle of a panel that is seen `half` radians to either side: beside the line of sight, as near to it
 * as may be, and not before any of the balls.
 */
export function besideGaze(eye: Vector3, gaze: number, half: number, clear: readonly Clear[]): number {
  const near = half + BESIDE_GAZE;
  const kept = span(eye, gaze, clear);
  if (!kept) return gaze - near;
  const [left, right] = kept;
  const isFree = (turn: number): boolean => turn + half + GAP <= left + 1e-9 || turn - half - GAP >= right - 1e-9;
  const candidates = [-near, near, left - half - GAP, right + half + GAP].filter(
    (turn) => Math.abs(turn) >= near - 1e-9 && isFree(turn),
  );
  const nearest = candidates.reduce(
    (best, turn) => (Math.abs(turn) < Math.abs(best) ? turn : best),
    candidates[0] ?? -near,
  );
  return gaze + nearest;
}

/** How steeply the captions hang: below the line of sight, and below whatever must stay in sight there. */
export function belowGaze(eye: Vector3, gaze: Vector3, half: number, clear: readonly Clear[]): number {
  const yaw = yawOf(gaze);
  let pitch = pitchOf(gaze) - BELOW_GAZE;
  for (const ball of clear) {
    const across = span(eye, yaw, [ball]);
    if (!across || across[0] > half || across[1] < -half) continue;
    const to = ball.centre.clone().sub(eye);
    pitch = Math.min(pitch, pitchOf(to) - Math.asin(Math.min(1, ball.radius / to.length())) - GAP);
  }
  return Math.max(LOWEST, pitch);
}

/** Whether the list over the left hand is shown: the hand hangs low, or its palm is turned to the eyes to read it. */
export function wristShows(hand: Vector3, palm: Vector3 | null, eye: Vector3, shown: boolean): boolean {
  const ease = shown ? LET_GO : 1;
  if (eye.y - hand.y >= LOW_HAND_M * ease) return true;
  return palm !== null && palm.dot(eye.clone().sub(hand).normalize()) >= PALM_TO_EYES * ease;
}
