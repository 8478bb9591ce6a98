/** Adult chest compressions: 100 to 120 a minute, 5 to 6 cm deep, full recoil (Resuscitation Council UK 2021). */
export const RATE_PER_MIN = 110;
export const DEPTH_M = 0.055;
const DOWN_SHARE = 0.45; // of a cycle; the rest is recoil

/** Depth 0..1 of the chest `seconds` after the first compression began. */
export function compressionAt(seconds: number): number {
  const phase = (((seconds * RATE_PER_MIN) / 60) % 1) / DOWN_SHARE;
  const back = (phase * DOWN_SHARE - DOWN_SHARE) / (1 - DOWN_SHARE);
  return phase < 1 ? (1 - Math.cos(phase * Math.PI)) / 2 : (1 + Math.cos(back * Math.PI)) / 2;
}
