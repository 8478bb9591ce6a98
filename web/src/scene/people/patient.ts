import {
  type Bone,
  Color,
  type Group,
  type Material,
  MathUtils,
  type Mesh,
  type MeshStandardMaterial,
  type Object3D,
  type SkinnedMesh,
  Vector3,
} from "three";
import { Blend, type Layer } from "../../assets/clip.ts";
import type { Model } from "../../assets/glb.ts";
import { clipOf, node } from "../../assets/load.ts";
import type { PatientView } from "../../net/wire.ts";
import { DEPTH_M } from "./compressions.ts";
import { Eyes } from "./eyes.ts";
import { breathing, expressionOf, Liveliness, pupilWeights } from "./face.ts";
import { overSkin } from "./garment.ts";
import { Gaze } from "./gaze.ts";
import { combHair } from "./hair.ts";
import { Playback } from "./playback.ts";
import { approach, LATERAL_ROLL, type Lie, lieOf, sameLie } from "./posture.ts";
import { rememberRest, restPosition } from "./rest.ts";
import { prepareSkin, Skin, signsOf } from "./skin.ts";
import { stanceOf } from "./stance.ts";
import { RestSurface } from "./surface.ts";

const BONES = [
  "head",
  "neck_01",
  "thigh_l",
  "thigh_r",
  "calf_l",
  "calf_r",
  "foot_l",
  "foot_r",
  "hand_l",
  "hand_r",
  "upperarm_l",
  "upperarm_r",
  "lowerarm_l",
  "lowerarm_r",
  "spine_03",
  "eye_l",
  "eye_r",
  "Root",
] as const;
type BoneName = (typeof BONES)[number];

/** From the ankle joint to the sole, and from the joint of the upper spine up to the middle of the lower breastbone. */
const SOLE_M = 0.075;
const STERNUM_M = 0.1;
/** What brings a body turned onto its side back over the middle of the mattress, metres for the hips. */
const LATERAL = { x: -0.02, y: 0.075 };

/** The living patient: plays the server's state on the body's morphs, bones and skin. */
export class Patient {
  readonly root: Group;
  readonly bones = {} as Record<BoneName, Bone>;
  readonly life = new Liveliness();
  readonly surface: RestSurface;
  lie: Lie = lieOf("half-sitting", false);
  private readonly playback = new Playback();
  private readonly meshes: Mesh[] = [];
  private readonly blend: Blend;
  private readonly recline: Layer;
  private readonly skin: Skin;
  private readonly gaze: Gaze;
  readonly corneas: Eyes;
  private readonly blanket: Mesh | undefined;
  private clock = 0;
  private view: PatientView | null = null;
  private goal: Lie = this.lie;
  private pressed = 0;
  private readonly sternum: Vector3;
  private readonly ankle = new Vector3();
  private readonly hips: Vector3;
  private readonly legM: number;

  constructor(model: Model) {
    this.root = model.root;
    rememberRest(this.root);
    for (const name of BONES) this.bones[name] = node(this.root, name) as Bone;
    this.root.traverse((part) => {
      const mesh = part as Mesh;
      if (mesh.isMesh) this.meshes.push(mesh);
    });
    const skin = this.meshes.find((mesh) => mesh.name === "skin") as SkinnedMesh | undefined;
    if (!skin) throw new Error("the patient's body has no mesh named skin");
    this.surface = new RestSurface(skin, this.root.matrixWorld);
    this.skin = this.dress(skin);
    this.corneas = new Eyes(this.root);
    combHair(this.root);
    this.blanket = this.meshes.find((mesh) => mesh.name === "blanket");
    this.blend = new Blend(model.clips);
    this.recline = { clip: clipOf(model, "recline"), time: 0, weight: 1 };
    this.gaze = new Gaze(this.bones.head, this.bones.neck_01, this.bones.eye_l, this.bones.eye_r);
    const { thigh_l, thigh_r, spine_03, foot_l } = this.bones;
    this.hips = restPosition(thigh_l).add(restPosition(thigh_r)).multiplyScalar(0.5);
    this.legM = restPosition(foot_l).z - this.hips.z + SOLE_M;
    const at = restPosition(spine_03);
    const z = at.z - STERNUM_M;
    this.sternum = new Vector3(0, this.surface.top(0, z, 0.03), z).sub(at);
    this.pose();
  }

  setView(view: PatientView): void {
    this.playback.push(view);
  }

  /** Whether somebody's hands keep the head straight. */
  holdHead(held: boolean): void {
    this.gaze.held = held;
  }

  /** Depth 0..1 of a chest compression now. */
  press(depth: number): void {
    this.pressed = depth;
  }

  /** The lower half of the breastbone in the world, as deep as it is pressed now. */
  breastbone(target: Vector3): Vector3 {
    target.copy(this.sternum);
    target.y -= this.pressed * DEPTH_M;
    return this.bones.spine_03.localToWorld(target);
  }

  /** Between the ankles in the world, where somebody who carries the legs has hold of them. */
  ankles(target: Vector3): Vector3 {
    const { foot_l, foot_r } = this.bones;
    foot_l.getWorldPosition(target);
    return target.lerp(foot_r.getWorldPosition(this.ankle), 0.5);
  }

  /** A caption of the patient's: the jaw moves while it is said. */
  say(text: string): void {
    this.life.speak(text);
  }

