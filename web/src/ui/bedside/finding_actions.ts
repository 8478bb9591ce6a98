/** Finding actions by words: what a search shows and where typing jumps to. */
import type { OutlineItem } from "../../net/wire.ts";
import { folded } from "../folded.ts";

export const GROUPS = ["Assess", "Breathing", "Circulation", "Drugs", "Talk", "Team"] as const;
export type Group = OutlineItem["group"];

const wordsOf = (text: string): string[] => folded(text).split(/[^\p{L}\p{N}]+/u);

/** Items in which every word of the query begins some word of label, other names, group or place. */
export function search(items: OutlineItem[], query: string): OutlineItem[] {
  const wanted = wordsOf(query).filter(Boolean);
  if (wanted.length === 0) return items;
  return items.filter((item) => {
    const known = wordsOf([item.label, item.group, item.place ?? "", ...item.search].join(" "));
    return wanted.every((word) => known.some((candidate) => candidate.startsWith(word)));
  });
}

const TYPEAHEAD_PAUSE_MS = 700;

/** Letters typed in quick succession jump to the next label that begins with them. */
export class Typeahead {
  #typed = "";
  #last = Number.NEGATIVE_INFINITY;

  /** Index of the label to move to, or -1. `from` is the index that has focus. */
  press(letter: string, labels: string[], from: number, now: number): number {
    if (now - this.#last > TYPEAHEAD_PAUSE_MS) this.#typed = "";
    this.#last = now;
    this.#typed += folded(letter);
    const start = this.#typed.length === 1 ? from + 1 : Math.max(from, 0);
    for (let step = 0; step < labels.length; step++) {
      const index = (start + step) % labels.length;
      if (folded(labels[index] ?? "").startsWith(this.#typed)) return index;
    }
    return -1;
  }
}
