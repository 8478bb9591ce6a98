import { Group, Scene, Vector3 } from "three";
import { Assets } from "../assets/load.ts";
import { matte } from "../assets/matte.ts";
import type { Ball, Places } from "../input/places.ts";
import { Pointer } from "../input/pointer.ts";
import { type Standpoint, View } from "../input/view.ts";
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
import type { Immersive } from "../xr/session.ts";
import { placesOf } from "./bay-places.ts";
import { LabelSheet } from "./build/labels.ts";
import { Surfaces } from "./build/surfaces.ts";
import { compileScene } from "./compile.ts";
import { Bed } from "./devices/bed.ts";
import { WallClock } from "./devices/clock.ts";
import { buildStep } from "./devices/step.ts";
import { Equipment } from "./equipment.ts";
import { Highlight } from "./highlight.ts";
import { CLOCK, NURSE, ROOM } from "./layout.ts";
import { daylightAt, Lighting } from "./light.ts";
import { bodyAsset } from "./people/bodies.ts";
import { compressionAt, compressor } from "./people/compressions.ts";
import { Nurse, STEP_M } from "./people/nurse.ts";
import { OwnHands } from "./people/own-hands.ts";
import { Patient } from "./people/patient.ts";
import { createRenderer } from "./renderer.ts";
import { FrontCurtain } from "./room/curtains.ts";
import { furnish } from "./room/furniture.ts";
import { Outside } from "./room/outside.ts";
import { buildCeilingPanels, buildRoom } from "./room/room.ts";
import type { ScreenPoint, Viewpoint, Ward, WardOptions, WardStats } from "./types.ts";

const CURTAIN_MS = 900;
/** Share of the loading bar for compiling what the graphics card runs. */
const COMPILING = 0.3;
const STEP_BACK_M = 0.06; // feet stand in the front half of the step

/** Builds the bay, loads the people and furniture, and starts drawing. Rejects with NoWebGLError or AssetError. */
export async function createWard(canvas: HTMLCanvasElement, options: WardOptions): Promise<Ward> {
  const renderer = createRenderer(canvas);
  const report = options.onProgress ?? (() => {});
  const assets = new Assets(3, (fraction, label) => report(fraction * (1 - COMPILING), label));
  const [bed, patient, nurse] = await Promise.all([
    assets.model("bed", "the bed"),
    assets.model(bodyAsset(options.body), "the patient"),
    assets.model("nurse", "the nurse"),
  ]);
  matte(bed.root);
  matte(nurse.root, ["cornea"]);
  matte(patient.root, ["skin", "cornea"]);
  const labels = new LabelSheet();
  const surfaces = new Surfaces(labels);
  const person = new Patient(patient);
  const bay = new Bay(renderer, options, surfaces, labels, person, new Bed(bed, surfaces, labels), new Nurse(nurse));
  await bay.prepare((fraction) => report(1 - COMPILING + fraction * COMPILING, "the light"));
  bay.start();
  void furnish(assets, surfaces).then((furniture) => bay.scene.add(furniture));
  return bay;
}

class Bay implements Ward {
  frames = 0;
  readonly scene = new Scene();
  readonly rig = new Group();
  readonly view: View;
  readonly places: Places;
  readonly equipment: Equipment;
  readonly highlighter = new Highlight();
  private readonly light: Lighting;
  private readonly curtain: FrontCurtain;
  private readonly outside = new Outside();
  private readonly clock: WallClock;
  private readonly pointer: Pointer;
  private readonly learner = new Vector3();
  private readonly nurseEyes = new Vector3();
  private pressed: (place: string, screen: ScreenPoint) => void = () => {};
  private focused: string | null = null;
  private hovered: Ball | null = null;
  private curtainGoal = 0;
  private standpoint: Standpoint = "outside";
  private last = 0;
  private time = "";
  private size = "";
  private counted: WardStats = { triangles: 0, calls: 0 };
  outline: OutlineItem[] = [];
  readonly xr: Ward["xr"];
  private immersive: Immersive | null = null;
  private phase: Phase | null = null;
  private compressions = false;
  private hands: HandsView[] = [];
  private pressing: "nurse" | "self" | null = null;
  private bent = false;
  private compressed = 0;
  private readonly chest = new Vector3();
  private readonly ownHands: OwnHands;
  private readonly step: Group;

