import type { MonitorView, Waves } from "../net/wire.ts";
import { minutesSeconds } from "../ui/minutes.ts";
import { words } from "../ui/strings/index.ts";
import { byPriority, cuffNote, cuffText, isDark, isLit, shown } from "./reading.ts";
import { columnsFor, Playout, Sweep } from "./sweep.ts";

const text = words.bedside;
/** Width of the wave field at the monitor's real size; it sets how many seconds a sweep shows. */
const FIELD_MM = 150;
const FAST_MM_S = 25;
const SLOW_MM_S = 6.25;

const GROUND = "#06090b";
const INK = { ecg: "#38e06a", pleth: "#3fd0f2", resp: "#f1f4f5", co2: "#f2d64b", text: "#c8d0d4", dim: "#75838a" };
const ALARM = {
  high: { ground: "#d3342b", ink: "#ffffff" },
  medium: { ground: "#e8c437", ink: "#1a1a12" },
  low: { ground: "#3aa5bd", ink: "#08161a" },
} as const;
const FACE = '"Noto Sans", "Segoe UI", "Helvetica Neue", Arial, sans-serif';

interface Trace {
  name: string;
  needs: MonitorView["attached"][number];
  colour: string;
  playout: Playout;
  sweep: Sweep;
  /** Sample values at the bottom and the top of the row. */
  range: readonly [number, number];
}

type Context = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D;

/** The patient monitor's screen, drawn on any canvas: the one at the bedside and the one pinned on the page. */
export class MonitorPanel {
  private readonly context: Context;
  private view: MonitorView | null = null;
  private readonly ecg = trace(text.monitorWords.lead, "ecg", INK.ecg, 200, FAST_MM_S, [-70, 100]);
  private readonly pleth = trace(text.monitorWords.pleth, "pulse-oximeter", INK.pleth, 100, FAST_MM_S, [-12, 128]);
  private readonly respiration = trace(text.monitorWords.resp, "ecg", INK.resp, 20, SLOW_MM_S, [-128, 128]);
  private readonly co2 = trace(text.monitorWords.co2, "capnograph", INK.co2, 20, SLOW_MM_S, [-4, 80]);

  constructor(private readonly canvas: HTMLCanvasElement | OffscreenCanvas) {
    const context = canvas.getContext("2d", { alpha: false, willReadFrequently: true }) as Context | null;
    if (!context) throw new Error("this canvas already has another context");
    this.context = context;
  }

  setView(view: MonitorView): void {
    this.view = view;
    for (const trace of this.traces()) if (!view.attached.includes(trace.needs)) silence(trace);
  }

  push(waves: Waves): void {
    this.ecg.playout.push(waves.tick, signed(waves.ecg));
    this.pleth.playout.push(waves.tick, signed(waves.pleth));
    this.respiration.playout.push(waves.tick, signed(waves.respiration));
    this.co2.playout.push(waves.tick, signed(waves.co2));
  }

  /** Draws the screen as it is at `nowMs`; cheap enough for every frame. */
  draw(nowMs: number): void {
    for (const trace of this.traces()) for (const sample of trace.playout.take(nowMs)) trace.sweep.write(sample);
    const { width, height } = this.canvas;
    this.context.fillStyle = GROUND;
    this.context.fillRect(0, 0, width, height);
    if (!this.view || isDark(this.view)) return;
    this.drawAlarms(this.view, nowMs, width, height * 0.085);
    this.drawRows(this.view, height * 0.1, width, height * 0.64);
    this.drawCuff(this.view, height * 0.77, width, height * 0.23);
  }

  private traces(): Trace[] {
    return [this.ecg, this.pleth, this.respiration, this.co2];
  }

  private drawAlarms(view: MonitorView, nowMs: number, width: number, height: number): void {
    const [first, ...rest] = byPriority(view.alarms);
    if (!first) return;
    const { ground, ink } = ALARM[first.priority];
    const lit = isLit(first.priority, nowMs);
    this.context.fillStyle = lit ? ground : "#20272b";
    this.context.fillRect(width * 0.01, height * 0.12, width * 0.98, height * 0.86);
    this.write(first.text, width * 0.025, height * 0.56, height * 0.6, lit ? ink : ground, "left", 700);
    if (rest.length > 0)
      this.write(`+${rest.length}`, width * 0.975, height * 0.56, height * 0.5, lit ? ink : ground, "right", 600);
  }

