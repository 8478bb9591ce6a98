import { Group, Scene, Vector3, type WebGLRenderer } from "three";
import { Assets } from "../assets/load.ts";
import { matte } from "../assets/matte.ts";
import type { Ball, Places } from "../input/places.ts";
import { Pointer } from "../input/pointer.ts";
import { View } from "../input/view.ts";
import type {
  Caption,
  EquipmentView,
  HandsView,
  MonitorView,
  OutlineItem,
  PatientView,
  Phase,
  Waves,
} from "../net/wire.ts";
import { words } from "../ui/strings/index.ts";
import type { Immersive } from "../xr/session.ts";
import { placesOf } from "./bay-places.ts";
import { LabelSheet } from "./build/labels.ts";
import { Surfaces } from "./build/surfaces.ts";
import { compileScene } from "./compile.ts";
import { Compressing } from "./compressing.ts";
import { Bed } from "./devices/bed.ts";
import { WallClock } from "./devices/clock.ts";
import { Equipment } from "./equipment.ts";
import { Highlight } from "./highlight.ts";
import { CLOCK, ROOM } from "./layout.ts";
import { daylightAt, Lighting } from "./light.ts";
import { bodyAsset } from "./people/bodies.ts";
import { Nurse } from "./people/nurse.ts";
import type { Presser } from "./people/own-hands.ts";
import { Patient } from "./people/patient.ts";
import { Picture } from "./picture.ts";
import { createRenderer } from "./renderer.ts";
import { FrontCurtain } from "./room/curtains.ts";
import { furnish } from "./room/furniture.ts";
import { Outside } from "./room/outside.ts";
import { buildCeilingPanels, buildRoom } from "./room/room.ts";
import { Standing } from "./standing.ts";
import type { ScreenPoint, Viewpoint, Ward, WardOptions, WardStats } from "./types.ts";

const text = words.curtain.parts;
/** How far back the shoulders are of who bends over a chest and looks down at it: below the picture. */
const BENT_M = 0.3;
const CURTAIN_MS = 900;
const FIRST_MODELS = 3; // bed, patient and nurse
/** Share of the loading bar for compiling what the graphics card runs. */
const COMPILING = 0.3;

/** Builds the bay, loads the people and furniture, and starts drawing. Rejects with NoWebGLError or AssetError. */
export async function createWard(canvas: HTMLCanvasElement, options: WardOptions): Promise<Ward> {
  const renderer = createRenderer(canvas);
  const report = options.onProgress ?? (() => {});
  const assets = new Assets(FIRST_MODELS, (fraction, label) => report(fraction * (1 - COMPILING), label));
  const [bed, patient, nurse] = await Promise.all([
    assets.model("bed", text.bed),
    assets.model(bodyAsset(options.body), text.patient),
    assets.model("nurse", text.nurse),
  ]);
  matte(bed.root);
  matte(nurse.root, ["cornea"]);
  matte(patient.root, ["skin", "cornea"]);
  const labels = new LabelSheet();
  const surfaces = new Surfaces(labels);
  const person = new Patient(patient);
  const bay = new Bay(renderer, options, surfaces, labels, person, new Bed(bed, surfaces, labels), new Nurse(nurse));
  await bay.prepare((fraction) => report(1 - COMPILING + fraction * COMPILING, text.light));
  bay.start();
  void furnish(assets, surfaces).then((furniture) => bay.scene.add(furniture));
  return bay;
}

class Bay implements Ward {
  readonly scene = new Scene();
  readonly xr: Ward["xr"];
  private readonly rig = new Group();
  private readonly view: View;
  private readonly places: Places;
  private readonly equipment: Equipment;
  private readonly highlighter = new Highlight();
  private readonly light: Lighting;
  private readonly curtain: FrontCurtain;
  private readonly outside = new Outside();
  /** What can be pointed at before the curtain opens. */
  private readonly anteroom = new Group();
  private readonly clock: WallClock;
  private readonly pointer: Pointer;
  private readonly picture: Picture;
  private readonly compressing: Compressing;
  private readonly standing: Standing;
  private readonly learner = new Vector3();
  private readonly nurseEyes = new Vector3();
  private immersive: Immersive | null = null;
  private pressed: (place: string, screen: ScreenPoint) => void = () => {};
  private focused: string | null = null;
  private hovered: Ball | null = null;
  private outline: OutlineItem[] = [];
  private phase: Phase | null = null;
  private curtainGoal = 0;
  private last = 0;
  private time = "";

