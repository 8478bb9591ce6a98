/** The telephone and the handover: situation, background, assessment, recommendation, picked or typed. */
import type { Caption, PhoneLines } from "../../net/wire.ts";
import { button, element, uniqueId } from "../dom.ts";
import { icon } from "../icons.ts";
import { words } from "../strings/dialogs.ts";
import type { Task } from "./panel.ts";
import { showReview } from "./review.ts";

const text = words.phone;
const FIELDS = ["situation", "background", "assessment", "recommendation"] as const;
type FieldName = (typeof FIELDS)[number];
type Lines = Partial<Record<FieldName, string>>;
const LONGEST_LINE = 400;
const NO_LINES: PhoneLines = { situation: [], background: [], assessment: [], recommendation: [] };

export function phoneDialog(task: Task): void {
  const handover = "handover" in task.item.do;
  const whom = String(handover ? task.item.do.handover : task.item.do.call);
  const name = text.titles[whom] ?? task.item.label;
  ask(task, { whom, handover, title: handover ? text.handover(name) : text.calling(name), lines: {} }, 0);
}

interface Conversation {
  whom: string;
  handover: boolean;
  title: string;
  lines: Lines;
}

/** One of the four lines at a time: thumb-sized, in order, each may be left out. */
function ask(task: Task, call: Conversation, index: number): void {
  const field = FIELDS[index];
  if (field === undefined) {
    check(task, call);
    return;
  }
  const ready = (task.kit.phone[call.whom] ?? NO_LINES)[field];
  const id = uniqueId("sbar");
  const entry = element("textarea", { id, rows: 2, maxlength: LONGEST_LINE, placeholder: text.own });
  const said = call.lines[field];
  if (said !== undefined && !ready.includes(said)) entry.value = said;
  const next = (line: string | undefined): void => {
    if (line === undefined || line === "") delete call.lines[field];
    else call.lines[field] = line;
    ask(task, call, index + 1);
  };
  const picks = ready.map((line) =>
    element(
      "li",
      {},
      button(line, () => next(line), { class: "line", "aria-pressed": String(line === said) }),
    ),
  );
  const { panel } = task;
  panel.show({
    title: call.title,
    ...(index > 0 ? { back: () => ask(task, call, index - 1) } : {}),
    body: [
      progress(index),
      element("label", { for: id, class: "field-title" }, `${text.lines[field]}: ${text.prompts[field]}`),
      picks.length > 0 ? element("ul", { class: "lines" }, ...picks) : element("p", { class: "count" }, text.noLines),
      entry,
    ],
    footer: [
      !call.handover && button(text.callNow, () => send(task, call), { class: "large quiet" }),
      button(words.sbar.next, () => next(entry.value.trim() || (ready.includes(said ?? "") ? said : undefined)), {
        class: "primary large",
      }),
    ],
  });
}

function progress(index: number): HTMLElement {
  return element(
    "ol",
    { class: "sbar" },
    ...FIELDS.map((field, position) =>
      element("li", { "aria-current": position === index ? "step" : null }, text.lines[field]),
    ),
  );
}

function check(task: Task, call: Conversation): void {
  const summary = FIELDS.map((field) => `${text.lines[field]}: ${call.lines[field] ?? text.empty}`).join("\n");
  const sentence = call.handover ? `${summary}\n\n${text.ends}` : summary;
  showReview(
    task.panel,
    sentence,
    call.handover ? text.hand : text.call,
    () => send(task, call),
    () => ask(task, call, FIELDS.length - 1),
    text.youSay,
  );
}

function send(task: Task, call: Conversation): void {
  const action = { ...task.item.do, ...call.lines };
  if (call.handover) task.send(action);
  else listen(task, action);
}

/** On the line: what the other end says until the phone is put down. */
function listen(task: Task, action: Record<string, unknown>): void {
  const lastSeen = task.store.captions.at(-1)?.id ?? 0;
  const heard = element("div", { class: "heard", role: "log" });
  task.panel.show({
    title: text.talking,
    body: [heard],
    footer: [button(text.hangUp, () => task.panel.leave(), { class: "large" })],
  });
  const show = (captions: Caption[]): void => {
    const spoken = captions.filter(
      (caption) => caption.id > lastSeen && (caption.speaker === "registrar" || caption.speaker === "team"),
    );
    heard.replaceChildren(
      ...(spoken.length === 0
        ? [element("p", { class: "count" }, text.waiting)]
        : spoken.map((caption) => element("p", {}, icon("phone"), caption.text))),
    );
  };
  task.panel.onClose(task.store.subscribe("captions", show));
  task.stay(action);
}
