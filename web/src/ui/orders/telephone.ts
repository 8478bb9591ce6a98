/** The telephone and the handover: situation, background, assessment, recommendation. */
import type { PhoneLines } from "../../net/wire.ts";
import { words } from "../strings/dialogs.ts";
import type { Order, Pick, Wanted, Who } from "./order.ts";

const text = words.phone;
export const FIELDS = ["situation", "background", "assessment", "recommendation"] as const;
export type FieldName = (typeof FIELDS)[number];
export type Lines = Partial<Record<FieldName, string>>;
const NO_LINES: PhoneLines = { situation: [], background: [], assessment: [], recommendation: [] };

export interface Conversation {
  whom: string;
  handover: boolean;
  title: string;
  lines: Lines;
}

export function conversationOf({ item }: Wanted): Conversation {
  const handover = "handover" in item.do;
  const whom = String(handover ? item.do.handover : item.do.call);
  const name = text.titles[whom] ?? item.label;
  return { whom, handover, title: handover ? text.handover(name) : text.calling(name), lines: {} };
}

/** Lines to pick from. */
export function readyLines({ kit }: Wanted, call: Conversation, field: FieldName): string[] {
  return (kit.phone[call.whom] ?? NO_LINES)[field];
}

export function sayLine(call: Conversation, field: FieldName, line: string | null): void {
  if (line === null || line === "") delete call.lines[field];
  else call.lines[field] = line;
}

export function telephoneOrder(wanted: Wanted, call: Conversation): Order {
  const ask = (field: FieldName): Pick => ({
    kind: "pick",
    title: `${text.lines[field]}: ${text.prompts[field]}`,
    options: readyLines(wanted, call, field).map((line) => ({ value: line, label: line })),
    chosen: call.lines[field] ?? null,
    none: text.leaveOut,
    missing: null,
    choose: (line) => sayLine(call, field, line),
  });
  return {
    doLabel: call.handover ? text.hand : text.call,
    lead: text.youSay,
    ...(call.handover ? {} : { early: text.callNow }),
    questions: () => FIELDS.filter((field) => readyLines(wanted, call, field).length > 0).map(ask),
    sentence: () => {
      const summary = FIELDS.map((field) => `${text.lines[field]}: ${call.lines[field] ?? text.empty}`).join("\n");
      return call.handover ? `${summary}\n\n${text.ends}` : summary;
    },
    action: (by: Who) => ({ ...wanted.item.do, ...call.lines, ...(by === "nurse" ? { by } : {}) }),
    doubt: () => (call.handover && Object.keys(call.lines).length === 0 ? text.nothingSaid : null),
  };
}
