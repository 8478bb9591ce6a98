/** What mattered: each item in words, with its times, its evidence and whose target it was. Never a score. */
import type { ItemView } from "../../net/wire.ts";
import { element } from "../dom.ts";
import { minutesSeconds } from "../minutes.ts";
import { words } from "../strings/debrief.ts";

const text = words.debrief;
type Verdict = ItemView["verdict"];

/** What was done comes first and what was missed last; what played no part is folded away. */
const ORDER: Verdict[] = ["done", "late", "harmful", "not-assessable", "missed"];
const QUIET: Verdict[] = ["avoided", "not-needed"];

export function ordered(items: ItemView[]): { shown: ItemView[]; quiet: ItemView[] } {
  const shown = items
    .filter((item) => !QUIET.includes(item.verdict))
    .sort((a, b) => ORDER.indexOf(a.verdict) - ORDER.indexOf(b.verdict) || (a.acted_s ?? 0) - (b.acted_s ?? 0));
  return { shown, quiet: items.filter((item) => QUIET.includes(item.verdict)) };
}

export function itemList(items: ItemView[]): HTMLElement {
  const { shown, quiet } = ordered(items);
  return element(
    "div",
    { class: "items" },
    element("ol", { class: "item-list" }, ...shown.map(itemNode)),
    quiet.length > 0 &&
      element(
        "details",
        {},
        element("summary", {}, text.quietItems(quiet.length)),
        element("ul", { class: "item-list" }, ...quiet.map(itemNode)),
      ),
  );
}

function itemNode(item: ItemView): HTMLElement {
  const grade = item.grade === null ? "" : ` (${item.grade})`;
  return element(
    "li",
    { class: `item ${item.verdict}` },
    element("h3", {}, item.text),
    element(
      "p",
      { class: "verdict" },
      element("strong", {}, `${text.verdicts[item.verdict]}${grade}`),
      element("span", { class: "soft" }, ` · ${text.classes[item.klass]}`),
    ),
    hasTimes(item) && intervalList(item),
    element("p", {}, item.feedback),
    targetLine(item),
    (item.evidence.length > 0 || item.cite !== null) && evidence(item),
  );
}

function hasTimes(item: ItemView): boolean {
  return item.acted_s !== null || item.looked_s !== null;
}

/** The times of an item by name; one that has no moment to be recognised says nothing of it. */
export function intervals(item: ItemView): [string, number | null][] {
  const began = item.moment === "recognisable" ? text.intervals.recognisable : text.intervals.began;
  const looked: [string, number | null] = [text.intervals.looked, item.looked_s];
  return [
    ...(item.moment === null ? [] : [[began, item.recognisable_s] as [string, number | null]]),
    ...(item.moment === null && item.looked_s === null ? [] : [looked]),
    [text.intervals.acted, item.acted_s],
  ];
}

function intervalList(item: ItemView): HTMLElement {
  const at = (seconds: number | null): string => (seconds === null ? text.notSeen : text.at(minutesSeconds(seconds)));
  return element(
    "dl",
    { class: "intervals" },
    ...intervals(item).map(([name, seconds]) =>
      element("div", {}, element("dt", {}, name), element("dd", { class: "tabular" }, at(seconds))),
    ),
  );
}

function targetLine(item: ItemView): HTMLElement | null {
  if (item.target_s === null) return null;
  const owner = item.target_owner === "guideline" ? text.owner.guideline : text.owner.case;
  return element("p", { class: "soft" }, text.target(minutesSeconds(item.target_s), owner));
}

function evidence(item: ItemView): HTMLElement {
  return element(
    "details",
    { class: "evidence" },
    element("summary", {}, text.evidence),
    element(
      "ul",
      {},
      ...item.evidence.map((one) =>
        element("li", {}, element("span", { class: "tabular" }, `${minutesSeconds(one.at_s)} `), one.text),
      ),
      item.cite !== null && element("li", { class: "soft" }, text.source(item.cite)),
    ),
  );
}
