/** What can be done at a place that was pointed at: a small list near the finger. */
import type { OutlineItem } from "../../net/wire.ts";
import { button, element, uniqueId } from "../dom.ts";
import { icon } from "../icons.ts";
import { words } from "../strings/index.ts";
import { ActionRow, type Perform } from "./actions.ts";

const MARGIN = 8;
const BESIDE_FINGER = 20;

interface Point {
  x: number;
  y: number;
}

export class PointMenu {
  readonly #stage: HTMLElement;
  readonly #onClose: () => void;
  #node: HTMLElement | null = null;
  #before: Element | null = null;

  constructor(stage: HTMLElement, onClose: () => void) {
    this.#stage = stage;
    this.#onClose = onClose;
    stage.addEventListener("pointerdown", (event) => {
      if (this.#node && !this.#node.contains(event.target as Node)) this.close();
    });
  }

  get open(): boolean {
    return this.#node !== null;
  }

  /** Items of one place, with the same buttons as in the outline. */
  show(title: string, items: OutlineItem[], at: Point, perform: Perform): void {
    const rows = items.map(
      (item) =>
        new ActionRow(item, (chosen, by) => {
          if (!chosen.enabled) this.close();
          else this.#remove(); // not closed: the time it took to choose still counts
          perform(chosen, by);
        }),
    );
    const list = element("ul", { class: "actions-list" }, ...rows.map((row) => row.node));
    this.#place(title, rows.length > 0 ? list : element("p", { class: "count" }, words.bedside.nothingHere), at);
    (rows[0]?.main ?? this.#node?.querySelector("button"))?.focus({ preventScroll: true });
  }

  close(): void {
    if (!this.#node) return;
    this.#remove();
    this.#onClose();
  }

  #remove(): void {
    this.#node?.remove();
    this.#node = null;
    if (this.#before instanceof HTMLElement && this.#before.isConnected) this.#before.focus({ preventScroll: true });
  }

  #place(title: string, content: HTMLElement, at: Point): void {
    this.#node?.remove();
    if (!this.#node) this.#before = document.activeElement;
    const id = uniqueId("place");
    const node = element(
      "div",
      { class: "point-menu", role: "dialog", "aria-labelledby": id },
      element(
        "header",
        {},
        element("h2", { id }, title),
        button(icon("close"), () => this.close(), { class: "close", "aria-label": words.app.close }),
      ),
      content,
    );
    node.addEventListener("keydown", (event) => this.#key(event));
    this.#node = node;
    this.#stage.append(node);
    const room = this.#stage.getBoundingClientRect();
    const size = node.getBoundingClientRect();
    const left = Math.min(Math.max(at.x - size.width / 2, MARGIN), room.width - size.width - MARGIN);
    const above = at.y - size.height - BESIDE_FINGER;
    const below = Math.min(at.y + BESIDE_FINGER, room.height - size.height - MARGIN);
    node.style.setProperty("left", `${Math.max(MARGIN, left)}px`);
    node.style.setProperty("top", `${Math.max(MARGIN, above >= MARGIN ? above : below)}px`);
  }

  #key(event: KeyboardEvent): void {
    if (event.key === "Escape") {
      event.stopPropagation();
      this.close();
      return;
    }
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step === 0 || !this.#node) return;
    event.preventDefault();
    const buttons: Element[] = [...this.#node.querySelectorAll("button.action")];
    const index = document.activeElement ? buttons.indexOf(document.activeElement) : -1;
    (buttons[(index + step + buttons.length) % buttons.length] as HTMLElement | undefined)?.focus();
  }
}
