/** What if: move what was done, run the same patient again, and lay both curves over each other. */
import { api } from "../../net/api.ts";
import type { DebriefView, Series, TimelineMark, WhatIfView } from "../../net/wire.ts";
import { button, element, setAttribute, setText, shape } from "../dom.ts";
import { icon } from "../icons.ts";
import { minutesSeconds } from "../minutes.ts";
import { problemCard } from "../page.ts";
import { words } from "../strings/debrief.ts";
import { Edits, shortText } from "./edits.ts";
import { vitalsTable } from "./timeline.ts";
import { drawRows, drawTimeAxis, type Row, timeScale } from "./vitals.ts";

const text = words.debrief;
const PROGRESS_MS = 500;
const COMPARED = ["mean_arterial_pressure", "oxygen_saturation"];

export function whatIf(view: DebriefView): HTMLElement {
  const edits = new Edits(view.duration_s);
  const movable = view.marks.filter((mark) => mark.movable).sort((a, b) => a.at_s - b.at_s);
  const result = element("div", { class: "whatif-result", role: "status" });
  const note = element("p", { class: "missing", role: "status" });
  const tracks = movable.map((mark) => new Track(mark, edits, view.duration_s, () => setText(note, "")));
  const looked = tracks.filter((track) => track.mark.lane === "looked");
  const list = (some: Track[]): HTMLElement => element("ul", { class: "tracks" }, ...some.map((track) => track.node));
  const run = button(text.run, () => void start(), { class: "primary large" });
  const undo = button(icon("undo"), () => {
    edits.clear();
    for (const track of tracks) track.show();
  });
  undo.append(element("span", {}, text.undoAll));

  async function start(): Promise<void> {
    if (edits.list.length === 0) {
      setText(note, text.nothingChanged);
      return;
    }
    const stop = new AbortController();
    run.disabled = true;
    const stopWatching = showProgress(view.session, result, () => stop.abort());
    try {
      result.replaceChildren(comparison(await api.whatIf(view.session, edits.list, stop.signal)));
    } catch (problem) {
      if (stop.signal.aborted) result.replaceChildren();
      else result.replaceChildren(problemCard(problem, () => void start()));
    } finally {
      stopWatching();
      run.disabled = false;
    }
  }

  return element(
    "div",
    { class: "whatif" },
    element("p", {}, text.whatIfIntro),
    list(tracks.filter((track) => track.mark.lane !== "looked")),
    looked.length > 0 && element("details", {}, element("summary", {}, text.alsoLooked), list(looked)),
    note,
    element("div", { class: "actions no-print" }, run, undo),
    result,
  );
}

/** Says how far the two simulations are, as the server tells; an older server tells nothing and the bar only moves. */
function showProgress(session: string, place: HTMLElement, stop: () => void): () => void {
  const bar = element("progress", { class: "load-bar", max: 1, "aria-label": text.running });
  const share = element("p", { class: "running tabular" }, text.running);
  place.replaceChildren(share, bar, button(text.stop, stop));
  const ask = async (): Promise<void> => {
    const done = await api.whatIfShare(session).catch(() => null);
    if (done === null || !bar.isConnected) return;
    bar.value = done;
    setText(share, text.runningShare(Math.round(done * 100)));
  };
  const timer = setInterval(() => void ask(), PROGRESS_MS);
  return () => clearInterval(timer);
}

/** One action on a line of time: a mark to drag, with keys and buttons that do the same. */
class Track {
  readonly mark: TimelineMark;
  readonly node: HTMLElement;
  readonly #edits: Edits;
  readonly #durationS: number;
  readonly #changed: () => void;
  readonly #rail = element("div", { class: "track-rail", dir: "ltr" });
  readonly #handle: HTMLButtonElement;
  readonly #ghost = element("span", { class: "track-ghost", "aria-hidden": "true" });
  readonly #when = element("span", { class: "track-when tabular" });
  readonly #out: HTMLButtonElement;