  constructor(
    readonly renderer: ReturnType<typeof createRenderer>,
    readonly options: WardOptions,
    readonly surfaces: Surfaces,
    labels: LabelSheet,
    readonly patient: Patient,
    private readonly bed: Bed,
    readonly nurse: Nurse,
  ) {
    this.view = new View(options.reducedMotion ?? false);
    const panels = buildCeilingPanels(surfaces);
    const room = buildRoom(surfaces, labels);
    this.curtain = new FrontCurtain(surfaces);
    this.clock = new WallClock(surfaces, labels);
    this.clock.group.position.set(CLOCK.x, CLOCK.y, ROOM.head);
    this.equipment = new Equipment(surfaces, labels, patient, options.allergyBand);
    this.light = new Lighting(this.scene, this.outside, panels);
    this.bed.anchor.add(patient.root);
    this.rig.add(this.view.camera);
    this.scene.add(room, panels, this.curtain.group, this.outside.mesh, this.light.group, this.clock.group, bed.group);
    this.ownHands = new OwnHands(surfaces);
    this.step = buildStep(surfaces, STEP_M);
    this.step.position.set(NURSE.chest.x + STEP_BACK_M, 0, NURSE.chest.z);
    this.step.rotation.y = Math.PI / 2;
    this.scene.add(this.equipment.group, nurse.root, this.ownHands.group, this.step, this.highlighter.mesh, this.rig);
    const outside = new Group();
    this.scene.add(outside);
    const { group } = this.curtain;
    this.places = placesOf({
      room,
      bed,
      patient,
      equipment: this.equipment,
      nurse: nurse.root,
      curtain: group,
      outside,
    });
    this.outsidePlaces = outside;
    this.pointer = new Pointer(renderer.domElement, this.view, this.places, {
      hover: (ball) => {
        this.hovered = ball;
        renderer.domElement.style.cursor = ball ? "pointer" : "";
      },
      press: (ball, x, y) => this.pressed(ball.place, { x, y }),
    });
    this.xr = {
      supported: async () => (await navigator.xr?.isSessionSupported("immersive-vr")) ?? false,
      enter: () => this.enterImmersive(),
      leave: () => this.immersive?.leave(),
    };
    this.setTimeOfDay(options.timeOfDay ?? "10:00");
  }
  private readonly outsidePlaces: Group;

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
    this.equipment.setMonitor(view);
    this.light.shadowChanged();
  }

  pushWaves(waves: Waves): void {
    this.equipment.pushWaves(waves);
  }

  setEquipment(view: EquipmentView): void {
    this.equipment.setEquipment(view);
    this.compressions = view.compressions;
    this.followCompressions();
    this.light.shadowChanged();
  }

  setHands(views: HandsView[]): void {
    this.hands = views;
    this.nurse.setHands(views.find((view) => view.who === "nurse") ?? null);
    this.followCompressions();
  }

  private followCompressions(): void {
    this.pressing = compressor(this.compressions, this.hands);
    this.nurse.setPressing(this.pressing === "nurse");
    this.bendOver();
  }

  /** Moves the chest under the hands that are on it; returns how deep it is pressed now, 0..1. */
  private compress(deltaMs: number): number {
    const going = this.pressing === "self" || (this.pressing === "nurse" && this.nurse.onChest);
    this.compressed = going ? this.compressed + deltaMs / 1000 : 0;
    const depth = compressionAt(this.compressed);
    this.patient.press(depth);
    this.patient.breastbone(this.chest);
    this.step.visible = this.pressing === "nurse";
    this.ownHands.place(this.pressing === "self" ? this.chest : null, this.standpoint === "chest" && !this.immersive);
    return depth;
  }

  /** Who begins to press stands over the chest, and looks from elsewhere only when asked to. */
  private bendOver(): void {
    const presses = this.pressing === "self";
    if (presses === this.bent) return;
    this.bent = presses;
    this.patient.breastbone(this.view.chest);
    if (presses) this.go("chest");
    else if (this.standpoint === "chest") this.go("bedside");
  }

  setPhase(phase: Phase): void {
    if (phase === this.phase) return;
    this.phase = phase;
    if (phase === "curtain") {
      this.curtainGoal = this.curtain.open = 0;
      this.go("outside", true);
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
    this.outsidePlaces.visible = false;
    this.go("bedside", !animated);
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
    if (!ball) return null;
    const { x, y, z } = ball.centre.clone().project(this.view.camera);
    if (z > 1 || Math.abs(x) > 1 || Math.abs(y) > 1) return null;
    const { clientWidth, clientHeight } = this.renderer.domElement;
    return { x: ((x + 1) / 2) * clientWidth, y: ((1 - y) / 2) * clientHeight };
  }

  look(viewpoint: Viewpoint): void {
    this.go(viewpoint);
  }

  private go(standpoint: Standpoint, cut = false): void {
    this.standpoint = standpoint;
    this.view.go(standpoint, cut);
  }

  /** Whoever falls at one's feet cannot be seen from the bedside: one steps back, and later forward again. */
  private stepBack(): void {
    const onFloor = this.patient.lie.fallen > 0;
    if (onFloor && this.standpoint === "bedside") this.go("floor");
    if (!onFloor && this.standpoint === "floor") this.go("bedside");
  }

  stats(): WardStats {
    return this.counted;
  }

  resize(): void {
    const { clientWidth, clientHeight } = this.renderer.domElement;
    if (this.renderer.xr.isPresenting || clientWidth === 0) return;
    const size = `${clientWidth} ${clientHeight} ${devicePixelRatio}`;
    if (size === this.size) return; // a new drawing buffer waits for all that is still being drawn
    this.size = size;
    this.renderer.setPixelRatio(Math.min(devicePixelRatio, 2));
    this.renderer.setSize(clientWidth, clientHeight, false);
    this.view.resize(clientWidth, clientHeight);
    if (this.frames === 0) return;
    this.view.update(0);
    this.render(); // a resized canvas is blank until it is drawn, and a page at rest may not draw for long
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
    const depth = this.compress(delta);
    const nurseMoved = this.nurse.update(delta, this.learner, this.chest, depth);
    this.nurse.eyes(this.nurseEyes);
    this.equipment.worn.face.getWorldPosition(this.view.face);
    const patientMoved = this.patient.update(delta, this.learner, this.nurseEyes);
    if (patientMoved) {
      this.bed.lie(this.patient.lie.backrest, this.patient.lie.legs);
      this.stepBack();
    }
    this.slideCurtain(delta);
    if (patientMoved || nurseMoved) this.light.shadowChanged();
    this.equipment.update(now);
    if (!this.immersive) this.highlighter.show((this.focused && this.places.find(this.focused)) || this.hovered);
    this.highlighter.update(delta, this.view.camera);
    this.render();
  }

  private render(): void {
    const drawsShadow = this.light.window.shadow.needsUpdate;
    this.renderer.render(this.scene, this.view.camera);
    this.count(drawsShadow);
    this.frames++;
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
      send: this.options.send,
      ended: () => this.leftImmersive(),
    });
    this.pointer.enabled = false;
    this.options.onImmersive?.(true);
  }

  private leftImmersive(): void {
    this.immersive = null;
    this.pointer.enabled = true;
    this.size = ""; // the headset had its own
    this.resize();
    this.options.onImmersive?.(false);
  }

  /** Remembers what one view costs; frames that also draw the shadow map are not what a frame costs. */
  private count(drewShadow: boolean): void {
    if (drewShadow) return;
    const { triangles, calls } = this.renderer.info.render;
    const eyes = this.renderer.xr.isPresenting ? this.renderer.xr.getCamera().cameras.length || 1 : 1;
    this.counted = { triangles: Math.round(triangles / eyes), calls: Math.round(calls / eyes) };
  }
}
