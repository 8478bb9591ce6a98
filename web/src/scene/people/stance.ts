import { MathUtils, Vector3 } from "three";
import { BED } from "../layout.ts";
import type { Lie } from "./posture.ts";

const { lerp, smoothstep } = MathUtils;

/** How a body that is getting up, standing or fallen is held. Angles in degrees, places in the bed's frame. */
export interface Stance {
  /** Middle between the hip joints. */
  hips: Vector3;
  /** Trunk upright 90, lying 0. */
  pitch: number;
  /** Turned towards the patient's right, where the learner stands. */
  yaw: number;
  roll: number;
  thigh: number;
  calf: number;
  /** Toes pulled up from the pointed feet of a lying body. */
  foot: number;
  /** Share of the backrest's curl that is left. */
  curl: number;
}

/** Where the getting up changes its course, as shares of `Lie.up`. */
const SITS_UP = 0.3;
const ON_THE_EDGE = 0.6;
/** The right edge of the mattress, and a step beside it; metres from the hips of a lying body. */
const EDGE_X = -0.34;
const STANDING = { x: -0.76, z: -0.04 };
const FLOOR = { x: -0.98, z: 0.3 };
const KNEES_STRAIGHTEN = -12;
const ANKLES_LIFT = -24;

/** The stance at this moment of getting up or falling. `hipY` is the hip joint over the mattress, `legM` the leg's length. */
export function stanceOf(lie: Lie, hipY: number, legM: number): Stance {
  const sit = smoothstep(lie.up, 0, SITS_UP);
  const turn = smoothstep(lie.up, SITS_UP, ON_THE_EDGE);
  const rise = smoothstep(lie.up, ON_THE_EDGE, 1);
  const fall = smoothstep(lie.fallen, 0, 1);
  const buckle = 55 * Math.sin(Math.PI * fall);
  const stand: Stance = {
    hips: new Vector3(lerp(EDGE_X * turn, STANDING.x, rise), lerp(hipY, legM - BED.mattress, rise), STANDING.z * rise),
    pitch: 90 * sit,
    yaw: -90 * turn,
    roll: 0,
    thigh: 90 * sit * (1 - rise) + buckle,
    calf: 90 * turn * (1 - rise) + KNEES_STRAIGHTEN * rise + buckle * 1.7,
    foot: ANKLES_LIFT * rise,
    curl: 1 - sit,
  };
  if (fall === 0) return stand;
  stand.hips.lerp(new Vector3(FLOOR.x, hipY - BED.mattress, FLOOR.z), fall);
  return {
    ...stand,
    pitch: lerp(stand.pitch, 0, fall),
    yaw: lerp(stand.yaw, 0, fall),
    roll: 3 * fall,
    thigh: lerp(stand.thigh, 9, fall * fall),
    calf: lerp(stand.calf, 16, fall * fall),
    foot: lerp(stand.foot, 0, fall),
  };
}
