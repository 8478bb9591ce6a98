import { type Bone, Group, MathUtils, type Object3D, Quaternion, Vector3 } from "three";
import type { EquipmentView, MonitorView } from "../../net/wire.ts";
import type { LabelSheet } from "../build/labels.ts";
import type { Surfaces } from "../build/surfaces.ts";
import { buildAirwayDevice, INLET, type OxygenDevice } from "../devices/airway.ts";
import { along, buildCannula, buildCuff, buildElectrodes, buildProbe, buildWristband } from "../devices/sensors.ts";
import { restPosition } from "./rest.ts";
import type { RestSurface } from "./surface.ts";

const AIRWAY: readonly OxygenDevice[] = [
  "nasal-cannula",
  "simple-mask",
  "reservoir-mask",
  "bag-valve-mask",
  "nebuliser",
];

type BoneOf = (name: string) => Bone;

/** Devices on the patient's body; each hangs on a bone and is shown when the server says so. */
export class Worn {
  readonly face: Group;
  private readonly airway: Map<OxygenDevice, Object3D>;
  private readonly probe: Object3D;
  private readonly cuff: Object3D;
  private readonly electrodes: Object3D;
  private readonly lastElectrode = new Vector3();
  private readonly cannulas = new Map<string, Object3D>();
  private oxygen: EquipmentView["oxygen"] = "none";
  private attached: MonitorView["attached"] = [];

  constructor(
    private readonly bone: BoneOf,
    private readonly surface: RestSurface,
    private readonly surfaces: Surfaces,
    labels: LabelSheet,
    allergyBand: boolean,
  ) {
    this.face = this.placeFace();
    this.airway = new Map(AIRWAY.map((name) => [name, buildAirwayDevice(name, surfaces)]));
    this.face.add(...this.airway.values());
    this.probe = this.placeProbe();
    this.cuff = this.placeCuff(labels);
    this.electrodes = this.placeElectrodes();
    this.placeBand(labels, allergyBand);
    for (const part of [this.probe, this.cuff, this.electrodes]) part.visible = false;
  }

  setEquipment(view: EquipmentView): void {
    this.oxygen = view.oxygen;
    for (const [name, device] of this.airway) device.visible = name === view.oxygen;
    const sites = new Set(view.lines.map((line) => line.site));
    for (const line of view.lines) if (!this.cannulas.has(line.site)) this.placeCannula(line.site, line.gauge);
    for (const [site, cannula] of this.cannulas) cannula.visible = sites.has(site);
  }

  setMonitor(view: MonitorView): void {
    this.attached = view.attached;
    this.probe.visible = view.attached.includes("pulse-oximeter");
    this.cuff.visible = view.attached.includes("cuff");
    this.electrodes.visible = view.attached.includes("ecg");
  }

  /** Where the oxygen tubing ends in the world, or null without oxygen. */
  oxygenInlet(target: Vector3): Vector3 | null {
    if (this.oxygen === "none") return null;
    return this.face.localToWorld(target.copy(INLET[this.oxygen]));
  }

  /** Where a sensor's cable starts in the world, or null when it is not attached. */
  cableStart(sensor: "pulse-oximeter" | "cuff" | "ecg", target: Vector3): Vector3 | null {
    if (!this.attached.includes(sensor)) return null;
    const part = { "pulse-oximeter": this.probe, cuff: this.cuff, ecg: this.electrodes }[sensor];
    if (sensor === "ecg") return part.localToWorld(target.copy(this.lastElectrode));
    return part.getWorldPosition(target);
  }

  /** Where the line at a site leaves the dressing, or null. */
  lineStart(site: string, target: Vector3): Vector3 | null {
    return this.cannulas.get(site)?.localToWorld(target.set(0, 0.006, 0.036)) ?? null;
  }

  /** Hangs `part` on a bone at a point of the bed frame; bones rest in the bed's axes. */
  private hang(part: Object3D, boneName: string, at: Vector3): Object3D {
    const bone = this.bone(boneName);
    part.position.copy(at).sub(restPosition(bone));
    bone.add(part);
    return part;
  }

