import type { Alarm, MonitorView, PatientView, Waves } from "../net/wire.ts";
import { BreathVoice } from "./breath.ts";
import { beepPitch, burst } from "./pitch.ts";
import { byPriority } from "./reading.ts";
import { PLAYOUT_MS, TICK_MS } from "./sweep.ts";

const BEEP_S = 0.09;

/**
 * The bay's sounds: pulse tone, alarms, the patient's breathing. Silent until `start` is called from a user's gesture
 * (browsers demand it) and whenever `muted`; nothing is said by sound alone.
 */
export class WardSound {
  private context: AudioContext | null = null;
  private output: GainNode | null = null;
  private breath: BreathVoice | null = null;
  private view: MonitorView | null = null;
  private silencedUntil = 0;
  private nextBurst = 0;
  private sounding: Alarm["priority"] | null = null;
  private lastChest: { ml: number; tick: number } | null = null;
  private quiet = false;

  /** Must be called from a click, tap or key. Safe to call again. */
  async start(): Promise<void> {
    if (!this.context) {
      this.context = new AudioContext();
      this.output = new GainNode(this.context, { gain: this.quiet ? 0 : 1 });
      this.output.connect(this.context.destination);
      this.breath = new BreathVoice(this.context, this.output);
    }
    await this.context.resume();
  }

  get muted(): boolean {
    return this.quiet;
  }

  set muted(value: boolean) {
    this.quiet = value;
    if (this.output && this.context) this.output.gain.setTargetAtTime(value ? 0 : 1, this.context.currentTime, 0.02);
  }

  /** Alarms stay visible but silent for `seconds`. */
  silenceAlarms(seconds = 120): void {
    this.silencedUntil = (this.context?.currentTime ?? 0) + seconds;
  }

  setMonitor(view: MonitorView): void {
    this.view = view;
    this.soundAlarms();
  }

  /** Plays the pulse tone of each beat when the trace shows it. */
  push(waves: Waves): void {
    if (!this.context || !this.view?.present) return;
    for (const beat of waves.beats) {
      const late = ((waves.tick - beat) * TICK_MS) / 1000;
      const at = this.context.currentTime + Math.max(0, PLAYOUT_MS / 1000 - late);
      this.tone(at, beepPitch(this.view.oxygen_saturation.value), BEEP_S, 0.1, "sine");
    }
  }

  setPatient(view: PatientView): void {
    const last = this.lastChest;
    this.lastChest = { ml: view.chest, tick: view.tick };
    if (!last || view.tick <= last.tick) return;
    const flow = ((view.chest - last.ml) * 1000) / ((view.tick - last.tick) * TICK_MS);
    this.breath?.follow(view.sound, flow);
  }

  async dispose(): Promise<void> {
    await this.context?.close();
    this.context = this.output = this.breath = null;
  }

  private soundAlarms(): void {
    const now = this.context?.currentTime ?? 0;
    const [first] = byPriority(this.view?.alarms ?? []);
    if (!this.context || !first || now < this.silencedUntil) {
      this.sounding = null;
      return;
    }
    if (first.priority === this.sounding && now < this.nextBurst) return;
    const { pulses, repeatS } = burst(first.priority);
    for (const { at, hz } of pulses) this.tone(now + 0.05 + at, hz, 0.15, 0.16, "triangle");
    this.sounding = first.priority;
    this.nextBurst = now + repeatS;
  }

  private tone(at: number, hz: number, seconds: number, loudness: number, type: OscillatorType): void {
    if (!this.context || !this.output) return;
    const oscillator = new OscillatorNode(this.context, { type, frequency: hz });
    const gain = new GainNode(this.context, { gain: 0 });
    gain.gain.setValueAtTime(0, at);
    gain.gain.linearRampToValueAtTime(loudness, at + 0.008);
    gain.gain.setValueAtTime(loudness, at + seconds * 0.7);
    gain.gain.linearRampToValueAtTime(0, at + seconds);
    oscillator.connect(gain).connect(this.output);
    oscillator.start(at);
    oscillator.stop(at + seconds + 0.02);
  }
}
