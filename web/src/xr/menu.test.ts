import { beforeEach, expect, it } from "vitest";
import type { OutlineItem } from "../net/wire.ts";
import { Menu } from "./menu.ts";
import type { Panel } from "./panel.ts";
import { pressRow, type Row } from "./rows.ts";

/** Shows what a panel would, and presses rows by their text. */
class Screen {
  title = "";
  rows: readonly Row[] = [];
  shown = false;
  show(title: string, rows: readonly Row[]) {
    Object.assign(this, { title, rows, shown: true });
  }
  close() {
    this.shown = false;
  }
  press(text: string, side: "left" | "middle" | "right" = "middle") {
    const row = this.rows.find((candidate) => candidate.text.includes(text));
    if (!row) throw new Error(`no row "${text}" in ${this.rows.map((r) => r.text).join(" | ")}`);
    pressRow(row, side);
  }
}

const listen: OutlineItem = {
  id: "listen-chest",
  group: "Breathing",
  label: "Listen to the chest",
  place: "chest",
  do: { examine: "chest", how: "listen" },
  dialog: "none",
  may: ["self"],
  enabled: true,
  reason: null,
  search: [],
};
const fetchTray: OutlineItem = {
  ...listen,
  id: "fetch",
  group: "Team",
  label: "Fetch the drug tray",
  place: null,
  do: { fetch: "drug-tray" },
  may: ["self", "nurse"],
};
const drugItem: OutlineItem = {
  ...listen,
  id: "give",
  group: "Drugs",
  label: "A drug",
  place: null,
  do: { give: "drug-a" },
  dialog: "drug",
  may: ["self", "nurse"],
};
const drug = {
  id: "drug-a",
  label: "Drug A",
  presentations: [
    { id: "1-mg-in-1-ml", label: "Drug A 1 mg in 1 mL", volume_ml: 1, amount_mg: 1, routes: ["im", "iv"] },
  ],
  sites: { im: ["thigh", "arm"], iv: ["cannula"] },
};

let sent: Record<string, unknown>[];
let clock: number;
let screen: Screen;
let menu: Menu;
beforeEach(() => {
  sent = [];
  clock = 100;
  screen = new Screen();
  menu = new Menu({
    panel: screen as unknown as Panel,
    items: () => [listen, fetchTray, drugItem],
    drugs: [drug],
    send: (action, chosenOverS) => sent.push({ ...action, chosenOverS }),
    now: () => clock,
  });
});

it("listens to the chest that was pointed at", () => {
  expect(menu.openPlace("chest")).toBe(true);
  screen.press("Listen");
  expect(sent).toEqual([{ examine: "chest", how: "listen", by: "self", chosenOverS: 0 }]);
  expect(screen.shown).toBe(false);
});

it("opens nothing where nothing can be done", () => {
  expect(menu.openPlace("phone")).toBe(false);
});

it("asks the nurse when both could do it", () => {
  menu.openGroup("Team");
  screen.press("Fetch the drug tray");
  screen.press("Ask the nurse");
  expect(sent[0]).toMatchObject({ fetch: "drug-tray", by: "nurse" });
});

it("gives a drug: ampoule, volume, route, site, hands; and says how long choosing took", () => {
  menu.openGroup("Drugs");
  screen.press("A drug");
  screen.press("1 mg in 1 mL");
  for (let i = 0; i < 5; i++) screen.press("mL", "left");
  expect(screen.rows.some((row) => row.text === "= 500 micrograms")).toBe(true);
  screen.press("Into the muscle");
  screen.press("Thigh");
  clock += 12;
  screen.press("Ask the nurse");
  expect(sent[0]).toEqual({
    give: "drug-a",
    presentation: "1-mg-in-1-ml",
    volume_ml: 0.5,
    route: "im",
    site: "thigh",
    by: "nurse",
    chosenOverS: 12,
  });
});
