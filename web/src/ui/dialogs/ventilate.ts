/** Bag and mask: how often, how much, with how much oxygen. */
import { element, setText } from "../dom.ts";
import { missingOf } from "../orders/order.ts";
import { type Bagging, baggingQuestions, intervalWords, ventilateOrder } from "../orders/ventilate.ts";
import { words } from "../strings/dialogs.ts";
import { amountField, proceed, whoField } from "./fields.ts";
import type { Task } from "./panel.ts";
import { showReview } from "./review.ts";

export function ventilateDialog(task: Task, bagging: Bagging = { rate: 0, volumeMl: 0, oxygen: 0 }): void {
  const order = ventilateOrder(task, bagging);
  const interval = element("p", { class: "count", role: "status" });
  const showInterval = (): void => setText(interval, intervalWords(bagging));
  const [rate, volume, oxygen] = baggingQuestions(bagging);
  const who = whoField(task, () => {});
  showInterval();
  const missing = (): string | null => missingOf(order) ?? (who.get() === null ? words.drug.needs.who : null);
  const review = (): void => {
    const by = who.get() ?? "self";
    showReview(
      task.panel,
      order.sentence(by),
      order.doLabel,
      () => task.send(order.action(by)),
      () => ventilateDialog({ ...task, by }, bagging),
    );
  };
  task.panel.show({
    title: task.item.label,
    body: [amountField(rate, showInterval), interval, amountField(volume), amountField(oxygen), who.node],
    footer: [proceed(words.dialog.review, missing, review)],
  });
}
