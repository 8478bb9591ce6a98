import { Group, MathUtils, Vector3 } from "three";
import type { EquipmentView, LineView, MonitorView, Waves } from "../net/wire.ts";
import type { LabelSheet } from "./build/labels.ts";
import { at } from "./build/solid.ts";
import type { Surfaces } from "./build/surfaces.ts";
import { Tubing } from "./build/tubing.ts";
import { DripStand, HOOKS } from "./devices/drip-stand.ts";
import { buildDrugTray } from "./devices/drug-tray.ts";
import { Flowmeter, OXYGEN_SPIGOT } from "./devices/flowmeter.ts";
import { MonitorStand } from "./devices/monitor-stand.ts";
import { PcaPump, SYRINGE_OUTLET } from "./devices/pca-pump.ts";
import { buildResusTrolley } from "./devices/resus-trolley.ts";
import { STAND } from "./layout.ts";
import type { Patient } from "./people/patient.ts";
import { Worn } from "./people/worn.ts";

const LAY_MS = 100;
/** How a cable comes up to its sensor: along the skin from the patient's left, the cuff's hose over the body. */
const LEAD = new Vector3(0.09, 0.012, 0.03);
const CUFF_LEAD = new Vector3(0.12, 0.1, 0.02);
/** Height of the sockets at the side of the monitor, in its stand's own frame. */
const SOCKET_Y = { "pulse-oximeter": 1.316, cuff: 1.276, ecg: 1.272 } as const;
type Sensor = keyof typeof SOCKET_Y;
const SENSORS = Object.keys(SOCKET_Y) as Sensor[];
type Station = keyof typeof STAND;

function isPatientControlled(line: LineView): boolean {
  return line.device === "patient-controlled-pump";
}

function lineKey({ site, running }: LineView): string {
  return `${site} ${running}`;
}

/** Bags, and what a pump on the drip stand drives. */
function hangsOnStand(line: LineView): boolean {
  return line.device !== null && !isPatientControlled(line);
}

/** Devices around and on the patient, shown as the server says, with the tubes and cables between them. */
export class Equipment {
  readonly group = new Group();
  readonly monitor: MonitorStand;
  readonly drip: DripStand;
  readonly pca: PcaPump;
  readonly flowmeter: Flowmeter;
  readonly tray: Group;
  readonly trolley: Group;
  readonly worn: Worn;
  private readonly tubes: Record<"oxygen" | "pca" | Sensor, Tubing>;
  /** One from each hook of the drip stand. */
  private readonly drips: Tubing[];
  private lines: EquipmentView["lines"] = [];
  private readonly things = new Map<string, string>();
  private laidAt = 0;

  constructor(surfaces: Surfaces, labels: LabelSheet, patient: Patient, allergyBand: boolean) {
    this.group.name = "equipment";
    this.monitor = new MonitorStand(surfaces, labels);
    this.drip = new DripStand(surfaces, labels);
    this.pca = new PcaPump(surfaces, labels);
    this.flowmeter = new Flowmeter(surfaces, labels);
    this.tray = buildDrugTray(surfaces, labels);
    this.trolley = buildResusTrolley(surfaces, labels);
    this.worn = new Worn((name) => patient.bone(name), patient.surface, surfaces, labels, allergyBand);
    this.tubes = {
      oxygen: new Tubing("oxygen-tubing", surfaces.of("tubing"), 0.0034),
      pca: new Tubing("pca-line", surfaces.of("tubing"), 0.0018),
      "pulse-oximeter": new Tubing("probe-cable", surfaces.of("cable"), 0.0026),
      cuff: new Tubing("cuff-hose", surfaces.of("cable"), 0.0042),
      ecg: new Tubing("ecg-cable", surfaces.of("cable"), 0.0032),
    };
    this.drips = HOOKS.map((_, hook) => new Tubing(`infusion-line-${hook}`, surfaces.of("tubing"), 0.0024));
    this.stand(this.monitor.group, "monitor");
    this.stand(this.drip.group, "drip");
    this.stand(this.pca.group, "pca");
    this.stand(this.tray, "tray");
    this.stand(this.trolley, "trolley");
    this.group.add(this.flowmeter.group, ...[...Object.values(this.tubes), ...this.drips].map((tube) => tube.mesh));
    for (const part of [this.monitor.group, this.drip.group, this.pca.group, this.tray, this.trolley])
      part.visible = false;
  }

  /** Returns whether something came or went, so that its shadow has to. */
  setMonitor(view: MonitorView): boolean {
    this.monitor.group.visible = view.present;
    this.monitor.panel.setView(view);
    this.worn.setMonitor(view);
    return this.changed("monitor", [view.present, ...view.attached]);
  }

