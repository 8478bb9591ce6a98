/** The catalogue: who there is to see. Never what is wrong with them. */
import { api } from "../net/api.ts";
import type { Card } from "../net/wire.ts";
import { button, element } from "./dom.ts";
import { folded } from "./folded.ts";
import { icon } from "./icons.ts";
import { fetched, showPage } from "./page.ts";
import { placePicture } from "./pictures/place.ts";
import { type Leave, paths } from "./router.ts";
import { words } from "./strings/index.ts";

const text = words.catalogue;
const LENGTHS = [10, 15, 30];

export interface Wanted {
  query: string;
  level: string;
  minutes: number;
}

/** The cards that fit: every word of the query in what is shown, the level, the time at hand. Open cases come first. */
export function matching(cards: Card[], wanted: Wanted): Card[] {
  const queries = folded(wanted.query).split(/\s+/).filter(Boolean);
  const found = cards.filter((card) => {
    const shown = folded([card.title, card.place, card.patient, card.level].join(" "));
    return (
      queries.every((query) => shown.includes(query)) &&
      (wanted.level === "" || card.level === wanted.level) &&
      (wanted.minutes === 0 || card.minutes <= wanted.minutes)
    );
  });
  return found.sort((a, b) => Number(b.resume.length > 0) - Number(a.resume.length > 0));
}

export function showCatalogue(): Leave {
  const list = element("div", { class: "catalogue" });
  showPage("catalogue", text.title, element("h1", {}, text.title), element("p", { class: "lead" }, text.intro), list);
  void fetched(list, api.catalogue, (cards) => list.replaceChildren(...catalogue(cards)));
  return () => list.remove();
}

function catalogue(cards: Card[]): HTMLElement[] {
  if (cards.length === 0) return [element("p", { class: "empty" }, text.empty)];
  const wanted: Wanted = { query: "", level: "", minutes: 0 };
  const grid = element("ul", { class: "cards" });
  const count = element("p", { class: "count", role: "status" });
  const search = element("input", { type: "search", id: "catalogue-search", autocomplete: "off" });
  const level = choice("catalogue-level", [
    ["", text.anyLevel],
    ...[...new Set(cards.map((card) => card.level))].map((name): [string, string] => [name, name]),
  ]);
  const length = choice("catalogue-length", [
    ["0", text.anyLength],
    ...LENGTHS.map((minutes): [string, string] => [String(minutes), text.upTo(minutes)]),
  ]);

  const show = (): void => {
    wanted.query = search.value;
    wanted.level = level.value;
    wanted.minutes = Number(length.value);
    const found = matching(cards, wanted);
    count.replaceChildren(text.count(found.length));
    grid.replaceChildren(...(found.length > 0 ? found.map(cardOf) : [nothing()]));
  };
  const nothing = (): HTMLElement =>
    element(
      "li",
      { class: "empty" },
      element("p", {}, text.none),
      button(text.clear, () => {
        search.value = "";
        level.value = "";
        length.value = "0";
        show();
        search.focus();
      }),
    );
  for (const field of [search, level, length]) field.addEventListener("input", show);
  show();
  const filters = element(
    "div",
    { class: "filters", role: "search" },
    element("label", { for: search.id, class: "field grow" }, element("span", {}, text.search), search),
    element("label", { for: level.id, class: "field" }, element("span", {}, text.level), level),
    element("label", { for: length.id, class: "field" }, element("span", {}, text.length), length),
  );
  return [filters, count, grid];
}

function choice(id: string, options: [string, string][]): HTMLSelectElement {
  return element("select", { id }, ...options.map(([value, label]) => element("option", { value }, label)));
}

function cardOf(card: Card): HTMLLIElement {
  const review = card.reviewed_by === null ? text.unreviewed : text.reviewed(card.reviewed_by);
  const teaches = element(
    "details",
    { class: "teaches" },
    element("summary", {}, text.teaches),
    element("ul", {}, ...card.teaches.map((line) => element("li", {}, line))),
  );
  const open = card.resume[0];
  return element(
    "li",
    { class: "card" },
    element("div", { class: "card-picture" }, placePicture(card.picture)),
    element(
      "div",
      { class: "card-body" },
      element("h2", {}, card.title),
      element("p", { class: "patient" }, card.patient),
      element(
        "p",
        { class: "facts" },
        element("span", {}, card.place),
        element("span", {}, icon("clock"), text.minutes(card.minutes)),
        element("span", {}, card.level),
      ),
      element("p", { class: card.reviewed_by === null ? "review open" : "review" }, review),
      card.review_overdue && element("p", { class: "review open" }, icon("alert"), text.overdue),
      card.teaches.length > 0 && teaches,
      element(
        "p",
        { class: "actions" },
        open !== undefined &&
          element(
            "a",
            { class: "button primary", href: paths.bedside(open), "aria-label": text.resumeNamed(card.title) },
            text.resume,
          ),
        element(
          "a",
          {
            class: open === undefined ? "button primary" : "button",
            href: paths.prebrief(card.id),
            "aria-label": text.startNamed(card.title),
          },
          text.start,
        ),
      ),
    ),
  );
}
