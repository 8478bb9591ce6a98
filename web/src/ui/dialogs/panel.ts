/** Where a dialog lives: in the rail or the bottom sheet, in place of the outline. The ward stays in sight. */
import type { Action } from "../../net/socket.ts";
import type { Kit, OutlineItem } from "../../net/wire.ts";
import type { Store } from "../../state/store.ts";
import { button, type Child, element, uniqueId } from "../dom.ts";
import { icon } from "../icons.ts";
import type { Who } from "../orders/order.ts";
import { words } from "../strings/index.ts";

export type { Who };

/** What a dialog is given: the item it completes and how to send it. */
export interface Task {
  item: OutlineItem;
  by: Who | null;
  kit: Kit;
  store: Store;
  panel: Panel;
  /** Sends the finished action and closes the dialog. */
  send(action: Action): void;
  /** Sends the finished action and stays, for a conversation. */
  stay(action: Action): void;
}

export interface Step {
  title: string;
  body: Child[];
  footer?: Child[];
  /** Where "back" leads; without it, back leaves the dialog. */
  back?: () => void;
}

export class Panel {
  readonly node: HTMLElement;
  readonly #leave: () => void;
  readonly #stops: (() => void)[] = [];
  #back: () => void;

  /** `leave` is called when the person goes back out of the first step. */
  constructor(leave: () => void) {
    this.#leave = leave;
    this.#back = leave;
    this.node = element("section", { class: "dialog", role: "dialog", "aria-modal": "false" });
    this.node.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      event.stopPropagation();
      this.#back();
    });
  }

  show(step: Step): void {
    const id = uniqueId("dialog");
    this.#back = step.back ?? this.#leave;
    const title = element("h2", { id, tabindex: -1 }, step.title);
    this.node.setAttribute("aria-labelledby", id);
    this.node.replaceChildren(
      element(
        "header",
        { class: "dialog-head" },
        button(icon("back"), () => this.#back(), { class: "back", "aria-label": words.app.back }),
        title,
      ),
      element("div", { class: "dialog-body" }, ...step.body),
      element("footer", { class: "dialog-foot" }, ...(step.footer ?? [])),
    );
    this.node.querySelector(".back")?.append(element("span", {}, words.app.back));
    title.focus({ preventScroll: true });
  }

  /** Runs when the dialog goes away, however it goes. */
  onClose(stop: () => void): void {
    this.#stops.push(stop);
  }

  /** Taken away by its owner. */
  dispose(): void {
    for (const stop of this.#stops) stop();
    this.node.remove();
  }

  leave(): void {
    this.#leave();
  }
}
