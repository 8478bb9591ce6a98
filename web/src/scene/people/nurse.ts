import { type Bone, Group, type Material, MathUtils, type Mesh, Vector3 } from "three";
import { Blend, type Layer } from "../../assets/clip.ts";
import type { Model } from "../../assets/glb.ts";
import { clipOf, node } from "../../assets/load.ts";
import type { HandsView } from "../../net/wire.ts";
import { NURSE } from "../layout.ts";
import { Eyes } from "./eyes.ts";
import { Liveliness } from "./face.ts";
import { overSkin } from "./garment.ts";
import { combHair } from "./hair.ts";
import { Pressing } from "./pressing.ts";
import { bonesBelow } from "./reach.ts";
import { type Step, shortestTurn, Walker } from "./walker.ts";

type Station = keyof typeof NURSE;
const CLIPS = ["idle", "walk", "work"] as const;
type ClipName = (typeof CLIPS)[number];
const FADE_S = 0.35;
const NECK_LIMIT = 0.9;
const LEAN_S = 0.7;
/** Height of the step beside the bed: without it nobody gets their shoulders over a chest on a bed this high. */
export const STEP_M = 0.24;

/** What the patient needs her for: compressions in bed or on the floor, or after a fall to be stood by and then lifted. */
export type Need = "chest" | "floor" | "fallen" | "lifting";

/** Where the nurse should be: outside until the curtain opens, where she is needed, away to fetch, or at the bedside. */
export function stationFor(view: HandsView | null, outside: boolean, need: Need | null = null): Station {
  if (outside) return "outside";
  if (need === "chest" || need === "floor") return need;
  if (view?.away) return "away";
  return need === null ? "bedside" : "fallen";
}

/** The nurse: stands at the patient's left, looks at who speaks, walks to fetch, works with her hands when busy. */
export class Nurse {
  readonly root = new Group();
  private readonly life = new Liveliness();
  private readonly walker = new Walker(NURSE.outside);
  private readonly meshes: Mesh[] = [];
  private readonly head: Bone;
  private readonly blend: Blend;
  private readonly layers: Record<ClipName, Layer>;
  private readonly eyeHeight: number;
  private hands: HandsView | null = null;
  private outside = true;
  readonly corneas: Eyes;
  private readonly press: Pressing;
  private station: Station = "outside";
  private need: Need | null = null;
  /** What her hands are on, or were on last. */
  private readonly grip = new Vector3();
  private stepM = 0;
  private kneels = false;
  /** 0 upright to 1 over the chest. */
  private leaning = 0;
  private headYaw = 0;

  constructor(model: Model) {
    this.root.name = "nurse";
    this.root.add(model.root);
    this.head = node(model.root, "head") as Bone;
    model.root.traverse((part) => {
      const mesh = part as Mesh;
      if (!mesh.isMesh) return;
      mesh.frustumCulled = false; // bounds of the rest pose do not follow the bones
      mesh.castShadow = mesh.name === "uniform"; // each kind of caster is one more program to compile
      this.meshes.push(mesh);
      if (mesh.name === "uniform") overSkin(mesh.material as Material);
    });
    this.root.updateMatrixWorld(true);
    this.eyeHeight = new Vector3().setFromMatrixPosition(this.head.matrixWorld).y + 0.09;
    combHair(model.root);
    this.corneas = new Eyes(model.root);
    this.press = new Pressing(bonesBelow(model.root));
    this.blend = new Blend(model.clips);
    const layers = CLIPS.map((name) => [name, { clip: clipOf(model, name), time: 0, weight: name === "idle" ? 1 : 0 }]);
    this.layers = Object.fromEntries(layers) as Record<ClipName, Layer>;
    this.place(this.walker.step(0));
  }

  setHands(view: HandsView | null): void {
    this.hands = view;
    this.goWhereNeeded();
  }

  /** What she is needed for now, and where her hands go for it. */
  setNeed(need: Need | null, grip: Vector3): void {
    if (need) this.grip.copy(grip);
    if (need === this.need) return;
    this.need = need;
    if (need && need !== "fallen") {
      this.kneels = need === "floor"; // and stays as it is while she gets up from there
      this.stepM = need === "chest" ? STEP_M : this.kneels ? -this.press.kneeM : 0;
    }
    this.goWhereNeeded();
  }

