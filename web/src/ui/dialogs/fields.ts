/** Form fields for one thumb: choices as large buttons, numbers with large steppers and typing. */
import { button, type Child, element, setAttribute, setText, uniqueId } from "../dom.ts";
import type { Amount } from "../orders/order.ts";
import { words } from "../strings/dialogs.ts";
import { parseAmount, plain, stepped } from "./amounts.ts";
import type { Task, Who } from "./panel.ts";

/** Of a line in one's own words, in characters: what an action takes. */
export const LONGEST_LINE = 400;

export interface Option<Value extends string> {
  value: Value;
  label: string;
  picture?: Element;
}

export interface Field<Value> {
  node: HTMLElement;
  get(): Value;
}

/** One of several, as a group of radio buttons that look like buttons. Nothing is chosen unless `initial` says so. */
export function choiceField<Value extends string>(
  title: string,
  options: Option<Value>[],
  initial: Value | null,
  changed: (value: Value) => void,
  className = "",
): Field<Value | null> {
  const name = uniqueId("choice");
  let chosen = initial;
  const group = element("div", { class: `choices ${className}`.trim() });
  for (const option of options) {
    const input = element("input", {
      type: "radio",
      name,
      value: option.value,
      checked: option.value === initial,
      class: "choice-input",
    });
    input.addEventListener("change", () => {
      chosen = option.value;
      changed(option.value);
    });
    group.append(element("label", { class: "choice" }, input, option.picture, element("span", {}, option.label)));
  }
  return {
    node: element("fieldset", { class: "dialog-field" }, element("legend", {}, title), group),
    get: () => chosen,
  };
}

export interface Preset {
  label: string;
  value: number;
}

export interface NumberField extends Field<number> {
  set(value: number): void;
  /** Other presets: what is offered may follow from another field. */
  offer(presets: Preset[]): void;
}

/** A number with a fine and a coarse step either side of a typed entry. Not limited; zero at the least. */
export function numberField(
  title: string,
  unit: string,
  steps: [number, number],
  initial: number,
  changed: (value: number) => void,
  presets: Preset[] = [],
): NumberField {
  const id = uniqueId("number");
  let value = initial;
  const input = element("input", {
    id,
    type: "text",
    inputmode: "decimal",
    autocomplete: "off",
    class: "number tabular",
    value: plain(initial),
    size: 5,
  });
  const set = (next: number, write = true): void => {
    value = next;
    if (write) input.value = plain(next);
    setAttribute(input, "aria-invalid", null);
    changed(next);
  };
  input.addEventListener("focus", () => input.select());
  input.addEventListener("input", () => {
    const typed = parseAmount(input.value);
    if (typed === null) setAttribute(input, "aria-invalid", "true");
    else set(typed, false);
  });
  input.addEventListener("blur", () => {
    input.value = plain(value);
    setAttribute(input, "aria-invalid", null);
  });
  const [fine, coarse] = steps;
  const stepper = (amount: number): HTMLButtonElement => {
    const size = `${plain(Math.abs(amount))} ${unit}`;
    const label = amount < 0 ? words.dialog.less(title, size) : words.dialog.more(title, size);
    const shown = `${amount < 0 ? "−" : "+"}${plain(Math.abs(amount))}`;
    return button(shown, () => set(stepped(value, amount)), { class: "step tabular", "aria-label": label });
  };
  const shortcuts = element("div", { class: "presets" });
  const offer = (offered: Preset[]): void => {
    shortcuts.hidden = offered.length === 0;
    shortcuts.replaceChildren(
      ...offered.map((preset) => button(preset.label, () => set(preset.value), { class: "preset" })),
    );
  };
  offer(presets);
  const node = element(
    "div",
    { class: "dialog-field" },
    element("label", { for: id, class: "field-title" }, title),
    element(
      "div",
      { class: "stepper", dir: "ltr" }, // a number line runs from left to right everywhere
      stepper(-coarse),
      stepper(-fine),
      element("span", { class: "entry" }, input, element("span", { class: "unit" }, unit)),
      stepper(fine),
      stepper(coarse),
    ),
    shortcuts,
  );
  return { node, get: () => value, set, offer };
}

/** The number an order asks for. */
export function amountField(question: Amount, changed: () => void = () => {}): HTMLElement {
  const { title, unit, steps, value, presets } = question;
  const set = (next: number): void => {
    question.set(next);
    changed();
  };
  return numberField(title, unit, steps, value, set, presets).node;
}

/** Who does it, when either may; otherwise it is settled and not asked. */
export function whoField(task: Task): Field<Who | null> {
  const { may } = task.item;
  const only = may.length === 1 ? (may[0] ?? null) : null;
  const brings = task.item.reason !== null && may.includes("nurse"); // enabled all the same: the nurse fetches it
  const note = brings && element("p", { class: "soft who-note" }, words.dialog.nurseBrings(task.item.reason ?? ""));
  if (only !== null || may.length === 0)
    return { node: element("div", { hidden: !note }, note), get: () => only ?? "self" };
  const field = choiceField<Who>(
    words.dialog.who,
    [
      { value: "self", label: words.dialog.self },
      { value: "nurse", label: words.dialog.nurse },
    ],
    task.by,
    () => {},
    "pair",
  );
  if (note) field.node.append(note);
  return field;
}

/** A button that says what is still missing instead of being greyed out without a reason. */
export function proceed(label: string, missing: () => string | null, next: () => void): Child {
  const note = element("p", { class: "missing", role: "status" });
  const node = button(
    label,
    () => {
      const lacking = missing();
      setText(note, lacking === null ? "" : words.dialog.choose(lacking));
      if (lacking === null) next();
    },
    { class: "primary large" },
  );
  return element("div", { class: "proceed" }, note, node);
}
