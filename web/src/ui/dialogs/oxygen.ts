/** Oxygen: the device as it is worn, and the flow on the wall. */
import { element } from "../dom.ts";
import { oxygenPicture } from "../pictures/oxygen.ts";
import { words } from "../strings/dialogs.ts";
import { plain } from "./amounts.ts";
import { choiceField, numberField, proceed, whoField } from "./fields.ts";
import type { Task } from "./panel.ts";
import { showReview } from "./review.ts";

const text = words.oxygen;
const FLOWS = [2, 4, 6, 10, 15]; // marks a ward flowmeter is set to; its scale ends at 15

interface Setting {
  device: string | null;
  flow: number;
}

export function oxygenDialog(task: Task, given?: Setting): void {
  const worn = task.store.get("equipment");
  const setting: Setting = given ?? { device: null, flow: 0 };
  const flow = numberField(
    text.flow,
    "L/min",
    [0.5, 1],
    setting.flow,
    (value) => {
      setting.flow = value;
    },
    FLOWS.map((value) => ({ label: plain(value), value })),
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
  const who = whoField(task, () => {});
  const missing = (): string | null => {
    if (setting.device === null) return text.needs.device;
    if (setting.device !== "none" && setting.flow === 0) return text.needs.flow;
    return who.get() === null ? words.drug.needs.who : null;
  };
  const review = (): void => {
    const by = who.get() ?? "self";
    const label = task.kit.oxygen.find((choice) => choice.id === setting.device)?.label ?? "";
    const off = setting.device === "none";
    const doer = by === "nurse" ? words.drug.byNurse : words.drug.bySelf;
    showReview(
      task.panel,
      off ? text.off(doer) : text.sentence(label, `${plain(setting.flow)} L/min`, doer),
      words.dialog.doIt,
      () => task.send({ ...task.item.do, oxygen: setting.device, flow_l_min: off ? 0 : setting.flow, by }),
      () => oxygenDialog({ ...task, by }, setting),
    );
  };
  const now =
    worn && worn.oxygen !== "none"
      ? element("p", { class: "count" }, `${labelOf(task, worn.oxygen)} · ${plain(worn.oxygen_flow_l_min)} L/min`)
      : null;
  task.panel.show({
    title: task.item.label,
    body: [now, device.node, flowPart, who.node],
    footer: [proceed(words.dialog.review, missing, review)],
  });
}

function labelOf(task: Task, device: string): string {
  return task.kit.oxygen.find((choice) => choice.id === device)?.label ?? device;
}
