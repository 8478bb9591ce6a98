/** The telephone and the handover: situation, background, assessment, recommendation, picked or typed. */
import type { Caption } from "../../net/wire.ts";
import { button, element, uniqueId } from "../dom.ts";
import { icon } from "../icons.ts";
import type { Order } from "../orders/order.ts";
import { type Conversation, conversationOf, FIELDS, readyLines, sayLine, telephoneOrder } from "../orders/telephone.ts";
import { words } from "../strings/dialogs.ts";
import { LONGEST_LINE } from "./fields.ts";
import type { Task } from "./panel.ts";
import { showReview } from "./review.ts";

const text = words.phone;

export function phoneDialog(task: Task): void {
  const call = conversationOf(task);
  if (task.by === "nurse" && !call.handover) nurseCalls(task, call);
  else ask(task, call, 0);
}

/** The nurse rings and says what she sees: nothing is dictated. */
function nurseCalls(task: Task, call: Conversation): void {
  showReview(
    task.panel,
    text.byNurse(text.titles[call.whom] ?? task.item.label),
    words.dialog.doIt,
    () => task.send(telephoneOrder(task, call).action("nurse")),
    () => task.panel.leave(),
  );
}

/** One of the four lines at a time: thumb-sized, in order, each may be left out. */
function ask(task: Task, call: Conversation, index: number): void {
  const field = FIELDS[index];
  if (field === undefined) {
    check(task, call);
    return;
  }
  const ready = readyLines(task, call, field);
  const id = uniqueId("sbar");
  const entry = element("textarea", { id, rows: 2, maxlength: LONGEST_LINE, placeholder: text.own });
  const said = call.lines[field];
  if (said !== undefined && !ready.includes(said)) entry.value = said;
  const next = (line: string | null): void => {
    sayLine(call, field, line);
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
      button(
        words.sbar.next,
        () => next(entry.value.trim() || (said !== undefined && ready.includes(said) ? said : null)),
        {
          class: "primary large",
        },
      ),
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
  const order = telephoneOrder(task, call);
  const change = (): void => ask(task, call, FIELDS.length - 1);
  const doIt = (): void => (order.doubt?.() ? confirm(task, call, order) : send(task, call));
  showReview(task.panel, order.sentence("self"), order.doLabel, doIt, change, order.lead);
}

/** A handover without a word is asked about once. */
function confirm(task: Task, call: Conversation, order: Order): void {
  task.panel.show({
    title: words.dialog.review,
    back: () => check(task, call),
    body: [element("p", { class: "review-sentence" }, order.doubt?.() ?? "")],
    footer: [
      button(text.sayFirst, () => ask(task, call, 0), { class: "primary large" }),
      button(text.handAnyway, () => send(task, call), { class: "large" }),
    ],
  });
}

function send(task: Task, call: Conversation): void {
  const action = telephoneOrder(task, call).action("self");
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
