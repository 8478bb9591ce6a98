/** The debrief, in this order: the patient, you, your view, what was recorded, what if, what next. */
import "../../styles/debrief.css";
import "../../styles/charts.css";
import "../../styles/print.css";
import { ApiProblem, api } from "../../net/api.ts";
import type { DebriefView } from "../../net/wire.ts";
import { button, type Child, element, uniqueId } from "../dom.ts";
import { icon } from "../icons.ts";
import { minutesSeconds } from "../minutes.ts";
import { fetched, fillPage, setTitle, showPage } from "../page.ts";
import { type Leave, paths } from "../router.ts";
import { words } from "../strings/debrief.ts";
import { again, saveAs } from "./again.ts";
import { itemList } from "./items.ts";
import { howAreYou, questionAfter, questionsBefore, Reflection } from "./reflection.ts";
import { timeline } from "./timeline.ts";
import { whatIf } from "./whatif.ts";

const text = words.debrief;

export function showDebrief(session: string): Leave {
  const main = showPage("debrief", text.title);
  void fetched(
    main,
    async () => {
      try {
        return await api.debrief(session);
      } catch (problem) {
        if (problem instanceof ApiProblem && problem.kind === "refused") return null; // it has not ended
        throw problem;
      }
    },
    (view) => fillPage(main, ...(view ? page(view) : notEnded(session))),
  );
  const forPaper = (): void => {
    for (const details of main.querySelectorAll("details")) details.open = true; // paper has nothing to press
    for (const note of main.querySelectorAll(".print-only")) note.replaceChildren(text.printed(today()));
  };
  addEventListener("beforeprint", forPaper);
  return () => {
    removeEventListener("beforeprint", forPaper);
    main.remove();
  };
}

/** Paper is found again after years: the date is written out. */
function today(): string {
  return new Intl.DateTimeFormat(document.documentElement.lang || "en-GB", { dateStyle: "long" }).format(new Date());
}

function notEnded(session: string): HTMLElement[] {
  return [
    element("h1", {}, text.title),
    element("p", {}, text.notReady),
    element("p", {}, element("a", { class: "button primary", href: paths.bedside(session) }, text.backToBedside)),
  ];
}

function section(title: string, ...children: Child[]): HTMLElement {
  const id = uniqueId("debrief");
  return element(
    "section",
    { class: "part", "aria-labelledby": id },
    element("h2", { id, tabindex: -1 }, title),
    ...children,
  );
}

function page(view: DebriefView): HTMLElement[] {
  setTitle(`${text.title}: ${view.title}`);
  const reflection = new Reflection();
  const ours = element("div", { class: "ours", hidden: true });
  const show = button(
    text.showOurs,
    () => {
      ours.replaceChildren(...recorded(view, reflection));
      ours.hidden = false;
      show.hidden = true;
      ours.querySelector<HTMLElement>("h2")?.focus();
    },
    { class: "primary large" },
  );
  return [
    element("h1", {}, `${text.title}: ${view.title}`),
    element("p", { class: "print-only soft" }),
    section(
      text.patientNow,
      element("p", { class: "patient-now" }, view.patient_now),
      element("p", { class: "soft" }, `${view.outcome}. ${text.lasted(minutesSeconds(view.duration_s))}`),
    ),
    section(text.howAreYou, howAreYou()),
    section(
      text.yourView,
      element("p", { class: "soft no-print" }, text.yourViewNote),
      ...questionsBefore(view).map((question) => reflection.ask(question)),
      element("p", { class: "actions no-print" }, show),
    ),
    ours,
  ];
}

function recorded(view: DebriefView, reflection: Reflection): HTMLElement[] {
  return [
    section(text.whatItWas, element("p", { class: "revealed" }, view.revealed_title), momentLine(view)),
    section(text.timeline, timeline(view)),
    section(
      text.items,
      view.first_done !== null && element("p", {}, text.firstDone(view.first_done)),
      itemList(view.items),
      view.last_missed !== null && element("p", {}, text.lastMissed(view.last_missed)),
      element("p", { class: "soft" }, text.noScore),
    ),
    section(text.whatIf, whatIf(view)),
    section(text.teaching, element("ul", {}, ...view.teaching.map((line) => element("li", {}, line)))),
    section(text.oneThing, reflection.ask(questionAfter(view))),
    section(text.again, again(view), files(view, reflection)),
    about(view),
  ];
}

function momentLine(view: DebriefView): HTMLElement | null {
  const at = view.moments.recognisable;
  return at === null || at === undefined
    ? null
    : element("p", { class: "soft" }, `${text.intervals.recognisable} ${text.at(minutesSeconds(at))}.`);
}

function files(view: DebriefView, reflection: Reflection): HTMLElement {
  const status = element("span", { class: "soft", role: "status" });
  const save = button(icon("save"), async () => {
    status.textContent = (await exportAll(view, reflection)) ? "" : text.exportPartial;
  });
  save.append(element("span", {}, text.export));
  const print = button(icon("print"), () => globalThis.print());
  print.append(element("span", {}, text.print));
  return element("p", { class: "actions no-print" }, save, print, status);
}

/**
 * The server's record, or without the server what this page shows, with what was written here added on this device.
 * True when it was the whole record.
 */
async function exportAll(view: DebriefView, reflection: Reflection): Promise<boolean> {
  const whole = await api.export(view.session).catch(() => null);
  const record = whole ?? { debrief: view };
  const content = JSON.stringify({ ...record, own_words: reflection.answers }, null, 1);
  saveAs(`osler-${view.session}${whole ? "" : "-page"}.json`, "application/json", content);
  return whole !== null;
}

function about(view: DebriefView): HTMLElement {
  return section(
    text.about,
    element("h3", {}, text.objectives),
    element("ul", {}, ...view.objectives.map((line) => element("li", {}, line))),
    element("p", { class: "soft" }, `${view.review}. ${view.guideline}.`),
    element("p", { class: "soft" }, view.model_note),
    element("p", { class: "soft tabular" }, `${text.seed(view.seed)} · ${view.fingerprint.slice(0, 16)}`),
  );
}
