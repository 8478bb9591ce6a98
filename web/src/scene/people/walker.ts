/** A place to stand and the way to face there, in metres and degrees. */
export interface Spot {
  x: number;
  z: number;
  turn: number;
}

/** Where somebody is now: `turn` in radians, `stride` the phase of the legs. */
export interface Step {
  x: number;
  z: number;
  turn: number;
  walking: boolean;
  stride: number;
}

const SPEED_M_S = 1.116; // the walk clip covers 1.25 m in 1.12 s
const TURN_RAD_S = 3.6;
const STRIDE_PER_M = 4.4;
const ARRIVED_M = 0.02;

/** Walks in straight lines between spots: turns, goes, turns to the spot's direction. */
export class Walker {
  private readonly now: Step;
  private goal: Spot;

  constructor(spot: Spot) {
    this.goal = spot;
    this.now = { x: spot.x, z: spot.z, turn: radians(spot.turn), walking: false, stride: 0 };
  }

  go(spot: Spot): void {
    this.goal = spot;
  }

  /** Is there at once, as when a curtain opens. */
  appear(spot: Spot): void {
    this.goal = spot;
    this.now.x = spot.x;
    this.now.z = spot.z;
    this.now.turn = radians(spot.turn);
    this.now.walking = false;
  }

  /** Goes along sideways with something that is carried, facing as before. */
  shift(x: number): void {
    this.now.x = x;
    this.goal = { ...this.goal, x };
  }

  step(seconds: number): Step {
    const dx = this.goal.x - this.now.x;
    const dz = this.goal.z - this.now.z;
    const distance = Math.hypot(dx, dz);
    this.now.walking = distance > ARRIVED_M;
    const facing = this.now.walking ? Math.atan2(dx, dz) : radians(this.goal.turn);
    const off = shortestTurn(facing - this.now.turn);
    this.now.turn += Math.sign(off) * Math.min(Math.abs(off), TURN_RAD_S * seconds);
    if (this.now.walking && Math.abs(off) < 1.2) {
      const gone = Math.min(distance, SPEED_M_S * seconds);
      this.now.x += (dx / distance) * gone;
      this.now.z += (dz / distance) * gone;
      this.now.stride += gone * STRIDE_PER_M;
    }
    return this.now;
  }
}

function radians(degrees: number): number {
  return (degrees * Math.PI) / 180;
}

/** The same angle within half a turn to either side. */
export function shortestTurn(angle: number): number {
  return Math.atan2(Math.sin(angle), Math.cos(angle));
}
