/** A drug by pump: how much, made up to what, at what rate; what that comes to is said at once. */
import { element, setText } from "../dom.ts";
import { presentationPicture } from "../pictures/presentations.ts";
import { words } from "../strings/dialogs.ts";
import { clock, doseWords, millilitres, plain, shortDose } from "./amounts.ts";
import { numberField, proceed, whoField, whoWords } from "./fields.ts";
import type { Task } from "./panel.ts";
import { showReview } from "./review.ts";

const text = words.infusion;
const MINUTES_PER_HOUR = 60;
const SECONDS_PER_HOUR = 3600;

interface Mixture {
  amountMg: number;
  madeUpToMl: number;
  rateMlPerH: number;
}

/** What the pump will do, in sentences; empty while something is missing. */
export function deliveryWords({ amountMg, madeUpToMl, rateMlPerH }: Mixture): string[] {
  if (amountMg === 0 || madeUpToMl === 0) return [];
  const perMl = amountMg / madeUpToMl;
  const said = [text.concentration(shortDose(perMl))];
  if (rateMlPerH === 0) return said;
  const perHour = perMl * rateMlPerH;
  said.push(text.delivers(shortDose(perHour), shortDose(perHour / MINUTES_PER_HOUR)));
  said.push(text.lasts(`${clock(((madeUpToMl / rateMlPerH) * SECONDS_PER_HOUR) / MINUTES_PER_HOUR)} h`));
  return said;
}

export function infusionDialog(task: Task, mixture: Mixture = { amountMg: 0, madeUpToMl: 0, rateMlPerH: 0 }): void {
  const drug = task.kit.drugs.find((known) => known.id === task.item.do.infuse);
  const label = drug?.label ?? task.item.label;
  const first = drug?.presentations[0];
  const result = element("p", { class: "dose tabular", role: "status" });
  const show = (): void => setText(result, deliveryWords(mixture).join(" "));
  const unit = first?.amount_mg ?? 1;
  const amount = numberField(text.amount, "mg", [unit, unit * 5], mixture.amountMg, (value) => {
    mixture.amountMg = value;
    show();
  });
  const madeUpTo = numberField(
    text.madeUpTo,
    "mL",
    [1, 10],
    mixture.madeUpToMl,
    (value) => {
      mixture.madeUpToMl = value;
      show();
    },
    [20, 50, 100, 500].map((value) => ({ label: millilitres(value), value })),
  );
  const rate = numberField(text.rate, "mL/h", [1, 10], mixture.rateMlPerH, (value) => {
    mixture.rateMlPerH = value;
    show();
  });
  const who = whoField(task, () => {});
  show();
  const missing = (): string | null => {
    if (mixture.amountMg === 0) return text.needs.amount;
    if (mixture.madeUpToMl === 0) return text.needs.volume;
    if (mixture.rateMlPerH === 0) return text.needs.rate;
    return who.get() === null ? words.drug.needs.who : null;
  };
  const review = (): void => {
    const by = who.get() ?? "self";
    const sentence = text.sentence(
      label,
      doseWords(mixture.amountMg),
      millilitres(mixture.madeUpToMl),
      `${plain(mixture.rateMlPerH)} mL/h`,
      whoWords(by),
    );
    showReview(
      task.panel,
      `${sentence} ${deliveryWords(mixture).slice(0, 2).join(" ")}`,
      words.dialog.start,
      () =>
        task.send({
          ...task.item.do,
          amount_mg: mixture.amountMg,
          made_up_to_ml: mixture.madeUpToMl,
          rate_ml_per_h: mixture.rateMlPerH,
          by,
        }),
      () => infusionDialog({ ...task, by }, mixture),
    );
  };
  const inHand =
    first &&
    element(
      "div",
      { class: "in-hand" },
      presentationPicture(first),
      element("p", { class: "printed" }, element("strong", {}, first.label)),
    );
  task.panel.show({
    title: label,
    body: [inHand, amount.node, madeUpTo.node, rate.node, element("div", { class: "result" }, result), who.node],
    footer: [proceed(words.dialog.review, missing, review)],
  });
}
