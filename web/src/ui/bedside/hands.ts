/** Whose hands are busy with what, and what was asked for but not yet begun. */
import type { HandsView } from "../../net/wire.ts";
import { button, element, KeyedList, setText } from "../dom.ts";
import { icon } from "../icons.ts";
import { words } from "../strings/index.ts";
import { doingWords } from "./doing.ts";

const text = words.bedside;
type Who = HandsView["who"];

class Pair {
  readonly node = element("li", { class: "hand" });
  readonly #who = element("span", { class: "hand-who" });
  readonly #doing = element("span", { class: "hand-doing" });
  readonly #bar = element("progress", { class: "hand-bar", max: 1, value: 0 });

  readonly #putDown: HTMLButtonElement;

  constructor(view: HandsView, putDown: (who: Who) => void) {
    this.#putDown = button(icon("close"), () => putDown(view.who), { class: "put-down" });
    this.#putDown.append(element("span", {}, text.putDown));
    const words = element("span", { class: "hand-words" }, this.#who, " ", this.#doing);
    this.node.append(icon(view.who === "nurse" ? "nurse" : "hand"), words, this.#putDown, this.#bar);
  }

  tell(view: HandsView, now: number): void {
    setText(this.#doing, doingWords(view, now));
  }

  update(view: HandsView): void {
    setText(this.#who, view.who === "nurse" ? text.nurse : text.you);
    this.#bar.value = view.progress;
    this.#bar.hidden = view.doing === null;
    this.#putDown.hidden = view.doing === null;
    this.#putDown.setAttribute("aria-label", text.putDownNamed(view.doing ?? ""));
    this.#bar.setAttribute("aria-label", view.doing ?? text.free);
  }
}

export class Hands {
  readonly node: HTMLElement;
  readonly #pairs: KeyedList<HandsView, Pair>;
  #views: HandsView[] = [];
  #now = 0;
  readonly #sent = element("p", { class: "sent", "aria-live": "polite" });

  constructor(putDown: (who: Who) => void) {
    const list = element("ul", { class: "hands-list" });
    this.#pairs = new KeyedList<HandsView, Pair>(
      list,
      (view) => view.who,
      (view) => new Pair(view, putDown),
      (pair, view) => pair.update(view),
    );
    this.node = element("section", { class: "hands", "aria-label": text.hands }, this.#sent, list);
  }

  /** Idle hands are not shown: only what is going on. */
  set(views: HandsView[]): void {
    this.#views = views.filter((view) => view.doing !== null || view.next !== null);
    this.#pairs.set(this.#views);
    this.#tell();
  }

  /** Simulated seconds since the curtain: what is left of a task runs down with them. */
  setClock(seconds: number): void {
    this.#now = seconds;
    this.#tell();
  }

  #tell(): void {
    for (const view of this.#views) this.#pairs.get(view.who)?.tell(view, this.#now);
  }

  /** What was sent and not yet answered; empty when there is nothing. */
  setSent(labels: string[]): void {
    const last = labels.at(-1);
    setText(this.#sent, last === undefined ? "" : text.sent(last));
  }
}
