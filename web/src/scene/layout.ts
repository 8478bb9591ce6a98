/**
 * Where things stand, in metres: y up, the bed's head towards -z, the patient's right side towards -x.
 * The learner works from the patient's right; the window is on the patient's left.
 */
export const ROOM = {
  left: -5.4,
  right: 2.35,
  head: -1.55,
  far: 4.7,
  ceiling: 2.72,
} as const;

export const BED = { x: 0, z: -0.36, headWallGap: 0.12, mattress: 0.735 } as const;

export const CURTAIN = { side: -2.02, front: 2.0, height: 2.12, rail: 2.2 } as const;

export const WINDOW = { bottom: 0.98, top: 2.34, near: -0.55, far: 1.75 } as const;

/** Centre of a device's foot on the floor, and its turn about y in degrees. */
export const STAND = {
  monitor: { x: 1.02, z: -1.02, turn: -52 },
  drip: { x: 0.82, z: -0.42, turn: -60 },
  pca: { x: 0.86, z: -0.02, turn: -70 },
  cabinet: { x: -0.88, z: -1.26, turn: 0 },
  trolley: { x: 0.98, z: 1.3, turn: -118 },
  tray: { x: -0.78, z: 1.28, turn: 90 },
  notes: { x: -1.0, z: 2.5, turn: 14 },
} as const;

export const NURSE = {
  chest: { x: 0.6, z: -0.84, turn: -90 },
  bedside: { x: 0.96, z: 0.56, turn: -118 },
  floor: { x: -1.46, z: -0.5, turn: 90 },
  fallen: { x: -0.98, z: 1.42, turn: 180 },
  outside: { x: 0.72, z: 2.62, turn: -14 },
  away: { x: 0.9, z: 3.6, turn: 180 },
} as const;

/** Furniture that nobody waits for: it comes when the patient is already there. */
export const FURNITURE: readonly { name: string; x: number; z: number; turn: number }[] = [
  { name: "armchair", x: 1.88, z: 0.72, turn: -104 },
  { name: "overbed-table", x: 1.72, z: 1.62, turn: -90 },
  { name: "washbasin", x: ROOM.right - 0.22, z: 3.35, turn: -90 },
  { name: "dustbin", x: ROOM.right - 0.25, z: 2.75, turn: -90 },
  { name: "visitor-chair", x: -4.6, z: 1.2, turn: 60 },
];

/** On the head wall. */
export const PHONE = { x: 2.1, y: 1.42 } as const;
export const CLOCK = { x: 0.98, y: 2.2 } as const;
