/** The bay's sounds, loaded when they are first switched on: a browser lets sound begin with a press only. */
import type { MonitorView, PatientView, Waves } from "../../net/wire.ts";
import type { WardSound } from "../../signals/sound.ts";

export class Sounds {
  #ward: WardSound | null = null;
  #on = false;
  #running = true;
  /** What the monitor shows: it may stand long before the sound is switched on, and is sent only when it changes. */
  #view: MonitorView | null = null;

  get on(): boolean {
    return this.#on;
  }

  /** Rejects, and is as it was, when the sound cannot be loaded. */
  async toggle(): Promise<void> {
    const on = !this.#on;
    if (on) {
      const { WardSound } = await import("../../signals/sound.ts");
      this.#ward ??= new WardSound();
      await this.#ward.start();
    }
    this.#on = on;
    if (this.#view) this.#ward?.setMonitor(this.#view);
    this.#mute();
  }

  /** A ward that stands still is silent. */
  setRunning(running: boolean): void {
    this.#running = running;
    this.#mute();
  }

  silenceAlarms(): void {
    this.#ward?.silenceAlarms();
  }

  setMonitor(view: MonitorView): void {
    this.#view = view;
    this.#ward?.setMonitor(view);
  }

  setPatient(view: PatientView): void {
    this.#ward?.setPatient(view);
  }

  push(waves: Waves): void {
    this.#ward?.push(waves);
  }

  dispose(): void {
    void this.#ward?.dispose();
  }

  #mute(): void {
    if (this.#ward) this.#ward.muted = !this.#on || !this.#running;
  }
}
