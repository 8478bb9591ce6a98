import type { Kit, OutlineItem } from "../net/wire.ts";
import { ChoosingTime } from "../state/choosing.ts";
import { orderFor } from "../ui/orders/open.ts";
import { words } from "../ui/strings/dialogs.ts";
import { Asking } from "./asking.ts";
import type { Trial } from "./link.ts";
import { page, type Row } from "./rows.ts";

export interface Screen {
  show(title: string, rows: readonly Row[]): void;
  close(): void;
}

export interface MenuHost {
  screen: Screen;
  kit: Kit;
  items(): readonly OutlineItem[];
  send(action: Record<string, unknown>, chosenOverS: number): void;
  /** Milliseconds of any steady clock. */
  now(): number;
}

/** The lists of the headset: what can be done at a place or in a group, who does it, and what an order asks. */
export class Menu {
  private readonly choosing: ChoosingTime;

  constructor(private readonly host: MenuHost) {
    this.choosing = new ChoosingTime(() => host.now());
  }

  /** Items offered at a place, as pointing at it does on the page. False when there is none. */
  openPlace(place: string): boolean {
    const here = (): OutlineItem[] => this.host.items().filter((item) => item.place === place);
    if (here().length === 0) return false;
    this.begin(words.bedside.at(words.places[place] ?? place), here);
    return true;
  }

  openGroup(group: OutlineItem["group"]): void {
    this.begin(words.groups[group], () => this.host.items().filter((item) => item.group === group));
  }

  openTrial({ title, item, says, act }: Trial): void {
    const said = (): Row[] => says.map((line) => ({ kind: "text", text: line }));
    const tried = (): void => {
      act();
      this.read(title, said());
    };
    this.read(title, [{ kind: "button", text: item.label, press: tried }]);
  }

  /** Something to read, with a way to close it. */
  read(title: string, rows: readonly Row[]): void {
    this.list(title, rows);
  }

  close(): void {
    this.choosing.stop();
    this.host.screen.close();
  }

  private begin(title: string, items: () => readonly OutlineItem[]): void {
    this.choosing.start();
    const again = (): void => this.begin(title, items);
    this.list(
      title,
      items().map((item) => this.itemRow(item, again)),
    );
  }

  private list(title: string, rows: readonly Row[], feet: readonly Row[] = [this.closing()], at = 0): void {
    const body = page(rows, at, (to) => this.list(title, rows, feet, to));
    this.host.screen.show(title, [...body, ...feet]);
  }

  private closing(): Row {
    return { kind: "button", text: words.app.close, press: () => this.close() };
  }

  private itemRow(item: OutlineItem, again: () => void): Row {
    const off = item.enabled ? null : (item.reason ?? words.bedside.cannotNow);
    return { kind: "button", text: item.label, off, press: () => this.choose(item, again) };
  }

  private choose(item: OutlineItem, again: () => void): void {
    const order = orderFor({ item, kit: this.host.kit });
    if (!order) return this.who(item, again);
    const fetched = item.reason !== null && item.may.includes("nurse");
    const asking = new Asking(order, {
      title: item.label,
      may: item.may,
      brings: fetched ? words.dialog.nurseBrings(item.reason ?? "") : null,
      show: (title, rows, feet) => this.list(title, rows, feet),
      leave: again,
      done: (action) => this.send(action, this.choosing.take()),
    });
    asking.ask();
  }

  /** Asks who does it only when both could. */
  private who(item: OutlineItem, again: () => void): void {
    const does = (by: "self" | "nurse") => () => this.send({ ...item.do, by }, this.choosing.takeQuick());
    if (item.may.length < 2) return does(item.may[0] ?? "self")();
    const rows: Row[] = [
      { kind: "button", text: words.dialog.self, press: does("self") },
      { kind: "button", text: words.dialog.nurse, strong: true, press: does("nurse") },
    ];
    this.list(item.label, rows, [{ kind: "button", text: words.app.back, press: again }]);
  }

  private send(action: Record<string, unknown>, chosenOverS: number): void {
    this.close();
    this.host.send(action, chosenOverS);
  }
}
