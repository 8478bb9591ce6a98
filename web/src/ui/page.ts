/** What every page shares: header, main, and the states of something that has to be fetched. */
import { ApiProblem } from "../net/api.ts";
import { applyTheme, changeSettings, readSettings, type Settings } from "../state/settings.ts";
import { button, type Child, element } from "./dom.ts";
import { paths } from "./router.ts";
import { words } from "./strings/index.ts";

const SLOW_AFTER_MS = 4_000;

export const root = (): HTMLElement => document.getElementById("app") as HTMLElement;

export function setTitle(title: string): void {
  document.title = title ? `${title} · ${words.app.name}` : words.app.name;
}

let arrived = false;

/** Puts a page with the common header on screen. After a change of page focus moves to its heading, or to where that will be. */
export function showPage(name: string, title: string, ...children: Child[]): HTMLElement {
  setTitle(title);
  const main = element("main", { id: "content", tabindex: -1, class: `page page-${name}` }, ...children);
  root().replaceChildren(
    element("a", { class: "skip-link", href: "#content" }, words.app.skipLink),
    header(),
    main,
    element("footer", { class: "page-footer no-print" }, element("a", { href: paths.credits }, words.app.credits)),
  );
  scrollTo(0, 0);
  if (arrived) (heading(main) ?? main).focus({ preventScroll: true });
  arrived = true;
  return main;
}

/** Fills a page that waited for its content; focus that waited in it goes on to the heading. */
export function fillPage(main: HTMLElement, ...children: Child[]): void {
  const waited = document.activeElement === main;
  main.replaceChildren(...children.filter((child) => child !== null && child !== undefined && child !== false));
  if (waited) heading(main)?.focus({ preventScroll: true });
}

function heading(main: HTMLElement): HTMLElement | null {
  const found = main.querySelector<HTMLElement>("h1");
  if (found) found.tabIndex = -1;
  return found;
}

function header(): HTMLElement {
  const settings = readSettings();
  const themes = Object.entries(words.app.themes).map(([value, label]) =>
    element("option", { value, selected: value === settings.theme }, label),
  );
  const select = element("select", { id: "theme" }, ...themes);
  select.addEventListener("change", () => {
    const theme = select.value as Settings["theme"];
    changeSettings({ theme });
    applyTheme(theme);
  });
  return element(
    "header",
    { class: "page-header no-print" },
    element("a", { class: "wordmark", href: paths.catalogue }, words.app.name),
    element("span", { class: "tagline" }, words.app.tagline),
    element("label", { class: "theme-choice", for: "theme" }, element("span", {}, words.app.theme), select),
  );
}

/** Shows that something is coming, says so when it takes long, and what to do when it fails. */
export async function fetched<T>(place: Element, fetchIt: () => Promise<T>, show: (value: T) => void): Promise<void> {
  const note = element("p", { class: "loading", role: "status" }, words.app.loading);
  place.replaceChildren(note);
  const slow = setTimeout(() => note.replaceChildren(words.app.slow), SLOW_AFTER_MS);
  try {
    const value = await fetchIt();
    if (note.isConnected) show(value);
  } catch (problem) {
    if (note.isConnected) place.replaceChildren(problemCard(problem, () => void fetched(place, fetchIt, show)));
  } finally {
    clearTimeout(slow);
  }
}

export function problemCard(problem: unknown, retry?: () => void): HTMLElement {
  const kind = problem instanceof ApiProblem ? problem.kind : "server";
  const said = {
    offline: [words.app.offlineTitle, words.app.offline],
    "not-found": [words.app.missingTitle, words.app.missing],
    refused: [words.app.serverTitle, words.app.server],
    server: [words.app.serverTitle, words.app.server],
  }[kind] as [string, string];
  const detail = problem instanceof Error ? problem.message : "";
  return element(
    "section",
    { class: "problem", role: "alert" },
    element("h2", {}, said[0]),
    element("p", {}, said[1]),
    detail !== "" && kind !== "offline" && element("p", { class: "detail" }, detail),
    element(
      "p",
      { class: "actions" },
      retry && button(words.app.retry, retry, { class: "primary" }),
      location.pathname !== paths.catalogue && element("a", { class: "button", href: paths.catalogue }, words.app.home),
    ),
  );
}
