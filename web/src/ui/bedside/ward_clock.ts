/** Two clocks: how long since the curtain opened, and the clock on the ward's wall. */
import type { Clock, Mode } from "../../net/wire.ts";
import { element, setAttribute, setText } from "../dom.ts";
import { icon } from "../icons.ts";
import { minutesSeconds } from "../minutes.ts";
import { words } from "../strings/index.ts";

const text = words.bedside;

export class WardClock {
  readonly node: HTMLElement;
  readonly #elapsed = element("span", { class: "elapsed tabular", "aria-label": text.elapsed }, "0:00");
  readonly #wall = element("span", { class: "wall tabular" });

  constructor(mode: Mode) {
    this.#elapsed.setAttribute("role", "timer");
    this.node = element(
      "div",
      { class: "ward-clock" },
      icon("clock"),
      this.#elapsed,
      this.#wall,
      element("span", { class: "mode-name" }, mode === "exam" ? text.exam : text.practice),
    );
  }

  set(now: Clock): void {
    setText(this.#elapsed, minutesSeconds(now.seconds));
    setText(this.#wall, now.time_of_day);
    setAttribute(this.#wall, "title", text.wallClock);
  }
}
