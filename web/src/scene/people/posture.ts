import type { PatientView } from "../../net/wire.ts";

/**
 * How the bed and the body lie, in degrees; `roll` turns the patient onto the left side. `up` goes from 0 in bed over
 * the edge of the bed to 1 on both feet, `fallen` from 0 to 1 on the floor, `lifted` from there back into bed.
 */
export interface Lie {
  backrest: number;
  legs: number;
  roll: number;
  up: number;
  fallen: number;
  lifted: number;
}

/** The bed's own limits. */
export const BACKREST_MAX = 60;
export const LATERAL_ROLL = 80;
/** Degrees a second: a motor, hands, two people. Getting up takes four seconds, going down less than one. */
const RATE: Lie = { backrest: 24, legs: 22, roll: 40, up: 1 / 4, fallen: 1 / 0.9, lifted: 1 / 4 };

const BACKREST: Record<PatientView["posture"], number> = {
  flat: 0,
  "left-lateral": 8,
  "half-sitting": 45,
  sitting: BACKREST_MAX,
  standing: BACKREST_MAX,
};

/** Where bed and body come to rest for a posture. */
export function lieOf(posture: PatientView["posture"], legsRaised: boolean, fallen = false): Lie {
  return {
    backrest: BACKREST[posture],
    legs: legsRaised ? 28 : 0,
    roll: posture === "left-lateral" ? LATERAL_ROLL : 0,
    up: posture === "standing" ? 1 : 0,
    fallen: posture === "standing" && fallen ? 1 : 0,
    lifted: 0,
  };
}

/** Whether bed and body are flat and at rest, or the body lies on the floor, so that hands can press on the chest. */
export function liesFlat(lie: Lie): boolean {
  return (lie.backrest === 0 && lie.roll === 0 && lie.up === 0) || onFloor(lie);
}

/** On the floor, and not yet being lifted. */
export function onFloor({ fallen, lifted }: Lie): boolean {
  return fallen === 1 && lifted === 0;
}

/**
 * One step of a transition at the speed of a bed motor; reaches `goal` exactly. Nobody gets up from the floor: whoever
 * has fallen is lifted back into bed.
 */
export function approach(lie: Lie, goal: Lie, seconds: number): Lie {
  if (lie.fallen === 0 || goal.fallen > 0) return step(lie, goal, seconds);
  const now = step(lie, { ...goal, up: lie.up, fallen: 1, lifted: lie.fallen === 1 ? 1 : 0 }, seconds);
  return now.lifted < 1 ? now : { ...now, up: 0, fallen: 0, lifted: 0 };
}

function step(lie: Lie, goal: Lie, seconds: number): Lie {
  const towards = (key: keyof Lie) => {
    const [from, to, most] = [lie[key], goal[key], RATE[key] * seconds];
    return Math.abs(to - from) <= most ? to : from + Math.sign(to - from) * most;
  };
  return {
    backrest: towards("backrest"),
    legs: towards("legs"),
    roll: towards("roll"),
    up: towards("up"),
    fallen: towards("fallen"),
    lifted: towards("lifted"),
  };
}

export function sameLie(a: Lie, b: Lie): boolean {
  return (Object.keys(a) as (keyof Lie)[]).every((key) => a[key] === b[key]);
}
