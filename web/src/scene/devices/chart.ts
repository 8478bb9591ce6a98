import { print } from "../../ui/strings/printed.ts";
import type { Batch } from "../build/batch.ts";
import { type LabelSheet, printed } from "../build/labels.ts";
import { at, box } from "../build/solid.ts";

/** Observation chart on its clipboard, hung on the bed end; the board looks along +z. */
export function addChart(batch: Batch, labels: LabelSheet): void {
  batch.add(box(0.25, 0.34, 0.008, 0.003, 1), "satin", 0x8a6f4c);
  batch.add(box(0.11, 0.03, 0.018, 0.006), "metal", 0xb9bfc1, at(0, 0.155, 0.01));
  for (const x of [-0.08, 0.08]) batch.add(box(0.016, 0.07, 0.03, 0.006), "metal", 0xaab0b3, at(x, 0.18, -0.016));
  batch.add(labels.face("chart", 0.21, 0.29, 1100, paintChart), "label", 0xffffff, at(0, -0.015, 0.0048));
}

function paintChart(context: CanvasRenderingContext2D, width: number, height: number): void {
  printed("#fbfbf8", "#26323b", [
    { text: print.chart.title, size: 0.05, y: 0.05, weight: 700 },
    { text: print.chart.columns, size: 0.03, y: 0.11, weight: 500 },
  ])(context, width, height);
  const bands = ["#f1b8ae", "#f6dfa6", "#ffffff", "#ffffff", "#f6dfa6", "#f1b8ae"];
  for (let block = 0; block < 4; block++) {
    bands.forEach((colour, i) => {
      context.fillStyle = colour;
      context.fillRect(width * 0.16, height * (0.16 + block * 0.205 + i * 0.03), width * 0.78, height * 0.03);
    });
    context.fillStyle = "#26323b";
    for (let i = 0; i < 4; i++) {
      const drift = 0.5 + 0.16 * Math.sin(block * 2.1 + i * 1.7);
      context.fillRect(width * (0.22 + i * 0.09), height * (0.16 + block * 0.205 + 0.18 * drift), 4, 4);
    }
  }
  context.strokeStyle = "rgba(90,104,112,0.5)";
  context.lineWidth = 1;
  for (let i = 0; i <= 9; i++) context.strokeRect(width * (0.16 + i * 0.0866), height * 0.16, 0.5, height * 0.8);
}