  constructor(
    private readonly renderer: WebGLRenderer,
    private readonly options: WardOptions,
    private readonly surfaces: Surfaces,
    labels: LabelSheet,
    private readonly patient: Patient,
    private readonly bed: Bed,
    private readonly nurse: Nurse,
  ) {
    this.view = new View(options.reducedMotion ?? false);
    const panels = buildCeilingPanels(surfaces);
    const room = buildRoom(surfaces, labels);
    this.curtain = new FrontCurtain(surfaces);
    this.clock = new WallClock(surfaces, labels);
    this.clock.group.position.set(CLOCK.x, CLOCK.y, ROOM.head);
    this.equipment = new Equipment(surfaces, labels, patient, options.allergyBand);
    this.light = new Lighting(this.scene, this.outside, panels);
    this.compressing = new Compressing(surfaces, patient, nurse);
    this.standing = new Standing(this.view, patient, this.compressing);
    this.picture = new Picture(renderer, this.scene, this.view, this.light);
    this.bed.anchor.add(patient.root);
    this.rig.add(this.view.camera);
    this.scene.add(room, panels, this.curtain.group, this.outside.mesh, this.light.group, this.clock.group, bed.group);
    this.scene.add(this.equipment.group, nurse.root, this.compressing.group, this.highlighter.mesh, this.rig);
    this.scene.add(this.anteroom);
    const { equipment, anteroom } = this;
    const curtain = this.curtain.group;
    this.places = placesOf({ room, bed, patient, equipment, nurse: nurse.root, curtain, outside: anteroom });
    this.pointer = new Pointer(renderer.domElement, this.view, this.places, {
      hover: (ball) => this.hover(ball),
      press: (ball, x, y) => this.pressed(ball.place, { x, y }),
    });
    this.xr = {
      supported: async () => (await navigator.xr?.isSessionSupported("immersive-vr")) ?? false,
      enter: () => this.enterImmersive(),
      leave: () => this.immersive?.leave(),
    };
    this.setTimeOfDay(options.timeOfDay ?? "10:00");
  }

  /** Makes ready what the first frame needs; `report` hears the share that is done, 0..1. */
  prepare(report: (share: number) => void): Promise<void> {
    this.resize();
    this.view.update(0);
    return compileScene(this.renderer, this.scene, this.view.camera, report);
  }

  start(): void {
    this.resize();
    this.last = performance.now();
    this.renderer.setAnimationLoop((now: number) => this.draw(now));
  }

  setPatient(view: PatientView): void {
    this.patient.setView(view);
  }

  setMonitor(view: MonitorView): void {
    if (this.equipment.setMonitor(view)) this.light.shadowChanged();
  }

  pushWaves(waves: Waves): void {
    this.equipment.pushWaves(waves);
  }

  setEquipment(view: EquipmentView): void {
    this.compressing.set(view.compressions_by);
    const byHand = view.airway === "chin-lift" || view.airway === "jaw-thrust";
    this.patient.holdHead(byHand || view.oxygen === "bag-valve-mask");
    if (this.equipment.setEquipment(view)) this.light.shadowChanged();
  }

  setHands(views: HandsView[]): void {
    this.nurse.setHands(views.find((view) => view.who === "nurse") ?? null);
  }

  setPhase(phase: Phase): void {
    if (phase === this.phase) return;
    this.phase = phase;
    if (phase === "curtain") {
      this.curtainGoal = this.curtain.open = 0;
      this.standing.go("outside", true);
      this.nurse.wait();
    } else if (this.curtainGoal === 0) this.openCurtain(false);
  }

  setTimeOfDay(time: string): void {
    if (time === this.time) return;
    if (!this.time || daylightAt(time) !== daylightAt(this.time)) {
      this.light.set(daylightAt(time));
      for (const { corneas } of [this.patient, this.nurse]) corneas.setDaylight(daylightAt(time));
    }
    this.time = time;
    this.clock.setTime(time);
  }

