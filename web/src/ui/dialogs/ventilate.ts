/** Bag and mask: how often, how much, with how much oxygen. */
import { element, setText } from "../dom.ts";
import { type Bagging, baggingQuestions, intervalWords, ventilateOrder } from "../orders/ventilate.ts";
import { amountField } from "./fields.ts";
import type { Task } from "./panel.ts";
import { orderEnd } from "./review.ts";

export function ventilateDialog(task: Task, bagging: Bagging = { rate: 0, volumeMl: 0, oxygen: 0 }): void {
  const order = ventilateOrder(task, bagging);
  const interval = element("p", { class: "count", role: "status" });
  const showInterval = (): void => setText(interval, intervalWords(bagging));
  const [rate, volume, oxygen] = baggingQuestions(bagging);
  showInterval();
  const { who, footer } = orderEnd(task, order, (same) => ventilateDialog(same, bagging));
  task.panel.show({
    title: task.item.label,
    body: [amountField(rate, showInterval), interval, amountField(volume), amountField(oxygen), who],
    footer,
  });
}