  private placeFace(): Group {
    const eyes = restPosition(this.bone("eye_l"))
      .add(restPosition(this.bone("eye_r")))
      .multiplyScalar(0.5);
    const face = new Group();
    face.name = "face-frame";
    const z = eyes.z + 0.058;
    const lip = this.surface.top(0, z, 0.012);
    this.hang(face, "head", new Vector3(0, Number.isNaN(lip) ? eyes.y + 0.012 : lip, z));
    return face;
  }

  private placeProbe(): Object3D {
    const knuckle = restPosition(this.bone("index_02_l"));
    const tip = restPosition(this.bone("index_03_l"));
    const direction = tip.clone().sub(knuckle).normalize();
    const probe = buildProbe(this.surfaces);
    this.hang(probe, "index_03_l", tip.clone().addScaledVector(direction, 0.006));
    probe.quaternion.setFromUnitVectors(new Vector3(0, 0, 1), direction);
    return probe;
  }

  private placeCuff(labels: LabelSheet): Object3D {
    const [top, elbow] = [restPosition(this.bone("upperarm_r")), restPosition(this.bone("lowerarm_r"))];
    const axis = elbow.clone().sub(top).normalize();
    const middle = top.lerp(elbow, 0.58);
    const cuff = buildCuff(this.surface.girth(middle, axis, 0.1), this.surfaces, labels);
    this.hang(cuff, "upperarm_r", middle);
    cuff.quaternion.copy(along(axis)).multiply(new Quaternion().setFromAxisAngle(new Vector3(0, 1, 0), -1.2));
    return cuff;
  }

  private placeBand(labels: LabelSheet, red: boolean): void {
    const [elbow, wrist] = [restPosition(this.bone("lowerarm_r")), restPosition(this.bone("hand_r"))];
    const axis = wrist.clone().sub(elbow).normalize();
    const at = wrist.clone().addScaledVector(axis, -0.028);
    const band = buildWristband(this.surface.girth(at, axis, 0.06) + 0.002, red, this.surfaces, labels);
    this.hang(band, "lowerarm_r", at);
    band.name = "wristband";
    band.quaternion
      .copy(along(axis))
      .multiply(new Quaternion().setFromAxisAngle(new Vector3(0, 1, 0), MathUtils.degToRad(-100)));
  }

  private placeElectrodes(): Object3D {
    const left = restPosition(this.bone("clavicle_l"));
    const shoulder = restPosition(this.bone("upperarm_l"));
    const x = shoulder.x * 0.62;
    const high = left.z * 0.3 + shoulder.z * 0.7 + 0.02;
    const spots = [new Vector3(-x, 0, high), new Vector3(x, 0, high), new Vector3(x * 0.9, 0, high + 0.24)];
    for (const spot of spots) spot.y = this.surface.top(spot.x, spot.z, 0.02);
    const chest = restPosition(this.bone("spine_03"));
    const local = spots.map((spot) => spot.clone().sub(chest));
    this.lastElectrode.copy(local[1]);
    const group = buildElectrodes(local, this.surfaces);
    this.bone("spine_03").add(group);
    return group;
  }

  private placeCannula(site: string, gauge: number): void {
    const side = site.startsWith("right") ? "r" : "l";
    const [elbow, wrist] = [restPosition(this.bone(`lowerarm_${side}`)), restPosition(this.bone(`hand_${side}`))];
    const onHand = site.endsWith("hand");
    const knuckle = restPosition(this.bone(`middle_01_${side}`));
    const at = onHand ? wrist.clone().lerp(knuckle, 0.5) : elbow.clone().lerp(wrist, 0.62);
    at.y = this.surface.top(at.x, at.z, 0.012);
    const cannula = buildCannula(gauge, this.surfaces);
    this.hang(cannula, onHand ? `hand_${side}` : `lowerarm_${side}`, at);
    const arm = wrist.clone().sub(elbow);
    cannula.rotation.y = Math.atan2(arm.x, arm.z);
    this.cannulas.set(site, cannula);
  }
}
