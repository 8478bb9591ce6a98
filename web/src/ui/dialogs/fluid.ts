/** A bag of fluid: which, how much, freely or under pressure. */
import { words } from "../strings/dialogs.ts";
import { millilitres } from "./amounts.ts";
import { choiceField, numberField, proceed, whoField, whoWords } from "./fields.ts";
import type { Task } from "./panel.ts";
import { showReview } from "./review.ts";

const text = words.fluid;
const PRESETS_ML = [250, 500, 1000];

interface Bag {
  fluid: string | null;
  volumeMl: number;
  how: "free" | "pressure";
}

/** Nothing is chosen beforehand unless there is nothing to choose. */
function onlyOne(task: Task): string | null {
  return task.kit.fluids.length === 1 ? (task.kit.fluids[0]?.id ?? null) : null;
}

export function fluidDialog(task: Task, given?: Bag): void {
  const bag: Bag = given ?? { fluid: onlyOne(task), volumeMl: 0, how: "free" };
  const label = (): string => task.kit.fluids.find((fluid) => fluid.id === bag.fluid)?.label ?? "";
  const which = choiceField(
    text.which,
    task.kit.fluids.map((fluid) => ({ value: fluid.id, label: fluid.label })),
    bag.fluid,
    (value) => {
      bag.fluid = value;
    },
    "stacked",
  );
  const volume = numberField(
    text.volume,
    "mL",
    [50, 250],
    bag.volumeMl,
    (value) => {
      bag.volumeMl = value;
    },
    PRESETS_ML.map((value) => ({ label: millilitres(value), value })),
  );
  const how = choiceField(
    text.how,
    [
      { value: "free", label: text.free },
      { value: "pressure", label: text.pressure },
    ],
    bag.how,
    (value) => {
      bag.how = value as Bag["how"];
    },
    "pair",
  );
  const who = whoField(task, () => {});
  const missing = (): string | null => {
    if (bag.fluid === null) return text.needs.fluid;
    if (bag.volumeMl === 0) return text.needs.volume;
    return who.get() === null ? words.drug.needs.who : null;
  };
  const review = (): void => {
    const by = who.get() ?? "self";
    const way = (bag.how === "free" ? text.free : text.pressure).toLowerCase();
    showReview(
      task.panel,
      text.sentence(label(), millilitres(bag.volumeMl), way, whoWords(by)),
      words.dialog.start,
      () =>
        task.send({
          ...task.item.do,
          fluid: bag.fluid,
          volume_ml: bag.volumeMl,
          pressure_bag: bag.how === "pressure",
          by,
        }),
      () => fluidDialog({ ...task, by }, bag),
    );
  };
  task.panel.show({
    title: task.item.label,
    body: [task.kit.fluids.length > 1 && which.node, volume.node, how.node, who.node],
    footer: [proceed(words.dialog.review, missing, review)],
  });
}