  private drawRows(view: MonitorView, top: number, width: number, height: number): void {
    const fromPulse = view.heart_rate_source === "pleth";
    const rows: [Trace, string, string, string][] = [
      [this.ecg, text.hr, shown(view.heart_rate), fromPulse ? text.monitorWords.pulse : text.units.hr],
      [this.pleth, text.spo2, shown(view.oxygen_saturation), text.units.spo2],
      [this.respiration, text.rr, shown(view.respiratory_rate), text.units.rr],
    ];
    if (view.attached.includes("capnograph"))
      rows.push([this.co2, text.etco2, shown(view.end_tidal_co2, 1), text.units.etco2]);
    const each = height / rows.length;
    const split = width * 0.7;
    rows.forEach(([trace, label, value, unit], row) => {
      const y = top + row * each;
      const colour = row === 0 && fromPulse ? INK.pleth : trace.colour;
      this.drawTrace(trace, view.attached.includes(trace.needs), width * 0.012, y, split - width * 0.025, each);
      this.drawNumber(label, value, unit, colour, split, y, width - split, each);
    });
  }

  private drawTrace(trace: Trace, on: boolean, x: number, y: number, width: number, height: number): void {
    const { context } = this;
    this.write(trace.name, x, y + height * 0.14, height * 0.14, on ? trace.colour : INK.dim, "left", 500);
    context.lineWidth = Math.max(1.2, this.canvas.height / 260);
    context.lineJoin = "round";
    context.strokeStyle = on ? trace.colour : "#2b3439";
    context.beginPath();
    if (on) this.pathOf(trace, x, y + height * 0.08, width, height * 0.86);
    else {
      context.moveTo(x, y + height * 0.62);
      context.lineTo(x + width, y + height * 0.62);
    }
    context.stroke();
  }

  private pathOf({ sweep, range: [low, high] }: Trace, x: number, y: number, width: number, height: number): void {
    let drawing = false;
    for (let i = 0; i < sweep.columns; i++) {
      const value = sweep.values[i];
      if (Number.isNaN(value)) {
        drawing = false;
        continue;
      }
      const level = Math.min(1, Math.max(0, (value - low) / (high - low)));
      const px = x + (i / sweep.columns) * width;
      const py = y + (1 - level) * height;
      if (drawing) this.context.lineTo(px, py);
      else this.context.moveTo(px, py);
      drawing = true;
    }
  }

  private drawNumber(
    label: string,
    value: string,
    unit: string,
    colour: string,
    x: number,
    y: number,
    width: number,
    height: number,
  ): void {
    this.write(label, x + width * 0.04, y + height * 0.16, height * 0.15, colour, "left", 600);
    this.write(unit, x + width * 0.04, y + height * 0.34, height * 0.11, INK.dim, "left", 400);
    this.write(value, x + width * 0.95, y + height * 0.56, Math.min(height * 0.72, width * 0.44), colour, "right", 600);
  }

  private drawCuff(view: MonitorView, top: number, width: number, height: number): void {
    this.context.fillStyle = "#1a2226";
    this.context.fillRect(0, top, width, 1);
    const on = view.attached.includes("cuff");
    const colour = on ? INK.resp : INK.dim;
    this.write(text.monitorWords.cuff, width * 0.015, top + height * 0.22, height * 0.17, colour, "left", 600);
    this.write(text.units.bp, width * 0.015, top + height * 0.44, height * 0.12, INK.dim, "left", 400);
    this.write(cuffText(view), width * 0.13, top + height * 0.5, height * 0.62, colour, "left", 600);
    if (view.mean.value !== null)
      this.write(`(${shown(view.mean)})`, width * 0.52, top + height * 0.5, height * 0.36, colour, "left", 500);
    const note = on ? cuffNote(view) : "";
    this.write(
      note,
      width * 0.985,
      top + height * 0.36,
      height * 0.19,
      view.cuff === "failed" ? "#e8c437" : INK.text,
      "right",
      500,
    );
    const taken = view.systolic.at_s;
    if (view.cuff === "measuring" && taken !== null) {
      this.write(
        text.monitorWords.lastAt(minutesSeconds(taken)),
        width * 0.985,
        top + height * 0.64,
        height * 0.15,
        INK.dim,
        "right",
        400,
      );
    }
  }

  private write(
    text: string,
    x: number,
    y: number,
    size: number,
    colour: string,
    align: CanvasTextAlign,
    weight: number,
  ): void {
    this.context.font = `${weight} ${Math.round(size)}px ${FACE}`;
    this.context.fontKerning = "none"; // digits keep their columns as values change
    this.context.textAlign = align;
    this.context.textBaseline = "middle";
    this.context.fillStyle = colour;
    this.context.fillText(text, x, y);
  }
}

function trace(
  name: string,
  needs: Trace["needs"],
  colour: string,
  hz: number,
  mmS: number,
  range: Trace["range"],
): Trace {
  return { name, needs, colour, playout: new Playout(hz), sweep: new Sweep(columnsFor(FIELD_MM, mmS, hz)), range };
}

function silence(trace: Trace): void {
  trace.playout.clear();
  trace.sweep.clear();
}

/** Wire bytes as signed samples, without copying. */
function signed(bytes: Uint8Array): Int8Array {
  return new Int8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
