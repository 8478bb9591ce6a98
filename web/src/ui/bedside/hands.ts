/** Whose hands are busy with what, and what was asked for but not yet begun. */
import type { HandsView } from "../../net/wire.ts";
import { button, element, KeyedList, setText } from "../dom.ts";
import { icon } from "../icons.ts";
import { words } from "../strings/index.ts";

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

  update(view: HandsView): void {
    setText(this.#who, view.who === "nurse" ? text.nurse : text.you);
    const next = view.next === null ? "" : ` · ${text.next(view.next)}`;
    setText(this.#doing, `${view.doing ?? text.free}${next}`);
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
    this.#pairs.set(views.filter((view) => view.doing !== null || view.next !== null));
  }

  /** What was sent and not yet answered; empty when there is nothing. */
  setSent(labels: string[]): void {
    const last = labels.at(-1);
    setText(this.#sent, last === undefined ? "" : text.sent(last));
  }
}
