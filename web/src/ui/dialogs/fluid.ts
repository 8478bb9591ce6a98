/** A bag of fluid: which, how much of it, freely or under pressure. */
import { type Bag, firstBag, fluidOrder, HOW, portions, takeBag } from "../orders/fluid.ts";
import { words } from "../strings/dialogs.ts";
import { choiceField, numberField } from "./fields.ts";
import type { Task } from "./panel.ts";
import { orderEnd } from "./review.ts";

const text = words.fluid;

export function fluidDialog(task: Task, bag: Bag = firstBag(task)): void {
  const order = fluidOrder(task, bag);
  const volume = numberField(
    text.volume,
    "mL",
    [50, 250],
    bag.volumeMl,
    (value) => {
      bag.volumeMl = value;
    },
    portions(task, bag),
  );
  const which = choiceField(
    text.which,
    task.kit.fluids.map((fluid) => ({ value: fluid.id, label: fluid.label })),
    bag.fluid,
    (id) => {
      takeBag(task, bag, id);
      volume.set(bag.volumeMl);
      volume.offer(portions(task, bag));
    },
    "stacked",
  );
  const how = choiceField(
    text.how,
    [...HOW],
    bag.how,
    (value) => {
      bag.how = value;
    },
    "pair",
  );
  const { who, footer } = orderEnd(task, order, (same) => fluidDialog(same, bag));
  task.panel.show({
    title: task.item.label,
    body: [task.kit.fluids.length > 1 && which.node, volume.node, how.node, who],
    footer,
  });
}