  private goWhereNeeded(): void {
    const station = stationFor(this.hands, this.outside, this.need);
    if (station === this.station) return;
    this.station = station;
    this.walker.go(NURSE[station]);
  }

  /** Whether her hands are on the chest: she has to get there first. */
  get onChest(): boolean {
    return this.presses && this.leaning > 0.95;
  }

  private get presses(): boolean {
    return this.need === "chest" || this.need === "floor";
  }

  /** Stands outside the curtain. */
  wait(): void {
    this.outside = true;
    this.appear("outside");
  }

  /** Is at the bedside when the curtain opens. */
  come(): void {
    this.outside = false;
    this.appear("bedside");
  }

  private appear(station: Station): void {
    this.station = station;
    this.walker.appear(NURSE[station]);
  }

  say(text: string): void {
    this.life.speak(text);
  }

  eyes(target: Vector3): Vector3 {
    return target.copy(this.root.position).setY(this.eyeHeight);
  }

  /**
   * `learner` is where she looks while she speaks, `depth` 0..1 how deep the chest is pressed. Returns whether she moved
   * enough to change her shadow.
   */
  update(deltaMs: number, learner: Vector3, depth: number): boolean {
    const seconds = deltaMs / 1000;
    this.life.advance(seconds, 1, 0);
    const lifts = this.need === "lifting";
    const risesFirst = this.leaning > 0.15 && !this.presses && !lifts;
    const step = this.walker.step(risesFirst ? 0 : seconds);
    this.place(step);
    const over = (this.presses || lifts) && !step.walking ? 1 : 0;
    this.leaning += MathUtils.clamp(over - this.leaning, -seconds / LEAN_S, seconds / LEAN_S);
    if (lifts && over === 1) this.walker.shift(this.grip.x);
    this.root.position.y = this.stepM * MathUtils.smoothstep(this.leaning, 0, 0.6);
    const busy = this.need === null && Boolean(this.hands?.doing);
    this.play(step.walking && !risesFirst ? "walk" : busy ? "work" : "idle", seconds);
    if (this.leaning > 0) this.lean(depth);
    this.lookAt(this.life.speaking && !step.walking ? learner : null, seconds);
    this.morph();
    return step.walking || this.leaning > 0;
  }

  private play(wanted: ClipName, seconds: number): void {
    for (const name of CLIPS) {
      const layer = this.layers[name];
      const goal = name === wanted ? 1 : 0;
      layer.weight += MathUtils.clamp(goal - layer.weight, -seconds / FADE_S, seconds / FADE_S);
      layer.time = (layer.time + seconds) % layer.clip.seconds;
    }
    this.blend.pose(Object.values(this.layers));
  }

  private lean(depth: number): void {
    this.root.updateMatrixWorld(true);
    const weight = MathUtils.smoothstep(this.leaning, 0, 1);
    if (this.kneels) this.press.kneel(MathUtils.smoothstep(this.leaning, 0, 0.6));
    this.press.pose(this.grip, this.root.rotation.y, depth, weight);
  }

  private lookAt(target: Vector3 | null, seconds: number): void {
    const bearing = target
      ? Math.atan2(target.x - this.root.position.x, target.z - this.root.position.z) - this.root.rotation.y
      : 0;
    const goal = MathUtils.clamp(shortestTurn(bearing), -NECK_LIMIT, NECK_LIMIT);
    this.headYaw += (goal - this.headYaw) * (1 - Math.exp(-seconds * 4));
    this.head.rotateY(this.headYaw);
  }

  private place(step: Step): void {
    this.root.position.set(step.x, this.root.position.y, step.z);
    this.root.rotation.y = step.turn;
  }

  private morph(): void {
    const weights: Record<string, number> = {
      eyesClosed: this.life.blink,
      jawOpen: this.life.jaw * 0.35,
      mouthFunnel: this.life.jaw * 0.2,
      mouthSmile: 0.1,
    };
    for (const { morphTargetDictionary: names, morphTargetInfluences: influences } of this.meshes) {
      if (!names || !influences) continue;
      for (const [name, weight] of Object.entries(weights)) {
        if (names[name] !== undefined) influences[names[name]] = weight;
      }
    }
  }
}
