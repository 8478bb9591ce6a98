import { type Bone, Group, MathUtils, type Mesh, type Object3D, Vector3 } from "three";
import type { Model } from "../../assets/load.ts";
import type { HandsView } from "../../net/wire.ts";
import { NURSE } from "../layout.ts";
import { Liveliness } from "./face.ts";
import { type Step, Walker } from "./walker.ts";

type Station = keyof typeof NURSE;

/** Where the nurse should be for what her hands do: fetching is a walk away and back. */
export function stationFor(view: HandsView | null, outside: boolean): Station {
  if (outside) return "outside";
  if (view?.doing && /fetch|bring/i.test(view.doing) && view.progress < 0.5) return "away";
  return "bedside";
}

/** The nurse: stands at the patient's left, looks at who speaks, walks to fetch, works with her hands when busy. */
export class Nurse {
  readonly root = new Group();
  private readonly life = new Liveliness();
  private readonly walker = new Walker(NURSE.outside);
  private readonly meshes: Mesh[] = [];
  private readonly bones = new Map<string, Bone>();
  private readonly eyeHeight: number;
  private hands: HandsView | null = null;
  private outside = true;
  private clock = 0;
  private busy = 0;
  private pressing = false;

  constructor(model: Model) {
    this.root.name = "nurse";
    this.root.add(model.root);
    model.root.traverse((part: Object3D) => {
      if ((part as Bone).isBone) {
        part.userData.rest = part.quaternion.clone();
        this.bones.set(part.name, part as Bone);
      }
      if ((part as Mesh).isMesh) this.meshes.push(part as Mesh);
    });
    for (const mesh of this.meshes) {
      mesh.frustumCulled = false;
      mesh.castShadow = mesh.receiveShadow = true;
    }
    this.root.updateMatrixWorld(true);
    const head = this.bones.get("head");
    this.eyeHeight = head ? new Vector3().setFromMatrixPosition(head.matrixWorld).y + 0.09 : 1.56;
    this.place(this.walker.step(0));
  }

  setHands(view: HandsView | null): void {
    this.hands = view;
    this.walker.go(NURSE[stationFor(view, this.outside)]);
  }

  setCompressions(on: boolean): void {
    this.pressing = on;
  }

  /** Stands outside the curtain. */
  wait(): void {
    this.outside = true;
    this.walker.appear(NURSE.outside);
  }

  /** Is at the bedside when the curtain opens. */
  come(): void {
    this.outside = false;
    this.walker.appear(NURSE.bedside);
  }

  say(text: string): void {
    this.life.speak(text);
  }

  eyes(target: Vector3): Vector3 {
    return target.copy(this.root.position).setY(this.eyeHeight);
  }

  /** Returns whether she moved enough to change her shadow. */
  update(deltaMs: number): boolean {
    const seconds = deltaMs / 1000;
    this.clock += seconds;
    this.life.advance(seconds, 1, 0);
    const step = this.walker.step(seconds);
    this.place(step);
    const working = !step.walking && (this.pressing || Boolean(this.hands?.doing));
    this.busy += ((working ? 1 : 0) - this.busy) * Math.min(1, seconds * 3);
    this.pose(step);
    this.morph();
    return step.walking;
  }

  private place(step: Step): void {
    this.root.position.set(step.x, 0, step.z);
    this.root.rotation.y = step.turn;
  }

  private pose(step: Step): void {
    const sway = Math.sin(this.clock * 0.9) * 0.012;
    const breath = Math.sin(this.clock * 1.5) * 0.008;
    this.turn("spine_01", 0.18 * this.busy + breath, 0, sway);
    this.turn("spine_03", 0.1 * this.busy, Math.sin(this.clock * 0.37) * 0.05, -sway * 0.5);
    this.turn(
      "head",
      0.12 + 0.16 * this.busy + 0.02 * Math.sin(this.clock * 0.7),
      Math.sin(this.clock * 0.31) * 0.1,
      0,
    );
    const swing = step.walking ? Math.sin(step.stride) * 0.45 : 0;
    for (const [side, sign] of [
      ["l", 1],
      ["r", -1],
    ] as const) {
      this.turn(`thigh_${side}`, -swing * sign, 0, 0);
      this.turn(`calf_${side}`, Math.max(0, swing * sign) * 0.9 + (step.walking ? 0.12 : 0), 0, 0);
      const work = this.busy * (0.55 + 0.1 * Math.sin(this.clock * 3.1 + sign));
      this.turn(`upperarm_${side}`, swing * sign * 0.6 - work, 0, 0);
      this.turn(
        `lowerarm_${side}`,
        -this.busy * (0.75 + 0.14 * Math.sin(this.clock * 4.3 + sign * 1.3)) - (step.walking ? 0.25 : 0.05),
        0,
        0,
      );
    }
  }

  private turn(name: string, x: number, y: number, z: number): void {
    const bone = this.bones.get(name);
    if (!bone) return;
    bone.quaternion.copy(bone.userData.rest);
    bone.rotateX(x);
    bone.rotateY(y);
    bone.rotateZ(z);
  }

  private morph(): void {
    const weights: Record<string, number> = {
      eyesClosed: this.life.blink,
      jawOpen: this.life.jaw * 0.35,
      mouthFunnel: this.life.jaw * 0.2,
      breatheChest: 0.3 + 0.3 * Math.sin(this.clock * 1.5),
      mouthSmile: MathUtils.clamp(0.15 - this.busy * 0.15, 0, 1),
    };
    for (const { morphTargetDictionary: names, morphTargetInfluences: influences } of this.meshes) {
      if (!names || !influences) continue;
      for (const [name, weight] of Object.entries(weights))
        if (names[name] !== undefined) influences[names[name]] = weight;
    }
  }
}
