/** Outside the curtain: try a look, a touch and an order on harmless things; then open it and the clock starts. */
import type { OutlineItem, SessionView } from "../../net/wire.ts";
import { button, element, setText } from "../dom.ts";
import { icon } from "../icons.ts";
import { curtainPicture } from "../pictures/curtain.ts";
import { briefing } from "../prebrief.ts";
import { words } from "../strings/index.ts";

const text = words.curtain;
const NOTES_MS = 2_000;

export interface CurtainOptions {
  open(): void;
  enterHeadset(): void;
}

interface Thing {
  name: "sheet" | "gel" | "nurse";
  /** What the drawn ward calls it. */
  place: string;
  label: string;
  task: string;
  action: string;
  /** What is read or said then. */
  says: readonly string[];
  act(): void;
}

/** Nothing here is sent or logged: it is for the hands only. */
export class CurtainScreen {
  readonly node: HTMLElement;
  readonly #open: HTMLButtonElement;
  readonly #headset: HTMLButtonElement;
  readonly #bar = element("progress", { class: "load-bar", max: 1, value: 0, "aria-label": text.preparing });
  readonly #state = element("span", { class: "load-state", role: "status" }, text.preparing);
  readonly #said = element("div", { class: "try-said", role: "log" });
  readonly #sheet: HTMLElement;
  readonly #things: Thing[];
  readonly #rows = new Map<string, HTMLElement>();
  #note: string = text.ready;

  constructor(session: SessionView, options: CurtainOptions) {
    const { prebrief } = session;
    this.#sheet = element(
      "section",
      { class: "handover-sheet", hidden: true, tabindex: -1 },
      element("h3", {}, text.handover),
      ...prebrief.handover.map((line) => element("p", {}, line)),
    );
    this.#things = this.#createThings(prebrief.handover);
    this.#open = button(icon("curtain"), options.open, { class: "primary large open-curtain" });
    this.#open.append(element("span", {}, text.open));
    this.#headset = button(icon("headset"), options.enterHeadset, { class: "large", hidden: true });
    this.#headset.append(element("span", {}, text.enterVr));
    this.node = element(
      "section",
      { class: "overlay beside", role: "dialog", "aria-labelledby": "curtain-title" },
      element(
        "div",
        { class: "overlay-card curtain-screen" },
        element("h1", { id: "curtain-title", tabindex: -1 }, prebrief.title),
        element("p", { class: "intro" }, text.intro),
        element("ul", { class: "things" }, ...this.#things.map((thing) => this.#thing(thing))),
        this.#said,
        this.#sheet,
        element("p", { class: "soft" }, text.flat),
        element(
          "details",
          { class: "again" },
          element("summary", {}, text.briefing),
          element("p", {}, prebrief.you_are),
          briefing(prebrief),
        ),
        element(
          "div",
          { class: "open-bar" },
          element("p", { class: "load-line" }, this.#state, element("span", { class: "soft" }, text.clockNote)),
          this.#bar,
          element("div", { class: "actions" }, this.#open, this.#headset),
        ),
      ),
    );
    this.setReady(false);
  }

  progress(fraction: number, label: string): void {
    if (this.#bar.hidden) return; // ready: what still loads is not waited for
    this.#bar.value = fraction;
    setText(this.#state, label === "" ? text.preparing : text.loading(label));
  }

  setReady(ready: boolean): void {
    this.#open.disabled = !ready;
    this.#bar.hidden = ready;
    if (ready) setText(this.#state, this.#note);
  }

  /** What to say when all is ready: also when the ward could not be drawn. */
  setNote(note: string): void {
    this.#note = note;
  }

  /** Asked for; the phase will tell. */
  setOpening(): void {
    this.#open.disabled = true;
  }

  /** What can be tried at a place outside the curtain, spelled like an item of the outline; null when nothing can. */
  trialAt(place: string): { title: string; item: OutlineItem; says: readonly string[]; act: () => void } | null {
    const thing = this.#things.find((candidate) => candidate.place === place);
    if (!thing) return null;
    const item: OutlineItem = {
      id: thing.name,
      group: "Assess",
      label: thing.action,
      place,
      do: {},
      dialog: "none",
      may: ["self"],
      enabled: true,
      reason: null,
      search: [],
    };
    return {
      title: thing.label,
      item,
      says: thing.says,
      act: () => {
        this.#rows.get(thing.name)?.classList.add("tried");
        thing.act();
      },
    };
  }

  offerHeadset(): void {
    this.#headset.hidden = false;
  }

  #createThings(handover: readonly string[]): Thing[] {
    return [
      {
        name: "sheet",
        place: "handover-sheet",
        label: text.sheet,
        task: text.tryLook,
        action: text.read,
        says: handover,
        act: () => {
          this.#sheet.hidden = false;
          this.#sheet.focus({ preventScroll: true });
          this.#sheet.scrollIntoView({ block: "start" });
        },
      },
      {
        name: "gel",
        place: "hand-gel",
        label: text.gel,
        task: text.tryTouch,
        action: text.rub,
        says: [text.rubbed],
        act: () => this.say(text.rubbed),
      },
      {
        name: "nurse",
        place: "nurse",
        label: text.nurse,
        task: text.tryOrder,
        action: text.notes,
        says: [text.readBack, text.brought],
        act: () => {
          this.say(text.readBack);
          setTimeout(() => this.say(text.brought), NOTES_MS);
        },
      },
    ];
  }

  /** Press the thing, then choose what to do with it: the way it works at the bedside. */
  #thing(thing: Thing): HTMLElement {
    const menu = element("div", { class: "thing-menu", hidden: true });
    const press = button(
      element(
        "span",
        { class: "thing-face" },
        curtainPicture(thing.name),
        element("span", { class: "thing-name" }, thing.label),
      ),
      () => {
        menu.hidden = !menu.hidden;
        press.setAttribute("aria-expanded", String(!menu.hidden));
        if (!menu.hidden) act.focus();
      },
      { class: "thing", "aria-expanded": "false" },
    );
    const row = element("li", { class: "thing-row" }, press, menu);
    this.#rows.set(thing.name, row);
    const act = button(thing.action, () => {
      menu.hidden = true;
      press.setAttribute("aria-expanded", "false");
      row.classList.add("tried");
      press.focus();
      thing.act();
    });
    menu.append(element("span", { class: "thing-task" }, thing.task), act);
    return row;
  }

  say(line: string): void {
    this.#said.replaceChildren(element("p", {}, line));
    this.#said.scrollIntoView({ block: "nearest" });
  }
}
