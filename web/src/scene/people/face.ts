import { MathUtils } from "three";
import type { PatientView } from "../../net/wire.ts";

/** Weights of the face's morph targets, by name. */
export type Expression = Record<
  | "eyesClosed"
  | "eyesWide"
  | "eyesSquint"
  | "lidsUp"
  | "lidsDown"
  | "jawOpen"
  | "mouthFrown"
  | "mouthStretch"
  | "mouthFunnel"
  | "mouthSmile"
  | "browInnerUp"
  | "browDown"
  | "noseSneer"
  | "swellLips"
  | "swellEyes"
  | "swellTongue",
  number
>;

/** Seconds between blinks: fewer when drowsy, more when distressed. Awake rest is about 15 a minute (recalled). */
export function blinkInterval(consciousness: number, distress: number, chance: number): number {
  const base = MathUtils.lerp(9, 4, consciousness) * (1 - 0.35 * distress);
  return base * (0.5 + chance);
}

const BLINK_S = 0.26;
/** A mouth opened less than this is closed lips over parted teeth. */
const LIPS_PART = 0.08;

/** Lid closure 0..1 during a blink, `since` seconds after it began. */
export function blinkAt(since: number): number {
  if (since < 0 || since > BLINK_S) return 0;
  const k = since / BLINK_S;
  return k < 0.35 ? k / 0.35 : 1 - (k - 0.35) / 0.65;
}

/** Timers of the small movements that make a face alive; chance comes in as a function. */
export class Liveliness {
  private clock = 0;
  private blinkStart = -1;
  private nextBlink = 1.5;
  private nextSaccade = 0.8;
  readonly saccade = { yaw: 0, pitch: 0 };
  private speakingUntil = 0;

  constructor(private readonly chance: () => number = Math.random) {}

  /** A caption of this person is on for about as long as saying it takes. */
  speak(text: string): void {
    this.speakingUntil = Math.max(this.speakingUntil, this.clock) + MathUtils.clamp(text.length / 14, 0.7, 9);
  }

  advance(seconds: number, consciousness: number, distress: number): void {
    this.clock += seconds;
    if (this.clock > this.nextBlink) {
      this.blinkStart = this.clock;
      this.nextBlink = this.clock + blinkInterval(consciousness, distress, this.chance());
    }
    if (this.clock > this.nextSaccade) {
      const reach = 0.05 + 0.08 * distress;
      this.saccade.yaw = (this.chance() - 0.5) * 2 * reach;
      this.saccade.pitch = (this.chance() - 0.5) * reach;
      this.nextSaccade = this.clock + 0.5 + this.chance() * (consciousness > 0.6 ? 1.8 : 5);
    }
  }

  get blink(): number {
    return blinkAt(this.clock - this.blinkStart);
  }

  get speaking(): boolean {
    return this.clock < this.speakingUntil;
  }

  /** Jaw opening 0..1 of speech: syllables at about four a second, with pauses. */
  get jaw(): number {
    if (!this.speaking) return 0;
    const t = this.clock;
    const syllable = Math.max(0, Math.sin(t * 25) * 0.55 + Math.sin(t * 16.3) * 0.45);
    const phrase = 0.45 + 0.55 * Math.max(0, Math.sin(t * 3.1));
    return syllable * phrase;
  }
}

/** The face of a patient in this state. `verticalGaze` is positive upwards, radians. */
export function expressionOf(
  view: PatientView,
  life: { blink: number; jaw: number },
  verticalGaze: number,
): Expression {
  const awake = MathUtils.smoothstep(view.consciousness, 0.15, 0.7);
  const distress = view.distress * awake;
  const closed = Math.max(1 - view.eyes_open, life.blink * (view.eyes_open > 0.15 ? 1 : 0));
  return {
    eyesClosed: MathUtils.clamp(closed, 0, 1),
    eyesWide: MathUtils.clamp(distress * 0.55 - closed, 0, 1),
    eyesSquint: distress * 0.15,
    lidsUp: MathUtils.clamp(verticalGaze * 1.6, 0, 1) * (1 - closed),
    lidsDown: MathUtils.clamp(-verticalGaze * 1.6, 0, 1) * (1 - closed),
    jawOpen: MathUtils.clamp(
      Math.max(0, view.mouth_open - LIPS_PART) * 0.75 + life.jaw * 0.4 + view.effort * 0.12,
      0,
      1,
    ),
    mouthFunnel: life.jaw * 0.22,
    mouthFrown: distress * 0.35,
    mouthStretch: distress * 0.25 + view.effort * 0.15,
    mouthSmile: 0,
    browInnerUp: distress * 0.75,
    browDown: distress * 0.15,
    noseSneer: view.effort * 0.5,
    swellLips: view.angioedema,
    swellEyes: view.angioedema * 0.9,
    swellTongue: view.angioedema,
  };
}

/** Weights of the pupil morphs for a diameter: at rest 3.5 mm, small 1.3 mm, large 7.2 mm. */
export function pupilWeights(diameterMm: number): { pupilSmall: number; pupilLarge: number } {
  return {
    pupilSmall: MathUtils.clamp((3.5 - diameterMm) / 2.2, 0, 1),
    pupilLarge: MathUtils.clamp((diameterMm - 3.5) / 3.7, 0, 1),
  };
}

/** Breathing morphs from lung volume above rest: distress breathes with the chest, rest with the belly. */
export function breathing(chestMl: number, effort: number): { breatheChest: number; breatheAbdomen: number } {
  const volume = MathUtils.clamp(chestMl / 800, -0.4, 1.6);
  return { breatheChest: volume * (0.75 + 0.35 * effort), breatheAbdomen: volume * (0.9 - 0.4 * effort) };
}
