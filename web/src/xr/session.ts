import { type Object3D, type PerspectiveCamera, type Scene, Vector3, type WebGLRenderer } from "three";
import { type Ball, type Place, type Places, pick } from "../input/places.ts";
import type { Caption, OutlineItem } from "../net/wire.ts";
import type { Highlight } from "../scene/highlight.ts";
import type { Presser } from "../scene/people/own-hands.ts";
import { words } from "../ui/strings/index.ts";
import { Hand } from "./hands.ts";
import type { HeadsetLink } from "./link.ts";
import { Locomotion } from "./locomotion.ts";
import { Menu } from "./menu.ts";
import { Notices } from "./notices.ts";
import { Panel } from "./panel.ts";
import { besideGaze, directionOf, pitchOf, wristShows, yawOf } from "./placing.ts";
import type { Row } from "./rows.ts";
import { Subtitles } from "./subtitles.ts";
import { measuredRows, Wrist } from "./wrist.ts";

const PANEL_M = 0.9; // from the eyes: read without effort, pointed at without reaching
const TOO_FAR_M = 1.3;
const PANEL_TOP_M = 0.1; // above the eyes
const WRIST_ABOVE_HAND_M = 0.24;
/** Where the head is of who presses on a chest from the patient's right, and how far off arms still reach. */
const OVER_CHEST_M = 0.42;
const FACING_BED = -90;
const ARMS_REACH_M = 0.75;
const SHOULDER_BEHIND_M = 0.125;
const SHOULDER_DROP_M = 0.2;
/** What must stay in sight while something is read. */
const KEPT_CLEAR: readonly Place[] = ["head", "chest", "abdomen"];
const text = words.bedside;

/** What the headset needs of the ward. */
export interface World {
  renderer: WebGLRenderer;
  scene: Scene;
  rig: Object3D;
  camera: PerspectiveCamera;
  places: Places;
  highlight: Highlight;
  link: HeadsetLink;
  items(): readonly OutlineItem[];
  curtainOpen(): boolean;
  /** The breastbone that the wearer's hands are on; null when they are not. */
  pressedChest(): Vector3 | null;
  send(action: Record<string, unknown>, chosenOverS: number): void;
  ended(): void;
}

/** One immersive session: hands, rays, panels, locomotion, captions. Ends itself when the browser ends it. */
export class Immersive {
  private readonly hands: Hand[];
  private readonly locomotion: Locomotion;
  private readonly panel = new Panel("panel", 0.9);
  private readonly subtitles = new Subtitles();
  private readonly wrist: Wrist;
  private readonly menu: Menu;
  private readonly notices: Notices;
  private readonly eye = new Vector3();
  private readonly looking = new Vector3();
  private readonly palm = new Vector3();
  private seconds = 0;
  private inside = false;
  private bent = false;

  static async enter(world: World): Promise<Immersive> {
    const session = await navigator.xr!.requestSession("immersive-vr", {
      optionalFeatures: ["local-floor", "hand-tracking"],
    });
    await world.renderer.xr.setSession(session);
    return new Immersive(world, session);
  }

  private constructor(
    private readonly world: World,
    private readonly session: XRSession,
  ) {
    const { renderer, rig, scene, camera, link } = world;
    camera.position.set(0, 0, 0);
    this.hands = [0, 1].map((index) => new Hand(renderer, index, rig, import.meta.env.BASE_URL));
    this.locomotion = new Locomotion(rig, camera, scene);
    this.menu = new Menu({
      screen: { show: (title, rows) => this.showPanel(title, rows), close: () => this.panel.close() },
      kit: link.kit,
      items: world.items,
      send: world.send,
      now: () => this.seconds * 1000,
    });
    this.wrist = new Wrist(link.store, {
      group: (group) => this.unlessStill(() => this.menu.openGroup(group)),
      measured: () => this.unlessStill(() => this.menu.read(text.measured, measuredRows(link.store))),
      more: () => this.unlessStill(() => this.more()),
      leave: () => this.leave(),
    });
    for (const hand of this.hands) {
      hand.onPress((pressed) => this.press(pressed));
      hand.onSqueeze((squeezed) => this.locomotion.squeeze(squeezed));
    }
    scene.add(this.panel.mesh, this.subtitles.panel.mesh, this.wrist.panel.mesh);
    this.place();
    this.notices = this.createNotices();
    this.listen();
    session.addEventListener("end", () => this.end());
  }

