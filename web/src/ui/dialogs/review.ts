/** The end of every dialog that gives or does something. */
import { button, type Child, element } from "../dom.ts";
import { missingOf, type Order } from "../orders/order.ts";
import { words } from "../strings/dialogs.ts";
import { proceed, whoField } from "./fields.ts";
import type { Panel, Task } from "./panel.ts";

/** The last look before it is done: one sentence, do it, or change it. */
export function showReview(
  panel: Panel,
  sentence: string,
  doLabel: string,
  doIt: () => void,
  change: () => void,
  lead: string = words.dialog.youReview,
): void {
  panel.show({
    title: words.dialog.review,
    back: change,
    body: [
      element("p", { class: "review-lead" }, lead),
      element("p", { class: sentence.includes("\n") ? "review-sentence long" : "review-sentence" }, sentence),
    ],
    footer: [
      button(words.dialog.change, change, { class: "large" }),
      button(doLabel, doIt, { class: "primary large" }),
    ],
  });
}

/** Who does an order, and the button to its last look; `again` shows the dialog once more as it was filled in. */
export function orderEnd(task: Task, order: Order, again: (task: Task) => void): { who: HTMLElement; footer: Child[] } {
  const who = whoField(task);
  const missing = (): string | null => missingOf(order) ?? (who.get() === null ? words.drug.needs.who : null);
  const review = (): void => {
    const by = who.get() ?? "self";
    const doIt = (): void => task.send(order.action(by));
    showReview(task.panel, order.sentence(by), order.doLabel, doIt, () => again({ ...task, by }));
  };
  return { who: who.node, footer: [proceed(words.dialog.review, missing, review)] };
}
