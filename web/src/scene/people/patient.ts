import {
  type Bone,
  Color,
  type Group,
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
import { breathing, expressionOf, Liveliness, pupilWeights } from "./face.ts";
import { Gaze } from "./gaze.ts";
import { Playback } from "./playback.ts";
import { approach, type Lie, lieOf, sameLie } from "./posture.ts";
import { prepareSkin, Skin, signsOf } from "./skin.ts";
import { RestSurface } from "./surface.ts";

const BONES = [
  "head",
  "neck_01",
  "thigh_l",
  "thigh_r",
  "calf_l",
  "calf_r",
  "hand_l",
  "hand_r",
  "lowerarm_l",
  "lowerarm_r",
  "spine_03",
  "eye_l",
  "eye_r",
  "Root",
] as const;
type BoneName = (typeof BONES)[number];

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
  private readonly blanket: Mesh | undefined;
  private clock = 0;
  private view: PatientView | null = null;
  private goal: Lie = this.lie;

  constructor(model: Model) {
    this.root = model.root;
    this.root.updateMatrixWorld(true);
    this.root.traverse((part) => {
      if ((part as Bone).isBone) part.userData.rest = new Vector3().setFromMatrixPosition(part.matrixWorld);
    });
    for (const name of BONES) this.bones[name] = node(this.root, name) as Bone;
    this.root.traverse((part) => {
      const mesh = part as Mesh;
      if (mesh.isMesh) this.meshes.push(mesh);
    });
    const skin = this.meshes.find((mesh) => mesh.name === "skin") as SkinnedMesh | undefined;
    if (!skin) throw new Error("the patient's body has no mesh named skin");
    this.surface = new RestSurface(skin, this.root.matrixWorld);
    this.skin = this.dress(skin);
    this.blanket = this.meshes.find((mesh) => mesh.name === "blanket");
    this.blend = new Blend(model.clips);
    this.recline = { clip: clipOf(model, "recline"), time: 0, weight: 1 };
    this.gaze = new Gaze(this.bones.head, this.bones.neck_01, this.bones.eye_l, this.bones.eye_r);
    this.pose();
  }

  setView(view: PatientView): void {
    this.playback.push(view);
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
    this.goal = lieOf(view.posture, view.legs_raised);
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
    this.recline.time = MathUtils.clamp(this.lie.backrest, 0, 60);
    this.blend.pose([this.recline]);
    const legs = this.lie.legs * MathUtils.DEG2RAD;
    for (const bone of [this.bones.thigh_l, this.bones.thigh_r]) bone.rotateX(-legs);
    const roll = this.lie.roll / 62;
    this.bones.calf_l.rotation.x = 0.9 * roll + legs * 0.25;
    this.bones.calf_r.rotation.x = 0.7 * roll + legs * 0.25;
    if (roll > 0) for (const bone of [this.bones.thigh_l, this.bones.thigh_r]) bone.rotateX(-0.55 * roll);
    this.root.rotation.z = -this.lie.roll * MathUtils.DEG2RAD;
    this.root.position.set(-0.12 * roll, 0.17 * roll, 0);
    // a blanket follows neither raised legs nor a turned body: somebody has put it aside
    if (this.blanket) this.blanket.visible = this.lie.legs < 2 && this.lie.roll < 2;
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
      part.castShadow = !["lashes", "cornea", "eyes", "mouth"].includes(part.name);
      part.receiveShadow = part.castShadow;
      part.frustumCulled = false; // bounds of the rest pose do not follow the bones
    }
    const hasOcclusion = prepareSkin(mesh.geometry);
    const old = mesh.material as MeshStandardMaterial;
    const skin = new Skin(old.color.clone(), old.map, this.surface.scale, hasOcclusion);
    mesh.material = skin.material;
    old.dispose();
    softenEyes(this.root);
    return skin;
  }
}

function softenEyes(root: Object3D): void {
  root.traverse((part) => {
    const mesh = part as Mesh;
    if (!mesh.isMesh) return;
    const material = mesh.material as MeshStandardMaterial;
    if (mesh.name === "eyes") material.color = new Color(0xe9e4df);
    if (mesh.name === "cornea") mesh.renderOrder = 2;
  });
}
