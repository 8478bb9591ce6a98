/** Leaving the bedside for a while: for how long, who looks in, and when to be called. */
import { element, uniqueId } from "../dom.ts";
import { words } from "../strings/dialogs.ts";
import { choiceField, numberField, proceed } from "./fields.ts";
import type { Task } from "./panel.ts";
import { showReview } from "./review.ts";

const text = words.skip;
const EVERY_MIN = [5, 10, 15, 30];
const DEFAULT_AWAY_MIN = 10;

interface Away {
  minutes: number;
  every: string | null;
  callIf: string[];
}

export function skipDialog(task: Task, given?: Away): void {
  const asked = typeof task.item.do.skip === "number" ? task.item.do.skip : DEFAULT_AWAY_MIN;
  const away: Away = given ?? { minutes: asked, every: null, callIf: [] };
  const minutes = numberField(
    text.minutes,
    "min",
    [1, 10],
    away.minutes,
    (value) => {
      away.minutes = value;
    },
    [10, 20, 40].map((value) => ({ label: text.amount(value), value })),
  );
  const every = choiceField(
    text.watch,
    EVERY_MIN.map((value) => ({ value: String(value), label: text.every(value) })),
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
    box.addEventListener("change", () => {
      away.callIf = box.checked ? [...away.callIf, choice.id] : away.callIf.filter((known) => known !== choice.id);
    });
    calls.append(element("label", { class: "choice check", for: id }, box, element("span", {}, choice.label)));
  }
  const missing = (): string | null => {
    if (away.minutes < 1) return text.minutes.toLowerCase();
    return away.every === null ? text.watch.toLowerCase() : null;
  };
  const review = (): void => {
    const labels = task.kit.call_me_if
      .filter((choice) => away.callIf.includes(choice.id))
      .map((choice) => choice.label);
    const orders = labels.length > 0 ? text.callIf(labels.join("; ")) : text.nothing;
    showReview(
      task.panel,
      text.sentence(Math.round(away.minutes), Number(away.every), orders),
      text.go,
      () =>
        task.send({
          ...task.item.do,
          skip: Math.round(away.minutes),
          watch_every_min: Number(away.every),
          call_me_if: away.callIf,
        }),
      () => skipDialog(task, away),
    );
  };
  task.panel.show({
    title: task.item.label,
    body: [
      minutes.node,
      every.node,
      task.kit.call_me_if.length > 0 &&
        element("fieldset", { class: "dialog-field" }, element("legend", {}, text.callMe), calls),
    ],
    footer: [proceed(words.dialog.review, missing, review)],
  });
}
