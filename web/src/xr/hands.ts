import {
  BufferGeometry,
  Line,
  LineBasicMaterial,
  type Mesh,
  MeshStandardMaterial,
  type Object3D,
  Ray,
  Vector3,
  type WebGLRenderer,
  type XRGripSpace,
  type XRHandSpace,
  type XRTargetRaySpace,
} from "three";
import { GLTFLoader } from "three/examples/jsm/loaders/GLTFLoader.js";
import { XRHandMeshModel } from "three/examples/jsm/webxr/XRHandMeshModel.js";

const RAY_M = 4;
const SKIN_TONE = 0x9fb3bd; // a neutral glove: nobody's skin and everybody's

type Signal = "connected" | "disconnected" | "selectstart" | "squeezestart";

/** One hand or controller: its ray, its picture, whether it presses. Models come from our own origin. */
export class Hand {
  readonly aim: XRTargetRaySpace;
  readonly grip: XRGripSpace;
  readonly joints: XRHandSpace;
  readonly ray = new Ray();
  handedness: XRHandedness = "none";
  gamepad: Gamepad | null = null;
  tracked = false;
  connected = false;
  private readonly beam: Line;
  private model: XRHandMeshModel | null = null;
  private shown: Object3D | null = null;
  private readonly stops: (() => void)[] = [];

  constructor(
    renderer: WebGLRenderer,
    index: number,
    rig: Object3D,
    private readonly base: string,
  ) {
    this.aim = renderer.xr.getController(index);
    this.grip = renderer.xr.getControllerGrip(index);
    this.joints = renderer.xr.getHand(index);
    this.beam = new Line(
      new BufferGeometry().setFromPoints([new Vector3(), new Vector3(0, 0, -1)]),
      new LineBasicMaterial({ color: 0xdfeaee, transparent: true, opacity: 0.55 }),
    );
    this.beam.name = "beam";
    this.aim.add(this.beam);
    rig.add(this.aim, this.grip, this.joints);
    this.hear("connected", (source) => this.connect(source));
    this.hear("disconnected", () => this.disconnect());
  }

  /** Calls back when the hand pinches or the trigger is pulled. */
  onPress(press: (hand: Hand) => void): void {
    this.hear("selectstart", () => press(this));
  }

  onSqueeze(squeeze: (hand: Hand) => void): void {
    this.hear("squeezestart", () => squeeze(this));
  }

  /** Brings the ray and the joints up to this frame; `hit` is how far the beam is drawn. */
  update(hit: number | null): void {
    this.aim.updateWorldMatrix(true, false);
    this.ray.origin.setFromMatrixPosition(this.aim.matrixWorld);
    this.ray.direction.set(0, 0, -1).transformDirection(this.aim.matrixWorld);
    this.beam.scale.z = Math.min(RAY_M, hit ?? RAY_M * 0.4);
    this.beam.visible = this.connected;
    if (this.tracked) this.model?.updateMesh();
  }

  /** Which way the palm looks; null while the headset does not say where the hand is. */
  palm(into: Vector3): Vector3 | null {
    const wrist = this.tracked ? this.joints.joints.wrist : this.grip;
    if (!this.connected || !wrist?.visible) return null;
    wrist.updateWorldMatrix(true, false);
    // joints: -y looks out of the palm; grips: +x does so in the left hand, -x in the right (WebXR)
    if (this.tracked) into.set(0, -1, 0);
    else into.set(this.handedness === "left" ? 1 : -1, 0, 0);
    return into.transformDirection(wrist.matrixWorld);
  }

  dispose(rig: Object3D): void {
    for (const stop of this.stops) stop();
    this.disconnect();
    rig.remove(this.aim, this.grip, this.joints);
    this.aim.remove(this.beam);
    this.beam.geometry.dispose();
    (this.beam.material as LineBasicMaterial).dispose();
  }

  /** The renderer keeps its controllers from one session to the next: what listens to them has to stop by itself. */
  private hear(signal: Signal, act: (source: XRInputSource) => void): void {
    const heard = (event: { data: XRInputSource }): void => act(event.data);
    this.aim.addEventListener(signal, heard);
    this.stops.push(() => this.aim.removeEventListener(signal, heard));
  }

  private connect(source: XRInputSource): void {
    this.connected = true;
    this.handedness = source.handedness;
    this.gamepad = source.gamepad ?? null;
    this.tracked = Boolean(source.hand);
    const side = source.handedness === "left" ? "left" : "right";
    if (this.tracked) this.showHand(side);
    else this.showController(side).catch(() => {}); // the ray is enough to press with
  }

  private disconnect(): void {
    this.connected = false;
    this.shown?.removeFromParent();
    this.shown = null;
    this.model = null;
  }

  private showHand(side: "left" | "right"): void {
    this.shown?.removeFromParent();
    const path = `${this.base}xr/generic-hand/`;
    const loader = new GLTFLoader().setPath(path); // three asks a CDN when no loader with a path is given
    this.model = new XRHandMeshModel(
      this.joints as never,
      this.joints as never,
      path,
      side,
      loader,
      (object: Object3D) => {
        object.traverse((part) => {
          const mesh = part as Mesh;
          if (mesh.isMesh) mesh.material = new MeshStandardMaterial({ color: SKIN_TONE, roughness: 0.75 });
        });
        if (this.connected && this.tracked) this.shown = object;
        else object.removeFromParent();
      },
    );
  }

  private async showController(side: "left" | "right"): Promise<void> {
    this.shown?.removeFromParent();
    const { scene } = await new GLTFLoader().loadAsync(`${this.base}xr/meta-quest-touch-plus/${side}.glb`);
    if (!this.connected || this.tracked) return;
    this.shown = scene;
    this.grip.add(scene);
  }
}
