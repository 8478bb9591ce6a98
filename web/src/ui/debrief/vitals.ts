/** Vital signs as rows of small charts over one time axis. */
import type { Series } from "../../net/wire.ts";
import { shape } from "../dom.ts";
import { minutesSeconds } from "../minutes.ts";
import { changes, linear, niceRange, pathOf, type Scale, timeTicks } from "./scale.ts";

export const GUTTER = 48;
export const MARGIN_END = 10;
const ROW_HEIGHT = 62;
const ROW_GAP = 8;
const DOTS_AT_LEAST_S = 5;

export interface Curve {
  series: Series;
  className: string;
}

export interface Row {
  label: string;
  unit: string;
  curves: Curve[];
  dots: Series[];
}

/** Series that are read together share a row: pressures, gases. Rates have their own. */
export function rowsOf(truth: Series[], displayed: Series[]): Row[] {
  const rows = new Map<string, Row>();
  for (const series of truth) {
    const key = series.unit === "1/min" ? series.name : series.unit;
    const row = rows.get(key) ?? { label: "", unit: series.unit, curves: [], dots: [] };
    const second = row.curves.length > 0 ? " second" : "";
    row.curves.push({ series, className: `curve ${series.colour}${second}` });
    row.label = row.curves.map((curve) => curve.series.label).join(" ");
    row.dots.push(...displayed.filter((shown) => shown.label === series.label));
    rows.set(key, row);
  }
  return [...rows.values()];
}

export function timeScale(durationS: number, widthPx: number): Scale {
  return linear([0, durationS], [GUTTER, widthPx - MARGIN_END]);
}

/** The drawing and its height. Row after row from `top`. */
export function drawRows(rows: Row[], x: Scale, widthPx: number, top = 0): { nodes: SVGElement[]; bottom: number } {
  const nodes: SVGElement[] = [];
  let y0 = top;
  for (const row of rows) {
    nodes.push(drawRow(row, x, widthPx, y0));
    y0 += ROW_HEIGHT + ROW_GAP;
  }
  return { nodes, bottom: y0 };
}

function drawRow(row: Row, x: Scale, widthPx: number, top: number): SVGElement {
  const values = [...row.curves.flatMap((curve) => curve.series.values), ...row.dots.flatMap((dots) => dots.values)];
  const [low, high] = niceRange(values);
  const y = linear([low, high], [top + ROW_HEIGHT - 4, top + 8]);
  const everyS = Math.max(1, Math.floor((row.curves[0]?.series.values.length ?? 0) / Math.max(1, widthPx)));
  const axis = (value: number): SVGElement[] => [
    shape("line", { x1: GUTTER, x2: widthPx - MARGIN_END, y1: y(value), y2: y(value), class: "grid" }),
    shape("text", { x: GUTTER - 5, y: y(value) + 4, class: "axis-value" }, String(Number(value.toPrecision(3)))),
  ];
  return shape(
    "g",
    { class: "vital-row" },
    ...axis(low),
    ...axis(high),
    shape("text", { x: 0, y: top + ROW_HEIGHT / 2 + 2, class: "row-label" }, row.label.split(" ")[0] ?? ""),
    row.curves.length > 1 &&
      shape("text", { x: 0, y: top + ROW_HEIGHT / 2 + 16, class: "row-label thin" }, row.curves[1]?.series.label ?? ""),
    ...row.curves.map((curve) =>
      shape("path", { d: pathOf(curve.series.values, x, y, everyS), class: curve.className }),
    ),
    ...row.dots.flatMap((dots) => dotsOf(dots, x, y)),
  );
}

function dotsOf(series: Series, x: Scale, y: Scale): SVGElement[] {
  let last = Number.NEGATIVE_INFINITY;
  const dots: SVGElement[] = [];
  for (const { second, value } of changes(series.values)) {
    if (second - last < DOTS_AT_LEAST_S) continue;
    last = second;
    dots.push(shape("circle", { cx: x(second), cy: y(value), r: 1.8, class: `dot ${series.colour}` }));
  }
  return dots;
}

export function drawTimeAxis(durationS: number, x: Scale, widthPx: number, y: number, top: number): SVGElement {
  const ticks = timeTicks(durationS, widthPx - GUTTER - MARGIN_END);
  return shape(
    "g",
    { class: "time-axis" },
    ...ticks.map((tick) => shape("line", { x1: x(tick), x2: x(tick), y1: top, y2: y, class: "grid" })),
    ...ticks.map((tick) =>
      shape("text", { x: x(tick), y: y + 16, class: `axis-time${atEdge(x(tick), widthPx)}` }, minutesSeconds(tick)),
    ),
  );
}

/** Labels at the ends of the axis stay inside the drawing. */
function atEdge(px: number, widthPx: number): string {
  return widthPx - px < 24 ? " last" : "";
}
