import { type Group, Vector3 } from "three";
import type { LineView } from "../../net/wire.ts";
import { print } from "../../ui/strings/printed.ts";
import { Batch } from "../build/batch.ts";
import { type LabelSheet, printed } from "../build/labels.ts";
import { at, box, point, tube } from "../build/solid.ts";
import type { Surfaces } from "../build/surfaces.ts";

const DISPLAY = "pump-display";
/** How high it is clamped to the pole of a drip stand. */
const PUMP_Y = 1.18;
/** Where tubing comes into the pump from a bag above it and leaves it below, in the stand's own frame. */
export const PUMP_INLET = new Vector3(0.045, PUMP_Y + 0.11, 0.105);
export const PUMP_OUTLET = new Vector3(0.024, PUMP_Y - 0.14, 0.095);
export const PUMP_SCREEN = new Vector3(0, PUMP_Y, 0.06);

/** A volumetric pump, clamped to a drip stand; faces +z. */
export class InfusionPump {
  readonly group: Group;
  private shown = "";

  constructor(
    surfaces: Surfaces,
    private readonly labels: LabelSheet,
  ) {
    this.group = buildPump(surfaces, labels);
  }

  /** Shows what runs through it and how fast. */
  setLine(line: LineView | undefined): void {
    const key = `${line?.running} ${line?.rate_ml_per_h}`;
    if (key === this.shown) return;
    this.shown = key;
    this.labels.repaint(DISPLAY, paintDisplay(line));
  }
}

/** The line that runs through the pump; what runs out of a bag by its own weight never does. */
export function pumped(lines: readonly LineView[]): LineView | undefined {
  const driven = lines.filter((line) => line.device === "infusion-pump");
  return driven.find((line) => line.rate_ml_per_h > 0) ?? driven[0];
}

function buildPump(surfaces: Surfaces, labels: LabelSheet): Group {
  const batch = new Batch();
  batch.within(at(0, PUMP_Y, 0.045), () => {
    batch.add(box(0.15, 0.22, 0.13, 0.018, 3), "satin", 0xe4e7e3, at(0, 0, 0.02));
    batch.add(box(0.132, 0.2, 0.02, 0.008), "satin", 0x4a6273, at(0, 0, 0.083));
    batch.add(box(0.03, 0.06, 0.09, 0.008), "satin", 0x7b8487, at(0, 0, -0.07));
    const screen = labels.face(DISPLAY, 0.104, 0.062, 1500, paintDisplay(undefined));
    batch.add(screen, "label", 0xffffff, at(0, 0.052, 0.0935));
    for (let key = 0; key < 9; key++) {
      const colour = key === 8 ? 0x4e9a63 : key === 7 ? 0xb9564d : 0xd9dedf; // go, stop, the rest
      const place = at(-0.034 + (key % 3) * 0.034, -0.01 - Math.floor(key / 3) * 0.028, 0.094);
      batch.add(box(0.026, 0.018, 0.006, 0.004, 1), "satin", colour, place);
    }
    batch.add(tube([point(0.03, -0.11, 0.06), point(0.024, -0.14, 0.05)], 0.0026), "clear", 0xe9f0f2);
  });
  return batch.build("infusion-pump", surfaces);
}

function paintDisplay(line: LineView | undefined) {
  const on = line !== undefined;
  return printed(on ? "#123642" : "#1c2428", on ? "#d6f3f5" : "#66757b", [
    { text: on ? String(Math.round(line.rate_ml_per_h)) : print.pump.standby, size: on ? 0.44 : 0.26, y: 0.36 },
    { text: on ? print.pump.unit : "", size: 0.18, y: 0.66, weight: 400 },
    { text: on ? (line.running ?? "") : "", size: 0.15, y: 0.86, weight: 400 },
  ]);
}
