/** A drug by pump: how much, made up to what, at what rate; what that comes to is said at once. */
import { element, setText } from "../dom.ts";
import { deliveryWords, infusedDrug, infusionOrder, type Mixture, mixtureQuestions } from "../orders/infusion.ts";
import { presentationPicture } from "../pictures/presentations.ts";
import { amountField } from "./fields.ts";
import type { Task } from "./panel.ts";
import { orderEnd } from "./review.ts";

export function infusionDialog(task: Task, mixture: Mixture = { amountMg: 0, madeUpToMl: 0, rateMlPerH: 0 }): void {
  const order = infusionOrder(task, mixture);
  const drug = infusedDrug(task);
  const first = drug?.presentations[0];
  const result = element("p", { class: "dose tabular", role: "status" });
  const show = (): void => setText(result, deliveryWords(mixture).join(" "));
  const fields = mixtureQuestions(task, mixture).map((question) => amountField(question, show));
  show();
  const { who, footer } = orderEnd(task, order, (same) => infusionDialog(same, mixture));
  const inHand =
    first &&
    element(
      "div",
      { class: "in-hand" },
      presentationPicture(first),
      element("p", { class: "printed" }, element("strong", {}, first.label)),
    );
  task.panel.show({
    title: drug?.label ?? task.item.label,
    body: [inHand, ...fields, element("div", { class: "result" }, result), who],
    footer,
  });
}
