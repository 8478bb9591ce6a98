import type { PatientView } from "../../net/wire.ts";

/** How the bed and the body lie, in degrees; `roll` turns the patient onto the left side. */
export interface Lie {
  backrest: number;
  legs: number;
  roll: number;
}

/** The bed's own limits. */
export const BACKREST_MAX = 60;
const RATE = { backrest: 24, legs: 22, roll: 40 } as const; // degrees a second: a motor, hands, two people

const BACKREST: Record<PatientView["posture"], number> = {
  flat: 0,
  "left-lateral": 8,
  "half-sitting": 45,
  sitting: BACKREST_MAX,
  standing: BACKREST_MAX,
};

/** Where bed and body come to rest for a posture. */
export function lieOf(posture: PatientView["posture"], legsRaised: boolean): Lie {
  return {
    backrest: BACKREST[posture],
    legs: legsRaised ? 28 : 0,
    roll: posture === "left-lateral" ? 62 : 0,
  };
}

/** One step of a transition at the speed of a bed motor; reaches `goal` exactly. */
export function approach(lie: Lie, goal: Lie, seconds: number): Lie {
  const step = (from: number, to: number, rate: number) =>
    Math.abs(to - from) <= rate * seconds ? to : from + Math.sign(to - from) * rate * seconds;
  return {
    backrest: step(lie.backrest, goal.backrest, RATE.backrest),
    legs: step(lie.legs, goal.legs, RATE.legs),
    roll: step(lie.roll, goal.roll, RATE.roll),
  };
}

export function sameLie(a: Lie, b: Lie): boolean {
  return a.backrest === b.backrest && a.legs === b.legs && a.roll === b.roll;
}
