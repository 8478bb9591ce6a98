/** Starts the client: applies what the person prefers, then shows the page of the address. */
import "./styles/tokens.css";
import "./styles/base.css";
import "./styles/pages.css";
import "./styles/place.css";
import { followRenewal } from "./net/renewal.ts";
import { applyTheme, readSettings } from "./state/settings.ts";
import { showCatalogue } from "./ui/catalogue.ts";
import { element } from "./ui/dom.ts";
import { problemCard, root, showPage } from "./ui/page.ts";
import { showPrebrief } from "./ui/prebrief.ts";
import { followLinks, type Leave, paths, type Route, routeOf } from "./ui/router.ts";
import { words } from "./ui/strings/index.ts";

let leave: Leave | undefined;
let visit = 0;

type Show = () => Leave | Promise<Leave>;

/** The code of a page, which may come late: how to show it. */
async function load(route: Route): Promise<Show> {
  switch (route.page) {
    case "catalogue":
      return showCatalogue;
    case "prebrief":
      return () => showPrebrief(route.scenario);
    case "bedside": {
      const { showBedside } = await import("./ui/bedside/bedside.ts");
      return () => showBedside(route.session);
    }
    case "debrief": {
      const { showDebrief } = await import("./ui/debrief/debrief.ts");
      return () => showDebrief(route.session);
    }
    case "credits":
      return (await import("./ui/credits.ts")).showCredits;
    case "nowhere":
      return showNowhere;
  }
}

function showNowhere(): Leave {
  showPage(
    "nowhere",
    words.app.nowhereTitle,
    element("h1", {}, words.app.nowhereTitle),
    element("p", {}, words.app.nowhere),
    element("p", {}, element("a", { class: "button", href: paths.catalogue }, words.app.home)),
  );
  return () => {};
}

async function show(): Promise<void> {
  visit += 1;
  const mine = visit;
  leave?.();
  leave = undefined;
  try {
    const showIt = await load(routeOf(location.pathname));
    if (mine !== visit) return; // another page was asked for while this one loaded
    const left = await showIt();
    if (mine === visit) leave = left;
    else left();
  } catch (problem) {
    if (mine === visit) root().replaceChildren(problemCard(problem, () => location.reload()));
  }
}

applyTheme(readSettings().theme);
followLinks();
followRenewal(import.meta.url);
addEventListener("popstate", () => void show());
addEventListener("osler:route", () => void show());
void show();
