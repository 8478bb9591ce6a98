/** The prebrief: one screen on who you are, what there is, and what counts. Then the curtain. */
import { api } from "../net/api.ts";
import type { Mode, Prebrief } from "../net/wire.ts";
import { button, type Child, element, uniqueId } from "./dom.ts";
import { icon } from "./icons.ts";
import { fetched, fillPage, problemCard, setTitle, showPage } from "./page.ts";
import { go, type Leave, paths } from "./router.ts";
import { words } from "./strings/index.ts";

const text = words.prebrief;

/** What the bedside is told by whoever opened it: on a repeat the curtain opens by itself when the ward is ready. */
export interface Arrival {
  straightIn: boolean;
}

export function showPrebrief(scenario: string): Leave {
  const main = showPage("prebrief", "");
  void fetched(
    main,
    () => api.prebrief(scenario),
    (brief) => fillPage(main, ...prebrief(brief)),
  );
  return () => main.remove();
}

function prebrief(brief: Prebrief): HTMLElement[] {
  setTitle(brief.title);
  const mode = modeChoice();
  const note = element("div", { role: "status", class: "note" }, brief.skip_allowed ? text.straightInNote : "");
  const begin = button(brief.skip_allowed ? text.straightIn : text.begin, () => void start(brief.skip_allowed), {
    class: "primary large",
  });
  const toCurtain = button(text.begin, () => void start(false), { class: "large" });

  async function start(straightIn: boolean): Promise<void> {
    begin.disabled = true;
    toCurtain.disabled = true;
    note.replaceChildren(text.starting);
    try {
      const session = await api.start(brief.id, mode.chosen());
      if (!begin.isConnected) return; // another page is shown by now; the curtain stays closed
      const arrival: Arrival = { straightIn };
      go(paths.bedside(session.id), { state: arrival });
    } catch (problem) {
      begin.disabled = false;
      toCurtain.disabled = false;
      note.replaceChildren(problemCard(problem));
    }
  }

  const sections = briefing(brief);
  const read = brief.skip_allowed
    ? element("details", { class: "briefing-again" }, element("summary", {}, text.again), sections)
    : sections;
  return [
    element("h1", {}, brief.title),
    element("p", { class: "lead" }, brief.you_are),
    mode.node,
    read,
    element("p", { class: "ground-rule" }, brief.ground_rule),
    element(
      "div",
      { class: "begin-bar" },
      note,
      element("div", { class: "actions" }, begin, brief.skip_allowed && toCurtain),
    ),
  ];
}

/** Everything to know before the curtain, without the choices: also shown again from the curtain. */
export function briefing(brief: Prebrief): HTMLElement {
  return element(
    "div",
    { class: "briefing" },
    section(
      text.content,
      "alert",
      brief.content_warning !== null && element("p", {}, brief.content_warning),
      element("p", {}, brief.may_die ? text.mayDie : text.mayNotDie),
    ),
    section(text.help, "team", lines(brief.who_can_help)),
    section(text.has, "list", lines(brief.room_has)),
    section(text.lacks, "list", lines(brief.room_lacks)),
    section(text.recorded, "assess", element("p", {}, brief.recorded)),
  );
}

function section(title: string, picture: Parameters<typeof icon>[0], ...children: Child[]): HTMLElement {
  const id = uniqueId("brief");
  return element("section", { "aria-labelledby": id }, element("h2", { id }, icon(picture), title), ...children);
}

function lines(entries: string[]): HTMLElement {
  return element("ul", {}, ...entries.map((entry) => element("li", {}, entry)));
}

function modeChoice(): { node: HTMLElement; chosen: () => Mode } {
  const option = (value: Mode, title: string, says: string, checked: boolean): HTMLElement =>
    element(
      "label",
      { class: "mode" },
      element("input", { type: "radio", name: "mode", value, checked }),
      element("span", {}, element("strong", {}, title), element("span", { class: "says" }, says)),
    );
  const node = element(
    "fieldset",
    { class: "modes" },
    element("legend", {}, text.mode),
    option("practice", text.practice, text.practiceText, true),
    option("exam", text.exam, text.examText, false),
  );
  return {
    node,
    chosen: () => (node.querySelector<HTMLInputElement>("input:checked")?.value === "exam" ? "exam" : "practice"),
  };
}
