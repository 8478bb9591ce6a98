/** Volumes and doses as numbers and as words. Nothing here limits what may be asked for. */
import type { PresentationView } from "../../net/wire.ts";
import { words } from "../strings/dialogs.ts";

/** What a person typed: "0.5", "0,5", ".5". Null when it is not a number above or equal to zero. */
export function parseAmount(typed: string): number | null {
  const text = typed.trim().replace(",", ".");
  if (!/^(\d+\.?\d*|\.\d+)$/.test(text)) return null;
  return Number(text);
}

/** Three significant figures at most, never a trailing zero: "0.5", "1", "33.3", "1200". */
export function plain(value: number): string {
  if (value === 0) return "0";
  const digits = Math.abs(value) >= 1000 ? Math.round(value) : Number(value.toPrecision(3));
  return String(digits);
}

const micrograms = (milligrams: number): string => words.units.micrograms(plain(milligrams * 1000));

export const millilitres = (volume: number): string => `${plain(volume)} mL`;

/** In mg, with the other name of the same dose where one is in use: "0.5 mg (500 micrograms)", "1200 mg (1.2 g)". */
export function doseWords(milligrams: number): string {
  const shown = `${plain(milligrams)} mg`;
  if (milligrams > 0 && milligrams < 1) return `${shown} (${micrograms(milligrams)})`;
  if (milligrams >= 1000) return `${shown} (${plain(milligrams / 1000)} g)`;
  return shown;
}

/** A dose in the unit that reads best: micrograms below 1 mg. */
export function shortDose(milligrams: number): string {
  return milligrams < 1 ? micrograms(milligrams) : `${plain(milligrams)} mg`;
}

export function doseOf(presentation: PresentationView, volumeMl: number): number {
  return (presentation.amount_mg * volumeMl) / presentation.volume_ml;
}

/** How many ampoules, vials or bags that volume takes. */
export function countOf(presentation: PresentationView, volumeMl: number): number {
  return volumeMl / presentation.volume_ml;
}

const SYRINGES_ML = [1, 2, 5, 10, 20, 50];

/** The smallest syringe that holds the volume; the largest when none does. */
export function syringeFor(volumeMl: number): number {
  return SYRINGES_ML.find((size) => volumeMl <= size) ?? 50;
}

/** A fine and a coarse step that suit what is in the hand. */
export function stepsFor(volumeMl: number): [number, number] {
  if (volumeMl <= 2) return [0.1, 0.5];
  if (volumeMl <= 10) return [0.5, 1];
  if (volumeMl <= 50) return [1, 5];
  return [50, 250];
}

/** Adds a step without the tails of binary fractions; never below zero. */
export function stepped(value: number, step: number): number {
  return Math.max(0, Number((value + step).toFixed(6)));
}
