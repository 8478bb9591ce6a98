/** What Osler is made from, with its makers and terms. */
import { api } from "../net/api.ts";
import type { Credit } from "../net/wire.ts";
import { element } from "./dom.ts";
import { fetched, showPage } from "./page.ts";
import type { Leave } from "./router.ts";
import { words } from "./strings/index.ts";

const text = words.credits;

export function showCredits(): Leave {
  const place = element("div", {});
  showPage("credits", text.title, element("h1", {}, text.title), element("p", { class: "lead" }, text.intro), place);
  void fetched(place, api.credits, (credits) =>
    place.replaceChildren(credits.length > 0 ? table(credits) : element("p", { class: "empty" }, text.empty)),
  );
  return () => place.remove();
}

function table(credits: Credit[]): HTMLElement {
  const head = Object.values(text.columns).map((title) => element("th", { scope: "col" }, title));
  const row = (credit: Credit): HTMLElement =>
    element(
      "tr",
      {},
      element("th", { scope: "row" }, credit.name),
      element("td", {}, credit.author),
      element("td", {}, credit.licence),
      element("td", {}, sourceOf(credit)),
    );
  return element(
    "table",
    { class: "credits" },
    element("thead", {}, element("tr", {}, ...head)),
    element("tbody", {}, ...credits.map(row)),
  );
}

function sourceOf(credit: Credit): HTMLElement | string {
  if (!/^https?:\/\//.test(credit.source)) return credit.source;
  return element("a", { href: credit.source, rel: "noreferrer" }, credit.source.replace(/^https?:\/\//, ""));
}
