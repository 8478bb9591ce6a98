/** How are you, and your view before ours. Kept on this page alone unless exported. */
import type { DebriefView } from "../../net/wire.ts";
import { button, element, setText, uniqueId } from "../dom.ts";
import { words } from "../strings/debrief.ts";

const text = words.debrief;
const ASKED_BEFORE = 3;

export interface Answer {
  question: string;
  answer: string;
}

/** The answers as they are typed; asked for at export. */
export class Reflection {
  readonly #fields: { question: string; field: HTMLTextAreaElement }[] = [];

  get answers(): Answer[] {
    return this.#fields
      .map(({ question, field }) => ({ question, answer: field.value.trim() }))
      .filter(({ answer }) => answer !== "");
  }

  ask(question: string): HTMLElement {
    const id = uniqueId("reflection");
    const field = element("textarea", { id, rows: 3 });
    this.#fields.push({ question, field });
    return element("div", { class: "question" }, element("label", { for: id }, question), field);
  }
}

export function howAreYou(): HTMLElement {
  const reply = element("p", { role: "status", class: "soft" }, text.feelingNote);
  const choices = (Object.keys(text.feelings) as (keyof typeof text.feelings)[]).map((feeling) =>
    button(text.feelings[feeling], () => setText(reply, text.feelingReplies[feeling])),
  );
  return element("div", { class: "feelings no-print" }, element("p", { class: "actions" }, ...choices), reply);
}

/** The questions to answer first; what comes after them is for the end. */
export function questionsBefore(view: DebriefView): string[] {
  return view.questions.slice(0, ASKED_BEFORE).map((question) => question.label);
}

export function questionAfter(view: DebriefView): string {
  return view.questions[ASKED_BEFORE]?.label ?? text.oneThingPrompt;
}
