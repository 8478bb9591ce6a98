import type { Alarm } from "../net/wire.ts";

const TOP_HZ = 830;
const SEMITONE = 2 ** (1 / 12);
const LOWEST_SATURATION = 70;
/** Pitch of a beat that comes from the ECG alone, in Hz: it says nothing about oxygen. */
export const ECG_BEEP_HZ = 620;

/** Pitch of the pulse tone in Hz: half a semitone down for each percent of displayed saturation that is missing. */
export function beepPitch(saturation: number | null): number {
  if (saturation === null) return ECG_BEEP_HZ;
  const missing = 100 - Math.min(100, Math.max(LOWEST_SATURATION, saturation));
  return TOP_HZ * SEMITONE ** (-missing / 2);
}

/** An alarm burst: onsets in seconds, pitches in Hz, and the pause until it comes again. */
export interface Burst {
  pulses: readonly { at: number; hz: number }[];
  repeatS: number;
}

/** Rhythms after IEC 60601-1-8 (ten, three and two pulses); the pitches are our own. */
export function burst(priority: Alarm["priority"]): Burst {
  const low = 523;
  const middle = 659;
  const high = 784;
  if (priority === "high") {
    const five = [0, 0.2, 0.4, 0.8, 1.0];
    const tune = [low, middle, high, middle, high];
    const pulses = [0, 2.0].flatMap((start) => five.map((at, i) => ({ at: start + at, hz: tune[i] })));
    return { pulses, repeatS: 8 };
  }
  if (priority === "medium") {
    return { pulses: [low, middle, low].map((hz, i) => ({ at: i * 0.35, hz })), repeatS: 15 };
  }
  return { pulses: [middle, low].map((hz, i) => ({ at: i * 0.4, hz })), repeatS: 30 };
}
