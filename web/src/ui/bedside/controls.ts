/** What concerns the session and not the patient: pause, hint, sound, monitor, headset, leaving. */
import type { Clock } from "../../net/wire.ts";
import { button, element, setAttribute, setText } from "../dom.ts";
import { type IconName, icon } from "../icons.ts";
import { words } from "../strings/index.ts";

const text = words.bedside;

export interface ControlActions {
  pause(): void;
  hint(): void;
  sound(): void;
  silence(): void;
  transcript(): void;
  monitor(): void;
  headset(): void;
  leave(): void;
}

/** One set of the buttons; the top bar has one, the phone's menu another. */
export class Controls {
  readonly node: HTMLElement;
  readonly #pause: HTMLButtonElement;
  readonly #hint: HTMLButtonElement;
  readonly #sound: HTMLButtonElement;
  readonly #monitor: HTMLButtonElement;
  readonly #transcript: HTMLButtonElement;
  readonly #silence: HTMLButtonElement;
  readonly #headset: HTMLButtonElement;

  constructor(actions: ControlActions) {
    const control = (name: IconName, label: string, act: () => void): HTMLButtonElement => {
      const node = button(icon(name), act, { class: "control" });
      node.append(element("span", {}, label));
      return node;
    };
    this.#pause = control("pause", text.pause, actions.pause);
    this.#hint = control("hint", text.hint, actions.hint);
    this.#sound = control("mute", text.sound, actions.sound);
    this.#monitor = control("monitor", text.monitor, actions.monitor);
    this.#transcript = control("talk", text.transcript, actions.transcript);
    this.#silence = control("mute", text.silence, actions.silence);
    this.#silence.hidden = true;
    this.#headset = control("headset", text.vr, actions.headset);
    this.#headset.hidden = true;
    const leave = control("leave", text.leave, actions.leave);
    leave.title = text.leaveLong;
    this.node = element(
      "div",
      { class: "controls" },
      this.#pause,
      this.#hint,
      this.#monitor,
      this.#transcript,
      this.#sound,
      this.#silence,
      this.#headset,
      leave,
    );
  }

  /** Pause and hints belong to practice; an exam shows neither. */
  setClock(clock: Clock): void {
    this.#pause.hidden = clock.mode === "exam";
    this.#hint.hidden = clock.mode === "exam";
  }

  setSound(on: boolean): void {
    setAttribute(this.#sound, "aria-pressed", String(on));
    const label = this.#sound.querySelector("span");
    if (label) setText(label, on ? text.soundOn : text.soundOff);
    this.#sound.querySelector("svg")?.replaceWith(icon(on ? "sound" : "mute"));
  }

  /** Offered while an alarm sounds. */
  setAlarming(alarming: boolean): void {
    this.#silence.hidden = !alarming;
  }

  setPinned(pinned: boolean): void {
    setAttribute(this.#monitor, "aria-pressed", String(pinned));
    setAttribute(this.#monitor, "title", pinned ? text.unpinMonitor : text.pinMonitor);
  }

  setTranscript(shown: boolean): void {
    setAttribute(this.#transcript, "aria-pressed", String(shown));
  }

  offerHeadset(): void {
    this.#headset.hidden = false;
  }
}
