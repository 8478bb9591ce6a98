import { stepped } from "../ui/dialogs/amounts.ts";
import {
  type Amount,
  missingOf,
  type Order,
  type Pick,
  type Question,
  type Ticks,
  type Who,
} from "../ui/orders/order.ts";
import { words } from "../ui/strings/dialogs.ts";
import type { Row } from "./rows.ts";

const text = words.dialog;

export interface AskingHost {
  title: string;
  may: readonly Who[];
  /** Said where the nurse would have to bring something; null when all is there. */
  brings: string | null;
  /** Rows, and below them those that stay when the list is long and turns pages. */
  show(title: string, rows: Row[], feet: Row[]): void;
  /** Out of the first question. */
  leave(): void;
  done(action: Record<string, unknown>): void;
}

/** Asks for an order one question a panel, then who does it, then whether it is right: what the page's dialogs ask. */
export class Asking {
  private by: Who;

  constructor(
    private readonly order: Order,
    private readonly host: AskingHost,
  ) {
    this.by = host.may.includes("self") || host.may.length === 0 ? "self" : "nurse";
  }

  /** The question with this number; past the last one, who does it. */
  ask(number = 0): void {
    const question = this.order.questions()[number];
    if (!question) return this.who();
    const rows = { pick: this.pick, amount: this.amount, ticks: this.ticks }[question.kind] as (
      question: Question,
      number: number,
    ) => Row[];
    const { early } = this.order;
    const back = this.button(words.app.back, () => (number === 0 ? this.host.leave() : this.ask(number - 1)));
    this.show(
      [{ kind: "text", text: question.title }, ...rows.call(this, question, number)],
      ...(early ? [this.button(early, () => this.finish())] : []),
      back,
    );
  }

  private pick(question: Pick, number: number): Row[] {
    const take = (value: string | null) => () => {
      question.choose(value);
      this.ask(number + 1);
    };
    const rows: Row[] = question.options.map(({ value, label }) => ({
      kind: "button",
      text: label,
      chosen: value === question.chosen,
      press: take(value),
    }));
    if (question.none) rows.push({ kind: "button", text: question.none, press: take(null) });
    return rows;
  }

  private amount(question: Amount, number: number): Row[] {
    const set = (value: number): void => {
      question.set(value);
      this.ask(number);
    };
    const [fine, coarse] = question.steps;
    const change = { "less-coarse": -coarse, "less-fine": -fine, number: 0, "more-fine": fine, "more-coarse": coarse };
    const said = question.says().map((line): Row => ({ kind: "text", text: line }));
    return [
      {
        kind: "stepper",
        text: `${question.value} ${question.unit}`,
        steps: [String(coarse), String(fine)],
        change: (part) => set(stepped(question.value, change[part])),
      },
      ...question.presets.map(
        ({ label, value }): Row => ({
          kind: "button",
          text: label,
          chosen: value === question.value,
          press: () => set(value),
        }),
      ),
      ...said,
      this.next(question, number),
    ];
  }

  private ticks(question: Ticks, number: number): Row[] {
    const rows = question.options.map(({ value, label }): Row => {
      const ticked = question.chosen.includes(value);
      const toggle = (): void => {
        question.toggle(value);
        this.ask(number);
      };
      return { kind: "button", text: `${ticked ? "☑" : "☐"} ${label}`, chosen: ticked, press: toggle };
    });
    return [...rows, this.next(question, number)];
  }

  private next({ missing }: Question, number: number): Row {
    const off = missing === null ? null : text.choose(missing);
    return { kind: "button", text: words.sbar.next, strong: true, off, press: () => this.ask(number + 1) };
  }

  /** Asked only when either may. */
  private who(): void {
    if (this.host.may.length < 2) return this.review();
    const take = (by: Who) => () => {
      this.by = by;
      this.review();
    };
    const rows: Row[] = [
      { kind: "text", text: text.who },
      { kind: "button", text: text.self, press: take("self") },
      { kind: "button", text: text.nurse, strong: true, press: take("nurse") },
    ];
    if (this.host.brings) rows.push({ kind: "text", text: this.host.brings, dim: true });
    this.show(rows, this.change());
  }

  private review(): void {
    const { order, by } = this;
    const missing = missingOf(order);
    const sentence = order.sentence(by).split("\n").filter(Boolean);
    this.show(
      [
        { kind: "text", text: order.lead ?? text.youReview, dim: true },
        ...sentence.map((line): Row => ({ kind: "text", text: line })),
      ],
      {
        kind: "button",
        text: order.doLabel,
        strong: true,
        off: missing === null ? null : text.choose(missing),
        press: () => this.finish(),
      },
      this.change(),
    );
  }

  /** Once more where nothing was said; then it is done. */
  private finish(): void {
    const doubt = this.order.doubt?.() ?? null;
    if (doubt === null) return this.host.done(this.order.action(this.by));
    this.show(
      [{ kind: "text", text: doubt }],
      { kind: "button", text: words.phone.sayFirst, strong: true, press: () => this.ask(0) },
      this.button(words.phone.handAnyway, () => this.host.done(this.order.action(this.by))),
    );
  }

  private change(): Row {
    const empty = this.order.questions().length === 0;
    return this.button(empty ? words.app.back : text.change, () => (empty ? this.host.leave() : this.ask(0)));
  }

  private button(label: string, press: () => void): Row {
    return { kind: "button", text: label, press };
  }

  private show(rows: Row[], ...feet: Row[]): void {
    this.host.show(this.host.title, rows, feet);
  }
}