  leave(): void {
    void this.session.end();
  }

  say(caption: Pick<Caption, "speaker" | "text">): void {
    this.subtitles.say(caption, this.seconds);
  }

  /** The wearer, when near enough to press on a chest there. */
  presser(chest: Vector3): Presser | null {
    const near = Math.hypot(this.eye.x - chest.x, this.eye.z - chest.z) < ARMS_REACH_M;
    return near ? { eyes: this.eye, shoulderBehindM: SHOULDER_BEHIND_M, shoulderDropM: SHOULDER_DROP_M } : null;
  }

  /** Once a frame, before drawing. */
  update(deltaMs: number): void {
    this.seconds += deltaMs / 1000;
    if (this.world.curtainOpen() !== this.inside) this.place();
    this.bendOver();
    this.world.camera.getWorldPosition(this.eye);
    this.world.camera.getWorldDirection(this.looking);
    let over: Ball | null = null;
    for (const hand of this.hands) over = this.pointWith(hand) ?? over;
    this.world.highlight.show(over);
    this.locomotion.update(this.hands, deltaMs);
    if (this.panel.open && this.panel.mesh.position.distanceTo(this.eye) > TOO_FAR_M) this.setPanel();
    this.wrist.update();
    this.wrist.panel.mesh.visible = this.carryWrist();
    this.subtitles.update(this.seconds, this.eye, this.looking, this.keptClear());
  }

  private createNotices(): Notices {
    const { link } = this.world;
    return new Notices({
      store: link.store,
      show: (notice) => {
        if (notice) this.showPanel(notice.title, notice.rows, true);
        else this.panel.close();
      },
      dark: (dark) => this.locomotion.setDark(dark),
      resume: () => link.control("resume"),
      leave: () => this.leave(),
    });
  }

  /** A headset that is taken off pauses as a hidden page does; the page may see the panels. */
  private listen(): void {
    const { link } = this.world;
    this.session.addEventListener("visibilitychange", () => {
      const running = link.store.get("clock")?.phase === "running";
      if (this.session.visibilityState === "hidden" && running) link.control("pause", "hidden");
    });
    link.worn(() => {
      const { rig } = this.world;
      return [...this.panel.pressable(), ...this.wrist.panel.pressable()].map((row) => {
        const { x, y, z } = rig.worldToLocal(new Vector3(row.at.x, row.at.y, row.at.z));
        return { ...row, at: { x, y, z } };
      });
    });
  }

  /** Starts where the page stood: before the curtain, or at the patient's right. */
  private place(): void {
    this.inside = this.world.curtainOpen();
    if (this.inside) this.locomotion.stand(-0.98, 0.12, -62);
    else this.locomotion.stand(-0.15, 3.5, 0);
  }

  /** Who begins to press stands over the chest, once: after that nothing moves them but themselves. */
  private bendOver(): void {
    const chest = this.world.pressedChest();
    if (chest && !this.bent) this.locomotion.putHead(chest.x - OVER_CHEST_M, chest.z, FACING_BED);
    this.bent = chest !== null;
  }

  private pointWith(hand: Hand): Ball | null {
    hand.update(null);
    if (!hand.connected) return null;
    const onPanel =
      this.panel.point(hand.ray) ?? (hand.handedness === "left" ? null : this.wrist.panel.point(hand.ray));
    if (onPanel) {
      hand.update(onPanel.distanceTo(hand.ray.origin));
      return null;
    }
    const ball = pick(hand.ray, this.world.places.now());
    hand.update(ball ? ball.centre.distanceTo(hand.ray.origin) : null);
    return ball;
  }

