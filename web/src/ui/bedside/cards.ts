/** Cards that stand over the ward: paused, away from the bedside, the end, the line lost. */
import type { Clock, EndView } from "../../net/wire.ts";
import { button, type Child, element, uniqueId } from "../dom.ts";
import { icon } from "../icons.ts";
import { minutesSeconds } from "../minutes.ts";
import { words } from "../strings/index.ts";

const text = words.bedside;

function card(title: string, ...children: Child[]): HTMLElement {
  const id = uniqueId("card");
  return element(
    "section",
    { class: "overlay", role: "dialog", "aria-labelledby": id, "aria-modal": "true" },
    element("div", { class: "overlay-card" }, element("h1", { id, tabindex: -1 }, title), ...children),
  );
}

export function pausedCard(clock: Clock, resume: () => void, leave: () => void): HTMLElement {
  const byChoice = clock.paused_because === "button";
  const go = button(icon("play"), resume, { class: "primary large" });
  go.append(element("span", {}, text.resume));
  const node = card(
    byChoice ? text.pausedButton : text.pausedTitle,
    element("p", { class: "tabular" }, `${text.pausedAt(minutesSeconds(clock.seconds))} · ${clock.time_of_day}`),
    element("p", {}, text.pausedText),
    element("p", { class: "actions" }, go, button(text.leave, leave, { class: "large" })),
  );
  node.classList.toggle("opaque", clock.phase === "skipping");
  return node;
}

export function awayCard(): { node: HTMLElement; setClock(clock: Clock): void } {
  const time = element("p", { class: "away-time tabular", role: "timer" });
  const node = card(text.skipping, time, element("p", {}, text.skippingText));
  node.classList.add("opaque"); // who is away does not see the patient
  return {
    node,
    setClock: (clock) => time.replaceChildren(`${clock.time_of_day} · ${minutesSeconds(clock.seconds)}`),
  };
}

export function endCard(end: EndView, toDebrief: () => void): HTMLElement {
  return card(
    text.endTitle,
    element("p", { class: "end-text" }, end.text),
    element("p", { class: "tabular soft" }, text.pausedAt(minutesSeconds(end.at_s))),
    element("p", { class: "actions" }, button(text.toDebrief, toDebrief, { class: "primary large" })),
  );
}

export function lostCard(detail: string): HTMLElement {
  return card(
    text.lost,
    detail !== "" && element("p", {}, detail),
    element(
      "p",
      { class: "actions" },
      button(words.app.retry, () => location.reload(), { class: "primary large" }),
      element("a", { class: "button large", href: "/" }, words.app.home),
    ),
  );
}
