import { type Group, Vector3 } from "three";
import { print } from "../../ui/strings/printed.ts";
import { Batch } from "../build/batch.ts";
import { type LabelSheet, printed } from "../build/labels.ts";
import { at, box, cylinder, point, tube } from "../build/solid.ts";
import type { Surfaces } from "../build/surfaces.ts";
import { addWheeledPole } from "./wheels.ts";

/** Where tubing leaves the syringe, in the stand's own frame. */
export const SYRINGE_OUTLET = new Vector3(0, 1.05, 0.09);
const DISPLAY = "pca-display";

/** Patient-controlled analgesia pump on its stand: a locked syringe box with a demand button on a cord; faces +z. */
export class PcaPump {
  readonly group: Group;
  private on = true;

  constructor(
    surfaces: Surfaces,
    private readonly labels: LabelSheet,
  ) {
    this.group = buildPump(surfaces, labels);
  }

  /** Whether a line runs from it; switched off its screen is dark. */
  setOn(on: boolean): void {
    if (on === this.on) return;
    this.on = on;
    this.labels.repaint(DISPLAY, paintDisplay(on));
  }
}

function buildPump(surfaces: Surfaces, labels: LabelSheet): Group {
  const batch = new Batch();
  addWheeledPole(batch, 0.24, 1.3);
  batch.within(at(0, 1.05, 0.05), () => {
    batch.add(box(0.14, 0.3, 0.1, 0.016, 3), "satin", 0xd9dde0, at(0, 0, 0));
    batch.add(box(0.115, 0.14, 0.02, 0.008), "clear", 0xdfe9ec, at(0, 0.06, 0.05));
    batch.add(cylinder(0.014, 0.1, 16), "clear", 0xe7eef0, at(0, 0.065, 0.035));
    batch.add(cylinder(0.0125, 0.06, 16), "clear", 0xbfd6e0, at(0, 0.048, 0.035));
    batch.add(cylinder(0.006, 0.05, 10), "satin", 0xf3f3f0, at(0, 0.125, 0.035));
    batch.add(cylinder(0.012, 0.012, 14), "metal", 0xc8b04f, at(0.052, 0.06, 0.062, [90, 0, 0]));
    batch.add(labels.face(DISPLAY, 0.1, 0.05, 1200, paintDisplay(true)), "label", 0xffffff, at(0, -0.06, 0.0506));
    for (const x of [-0.034, 0, 0.034])
      batch.add(box(0.026, 0.02, 0.006, 0.004, 1), "satin", 0x66747c, at(x, -0.115, 0.052));
  });
  const cord = [
    point(0.05, 0.92, 0.08),
    point(0.1, 0.7, 0.12),
    point(0.05, 0.6, 0.3),
    point(-0.05, 0.78, 0.42),
    point(-0.1, 0.82, 0.5),
  ];
  batch.add(tube(cord, 0.0032), "satin", 0x55606a);
  batch.add(cylinder(0.013, 0.09, 14), "satin", 0xe9ebea, at(-0.12, 0.83, 0.55, [78, 20, 0]));
  batch.add(cylinder(0.009, 0.012, 14), "satin", 0x3f8f6a, at(-0.135, 0.84, 0.598, [78, 20, 0]));
  return batch.build("pump", surfaces);
}

function paintDisplay(on: boolean) {
  return printed(on ? "#102a36" : "#1c2428", on ? "#cfeef2" : "#66757b", [
    { text: print.pca.name, size: 0.34, y: 0.3 },
    { text: on ? print.pca.ready : print.pca.off, size: 0.24, y: 0.7, weight: 400 },
  ]);
}
