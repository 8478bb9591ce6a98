/** Which dialog an item of the outline asks for. */
import type { OutlineItem } from "../../net/wire.ts";
import { cannulaDialog } from "./cannula.ts";
import { drugDialog } from "./drug.ts";
import { fluidDialog } from "./fluid.ts";
import { infusionDialog } from "./infusion.ts";
import { oxygenDialog } from "./oxygen.ts";
import type { Task } from "./panel.ts";
import { phoneDialog } from "./phone.ts";
import { sayDialog } from "./say.ts";
import { skipDialog } from "./skip.ts";
import { ventilateDialog } from "./ventilate.ts";

const DIALOGS: Record<Exclude<OutlineItem["dialog"], "none">, (task: Task) => void> = {
  drug: drugDialog,
  fluid: (task) => fluidDialog(task),
  infusion: (task) => infusionDialog(task),
  oxygen: (task) => oxygenDialog(task),
  ventilate: (task) => ventilateDialog(task),
  cannula: (task) => cannulaDialog(task),
  phone: phoneDialog,
  handover: phoneDialog,
  skip: (task) => skipDialog(task),
  say: sayDialog,
};

/** Opens the dialog in the task's panel; "none" has none and is not asked for. */
export function openDialog(task: Task): void {
  if (task.item.dialog !== "none") DIALOGS[task.item.dialog](task);
}

export { chartDialog } from "./chart.ts";
