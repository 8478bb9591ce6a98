import { type Object3D, type PerspectiveCamera, type Scene, Vector3, type WebGLRenderer } from "three";
import { type Ball, type Places, pick } from "../input/places.ts";
import type { Caption, OutlineItem } from "../net/wire.ts";
import type { Highlight } from "../scene/highlight.ts";
import type { OfferedDrug } from "../scene/types.ts";
import { Hand } from "./hands.ts";
import { Locomotion } from "./locomotion.ts";
import { Menu } from "./menu.ts";
import { Panel } from "./panel.ts";
import type { Row } from "./rows.ts";

const GROUPS = ["Assess", "Breathing", "Circulation", "Drugs", "Talk", "Team"] as const;
const CAPTION_S = 7;
const SPEAKERS: Partial<Record<Caption["speaker"], string>> = {
  patient: "Patient",
  nurse: "Nurse",
  registrar: "Registrar",
  team: "Emergency team",
  you: "You",
  hint: "Hint",
  ward: "",
};

/** What the headset needs of the ward. */
export interface World {
  renderer: WebGLRenderer;
  scene: Scene;
  rig: Object3D;
  camera: PerspectiveCamera;
  places: Places;
  highlight: Highlight;
  drugs: readonly OfferedDrug[];
  items(): readonly OutlineItem[];
  curtainOpen(): boolean;
  send(action: Record<string, unknown>, chosenOverS: number): void;
  ended(): void;
}

/** One immersive session: hands, rays, panels, locomotion, captions. Ends itself when the browser ends it. */
export class Immersive {
  private readonly hands: Hand[];
  private readonly locomotion: Locomotion;
  private readonly panel = new Panel("panel");
  private readonly wrist = new Panel("wrist", 0.36);
  private readonly captions = new Panel("captions", 0.9);
  private readonly menu: Menu;
  private readonly eye = new Vector3();
  private readonly looking = new Vector3();
  private lines: { text: string; until: number }[] = [];
  private captionText = "";
  private seconds = 0;
  private inside = false;

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
    const { renderer, rig, scene, camera } = world;
    camera.position.set(0, 0, 0);
    this.hands = [0, 1].map((index) => new Hand(renderer, index, rig, import.meta.env.BASE_URL));
    this.locomotion = new Locomotion(rig, camera, scene);
    this.menu = new Menu({
      panel: this.panel,
      items: world.items,
      drugs: world.drugs,
      send: world.send,
      now: () => this.seconds,
    });
    for (const hand of this.hands) {
      hand.onPress((pressed) => this.press(pressed));
      hand.onSqueeze((squeezed) => this.locomotion.squeeze(squeezed));
    }
    scene.add(this.panel.mesh, this.captions.mesh, this.wrist.mesh);
    this.showWrist();
    this.place();
    session.addEventListener("end", () => this.end());
  }

  leave(): void {
    void this.session.end();
  }

  say(caption: Caption): void {
    const speaker = SPEAKERS[caption.speaker] ?? "";
    this.lines.push({ text: speaker ? `${speaker}: ${caption.text}` : caption.text, until: this.seconds + CAPTION_S });
    this.lines = this.lines.slice(-4);
  }

  /** Once a frame, before drawing. */
  update(deltaMs: number): void {
    this.seconds += deltaMs / 1000;
    if (this.world.curtainOpen() !== this.inside) this.place();
    this.world.camera.getWorldPosition(this.eye);
    this.world.camera.getWorldDirection(this.looking);
    let over: Ball | null = null;
    for (const hand of this.hands) over = this.pointWith(hand) ?? over;
    this.world.highlight.show(over);
    this.locomotion.update(this.hands, deltaMs);
    this.carryWrist();
    this.floatCaptions();
  }

  /** Starts where the page stood: before the curtain, or at the patient's right. */
  private place(): void {
    this.inside = this.world.curtainOpen();
    if (this.inside) this.locomotion.stand(-0.98, 0.12, -62);
    else this.locomotion.stand(-0.15, 3.5, 0);
  }

  private pointWith(hand: Hand): Ball | null {
    hand.update(null);
    if (!hand.connected) return null;
    const onPanel = this.panel.point(hand.ray) ?? (hand.handedness === "left" ? null : this.wrist.point(hand.ray));
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
    this.panel.point(hand.ray);
    if (this.panel.open && this.panel.press()) return;
    if (hand.handedness !== "left" && this.wrist.point(hand.ray) && this.wrist.press()) return;
    const ball = pick(hand.ray, this.world.places.now());
    if (!ball) return;
    if (ball.place === "curtain" && !this.inside) return this.world.send({ open: "curtain" }, 0);
    if (this.menu.openPlace(ball.place)) this.setPanel(ball.centre);
  }

  /** Beside what was pointed at, within arm's reach of the eyes, upright. */
  private setPanel(near: Vector3): void {
    const towards = near.clone().sub(this.eye).setY(0).normalize();
    this.panel.face(
      this.eye
        .clone()
        .addScaledVector(towards, 0.95)
        .setY(this.eye.y + 0.16),
      this.eye,
    );
  }

  private showWrist(): void {
    const groups: Row[] = GROUPS.map((group) => ({ kind: "button", text: group, press: () => this.openGroup(group) }));
    this.wrist.show("What you can do", [
      ...groups,
      {
        kind: "button",
        text: this.locomotion.seated ? "I am standing" : "I am seated",
        press: () => this.toggleSeat(),
      },
      { kind: "button", text: "Leave the headset view", strong: true, press: () => this.leave() },
    ]);
  }

  private openGroup(group: (typeof GROUPS)[number]): void {
    this.menu.openGroup(group);
    this.setPanel(this.eye.clone().add(this.looking));
  }

  private toggleSeat(): void {
    this.locomotion.setSeated(!this.locomotion.seated);
    this.showWrist();
  }

  /** The wrist panel rides over the left hand; without one it waits at the lower left of the view. */
  private carryWrist(): void {
    const left = this.hands.find((hand) => hand.connected && hand.handedness === "left");
    const at = new Vector3();
    if (left) at.copy(left.ray.origin).add(new Vector3(0, 0.24, 0));
    else
      at.copy(this.eye)
        .addScaledVector(this.looking, 0.6)
        .add(new Vector3(0, -0.1, 0));
    this.wrist.mesh.position.copy(at);
    this.wrist.mesh.lookAt(this.eye);
  }

  private floatCaptions(): void {
    this.lines = this.lines.filter((line) => line.until > this.seconds);
    const text = this.lines.map((line) => line.text).join("\n");
    if (text !== this.captionText) {
      this.captionText = text;
      if (text)
        this.captions.show(
          "",
          this.lines
            .flatMap((line) => wrap(line.text, 48))
            .slice(-6)
            .map((part) => ({ kind: "text", text: part })),
        );
      else this.captions.close();
    }
    const ahead = this.looking.clone().setY(0).normalize();
    const goal = this.eye
      .clone()
      .addScaledVector(ahead, 1.15)
      .add(new Vector3(0, -0.28, 0));
    this.captions.mesh.position.lerp(goal, 0.08);
    this.captions.mesh.lookAt(this.eye);
  }

  private end(): void {
    const { rig, highlight } = this.world;
    for (const hand of this.hands) hand.dispose(rig);
    this.locomotion.dispose();
    for (const panel of [this.panel, this.wrist, this.captions]) panel.dispose();
    rig.position.set(0, 0, 0);
    rig.rotation.set(0, 0, 0);
    highlight.show(null);
    this.world.ended();
  }
}

/** Breaks a sentence into lines of at most `width` characters at spaces. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(/\s+/)) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length + 1 <= width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}
