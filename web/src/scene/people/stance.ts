import { MathUtils, Vector3 } from "three";
import { BED } from "../layout.ts";
import type { Lie } from "./posture.ts";

const { lerp, smoothstep } = MathUtils;

/** How a body that is getting up, standing, fallen or carried is held. Angles in degrees, places in the bed's frame. */
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
/** How high over the mattress a body is carried that is lifted into bed, and where on the way it goes up, over and down. */
const CARRIED_M = 0.2;
const RAISED = 0.5;
const OVER_FROM = 0.35;
const OVER_UNTIL = 0.8;
const LOWERED_FROM = 0.75;

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
  if (lie.lifted > 0) return carried(lie.lifted, hipY);
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

/** From the floor up, over the edge of the bed and down onto the mattress, hanging a little at hips and knees. */
function carried(share: number, hipY: number): Stance {
  const over = smoothstep(share, OVER_FROM, OVER_UNTIL);
  const down = smoothstep(share, LOWERED_FROM, 1);
  const raised = lerp(hipY - BED.mattress, hipY + CARRIED_M, smoothstep(share, 0, RAISED));
  const hanging = 1 - down;
  return {
    hips: new Vector3(FLOOR.x * (1 - over), lerp(raised, hipY, down), FLOOR.z * (1 - over)),
    pitch: 0,
    yaw: 0,
    roll: 3 * hanging,
    thigh: lerp(9, 22, smoothstep(share, 0, OVER_FROM)) * hanging,
    calf: lerp(16, 34, smoothstep(share, 0, OVER_FROM)) * hanging,
    foot: 0,
    curl: down,
  };
}
