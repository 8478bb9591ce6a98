import type { PatientView } from "../net/wire.ts";

export type BreathSound = PatientView["sound"];

interface Voice {
  /** Band of the noise or tone, Hz and quality. */
  hz: number;
  quality: number;
  tone: "noise" | "sawtooth" | "triangle";
  /** Loudness while air goes in and out. */
  inspiration: number;
  expiration: number;
  /** Flutter of the loudness in Hz; 0 is steady. */
  flutter: number;
}

/** How each sound is made. Pitches from the usual descriptions; loudness by ear. */
const VOICES: Record<Exclude<BreathSound, "none">, Voice> = {
  wheeze: { hz: 420, quality: 9, tone: "triangle", inspiration: 0.12, expiration: 0.5, flutter: 0 },
  stridor: { hz: 720, quality: 5, tone: "sawtooth", inspiration: 0.6, expiration: 0.08, flutter: 0 },
  snore: { hz: 180, quality: 1.2, tone: "sawtooth", inspiration: 0.75, expiration: 0.15, flutter: 28 },
  gurgle: { hz: 320, quality: 1.6, tone: "noise", inspiration: 0.55, expiration: 0.5, flutter: 11 },
  gasp: { hz: 950, quality: 0.8, tone: "noise", inspiration: 0.8, expiration: 0.05, flutter: 0 },
  moan: { hz: 210, quality: 2.4, tone: "sawtooth", inspiration: 0, expiration: 0.35, flutter: 0 },
};

/** Loudness 0..1 of a sound for an air flow in mL/s, positive into the lungs. */
export function loudness(sound: BreathSound, flowMlS: number): number {
  if (sound === "none") return 0;
  const voice = VOICES[sound];
  const drive = Math.min(1, Math.abs(flowMlS) / 500);
  return drive * (flowMlS > 0 ? voice.inspiration : voice.expiration);
}

/** What is heard of the patient without a stethoscope, in time with the breaths the server sends. */
export class BreathVoice {
  private readonly gain: GainNode;
  private readonly filter: BiquadFilterNode;
  private readonly flutter: OscillatorNode;
  private readonly flutterDepth: GainNode;
  private source: AudioScheduledSourceNode | null = null;
  private playing: BreathSound = "none";

  constructor(
    private readonly context: AudioContext,
    output: AudioNode,
  ) {
    this.gain = new GainNode(context, { gain: 0 });
    this.filter = new BiquadFilterNode(context, { type: "bandpass" });
    this.flutterDepth = new GainNode(context, { gain: 0 });
    this.flutter = new OscillatorNode(context, { type: "sine", frequency: 20 });
    const tremble = new GainNode(context, { gain: 1 });
    this.flutter.connect(this.flutterDepth).connect(tremble.gain);
    this.flutter.start();
    this.filter.connect(tremble).connect(this.gain).connect(output);
  }

  /** Follows the patient: `flowMlS` is the change of lung volume. */
  follow(sound: BreathSound, flowMlS: number): void {
    if (sound !== this.playing) this.change(sound);
    this.gain.gain.setTargetAtTime(loudness(sound, flowMlS) * 0.35, this.context.currentTime, 0.05);
  }

  private change(sound: BreathSound): void {
    this.source?.stop();
    this.source = null;
    this.playing = sound;
    if (sound === "none") return;
    const voice = VOICES[sound];
    this.filter.frequency.value = voice.hz;
    this.filter.Q.value = voice.quality;
    this.flutter.frequency.value = Math.max(0.1, voice.flutter);
    this.flutterDepth.gain.value = voice.flutter > 0 ? 0.7 : 0;
    this.source = voice.tone === "noise" ? noiseSource(this.context) : toneSource(this.context, voice);
    this.source.connect(this.filter);
    this.source.start();
  }
}

function toneSource(context: AudioContext, voice: Voice): OscillatorNode {
  const low = voice.hz < 250 ? voice.hz / 2.6 : voice.hz;
  return new OscillatorNode(context, { type: voice.tone as OscillatorType, frequency: low });
}

function noiseSource(context: AudioContext): AudioBufferSourceNode {
  const buffer = context.createBuffer(1, context.sampleRate * 2, context.sampleRate);
  const samples = buffer.getChannelData(0);
  for (let i = 0; i < samples.length; i++) samples[i] = Math.random() * 2 - 1;
  return new AudioBufferSourceNode(context, { buffer, loop: true });
}
