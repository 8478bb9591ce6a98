/** Oxygen: the device as it is worn, and the flow on the wall. */
import { plain } from "../dialogs/amounts.ts";
import { words } from "../strings/dialogs.ts";
import { type Order, type Question, type Wanted, whoWords } from "./order.ts";

const text = words.oxygen;
/** Marks a ward flowmeter is set to; its scale ends at 15. */
export const FLOWS = [2, 4, 6, 10, 15].map((value) => ({ label: plain(value), value }));

export interface Setting {
  device: string | null;
  flow: number;
}

export function oxygenOrder({ item, kit }: Wanted, setting: Setting): Order {
  const off = (): boolean => setting.device === "none";
  const device = (): Question => ({
    kind: "pick",
    title: text.device,
    options: kit.oxygen.map((choice) => ({ value: choice.id, label: choice.label })),
    chosen: setting.device,
    missing: setting.device === null ? text.needs.device : null,
    choose: (value) => {
      setting.device = value;
    },
  });
  const flow = (): Question => ({
    kind: "amount",
    title: text.flow,
    unit: "L/min",
    steps: [0.5, 1],
    presets: FLOWS,
    value: setting.flow,
    missing: setting.flow === 0 ? text.needs.flow : null,
    set: (value) => {
      setting.flow = value;
    },
    says: () => [],
  });
  return {
    doLabel: words.dialog.doIt,
    questions: () => (off() ? [device()] : [device(), flow()]),
    sentence: (by) => {
      const label = kit.oxygen.find((choice) => choice.id === setting.device)?.label ?? "";
      return off() ? text.off(whoWords(by)) : text.sentence(label, `${plain(setting.flow)} L/min`, whoWords(by));
    },
    action: (by) => ({ ...item.do, oxygen: setting.device, flow_l_min: off() ? 0 : setting.flow, by }),
  };
}
