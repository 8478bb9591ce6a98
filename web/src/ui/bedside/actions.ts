/** One thing that can be done, as buttons: do it, or ask the nurse where either may. */
import type { OutlineItem } from "../../net/wire.ts";
import type { Who } from "../dialogs/panel.ts";
import { button, element, setAttribute, setText, uniqueId } from "../dom.ts";
import { icon } from "../icons.ts";
import { words } from "../strings/index.ts";

const text = words.bedside;

export type Perform = (item: OutlineItem, by: Who) => void;

/** Rows stay in place and change with the outline, so that focus is never lost to an update. */
export class ActionRow {
  readonly node: HTMLLIElement;
  readonly main: HTMLButtonElement;
  readonly nurse: HTMLButtonElement;
  readonly #label = element("span", { class: "action-label" });
  readonly #tag = element("span", { class: "action-tag" }, icon("nurse"), text.nurseOnly);
  readonly #reason = element("span", { class: "action-reason", id: uniqueId("reason") });
  #item: OutlineItem;

  constructor(item: OutlineItem, perform: Perform) {
    this.#item = item;
    this.main = button(
      element("span", { class: "action-words" }, this.#label, this.#reason),
      () => perform(this.#item, this.#mainActor()),
      {
        class: "action",
      },
    );
    this.main.append(this.#tag);
    this.nurse = button(icon("nurse"), () => perform(this.#item, "nurse"), { class: "ask-nurse" });
    this.nurse.append(element("span", {}, text.askNurse));
    this.node = element("li", { class: "action-row" }, this.main, this.nurse);
    this.update(item);
  }

  get item(): OutlineItem {
    return this.#item;
  }

  update(item: OutlineItem): void {
    this.#item = item;
    const either = item.may.includes("self") && item.may.includes("nurse");
    setText(this.#label, item.label);
    setText(this.#reason, item.reason ?? (item.enabled ? "" : text.cannotNow));
    this.#reason.classList.toggle("quiet", item.enabled);
    setAttribute(this.main, "aria-disabled", item.enabled ? null : "true");
    setAttribute(this.nurse, "aria-disabled", item.enabled ? null : "true");
    setAttribute(this.main, "aria-describedby", this.#reason.textContent === "" ? null : this.#reason.id);
    setAttribute(this.nurse, "aria-label", text.askNurseTo(item.label));
    this.nurse.hidden = !either;
    this.#tag.toggleAttribute("hidden", item.may.includes("self") || item.may.length === 0);
  }

  /** In the tab order, or reached by arrows only. */
  setReachable(reachable: boolean): void {
    this.main.tabIndex = reachable ? 0 : -1;
    this.nurse.tabIndex = reachable ? 0 : -1;
  }

  #mainActor(): Who {
    return this.#item.may.includes("self") || this.#item.may.length === 0 ? "self" : "nurse";
  }
}