  /** `learner` and `nurse` are eye positions in the world. Returns whether the body changed its lie. */
  update(deltaMs: number, learner: Vector3, nurse: Vector3): boolean {
    const seconds = deltaMs / 1000;
    this.clock += seconds;
    const view = this.playback.advance(deltaMs);
    if (!view) return false;
    const first = this.view === null;
    this.view = view;
    this.goal = lieOf(view.posture, view.legs_raised, view.fallen);
    const moved = !sameLie(this.lie, this.goal);
    this.lie = first ? this.goal : approach(this.lie, this.goal, seconds);
    this.life.advance(seconds, view.consciousness, view.distress);
    this.pose();
    this.gaze.update(view, this.life.saccade, learner, nurse, seconds);
    this.tremble(view);
    this.applyMorphs(view);
    this.skin.show(signsOf(view));
    return moved || first;
  }

  /** Sets bones from the lie; the backrest's angle is the clip's time. */
  private pose(): void {
    for (const bone of Object.values(this.bones)) bone.quaternion.identity(); // bones rest in the bed's axes
    const stance = stanceOf(this.lie, this.hips.y, this.legM);
    this.recline.time = MathUtils.clamp(this.lie.backrest * stance.curl, 0, 60);
    this.blend.pose([this.recline]);
    const { thigh_l, thigh_r, calf_l, calf_r, foot_l, foot_r } = this.bones;
    const roll = this.lie.roll / LATERAL_ROLL;
    thigh_r.rotateY(0.3 * roll); // the upper knee rests in front of the lower one
    const hip = -radians(this.lie.legs + stance.thigh);
    thigh_l.rotateX(hip - 0.3 * roll);
    thigh_r.rotateX(hip - 0.75 * roll);
    this.armsForward(roll);
    const knee = radians(this.lie.legs * 0.25 + stance.calf);
    calf_l.rotation.x = 0.5 * roll + knee;
    calf_r.rotation.x = 0.9 * roll + knee;
    for (const foot of [foot_l, foot_r]) foot.rotation.x = radians(stance.foot);
    this.root.rotation.set(radians(stance.pitch), radians(stance.yaw), radians(stance.roll - this.lie.roll), "YXZ");
    this.root.position.copy(this.hips).applyEuler(this.root.rotation).negate().add(stance.hips);
    this.root.position.x += LATERAL.x * roll;
    this.root.position.y += LATERAL.y * roll;
    // a blanket follows neither raised legs nor a turned body: somebody has put it aside
    if (this.blanket) this.blanket.visible = this.lie.legs < 2 && this.lie.roll < 2 && this.lie.up === 0;
  }

  /** Whoever is turned onto the left side has both arms in front, not under and over the body. */
  private armsForward(roll: number): void {
    const { upperarm_l, upperarm_r, lowerarm_l, lowerarm_r } = this.bones;
    upperarm_r.rotateZ(-1.05 * roll);
    upperarm_r.rotateX(-0.8 * roll);
    lowerarm_r.rotateX(-0.5 * roll);
    upperarm_l.rotateX(-1.0 * roll);
    lowerarm_l.rotateX(-1.1 * roll);
  }

  private tremble(view: PatientView): void {
    if (view.tremor < 0.02) return;
    const shake = view.tremor * 0.03;
    this.bones.hand_l.rotateX(shake * Math.sin(this.clock * 47));
    this.bones.hand_r.rotateX(shake * Math.sin(this.clock * 51 + 1));
    this.bones.lowerarm_l.rotateZ(shake * 0.4 * Math.sin(this.clock * 43 + 2));
    this.bones.lowerarm_r.rotateZ(shake * 0.4 * Math.sin(this.clock * 45));
  }

  private applyMorphs(view: PatientView): void {
    const weights: Record<string, number> = {
      ...expressionOf(view, this.life, this.gaze.pitch),
      ...breathing(view.chest, view.effort),
      ...pupilWeights(view.pupil_mm),
      compressChest: this.pressed,
    };
    for (const mesh of this.meshes) {
      const { morphTargetDictionary: names, morphTargetInfluences: influences } = mesh;
      if (!names || !influences) continue;
      for (const [name, weight] of Object.entries(weights)) {
        const index = names[name];
        if (index !== undefined) influences[index] = weight;
      }
    }
  }

  /** A bone by name; the error names a missing one. */
  bone(name: string): Bone {
    return node(this.root, name) as Bone;
  }

  private dress(mesh: SkinnedMesh): Skin {
    for (const part of this.meshes) {
      part.receiveShadow = !["lashes", "cornea", "eyes", "mouth"].includes(part.name);
      part.castShadow = part.receiveShadow && part.name !== "hair"; // the skull under it throws the same
      part.frustumCulled = false; // bounds of the rest pose do not follow the bones
    }
    const hasOcclusion = prepareSkin(mesh.geometry);
    const old = mesh.material as MeshStandardMaterial;
    const skin = new Skin(old.color.clone(), old.map, this.surface.scale, hasOcclusion);
    mesh.material = skin.material;
    old.dispose();
    dressDown(this.root);
    return skin;
  }
}

function radians(degrees: number): number {
  return degrees * MathUtils.DEG2RAD;
}

function dressDown(root: Object3D): void {
  root.traverse((part) => {
    const mesh = part as Mesh;
    if (!mesh.isMesh) return;
    if (mesh.name === "gown") overSkin(mesh.material as Material);
    const material = mesh.material as MeshStandardMaterial;
    if (mesh.name === "eyes") material.color = new Color(0xd9d2cb);
  });
}