  pushWaves(waves: Waves): void {
    this.monitor.panel.push(waves);
  }

  /** Returns whether something came or went, so that its shadow has to. */
  setEquipment(view: EquipmentView): boolean {
    this.lines = view.lines;
    this.worn.setEquipment(view);
    this.flowmeter.setFlow(view.oxygen === "none" ? 0 : view.oxygen_flow_l_min);
    this.drip.setLines(view.lines.filter(hangsOnStand));
    this.pca.setOn(view.lines.some(isPatientControlled));
    const here = new Set(view.at_bedside);
    this.drip.pump.group.visible = here.has("infusion-pump");
    this.drip.group.visible = here.has("drip-stand") || here.has("infusion-pump");
    this.pca.group.visible = here.has("patient-controlled-pump");
    this.tray.visible = here.has("drug-tray");
    this.trolley.visible = here.has("resuscitation-trolley");
    return this.changed("equipment", [view.oxygen, ...view.at_bedside, ...view.lines.map(lineKey)]);
  }

  private changed(topic: string, things: readonly unknown[]): boolean {
    const now = things.join();
    const before = this.things.get(topic);
    this.things.set(topic, now);
    return now !== before;
  }

  /** Redraws the monitor and lays the tubes after everything has moved. */
  update(nowMs: number): void {
    this.monitor.update(nowMs);
    if (nowMs - this.laidAt < LAY_MS) return;
    this.laidAt = nowMs;
    this.layOxygen();
    this.drips.forEach((tube, hook) => {
      const outlet = this.drip.outlet(hook);
      this.layLine(tube, outlet?.line, outlet?.from);
    });
    const controlled = this.lines.find((line) => line.running !== null && isPatientControlled(line));
    this.layLine(this.tubes.pca, controlled, this.pca.group.localToWorld(SYRINGE_OUTLET.clone()));
    for (const sensor of SENSORS) this.layCable(sensor);
  }

  private stand(part: Group, station: Station): void {
    const { x, z, turn } = STAND[station];
    part.applyMatrix4(at(x, 0, z, [0, turn, 0]));
    this.group.add(part);
  }

  private layOxygen(): void {
    const end = this.worn.oxygenInlet(new Vector3());
    if (!end) {
      this.tubes.oxygen.lay(null);
      return;
    }
    const start = this.flowmeter.group.localToWorld(new Vector3(OXYGEN_SPIGOT.x, OXYGEN_SPIGOT.y, OXYGEN_SPIGOT.z));
    const side = -0.53; // over the mattress's edge, on the flowmeter's side
    this.tubes.oxygen.lay([
      start,
      start.clone().add(new Vector3(0, -0.14, 0.03)),
      new Vector3(side, Math.min(start.y, end.y) - 0.22, MathUtils.lerp(start.z, end.z, 0.55)),
      new Vector3(side + 0.06, end.y - 0.1, end.z + 0.12),
      new Vector3(MathUtils.lerp(side, end.x, 0.55), end.y + 0.01, end.z + 0.12),
      end.clone().add(new Vector3(-0.02, 0.02, 0.05)),
      end,
    ]);
  }

  /** From where it hangs or is pumped to the line's cannula. */
  private layLine(tube: Tubing, line: LineView | undefined, start: Vector3 | undefined): void {
    const end = line ? this.worn.lineStart(line.site, new Vector3()) : null;
    if (!end || !start) {
      tube.lay(null);
      return;
    }
    tube.lay([
      start,
      start.clone().add(new Vector3(-0.02, -0.2, 0.05)),
      new Vector3(MathUtils.lerp(start.x, end.x, 0.55), end.y - 0.13, MathUtils.lerp(start.z, end.z, 0.5)),
      end.clone().add(new Vector3(0.05, 0.005, 0.1)),
      end,
    ]);
  }

  private layCable(sensor: Sensor): void {
    const start = this.monitor.group.visible ? this.worn.cableStart(sensor, new Vector3()) : null;
    if (!start) {
      this.tubes[sensor].lay(null);
      return;
    }
    const socket = this.monitor.group.localToWorld(new Vector3(-0.2, SOCKET_Y[sensor], 0.01));
    const sag = Math.min(start.y, 0.86);
    const over = sensor === "cuff" ? 0.25 : 0.1;
    this.tubes[sensor].lay([
      socket,
      socket.clone().add(new Vector3(-0.05, -0.22, 0.06)),
      new Vector3(MathUtils.lerp(socket.x, start.x, 0.45), sag + over * 0.3, MathUtils.lerp(socket.z, start.z, 0.45)),
      start.clone().add(sensor === "cuff" ? CUFF_LEAD : LEAD),
      start,
    ]);
  }
}
