/** Oxygen: the device as it is worn, and the flow on the wall. */
import { element } from "../dom.ts";
import { FLOWS, oxygenOrder, type Setting } from "../orders/oxygen.ts";
import { oxygenPicture } from "../pictures/oxygen.ts";
import { words } from "../strings/dialogs.ts";
import { plain } from "./amounts.ts";
import { choiceField, numberField } from "./fields.ts";
import type { Task } from "./panel.ts";
import { orderEnd } from "./review.ts";

const text = words.oxygen;

export function oxygenDialog(task: Task, setting: Setting = { device: null, flow: 0 }): void {
  const order = oxygenOrder(task, setting);
  const worn = task.store.get("equipment");
  const flow = numberField(
    text.flow,
    "L/min",
    [0.5, 1],
    setting.flow,
    (value) => {
      setting.flow = value;
    },
    FLOWS,
  );
  const flowPart = element("div", { hidden: setting.device === "none" }, flow.node);
  const device = choiceField(
    text.device,
    task.kit.oxygen.map((choice) => ({ value: choice.id, label: choice.label, picture: oxygenPicture(choice.id) })),
    setting.device,
    (value) => {
      setting.device = value;
      flowPart.hidden = value === "none";
    },
    "pictured",
  );
  const { who, footer } = orderEnd(task, order, (same) => oxygenDialog(same, setting));
  const now =
    worn && worn.oxygen !== "none"
      ? element("p", { class: "count" }, `${labelOf(task, worn.oxygen)} · ${plain(worn.oxygen_flow_l_min)} L/min`)
      : null;
  task.panel.show({
    title: task.item.label,
    body: [now, device.node, flowPart, who],
    footer,
  });
}

function labelOf(task: Task, device: string): string {
  return task.kit.oxygen.find((choice) => choice.id === device)?.label ?? device;
}
