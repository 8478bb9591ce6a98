/** What a what-if changes: actions moved to another time or left out. Pure. */
import type { TimelineMark, WhatIfEdit } from "../../net/wire.ts";

export const STEP_S = 30;

/** Of one action: its new second, null when left out, undefined when as it was. */
export class Edits {
  readonly #changes = new Map<number, number | null>();
  readonly #durationS: number;

  constructor(durationS: number) {
    this.#durationS = durationS;
  }

  timeOf(mark: TimelineMark): number | null {
    const change = this.#changes.get(mark.id);
    return change === undefined ? mark.at_s : change;
  }

  isChanged(mark: TimelineMark): boolean {
    return this.#changes.has(mark.id);
  }

  /** Moves within the case; back to where it was is no change. */
  move(mark: TimelineMark, toS: number): void {
    const within = Math.min(Math.max(0, Math.round(toS)), Math.floor(this.#durationS));
    if (Math.abs(within - mark.at_s) < 1) this.#changes.delete(mark.id);
    else this.#changes.set(mark.id, within);
  }

  nudge(mark: TimelineMark, steps: number): void {
    this.move(mark, (this.timeOf(mark) ?? mark.at_s) + steps * STEP_S);
  }

  leaveOut(mark: TimelineMark): void {
    this.#changes.set(mark.id, null);
  }

  putBack(mark: TimelineMark): void {
    this.#changes.delete(mark.id);
  }

  clear(): void {
    this.#changes.clear();
  }

  get list(): WhatIfEdit[] {
    return [...this.#changes].map(([ordinal, at_s]) => ({ ordinal, at_s }));
  }
}

/** What it was, without when it began and ended: "Give oxygen". */
export function shortText(mark: TimelineMark): string {
  return mark.text.replace(/,? begun \d+:\d\d.*$/, "");
}
