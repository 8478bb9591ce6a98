/** What somebody's hands do, in words, with the seconds that are left: for the page and the headset alike. */
import type { HandsView } from "../../net/wire.ts";
import { words } from "../strings/index.ts";

const text = words.bedside;

/** `now` is in simulated seconds since the curtain, as the clock has it. */
export function doingWords({ doing, fetching, ends_s, next }: HandsView, now: number): string {
  if (doing === null) return next === null ? text.free : `${text.free} · ${text.next(next)}`;
  const what = fetching === null ? doing : text.fetching(fetching, doing);
  const left = ends_s === null ? "" : `, ${text.left(Math.max(0, Math.ceil(ends_s - now)))}`;
  return `${what}${left}${next === null ? "" : ` · ${text.next(next)}`}`;
}
