/** The chart from the end of the bed, once it has been read. */
import { api } from "../../net/api.ts";
import type { Chart, ChartObservation } from "../../net/wire.ts";
import { element } from "../dom.ts";
import { fetched } from "../page.ts";
import { words } from "../strings/dialogs.ts";
import type { Panel } from "./panel.ts";

const text = words.bedside;
const COLUMNS: [keyof typeof text.chartColumns, (row: ChartObservation) => string][] = [
  ["at", (row) => row.at],
  ["respiratory_rate", (row) => String(row.respiratory_rate)],
  ["oxygen_saturation", (row) => String(row.oxygen_saturation)],
  ["on", (row) => row.on],
  ["pressure", (row) => `${row.systolic}/${row.diastolic}`],
  ["heart_rate", (row) => String(row.heart_rate)],
  ["consciousness", (row) => row.consciousness],
  ["temperature", (row) => row.temperature.toFixed(1)],
];

export function chartDialog(panel: Panel, session: string): void {
  const place = element("div", { class: "chart-sheet" });
  panel.show({ title: text.chart, body: [place] });
  void fetched(
    place,
    () => api.chart(session),
    (chart) => place.replaceChildren(...sheet(chart)),
  );
}

function sheet(chart: Chart): HTMLElement[] {
  const list = (title: string, lines: string[]): HTMLElement =>
    element(
      "section",
      {},
      element("h3", {}, title),
      element("ul", {}, ...lines.map((line) => element("li", {}, line))),
    );
  return [
    element("p", {}, element("strong", {}, chart.name), `, ${text.chartBorn(chart.date_of_birth)}`),
    element("p", {}, `${text.chartAllergies}: ${chart.allergies}`),
    observations(chart.observations),
    list(text.chartHistory, chart.history),
    list(text.chartMedicines, chart.medicines),
  ];
}

/** Times run across, as on paper: the newest is read last. */
function observations(sets: ChartObservation[]): HTMLElement {
  const row = ([name, value]: (typeof COLUMNS)[number]): HTMLElement =>
    element(
      "tr",
      {},
      element("th", { scope: "row" }, text.chartColumns[name]),
      ...sets.map((set) => element(name === "at" ? "th" : "td", name === "at" ? { scope: "col" } : {}, value(set))),
    );
  return element("table", { class: "observations tabular" }, element("tbody", {}, ...COLUMNS.map(row)));
}
