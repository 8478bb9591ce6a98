/** The timeline: vital signs above, marks in lanes below, one time axis; and the same as a table. */
import type { DebriefView, Series, TimelineMark } from "../../net/wire.ts";
import { element, setText, shape } from "../dom.ts";
import { minutesSeconds } from "../minutes.ts";
import { words } from "../strings/debrief.ts";
import type { Scale } from "./scale.ts";
import { drawRows, drawTimeAxis, MARGIN_END, rowsOf, timeScale } from "./vitals.ts";

const text = words.debrief;
const LANES = ["moment", "looked", "acted", "told", "nurse"] as const;
const LANE_HEIGHT = 34;
const MARK = 7;
const SHAPES: Record<TimelineMark["lane"], string> = {
  moment: "M0-8L8 0 0 8-8 0z",
  looked: "M-7 0a7 7 0 1 0 14 0a7 7 0 1 0-14 0z",
  acted: "M-7-7h14v14h-14z",
  told: "M-8 6L0-8 8 6z",
  nurse: "M-8-6L0 8 8-6z",
};
const TABLE_STEP_S = 60;

export function timeline(view: DebriefView): HTMLElement {
  const marks = [...view.marks].sort((a, b) => a.at_s - b.at_s);
  const readout = element("p", { class: "readout", role: "status" }, text.timelineKeys);
  const canvas = element("div", { class: "chart-canvas" });
  const draw = (): void => canvas.replaceChildren(chart(view, marks, canvas.clientWidth, readout));
  const sizes = new ResizeObserver(draw);
  sizes.observe(canvas);
  return element(
    "div",
    { class: "timeline" },
    element("p", { class: "soft" }, text.timelineNote),
    canvas,
    readout,
    element("details", {}, element("summary", {}, text.asTable), marksTable(marks), vitalsTable(view.truth)),
  );
}

function chart(view: DebriefView, marks: TimelineMark[], width: number, readout: HTMLElement): Element {
  const x = timeScale(view.duration_s, width);
  const { nodes, bottom } = drawRows(rowsOf(view.truth, view.displayed), x, width);
  const used = LANES.filter((lane) => marks.some((mark) => mark.lane === lane));
  const laneTop = (lane: TimelineMark["lane"]): number => bottom + used.indexOf(lane) * LANE_HEIGHT;
  const end = bottom + used.length * LANE_HEIGHT;
  const moments = marks.filter((mark) => mark.lane === "moment");
  const svg = shape(
    "svg",
    {
      viewBox: `0 0 ${width} ${end + 24}`,
      width,
      height: end + 24,
      class: "chart",
      role: "group",
      "aria-label": text.timeline,
    },
    drawTimeAxis(view.duration_s, x, width, end, 0),
    ...moments.map((mark) =>
      shape("line", { x1: x(mark.at_s), x2: x(mark.at_s), y1: 0, y2: end, class: "moment-line" }),
    ),
    ...nodes,
    ...used.map((lane) => laneNode(lane, laneTop(lane), width)),
    ...markNodes(marks, x, (lane) => laneTop(lane) + LANE_HEIGHT * 0.68, readout),
  );
  return svg;
}

function laneNode(lane: TimelineMark["lane"], top: number, width: number): SVGElement {
  return shape(
    "g",
    {},
    shape("line", { x1: 0, x2: width - MARGIN_END, y1: top, y2: top, class: "lane-line" }),
    shape("text", { x: 0, y: top + 12, class: "lane-label" }, text.lanes[lane]),
  );
}

/** Marks can be pressed, hovered or walked through with the arrow keys; the words appear below. */
function markNodes(
  marks: TimelineMark[],
  x: Scale,
  y: (lane: TimelineMark["lane"]) => number,
  readout: HTMLElement,
): SVGElement[] {
  const nodes = marks.map((mark, index) => {
    const says = `${minutesSeconds(mark.at_s)} · ${text.lanes[mark.lane]}: ${mark.text}`;
    const node = shape(
      "g",
      {
        class: `mark ${mark.lane}`,
        transform: `translate(${x(mark.at_s).toFixed(1)} ${y(mark.lane).toFixed(1)})`,
        tabindex: index === 0 ? 0 : -1,
        role: "img",
        "aria-label": says,
      },
      shape("circle", { r: MARK * 2, class: "hit" }),
      shape("path", { d: SHAPES[mark.lane] }),
    );
    const show = (): void => setText(readout, says);
    for (const event of ["focus", "pointerenter", "click"]) node.addEventListener(event, show);
    return node;
  });
  nodes.forEach((node, index) => {
    node.addEventListener("keydown", (event) => {
      const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
      const next = step === undefined ? undefined : nodes[index + step];
      if (!next) return;
      event.preventDefault();
      node.tabIndex = -1;
      next.tabIndex = 0;
      next.focus();
    });
  });
  return nodes;
}

function marksTable(marks: TimelineMark[]): HTMLElement {
  return element(
    "table",
    { class: "plain-table" },
    element(
      "thead",
      {},
      element("tr", {}, ...[text.time, text.lane, text.what].map((title) => element("th", { scope: "col" }, title))),
    ),
    element(
      "tbody",
      {},
      ...marks.map((mark) =>
        element(
          "tr",
          {},
          element("td", { class: "tabular" }, minutesSeconds(mark.at_s)),
          element("td", {}, text.lanes[mark.lane]),
          element("td", {}, mark.text),
        ),
      ),
    ),
  );
}

/** One row a minute: what the curves say, for readers and for print. */
export function vitalsTable(series: Series[]): HTMLElement {
  const seconds = series[0]?.values.length ?? 0;
  const rows: HTMLElement[] = [];
  for (let second = 0; second < seconds; second += TABLE_STEP_S)
    rows.push(
      element(
        "tr",
        {},
        element("th", { scope: "row", class: "tabular" }, minutesSeconds(second)),
        ...series.map((one) => element("td", { class: "tabular" }, valueAt(one, second))),
      ),
    );
  return element(
    "div",
    { class: "table-scroll", tabindex: 0, role: "region", "aria-label": text.asTable },
    element(
      "table",
      { class: "plain-table" },
      element(
        "thead",
        {},
        element(
          "tr",
          {},
          element("th", { scope: "col" }, text.time),
          ...series.map((one) => element("th", { scope: "col" }, `${one.label} (${one.unit})`)),
        ),
      ),
      element("tbody", {}, ...rows),
    ),
  );
}

function valueAt(series: Series, second: number): string {
  const value = series.values[second];
  if (value === null || value === undefined) return "—";
  return series.unit === "kPa" ? value.toFixed(1) : String(Math.round(value));
}
