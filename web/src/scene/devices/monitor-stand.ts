import { CanvasTexture, type Group, Mesh, MeshBasicMaterial, PlaneGeometry, SRGBColorSpace } from "three";
import { MonitorPanel } from "../../signals/monitor.ts";
import { print } from "../../ui/strings/printed.ts";
import { Batch } from "../build/batch.ts";
import type { LabelSheet } from "../build/labels.ts";
import { printed } from "../build/labels.ts";
import { at, box, cylinder, point, tube } from "../build/solid.ts";
import type { Surfaces } from "../build/surfaces.ts";
import { addWheeledPole } from "./wheels.ts";

export const SCREEN = { width: 0.345, height: 0.2156, y: 1.345 } as const;
const PIXELS = { width: 960, height: 600 } as const;
const REFRESH_MS = 50;

/** The monitor on wheels: a bevelled case, a screen that the signals draw, a basket of cables; faces +z. */
export class MonitorStand {
  readonly group: Group;
  readonly panel: MonitorPanel;
  private readonly texture: CanvasTexture;
  private drawnAt = 0;

  constructor(surfaces: Surfaces, labels: LabelSheet) {
    this.group = buildCase(surfaces, labels);
    const canvas = document.createElement("canvas");
    canvas.width = PIXELS.width;
    canvas.height = PIXELS.height;
    this.panel = new MonitorPanel(canvas);
    this.texture = new CanvasTexture(canvas);
    this.texture.colorSpace = SRGBColorSpace;
    this.texture.anisotropy = 8;
    const screen = new Mesh(
      new PlaneGeometry(SCREEN.width, SCREEN.height),
      new MeshBasicMaterial({ map: this.texture, toneMapped: false }),
    );
    screen.name = "monitor:screen";
    screen.position.set(0, SCREEN.y + 0.012, 0.0635);
    this.group.add(screen);
  }

  /** Redraws the screen at most twenty times a second. */
  update(nowMs: number): void {
    if (!this.group.visible || nowMs - this.drawnAt < REFRESH_MS) return;
    this.drawnAt = nowMs;
    this.panel.draw(nowMs);
    this.texture.needsUpdate = true;
  }
}

function buildCase(surfaces: Surfaces, labels: LabelSheet): Group {
  const batch = new Batch();
  addWheeledPole(batch, 0.29, 1.2);
  batch.add(box(0.1, 0.05, 0.08, 0.012), "satin", 0x8d9497, at(0, 1.195, -0.01));
  batch.within(at(0, SCREEN.y, 0), () => {
    batch.add(box(0.4, 0.3, 0.095, 0.022, 3), "satin", 0xdfe3e2, at(0, -0.01, -0.002));
    batch.add(box(0.385, 0.285, 0.03, 0.012), "satin", 0x2a3034, at(0, -0.01, 0.0425));
    batch.add(box(0.358, 0.228, 0.01, 0.004, 1), "satin", 0x0c1012, at(0, 0.012, 0.0575));
    batch.add(box(0.16, 0.028, 0.035, 0.012), "satin", 0xc9cecd, at(0, 0.155, -0.02));
    addKeys(batch, labels);
  });
  addCables(batch);
  return batch.build("monitor", surfaces);
}

function addKeys(batch: Batch, labels: LabelSheet): void {
  print.monitorKeys.forEach((text, i) => {
    const x = -0.13 + i * 0.055;
    batch.add(box(0.044, 0.02, 0.006, 0.003, 1), "satin", 0x3d464b, at(x, -0.128, 0.058));
    const paint = printed("#3d464b", "#dfe5e7", [{ text, size: 0.5, y: 0.5, weight: 500 }]);
    batch.add(labels.face(`key-${i}`, 0.04, 0.016, 1500, paint), "label", 0xffffff, at(x, -0.128, 0.0613));
  });
  batch.add(cylinder(0.017, 0.018, 24), "satin", 0x596268, at(0.155, -0.126, 0.064, [90, 0, 0]));
  batch.add(box(0.006, 0.006, 0.003, 0, 1), "glow", 0x4fae6a, at(-0.173, -0.128, 0.0585));
}

function addCables(batch: Batch): void {
  batch.add(box(0.26, 0.01, 0.16, 0.004, 1), "metal", 0xaab0b2, at(0, 0.86, 0.02));
  for (const [x, z, w, d] of [
    [0, 0.1, 0.26, 0.006],
    [0, -0.06, 0.26, 0.006],
    [0.13, 0.02, 0.006, 0.16],
    [-0.13, 0.02, 0.006, 0.16],
  ]) {
    batch.add(box(w, 0.075, d, 0.003, 1), "metal", 0xb6bcbe, at(x, 0.895, z));
  }
  const coil = [
    point(-0.06, 0.9, 0.05),
    point(0.05, 0.92, 0.07),
    point(0.09, 0.9, 0),
    point(0, 0.93, -0.03),
    point(-0.09, 0.91, 0.0),
    point(-0.02, 0.94, 0.06),
    point(0.07, 0.93, 0.02),
    point(0.06, 1.1, -0.03),
    point(0.12, 1.22, -0.04),
  ];
  batch.add(tube(coil, 0.004), "satin", 0x4d575c);
  const hose = [
    point(-0.14, 1.24, -0.03),
    point(-0.17, 1.05, 0),
    point(-0.14, 0.85, 0.1),
    point(-0.08, 0.92, 0.1),
    point(0.02, 0.9, 0.08),
  ];
  batch.add(tube(hose, 0.0055), "satin", 0x37505e);
}
