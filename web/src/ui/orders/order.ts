/** An order while it is made up: what is asked, how it reads, what is sent. The page and the headset share it. */
import type { Action } from "../../net/socket.ts";
import type { Kit, OutlineItem } from "../../net/wire.ts";
import { words } from "../strings/dialogs.ts";

export type Who = "self" | "nurse";

/** What an order is made from. */
export interface Wanted {
  item: OutlineItem;
  kit: Kit;
}

interface Asked {
  title: string;
  /** What is still missing, in words that follow "Choose"; null when it is answered. */
  missing: string | null;
}

export interface Option {
  value: string;
  label: string;
}

/** One of several; `none` is the label for leaving it out, where that is possible. */
export interface Pick extends Asked {
  kind: "pick";
  options: Option[];
  chosen: string | null;
  none?: string;
  choose(value: string | null): void;
}

/** A number with a fine and a coarse step. */
export interface Amount extends Asked {
  kind: "amount";
  unit: string;
  steps: [number, number];
  presets: { label: string; value: number }[];
  value: number;
  set(value: number): void;
  /** What the number comes to. */
  says(): string[];
}

/** Any number of several. */
export interface Ticks extends Asked {
  kind: "ticks";
  options: Option[];
  chosen: readonly string[];
  toggle(value: string): void;
}

export type Question = Pick | Amount | Ticks;

export interface Order {
  /** In the order in which they are asked; an answer may add or remove a later one. */
  questions(): Question[];
  sentence(by: Who): string;
  action(by: Who): Action;
  /** On the button that does it. */
  doLabel: string;
  /** Before the sentence. */
  lead?: string;
  /** On a button that does it before every question is answered, where that is possible. */
  early?: string;
  /** Asked once more before it is done; null when there is nothing to ask. */
  doubt?(): string | null;
}

/** What has to be chosen before it can be done; null when nothing. */
export function missingOf(order: Order): string | null {
  return order.questions().find((question) => question.missing !== null)?.missing ?? null;
}

/** `by` as it goes into a sentence. */
export function whoWords(who: Who): string {
  return who === "nurse" ? words.drug.byNurse : words.drug.bySelf;
}
