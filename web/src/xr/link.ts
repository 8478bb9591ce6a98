import type { Kit } from "../net/wire.ts";
import type { Store } from "../state/store.ts";

/** A row of a panel as it can be pressed: its text and where its middle is, in the room's own metres. */
export interface PressableRow {
  panel: string;
  text: string;
  at: { x: number; y: number; z: number };
}

/** Something harmless outside the curtain: what can be done with it, and what is said then. */
export interface Trial {
  title: string;
  item: { label: string };
  says: readonly string[];
  act(): void;
}

/** What the headset shows and asks with, and what it tells the page. */
export interface HeadsetLink {
  kit: Kit;
  /** The topics: findings, hands, clock and the end are shown in the headset too. */
  store: Store;
  /** What can be tried at a place before the curtain opens. */
  trial(place: string): Trial | null;
  /** What the page's own buttons do: it is out of reach. */
  control(control: "pause" | "resume" | "hint", why?: "hidden"): void;
  /** Called when a session begins, with a way to see its panels; null when it is over. */
  worn(rows: (() => PressableRow[]) | null): void;
}