  setOutline(items: OutlineItem[]): void {
    this.outline = items;
  }

  caption(caption: Caption): void {
    if (caption.speaker === "patient") this.patient.say(caption.text);
    if (caption.speaker === "nurse") this.nurse.say(caption.text);
    this.immersive?.say(caption);
  }

  openCurtain(animated: boolean): void {
    this.curtainGoal = 1;
    if (!animated || this.options.reducedMotion) this.curtain.open = 1;
    this.anteroom.visible = false;
    this.standing.go("bedside", !animated);
    this.nurse.come();
  }

  onPoint(handler: (place: string, screen: ScreenPoint) => void): void {
    this.pressed = handler;
  }

  highlight(place: string | null): void {
    this.focused = place;
  }

  project(place: string): ScreenPoint | null {
    const ball = this.places.find(place);
    return ball ? this.picture.pointOf(ball.centre) : null;
  }

  look(viewpoint: Viewpoint): void {
    this.standing.go(viewpoint);
  }

  stats(): WardStats {
    return this.picture.stats;
  }

  get frames(): number {
    return this.picture.frames;
  }

  resize(): void {
    if (!this.picture.resize()) return;
    this.view.update(0);
    this.picture.draw(); // a page at rest may not draw for long
  }

  dispose(): void {
    this.renderer.setAnimationLoop(null);
    this.xr.leave();
    this.pointer.dispose();
    this.light.dispose();
    this.outside.dispose();
    this.surfaces.dispose();
    this.renderer.dispose();
  }

  private draw(now: number): void {
    const delta = Math.max(0, Math.min(100, now - this.last));
    this.last = now;
    if (this.immersive) this.immersive.update(delta);
    else this.view.update(delta);
    this.view.camera.getWorldPosition(this.learner);
    this.standing.follow();
    const depth = this.compressing.update(delta, this.presser());
    const nurseMoved = this.nurse.update(delta, this.learner, depth);
    this.nurse.eyes(this.nurseEyes);
    this.equipment.worn.face.getWorldPosition(this.view.face);
    const patientMoved = this.patient.update(delta, this.learner, this.nurseEyes);
    if (patientMoved) this.bed.lie(this.patient.lie.backrest, this.patient.lie.legs);
    this.slideCurtain(delta);
    if (patientMoved || nurseMoved) this.light.shadowChanged();
    this.equipment.update(now);
    if (!this.immersive) this.highlighter.show((this.focused && this.places.find(this.focused)) || this.hovered);
    this.highlighter.update(delta, this.view.camera);
    this.picture.draw();
  }

  /** Whose arms are to be seen: nobody's who looks at the chest from elsewhere. */
  private presser(): Presser | null {
    if (this.immersive) return this.immersive.presser(this.compressing.chest);
    return this.standing.overChest ? { eyes: this.learner, shoulderBehindM: BENT_M, shoulderDropM: 0 } : null;
  }

  private hover(ball: Ball | null): void {
    this.hovered = ball;
    this.renderer.domElement.style.cursor = ball ? "pointer" : "";
  }

  private slideCurtain(delta: number): void {
    if (this.curtain.open === this.curtainGoal) return;
    this.curtain.open = Math.min(this.curtainGoal, this.curtain.open + delta / CURTAIN_MS);
  }

  /** Must be called from a gesture. The code of the headset is loaded only now. */
  private async enterImmersive(): Promise<void> {
    const { headset } = this.options;
    if (this.immersive || !headset) return;
    const { Immersive } = await import("../xr/session.ts");
    this.immersive = await Immersive.enter({
      renderer: this.renderer,
      scene: this.scene,
      rig: this.rig,
      camera: this.view.camera,
      places: this.places,
      highlight: this.highlighter,
      link: headset,
      items: () => this.outline,
      curtainOpen: () => this.curtainGoal === 1,
      pressedChest: () => (this.compressing.by === "self" ? this.compressing.chest : null),
      send: this.options.send,
      ended: () => this.leftImmersive(),
    });
    this.pointer.enabled = false;
    this.options.onImmersive?.(true);
  }

  private leftImmersive(): void {
    this.immersive = null;
    this.pointer.enabled = true;
    this.picture.forgetSize();
    this.resize();
    this.options.onImmersive?.(false);
  }
}
