import type { OfferedDrug } from "../scene/types.ts";

export type OfferedPresentation = OfferedDrug["presentations"][number];

/** Step in mL of the big buttons: fine where a dose is small. */
export function volumeStep(volumeMl: number, presentationMl: number): number {
  if (presentationMl <= 1) return 0.1;
  if (presentationMl <= 10) return volumeMl < 1 ? 0.1 : 0.5;
  return volumeMl < 10 ? 1 : 10;
}

/** The next volume up (+1) or down (-1), between one step and twelve presentations, without rounding dust. */
export function stepVolume(volumeMl: number, presentationMl: number, way: 1 | -1): number {
  const step = volumeStep(way < 0 ? volumeMl - 1e-6 : volumeMl, presentationMl);
  const next = Math.round((volumeMl + way * step) / step) * step;
  return Number(Math.min(presentationMl * 12, Math.max(step, next)).toFixed(2));
}

/** Dose in a volume, in the unit in which it would be said aloud. */
export function doseText(presentation: OfferedPresentation, volumeMl: number): string {
  const mg = (presentation.amount_mg * volumeMl) / presentation.volume_ml;
  if (mg < 1) return `${round(mg * 1000)} micrograms`;
  return mg >= 1000 ? `${round(mg / 1000)} g` : `${round(mg)} mg`;
}

function round(value: number): number {
  return Number(value.toPrecision(3));
}

/** The spelled action, as the server reads it. */
export function giveAction(
  drug: string,
  presentation: string,
  volumeMl: number,
  route: string,
  site: string | null,
  by: string,
): Record<string, unknown> {
  return { give: drug, presentation, volume_ml: volumeMl, route, ...(site ? { site } : {}), by };
}