  constructor(mark: TimelineMark, edits: Edits, durationS: number, changed: () => void) {
    this.mark = mark;
    this.#edits = edits;
    this.#durationS = durationS;
    this.#changed = changed;
    this.#handle = element("button", {
      type: "button",
      class: `track-handle ${mark.lane}`,
      role: "slider",
      "aria-label": shortText(mark),
      "aria-valuemin": 0,
      "aria-valuemax": Math.floor(durationS),
    });
    this.#handle.addEventListener("pointerdown", (event) => this.#drag(event));
    this.#handle.addEventListener("keydown", (event) => this.#key(event));
    this.#rail.append(this.#ghost, this.#handle);
    this.#out = button("", () => this.#toggleOut(), { class: "track-out" });
    this.node = element(
      "li",
      { class: "track" },
      element("span", { class: "track-text" }, shortText(mark)),
      this.#when,
      this.#rail,
      element(
        "div",
        { class: "track-buttons" },
        button(text.earlierShort, () => this.#nudge(-1), {
          dir: "auto",
          "aria-label": `${text.earlier}: ${shortText(mark)}`,
        }),
        button(text.laterShort, () => this.#nudge(1), {
          dir: "auto",
          "aria-label": `${text.later}: ${shortText(mark)}`,
        }),
        this.#out,
      ),
    );
    this.#place(this.#ghost, mark.at_s);
    this.show();
  }

  show(): void {
    const at = this.#edits.timeOf(this.mark);
    const changed = this.#edits.isChanged(this.mark);
    const said = at === null ? text.leftOut : minutesSeconds(at);
    setText(this.#when, changed ? `${said} · ${text.was(minutesSeconds(this.mark.at_s))}` : said);
    setAttribute(this.#handle, "aria-valuenow", Math.round(at ?? this.mark.at_s));
    setAttribute(this.#handle, "aria-valuetext", said);
    this.#handle.hidden = at === null;
    this.node.classList.toggle("changed", changed);
    this.#place(this.#handle, at ?? this.mark.at_s);
    setText(this.#out, at === null ? text.putBack : text.leaveOut);
    setAttribute(this.#out, "aria-label", `${at === null ? text.putBack : text.leaveOut}: ${shortText(this.mark)}`);
  }

  #place(node: HTMLElement, second: number): void {
    node.style.setProperty("inset-inline-start", `${(second / this.#durationS) * 100}%`);
  }

  #nudge(steps: number): void {
    this.#edits.nudge(this.mark, steps);
    this.#after();
  }

  #toggleOut(): void {
    if (this.#edits.timeOf(this.mark) === null) this.#edits.putBack(this.mark);
    else this.#edits.leaveOut(this.mark);
    this.#after();
  }

  #after(): void {
    this.show();
    this.#changed();
  }

  #key(event: KeyboardEvent): void {
    const steps = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -4, PageUp: 4 }[event.key];
    if (steps !== undefined) this.#nudge(steps);
    else if (event.key === "Delete" || event.key === "Backspace") {
      this.#toggleOut();
      this.#out.focus();
    } else if (event.key === "Home") {
      this.#edits.move(this.mark, 0);
      this.#after();
    } else if (event.key === "Escape") {
      this.#edits.putBack(this.mark);
      this.#after();
    } else return;
    event.preventDefault();
  }

  #drag(down: PointerEvent): void {
    if (down.button !== 0) return;
    this.#handle.setPointerCapture(down.pointerId);
    const rail = this.#rail.getBoundingClientRect();
    const follow = (event: PointerEvent): void => {
      this.#edits.move(this.mark, ((event.clientX - rail.left) / rail.width) * this.#durationS);
      this.#after();
    };
    const release = (): void => {
      this.#handle.removeEventListener("pointermove", follow);
      this.#handle.removeEventListener("pointerup", release);
      this.#handle.removeEventListener("pointercancel", release);
    };
    this.#handle.addEventListener("pointermove", follow);
    this.#handle.addEventListener("pointerup", release);
    this.#handle.addEventListener("pointercancel", release);
  }
}

function comparison(view: WhatIfView): HTMLElement {
  const canvas = element("div", { class: "chart-canvas" });
  const rows = pairs(view);
  const durationS = Math.max(...rows.flatMap((row) => row.curves.map((curve) => curve.series.values.length)), 1);
  const draw = (): void => {
    const width = canvas.clientWidth;
    const x = timeScale(durationS, width);
    const { nodes, bottom } = drawRows(rows, x, width);
    canvas.replaceChildren(
      shape(
        "svg",
        {
          viewBox: `0 0 ${width} ${bottom + 24}`,
          width,
          height: bottom + 24,
          class: "chart compare",
          role: "img",
          "aria-label": text.whatIf,
        },
        drawTimeAxis(durationS, x, width, bottom, 0),
        ...nodes,
      ),
    );
  };
  new ResizeObserver(draw).observe(canvas);
  const compared = [...both(view.original, text.asItWas), ...both(view.changed, text.changed)];
  return element(
    "div",
    { class: "comparison" },
    element("p", {}, text.wasOutcome(view.outcome_original)),
    element("p", {}, element("strong", {}, text.inThisModel(view.outcome))),
    element(
      "p",
      { class: "legend" },
      element("span", { class: "key was" }, text.asItWas),
      element("span", { class: "key changed" }, text.changed),
    ),
    canvas,
    view.refused.length > 0 &&
      element(
        "div",
        {},
        element("h3", {}, text.refused),
        element("ul", {}, ...view.refused.map((line) => element("li", {}, line))),
      ),
    element("p", { class: "soft" }, view.note),
    element("details", {}, element("summary", {}, text.asTable), vitalsTable(compared)),
  );
}

function both(series: Series[], which: string): Series[] {
  return series
    .filter((one) => COMPARED.includes(one.name))
    .map((one) => ({ ...one, label: `${one.label}, ${which.toLowerCase()}` }));
}

function pairs(view: WhatIfView): Row[] {
  return COMPARED.flatMap((name) => {
    const original = view.original.find((series) => series.name === name);
    const changed = view.changed.find((series) => series.name === name);
    if (!original || !changed) return [];
    const curves = [
      { series: original, className: `curve was ${original.colour}` },
      { series: { ...changed, label: "" }, className: `curve changed ${changed.colour}` },
    ];
    return [{ label: original.label, unit: original.unit, curves, dots: [] }];
  });
}