  private press(hand: Hand): void {
    hand.update(null);
    if (this.panel.point(hand.ray) && this.panel.open) {
      this.panel.press();
      return;
    }
    if (hand.handedness !== "left" && this.wrist.panel.point(hand.ray)) {
      this.wrist.panel.press();
      return;
    }
    const ball = pick(hand.ray, this.world.places.now());
    if (ball) this.unlessStill(() => this.touch(ball.place));
  }

  private touch(place: Place): void {
    if (this.inside) {
      this.menu.openPlace(place);
      return;
    }
    if (place === "curtain") return this.world.send({ open: "curtain" }, 0);
    const trial = this.world.link.trial(place);
    if (trial) this.menu.openTrial(trial);
  }

  /** A paused ward answers to its notice alone. */
  private unlessStill(act: () => void): void {
    if (!this.notices.standsStill) act();
  }

  private showPanel(title: string, rows: readonly Row[], anew = false): void {
    if (anew || !this.panel.open) this.setPanel();
    this.panel.show(title, rows);
  }

  /** Beside the line of sight and beside the patient, upright, within easy reach of a ray. */
  private setPanel(): void {
    this.world.camera.getWorldPosition(this.eye);
    this.world.camera.getWorldDirection(this.looking);
    const half = this.panel.halfAngle(PANEL_M);
    const yaw = besideGaze(this.eye, yawOf(this.looking), half, this.keptClear());
    const at = directionOf(yaw, 0).multiplyScalar(PANEL_M).add(this.eye);
    this.panel.face(at.setY(this.eye.y + PANEL_TOP_M), this.eye);
  }

  /** The patient, once the curtain is open. */
  private keptClear(): Ball[] {
    return this.inside ? this.world.places.now().filter((ball) => KEPT_CLEAR.includes(ball.place)) : [];
  }

  private more(): void {
    const { store, control } = this.world.link;
    const practice = store.get("clock")?.mode === "practice" && this.inside;
    const row = (label: string, press: () => void): Row => ({
      kind: "button",
      text: label,
      press: () => {
        this.menu.close();
        press();
      },
    });
    this.menu.read(text.more, [
      ...(practice ? [row(text.pause, () => control("pause")), row(text.hint, () => control("hint"))] : []),
      row(this.locomotion.seated ? text.standing : text.seated, () =>
        this.locomotion.setSeated(!this.locomotion.seated),
      ),
      row(text.turnLeft, () => this.locomotion.turn(-1)),
      row(text.turnRight, () => this.locomotion.turn(1)),
    ]);
  }

  /**
   * The wrist panel rides over the left hand; without one it waits at the lower left of the view. Returns whether it is
   * shown: a hand raised to work does not carry it before the patient.
   */
  private carryWrist(): boolean {
    const { mesh } = this.wrist.panel;
    const left = this.hands.find((hand) => hand.connected && hand.handedness === "left");
    if (left) mesh.position.copy(left.ray.origin).y += WRIST_ABOVE_HAND_M;
    else
      directionOf(yawOf(this.looking) - 0.6, Math.min(0, pitchOf(this.looking)) - 0.25, mesh.position)
        .multiplyScalar(0.6)
        .add(this.eye);
    mesh.lookAt(this.eye);
    return !left || wristShows(left.ray.origin, left.palm(this.palm), this.eye, mesh.visible);
  }

  private end(): void {
    const { rig, highlight, link } = this.world;
    link.worn(null);
    this.notices.dispose();
    for (const hand of this.hands) hand.dispose(rig);
    this.locomotion.dispose();
    for (const panel of [this.panel, this.wrist.panel, this.subtitles.panel]) panel.dispose();
    rig.position.set(0, 0, 0);
    rig.rotation.set(0, 0, 0);
    highlight.show(null);
    this.world.ended();
  }
}
