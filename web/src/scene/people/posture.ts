import type { PatientView } from "../../net/wire.ts";

/**
 * How the bed and the body lie, in degrees; `roll` turns the patient onto the left side. `up` goes from 0 in bed over
 * the edge of the bed to 1 on both feet, `fallen` from 0 to 1 on the floor.
 */
export interface Lie {
  backrest: number;
  legs: number;
  roll: number;
  up: number;
  fallen: number;
}

/** The bed's own limits. */
export const BACKREST_MAX = 60;
export const LATERAL_ROLL = 80;
/** Degrees a second: a motor, hands, two people. Getting up takes four seconds, going down less than one. */
const RATE: Lie = { backrest: 24, legs: 22, roll: 40, up: 1 / 4, fallen: 1 / 0.9 };
/** Below this a person who stands goes down; far above it nobody is laid down again by a drowsy moment. */
const CONSCIOUS_ENOUGH_TO_STAND = 0.35;

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
  };
}

/** Whoever loses consciousness standing falls, and lies there until somebody gives them another position. */
export function hasFallen(before: boolean, { posture, consciousness }: PatientView): boolean {
  return posture === "standing" && (before || consciousness < CONSCIOUS_ENOUGH_TO_STAND);
}

/** One step of a transition at the speed of a bed motor; reaches `goal` exactly. */
export function approach(lie: Lie, goal: Lie, seconds: number): Lie {
  const step = (key: keyof Lie) => {
    const [from, to, most] = [lie[key], goal[key], RATE[key] * seconds];
    return Math.abs(to - from) <= most ? to : from + Math.sign(to - from) * most;
  };
  return {
    backrest: step("backrest"),
    legs: step("legs"),
    roll: step("roll"),
    up: step("up"),
    fallen: step("fallen"),
  };
}

export function sameLie(a: Lie, b: Lie): boolean {
  return (Object.keys(a) as (keyof Lie)[]).every((key) => a[key] === b[key]);
}
