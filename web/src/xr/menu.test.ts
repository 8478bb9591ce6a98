import { beforeEach, expect, it } from "vitest";
import type { Kit, OutlineItem } from "../net/wire.ts";
import { Menu } from "./menu.ts";
import { type Part, pressRow, type Row } from "./rows.ts";

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
  press(text: string, part: Part = "number") {
    const find = () => this.rows.find((candidate) => candidate.text.includes(text));
    for (let turned = 0; turned < 4 && !find(); turned++) {
      const more = this.rows.find((candidate) => candidate.text.startsWith("More ("));
      if (more) pressRow(more, "number");
    }
    const row = find();
    if (!row) throw new Error(`no row "${text}" in ${this.rows.map((r) => r.text).join(" | ")}`);
    pressRow(row, part);
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
const asks = (dialog: OutlineItem["dialog"], label: string, action: Record<string, unknown>): OutlineItem => ({
  ...drugItem,
  id: label,
  label,
  do: action,
  dialog,
});
const items: OutlineItem[] = [
  listen,
  fetchTray,
  drugItem,
  asks("fluid", "Run a bag of fluid", { fluid: "saline", volume_ml: 500 }),
  asks("oxygen", "Give oxygen", { oxygen: "reservoir-mask", flow_l_min: 15 }),
  asks("ventilate", "Bag and mask", { ventilate: "bag-valve-mask" }),
  asks("cannula", "Put in a cannula", { cannulate: "right-forearm", gauge: 18 }),
  asks("infusion", "A drug by pump", { infuse: "drug-a" }),
  { ...asks("phone", "Telephone the registrar", { call: "registrar" }), may: ["self"] },
  { ...asks("handover", "Hand over", { handover: "registrar" }), may: ["self"] },
  { ...asks("skip", "Leave for a while", { skip: 10, watch_every_min: 15 }), may: ["self"] },
  { ...asks("say", "I am staying with you.", { say: "introduce" }), may: ["self"] },
];
const kit: Kit = {
  drugs: [
    {
      id: "drug-a",
      label: "Drug A",
      infusion: true,
      presentations: [
        {
          id: "1-mg-in-1-ml",
          label: "Drug A 1 mg in 1 mL",
          form: "ampoule",
          note: null,
          volume_ml: 1,
          amount_mg: 1,
          routes: ["im", "iv"],
        },
      ],
      sites: { im: ["thigh", "arm"], iv: ["cannula"] },
    },
  ],
  fluids: [
    { id: "saline/500", label: "Saline 500 mL", fluid: "saline", volume_ml: 500 },
    { id: "saline/1000", label: "Saline 1,000 mL", fluid: "saline", volume_ml: 1000 },
  ],
  oxygen: [
    { id: "reservoir-mask", label: "Mask with reservoir bag" },
    { id: "none", label: "No oxygen" },
  ],
  gauges: [18, 20],
  cannula_sites: [{ id: "left-hand", label: "Left hand" }],
  phone: {
    registrar: {
      situation: ["She is unwell."],
      background: ["A bite."],
      assessment: ["I do not know."],
      recommendation: ["Come."],
    },
  },
  call_me_if: [{ id: "low", label: "Her pressure is low." }],
  skip_minutes: [10, 20],
};

let sent: Record<string, unknown>[];
let clock: number;
let screen: Screen;
let menu: Menu;
beforeEach(() => {
  sent = [];
  clock = 100_000;
  screen = new Screen();
  menu = new Menu({
    screen,
    items: () => items,
    kit,
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
  screen.press("The nurse");
  expect(sent[0]).toMatchObject({ fetch: "drug-tray", by: "nurse" });
});

it("gives a drug: ampoule, volume, route, site, hands; and says how long choosing took", () => {
  menu.openGroup("Drugs");
  screen.press("A drug");
  screen.press("1 mg in 1 mL");
  for (let i = 0; i < 5; i++) screen.press("mL", "more-fine");
  expect(screen.rows.some((row) => row.text === "0.5 mL = 0.5 mg (500 micrograms)")).toBe(true);
  screen.press("Next");
  screen.press("Muscle (IM)");
  screen.press("Outer mid-thigh");
  clock += 12_000;
  screen.press("The nurse");
  expect(screen.rows[1]?.text).toBe(
    "Drug A: 0.5 mL = 0.5 mg (500 micrograms), IM, outer mid-thigh, given by the nurse.",
  );
  screen.press("Give it");
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

it("does not go on without a volume", () => {
  menu.openGroup("Drugs");
  screen.press("A drug");
  screen.press("1 mg in 1 mL");
  screen.press("Next");
  expect(screen.rows.some((row) => row.text === "Volume drawn up")).toBe(true);
});

/** Item, rows pressed one after another, and what is sent: what the page's dialogs ask is asked here too. */
const ASKED: [item: string, presses: string[], action: Record<string, unknown>][] = [
  [
    "Run a bag of fluid",
    ["Saline 1,000 mL", "half: 500 mL", "Next", "Under a pressure bag", "I do it", "Start it"],
    { fluid: "saline", volume_ml: 500, pressure_bag: true, by: "self" },
  ],
  [
    "Give oxygen",
    ["Mask with reservoir bag", "15", "Next", "The nurse", "Do it"],
    { oxygen: "reservoir-mask", flow_l_min: 15, by: "nurse" },
  ],
  ["Give oxygen", ["No oxygen", "I do it", "Do it"], { oxygen: "none", flow_l_min: 0, by: "self" }],
  [
    "Bag and mask",
    ["12", "Next", "500 mL", "Next", "15", "Next", "I do it", "Start it"],
    { ventilate: "bag-valve-mask", breaths_per_min: 12, volume_ml: 500, oxygen_l_min: 15, by: "self" },
  ],
  ["Put in a cannula", ["Left hand", "20G", "I do it", "Do it"], { cannulate: "left-hand", gauge: 20, by: "self" }],
  [
    "Telephone the registrar",
    ["She is unwell.", "Say nothing about this", "I do not know.", "Come.", "Make the call"],
    { call: "registrar", situation: "She is unwell.", assessment: "I do not know.", recommendation: "Come." },
  ],
  ["Telephone the registrar", ["She is unwell.", "Call now"], { call: "registrar", situation: "She is unwell." }],
  [
    "Hand over",
    ["Say nothing", "Say nothing", "Say nothing", "Say nothing", "Hand over", "Hand over anyway"],
    { handover: "registrar" },
  ],
  [
    "Leave for a while",
    ["20 min", "every 5 min", "Her pressure is low.", "Next", "Leave the bedside"],
    { skip: 20, watch_every_min: 5, call_me_if: ["low"] },
  ],
  ["I am staying with you.", ["Say it"], { say: "introduce", text: "I am staying with you." }],
];

it.each(ASKED)("asks in the headset what the page asks: %s, %j", (label, presses, action) => {
  menu.openGroup(items.find((item) => item.label === label)?.group ?? "Drugs");
  screen.press(label);
  for (const press of presses) screen.press(press);
  expect(sent).toEqual([{ ...action, chosenOverS: 0 }]);
});

it("asks again before a patient is handed over without a word", () => {
  menu.openGroup("Drugs");
  screen.press("Hand over");
  for (let line = 0; line < 4; line++) screen.press("Say nothing");
  screen.press("Hand over");
  expect(sent).toEqual([]);
  expect(screen.rows[0]?.text).toContain("Nothing said yet");
  screen.press("Say something first");
  expect(screen.rows[0]?.text).toContain("Situation");
});

it("makes up an infusion and says what it delivers before it starts", () => {
  menu.openGroup("Drugs");
  screen.press("A drug by pump");
  screen.press("mg", "more-fine");
  screen.press("Next");
  screen.press("100 mL");
  screen.press("Next");
  for (let i = 0; i < 3; i++) screen.press("mL/h", "more-coarse");
  expect(screen.rows.map((row) => row.text)).toContain("10 micrograms in each mL");
  screen.press("Next");
  screen.press("I do it");
  screen.press("Start it");
  expect(sent[0]).toMatchObject({ infuse: "drug-a", amount_mg: 1, made_up_to_ml: 100, rate_ml_per_h: 30, by: "self" });
});

it("reads what can be tried outside the curtain", () => {
  let tried = 0;
  menu.openTrial({ title: "Hand gel", item: { label: "Rub your hands" }, says: ["Clean."], act: () => tried++ });
  screen.press("Rub");
  expect(tried).toBe(1);
  expect(screen.rows[0]?.text).toBe("Clean.");
});
