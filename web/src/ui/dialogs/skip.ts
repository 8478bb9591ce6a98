/** Leaving the bedside for a while: for how long, who looks in, and when to be called. */
import { element, uniqueId } from "../dom.ts";
import { missingOf } from "../orders/order.ts";
import { type Away, absences, EVERY_MIN, firstAway, skipOrder, toggleCall } from "../orders/skip.ts";
import { words } from "../strings/dialogs.ts";
import { choiceField, proceed } from "./fields.ts";
import type { Task } from "./panel.ts";
import { showReview } from "./review.ts";

const text = words.skip;

export function skipDialog(task: Task, away: Away = firstAway(task)): void {
  const order = skipOrder(task, away);
  const minutes = choiceField(
    text.minutes,
    absences(task),
    away.minutes,
    (value) => {
      away.minutes = value;
    },
    "pair",
  );
  const every = choiceField(
    text.watch,
    EVERY_MIN,
    away.every,
    (value) => {
      away.every = value;
    },
    "pair",
  );
  const calls = element("div", { class: "choices stacked" });
  for (const choice of task.kit.call_me_if) {
    const id = uniqueId("call");
    const box = element("input", {
      type: "checkbox",
      id,
      class: "choice-input",
      checked: away.callIf.includes(choice.id),
    });
    box.addEventListener("change", () => toggleCall(away, choice.id));
    calls.append(element("label", { class: "choice check", for: id }, box, element("span", {}, choice.label)));
  }
  const review = (): void =>
    showReview(
      task.panel,
      order.sentence("self"),
      order.doLabel,
      () => task.send(order.action("self")),
      () => skipDialog(task, away),
    );
  task.panel.show({
    title: task.item.label,
    body: [
      minutes.node,
      every.node,
      task.kit.call_me_if.length > 0 &&
        element("fieldset", { class: "dialog-field" }, element("legend", {}, text.callMe), calls),
    ],
    footer: [proceed(words.dialog.review, () => missingOf(order), review)],
  });
}
