import type { OutlineItem } from "../net/wire.ts";
import type { OfferedDrug } from "../scene/types.ts";
import { doseText, giveAction, stepVolume } from "./dose.ts";
import type { Panel } from "./panel.ts";
import { page, type Row } from "./rows.ts";

export interface MenuHost {
  panel: Panel;
  items(): readonly OutlineItem[];
  drugs: readonly OfferedDrug[];
  send(action: Record<string, unknown>, chosenOverS: number): void;
  /** Seconds of any steady clock. */
  now(): number;
}

const FLOWS_L_MIN = [2, 4, 6, 10, 15];
const OXYGEN = ["nasal-cannula", "simple-mask", "reservoir-mask", "none"];

/** The panels of the headset: items of a place or a group, who does it, and the few dialogs that need more. */
export class Menu {
  private openedAt = 0;

  constructor(private readonly host: MenuHost) {}

  /** Items offered at a place, as pointing at it does on the page. */
  openPlace(place: string): boolean {
    const items = this.host.items().filter((item) => item.place === place);
    if (items.length === 0) return false;
    this.begin(place.replace(/-/g, " "), items);
    return true;
  }

  openGroup(group: OutlineItem["group"]): void {
    this.begin(
      group,
      this.host.items().filter((item) => item.group === group),
    );
  }

  private begin(title: string, items: readonly OutlineItem[]): void {
    this.openedAt = this.host.now();
    this.list(
      capital(title),
      items.map((item) => this.itemRow(item)),
    );
  }

  private list(title: string, rows: Row[], at = 0): void {
    const body = page(rows, at, (to) => this.list(title, rows, to));
    this.host.panel.show(title, [...body, { kind: "button", text: "Close", press: () => this.host.panel.close() }]);
  }

  private itemRow(item: OutlineItem): Row {
    const off = item.enabled ? null : (item.reason ?? "not now");
    return { kind: "button", text: item.label, off, press: () => this.choose(item) };
  }

  private choose(item: OutlineItem): void {
    if (item.dialog === "drug") return this.drug(item);
    if (item.dialog === "oxygen") return this.oxygen(item);
    this.who(item, item.do);
  }

  /** Asks who does it only when both could. */
  private who(item: OutlineItem, action: Record<string, unknown>): void {
    if (item.may.length < 2) return this.send({ ...action, ...(item.may[0] ? { by: item.may[0] } : {}) });
    this.list(item.label, [
      { kind: "button", text: "Do it myself", press: () => this.send({ ...action, by: "self" }) },
      { kind: "button", text: "Ask the nurse", strong: true, press: () => this.send({ ...action, by: "nurse" }) },
    ]);
  }

  private oxygen(item: OutlineItem): void {
    this.list(
      "Oxygen by",
      OXYGEN.map((device) => ({
        kind: "button" as const,
        text: device === "none" ? "Take oxygen off" : capital(device.replace(/-/g, " ")),
        press: () => (device === "none" ? this.who(item, { oxygen: "none", flow_l_min: 0 }) : this.flow(item, device)),
      })),
    );
  }

  private flow(item: OutlineItem, device: string): void {
    this.list(
      "Litres a minute",
      FLOWS_L_MIN.map((flow) => ({
        kind: "button" as const,
        text: `${flow} L/min`,
        press: () => this.who(item, { oxygen: device, flow_l_min: flow }),
      })),
    );
  }

  private drug(item: OutlineItem): void {
    const drug = this.host.drugs.find((known) => known.id === item.do.give);
    if (!drug) return this.who(item, item.do);
    this.list(
      drug.label,
      drug.presentations.map((presentation) => ({
        kind: "button" as const,
        text: presentation.label,
        press: () => this.volume(item, drug, presentation, Math.min(presentation.volume_ml, 1)),
      })),
    );
  }

  private volume(
    item: OutlineItem,
    drug: OfferedDrug,
    presentation: OfferedDrug["presentations"][number],
    volume: number,
  ): void {
    const again = (next: number) => this.volume(item, drug, presentation, next);
    this.host.panel.show(presentation.label, [
      {
        kind: "stepper",
        text: `${volume} mL`,
        less: () => again(stepVolume(volume, presentation.volume_ml, -1)),
        more: () => again(stepVolume(volume, presentation.volume_ml, 1)),
      },
      { kind: "text", text: `= ${doseText(presentation, volume)}` },
      ...presentation.routes.map(
        (route): Row => ({
          kind: "button",
          text: routeName(route),
          press: () => this.site(item, drug, presentation.id, volume, route),
        }),
      ),
      { kind: "button", text: "Back", press: () => this.drug(item) },
    ]);
  }

  private site(item: OutlineItem, drug: OfferedDrug, presentation: string, volume: number, route: string): void {
    const sites = drug.sites[route] ?? [];
    const give = (site: string | null) => this.confirm(item, drug, presentation, volume, route, site);
    if (sites.length < 2) return give(sites[0] ?? null);
    this.list(
      routeName(route),
      sites.map((site) => ({ kind: "button" as const, text: capital(site), press: () => give(site) })),
    );
  }

  private confirm(
    item: OutlineItem,
    drug: OfferedDrug,
    presentation: string,
    volume: number,
    route: string,
    site: string | null,
  ): void {
    const chosen = drug.presentations.find((known) => known.id === presentation);
    const dose = chosen ? doseText(chosen, volume) : `${volume} mL`;
    const by = item.may.length > 0 ? item.may : (["self"] as const);
    this.host.panel.show(`${dose} ${drug.label}`, [
      { kind: "text", text: `${volume} mL, ${routeName(route).toLowerCase()}${site ? `, ${site}` : ""}` },
      ...by.map(
        (who): Row => ({
          kind: "button",
          strong: true,
          text: who === "nurse" ? "Ask the nurse to give it" : "Give it myself",
          press: () => this.send(giveAction(drug.id, presentation, volume, route, site, who)),
        }),
      ),
      { kind: "button", text: "Cancel", press: () => this.host.panel.close() },
    ]);
  }

  private send(action: Record<string, unknown>): void {
    this.host.panel.close();
    this.host.send(action, this.host.now() - this.openedAt);
  }
}

const ROUTES: Record<string, string> = {
  iv: "Into the vein",
  im: "Into the muscle",
  sc: "Under the skin",
  neb: "By nebuliser",
  oral: "By mouth",
};

export function routeName(route: string): string {
  return ROUTES[route] ?? route;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
