import type { HandsView } from "../net/wire.ts";
import type { Store } from "../state/store.ts";
import { doingWords } from "../ui/bedside/doing.ts";
import { GROUPS, type Group } from "../ui/bedside/finding_actions.ts";
import { known, monitorValues } from "../ui/bedside/measured_values.ts";
import { minutesSeconds } from "../ui/minutes.ts";
import { words } from "../ui/strings/index.ts";
import { Panel } from "./panel.ts";
import type { Row } from "./rows.ts";

const text = words.bedside;

export interface WristActions {
  group(group: Group): void;
  measured(): void;
  more(): void;
  leave(): void;
}

/** The list of everything, on the wrist: groups, what is known, the way out; the time and who is busy with what. */
export class Wrist {
  readonly panel = new Panel("wrist", 0.36);
  private shown = "";

  constructor(
    private readonly store: Store,
    private readonly actions: WristActions,
  ) {
    this.update();
  }

  /** Paints again only when something on it changed: a texture is sent to the graphics card each time. */
  update(): void {
    const now = this.store.get("clock");
    const title = now ? `${minutesSeconds(now.seconds)} · ${now.time_of_day}` : text.actions;
    const busy = (this.store.get("hands") ?? []).flatMap((view) => handWords(view, now?.seconds ?? 0));
    const said = [title, ...busy].join("\n");
    if (said === this.shown) return;
    this.shown = said;
    const button = (label: string, press: () => void, strong = false): Row => ({
      kind: "button",
      text: label,
      press,
      strong,
    });
    this.panel.show(title, [
      ...GROUPS.map((group) => button(words.groups[group], () => this.actions.group(group))),
      button(text.measured, () => this.actions.measured()),
      button(text.more, () => this.actions.more()),
      button(text.leaveVr, () => this.actions.leave(), true),
      ...busy.map((line): Row => ({ kind: "text", text: line })),
    ]);
  }
}

/** Whose hands are busy with what; nothing for idle hands. */
function handWords(view: HandsView, now: number): string[] {
  if (view.doing === null) return [];
  return [`${view.who === "nurse" ? text.nurse : text.you}: ${doingWords(view, now)}`];
}

/** "Measured so far" as rows: the monitor's values, then the findings, the latest first. */
export function measuredRows(store: Store): Row[] {
  const monitor = store.get("monitor");
  const values = monitor?.present ? monitorValues(monitor) : [];
  const rows: Row[] = values.map(({ label, value, unit, takenAtS }) => ({
    kind: "text",
    text: `${label} ${value} ${unit}${takenAtS === null ? "" : ` (${minutesSeconds(takenAtS)})`}`,
  }));
  for (const { latest } of known(store.findings))
    rows.push({ kind: "text", text: `${latest.label} (${minutesSeconds(latest.at_s)}): ${latest.text}` });
  return rows.length > 0 ? rows : [{ kind: "text", text: text.nothingMeasured }];
}
