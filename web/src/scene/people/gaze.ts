import { type Bone, MathUtils, Vector3 } from "three";
import type { PatientView } from "../../net/wire.ts";

/** How far the head of somebody unconscious rolls to the right, tilts and, sitting up, nods; radians. */
const SLACK = { yaw: 0.34, tilt: 0.16, nod: 0.3 } as const;
const EYE_YAW = 0.55;
const EYE_PITCH = 0.4;
const HEAD_YAW = 0.95;
const HEAD_PITCH = 0.3;
/** Share of a turn that the head takes; the eyes do the rest, and do it first. */
const HEAD_SHARE = 0.62;
/** Cosine of the angle from straight ahead beyond which a target is not looked at. */
const BEHIND = -0.1;

/**
 * Turns head and eyes towards what the patient looks at. Bones rest in the bed's axes: the face looks along +y, turning
 * to the patient's left is a negative rotation about z, nodding towards the feet a positive one about x.
 */
export class Gaze {
  /** Vertical angle of the eyes, radians, positive towards the head end. */
  pitch = 0;
  /** Somebody's hands keep the head straight. */
  held = false;
  private readonly head = { yaw: 0, pitch: 0, tilt: 0 };
  private readonly eyes = { yaw: 0, pitch: 0 };
  private readonly local = new Vector3();

  constructor(
    private readonly headBone: Bone,
    private readonly neckBone: Bone,
    private readonly left: Bone,
    private readonly right: Bone,
  ) {}

  update(
    view: PatientView,
    saccade: { yaw: number; pitch: number },
    learner: Vector3,
    nurse: Vector3,
    seconds: number,
  ): void {
    const aim = this.aim(view, learner, nurse);
    const share = HEAD_SHARE * MathUtils.smoothstep(view.consciousness, 0.2, 0.8);
    const goalYaw = MathUtils.clamp(aim.yaw * share, -HEAD_YAW, HEAD_YAW);
    const goalPitch = MathUtils.clamp(aim.pitch * share * 0.6, -HEAD_PITCH, HEAD_PITCH);
    const slack = this.held ? 0 : 1 - MathUtils.smoothstep(view.consciousness, 0.05, 0.6);
    const sag = SLACK.yaw * slack;
    const nod = view.posture === "sitting" || view.posture === "half-sitting" ? SLACK.nod * slack : 0;
    const follow = 1 - Math.exp(-seconds * 3.2);
    this.head.yaw += (goalYaw - sag - this.head.yaw) * follow;
    this.head.pitch += (goalPitch - nod - this.head.pitch) * follow;
    this.head.tilt += (SLACK.tilt * slack - this.head.tilt) * follow;
    const quick = 1 - Math.exp(-seconds * 26);
    const eyeYaw = MathUtils.clamp(aim.yaw - this.head.yaw + saccade.yaw, -EYE_YAW, EYE_YAW);
    const eyePitch = MathUtils.clamp(aim.pitch - this.head.pitch + saccade.pitch, -EYE_PITCH, EYE_PITCH);
    this.eyes.yaw += (eyeYaw - this.eyes.yaw) * quick;
    this.eyes.pitch += (eyePitch - this.eyes.pitch) * quick;
    this.pitch = this.eyes.pitch;
    this.apply();
  }

  private apply(): void {
    this.headBone.rotation.set(-this.head.pitch * 0.7, this.head.tilt, -this.head.yaw * 0.7, "ZXY");
    this.neckBone.rotateZ(-this.head.yaw * 0.3);
    for (const eye of [this.left, this.right]) eye.rotation.set(-this.eyes.pitch, 0, -this.eyes.yaw, "ZXY");
  }

  /** Angles from straight ahead to the target in the trunk's frame; yaw positive to the patient's left. */
  private aim(view: PatientView, learner: Vector3, nurse: Vector3): { yaw: number; pitch: number } {
    if (view.gaze === "none" || view.consciousness < 0.12) return { yaw: 0, pitch: 0 };
    if (view.gaze === "ceiling") return { yaw: 0, pitch: 0.12 };
    if (view.gaze === "away") return { yaw: 0.75, pitch: -0.1 };
    this.local.copy(view.gaze === "nurse" ? nurse : learner);
    const trunk = this.neckBone.parent!;
    trunk.worldToLocal(this.local).sub(this.neckBone.position);
    const { x, y, z } = this.local;
    if (y < BEHIND * this.local.length()) return { yaw: 0, pitch: 0 }; // nobody cranes to see who stands behind them
    const forward = Math.max(0.05, y - 0.1);
    return { yaw: Math.atan2(x, forward), pitch: Math.atan2(-z - 0.14, Math.hypot(forward, x)) };
  }
}
