/** What stands over the ward in each phase: curtain, pause, absence, end. And the ward behind it. */
import type { Clock, EndView, SessionView } from "../../net/wire.ts";
import { NoWebGLError, type ScreenPoint } from "../../scene/types.ts";
import type { Store } from "../../state/store.ts";
import type { PressableRow } from "../../xr/link.ts";
import { go, paths } from "../router.ts";
import { words } from "../strings/index.ts";
import { awayCard, endCard, lostCard, pausedCard } from "./cards.ts";
import { CurtainScreen } from "./curtain.ts";
import type { Layout } from "./layout.ts";
import { loadWard, type WardPicture } from "./ward_picture.ts";
import type { Work } from "./work.ts";

const text = words.curtain;
const OPENING_MS = 1_200;

export class PhaseScreens {
  readonly #session: SessionView;
  readonly #store: Store;
  readonly #work: Work;
  readonly #layout: Layout;
  readonly #curtain: CurtainScreen;
  readonly #away = awayCard();
  readonly #stops: (() => void)[] = [];
  #picture: WardPicture | null = null;
  #rows: (() => PressableRow[]) | null = null;
  #wardSettled = false;
  #straightIn: boolean;
  #phase: Clock["phase"];
  #paused: HTMLElement | null = null;
  #ended = false;
  #disposed = false;

  constructor(session: SessionView, store: Store, work: Work, layout: Layout, straightIn: boolean) {
    this.#session = session;
    this.#store = store;
    this.#work = work;
    this.#layout = layout;
    this.#straightIn = straightIn;
    this.#phase = session.phase;
    this.#curtain = new CurtainScreen(session, {
      open: () => this.#open(),
      enterHeadset: () => this.#enterHeadset(),
    });
    layout.onHeadset = () => this.#enterHeadset();
    if (session.phase === "curtain") layout.cover(this.#curtain.node, true);
    this.#stops.push(
      store.subscribe("clock", (clock) => this.#follow(clock)),
      store.subscribe("ended", (end) => this.#end(end)),
      store.subscribe("connection", () => this.#checkReady()),
    );
  }

  get frames(): number {
    return this.#picture?.ward.frames ?? 0;
  }

  /** The rows that can be pressed in the headset; null when nobody wears one. */
  get headset(): PressableRow[] | null {
    return this.#rows?.() ?? null;
  }

  place(name: string): ScreenPoint | null {
    return this.#picture?.ward.project(name) ?? null;
  }

  get stats(): { triangles: number; calls: number } | null {
    return this.#picture?.ward.stats() ?? null;
  }

  /** Draws the ward behind the curtain; without it everything still works from the list. */
  async loadWard(): Promise<void> {
    let note: string = text.ready;
    try {
      const picture = await loadWard(this.#layout.canvas, {
        session: this.#session,
        store: this.#store,
        send: (action, chosenOver) => this.#work.send(action, chosenOver),
        onProgress: (fraction, label) => this.#curtain.progress(fraction, label),
        headset: {
          kit: this.#session.kit,
          store: this.#store,
          trial: (place) => this.#curtain.trialAt(place),
          control: (control, why) => this.#work.control(control, why),
          worn: (rows) => {
            this.#rows = rows;
          },
        },
      });
      if (this.#disposed) {
        picture.stop();
        return;
      }
      this.#picture = picture;
      this.#connect(picture);
    } catch (problem) {
      note = problem instanceof NoWebGLError ? text.noPicture : text.noWard;
      this.#layout.showNoPicture(note);
    }
    this.#wardSettled = true;
    if (this.#phase !== "curtain") this.#work.prepareDialogs();
    this.#curtain.setNote(note);
    this.#checkReady();
  }

  lost(detail: string): void {
    this.#layout.cover(lostCard(detail));
  }

  dispose(): void {
    this.#disposed = true;
    for (const stop of this.#stops) stop();
    this.#picture?.stop();
  }

  #connect({ ward }: WardPicture): void {
    ward.onPoint((place, at) => {
      if (this.#phase !== "curtain") {
        this.#layout.point(place, at);
        return;
      }
      const trial = this.#curtain.trialAt(place);
      if (trial) this.#layout.pointOutside(trial, at);
    });
    this.#layout.captions.onSay = (speaker, line) => ward.caption({ id: 0, at_s: 0, speaker, text: line });
    this.#layout.onLook = (viewpoint) => ward.look(viewpoint);
    this.#layout.onFocusPlace = (place) => ward.highlight(place);
    if (this.#phase !== "curtain") ward.openCurtain(false);
    void ward.xr.supported().then((supported) => {
      if (!supported) return;
      this.#curtain.offerHeadset();
      this.#layout.offerHeadset();
    });
  }

  #enterHeadset(): void {
    this.#picture?.ward.xr.enter().catch(() => {
      if (this.#phase === "curtain") this.#curtain.say(text.noHeadset);
      else this.#layout.captions.say("ward", text.noHeadset);
    });
  }

  #checkReady(): void {
    const live = this.#store.get("connection") === "live";
    this.#curtain.setReady(this.#wardSettled && live);
    if (this.#wardSettled && live && this.#straightIn && this.#phase === "curtain") {
      this.#straightIn = false;
      this.#open();
    }
  }

  #open(): void {
    this.#curtain.setOpening();
    void this.#work.openCurtain().then((opened) => {
      if (!opened) this.#checkReady(); // to be tried again
    });
  }

  #follow(clock: Clock): void {
    const before = this.#phase;
    this.#phase = clock.phase;
    if (this.#ended) return;
    this.#away.setClock(clock);
    if (before === "curtain" && clock.phase === "running") this.#drawBack();
    if (clock.phase === "running" || clock.phase === "skipping") this.#runningOrPaused(clock);
  }

  #drawBack(): void {
    this.#picture?.ward.openCurtain(!matchMedia("(prefers-reduced-motion: reduce)").matches);
    this.#layout.cover(null);
    setTimeout(() => this.#work.prepareDialogs(), OPENING_MS); // the patient is seen first
  }

  #runningOrPaused(clock: Clock): void {
    if (clock.running) {
      this.#paused = null;
      this.#layout.cover(clock.phase === "skipping" ? this.#away.node : null);
    } else if (!this.#paused) {
      this.#paused = pausedCard(
        clock,
        () => this.#work.control("resume"),
        () => {
          this.#work.leave();
          go(paths.catalogue);
        },
      );
      this.#layout.cover(this.#paused);
    }
  }

  /** The last words are heard before the card comes. */
  #end(end: EndView): void {
    if (this.#ended) return;
    this.#ended = true;
    setTimeout(() => {
      if (!this.#disposed) this.#layout.cover(endCard(end, () => go(paths.debrief(this.#session.id))));
    }, OPENING_MS);
  }
}
