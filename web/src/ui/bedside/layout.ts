/** The parts of the bedside screen and where they go: rail on a desktop, bottom sheet on a phone. */
import type { Finding, OutlineItem, SessionView } from "../../net/wire.ts";
import type { Viewpoint } from "../../scene/types.ts";
import { changeSettings, readSettings } from "../../state/settings.ts";
import type { Store } from "../../state/store.ts";
import type { Panel } from "../dialogs/panel.ts";
import { element, setText } from "../dom.ts";
import { words } from "../strings/index.ts";
import { Captions } from "./captions.ts";
import { Controls } from "./controls.ts";
import { Hands } from "./hands.ts";
import { Measured } from "./measured.ts";
import { Outline } from "./outline.ts";
import { PinnedMonitor } from "./pinned_monitor.ts";
import { PointMenu } from "./point_menu.ts";
import { Sheet } from "./sheet.ts";
import { viewpoints } from "./viewpoints.ts";
import { WardClock } from "./ward_clock.ts";
import { Sounds } from "./ward_sound.ts";
import type { Work } from "./work.ts";

const text = words.bedside;

interface Trial {
  title: string;
  item: OutlineItem;
  act(): void;
}

const JUST_FOUND_S = 8;
const NARROW = "(max-width: 900px)";
/** Wide enough for the list of findings beside the patient. */
const ROOMY = "(min-width: 1281px)";

export class Layout {
  readonly node: HTMLElement;
  readonly canvas = element("canvas", {
    class: "ward",
    role: "img",
    "aria-label": text.ward,
    tabindex: -1,
    dir: "ltr",
  });
  readonly captions = new Captions();
  readonly stage: HTMLElement;
  readonly outline: Outline;
  readonly #work: Work;
  readonly #store: Store;
  readonly #sheet: Sheet;
  readonly #menu: PointMenu;
  readonly #measured: Measured;
  readonly #monitor = new PinnedMonitor();
  readonly #sounds = new Sounds();
  readonly #controls: Controls[];
  readonly #connection = element("p", { class: "connection", role: "status", hidden: true });
  readonly #overlays = element("div", { class: "overlays" });
  readonly #everything: HTMLElement;
  readonly #narrow = matchMedia(NARROW);
  readonly #stops: (() => void)[] = [];
  #settings = readSettings();
  #lastFinding = 0;
  readonly #leave: () => void;
  /** Set by whoever draws the ward: shows the place of the focused item. */
  onFocusPlace: (place: string | null) => void = () => {};
  onHeadset: () => void = () => {};
  onLook: (viewpoint: Viewpoint) => void = () => {};
  readonly #views = viewpoints((viewpoint) => this.#look(viewpoint));

  constructor(session: SessionView, store: Store, work: Work, leave: () => void) {
    this.#work = work;
    this.#store = store;
    this.#leave = leave;
    const hands = new Hands((who) => work.send({ cancel: who }, 0));
    const clock = new WardClock(session.mode);
    this.#measured = new Measured(matchMedia(ROOMY).matches, () => {
      if (this.#narrow.matches) this.#measured.open(false);
      void work.showChart();
    });
    const measured = this.#measured;
    this.outline = new Outline({
      perform: (item, by) => work.perform(item, by),
      onLeave: () => this.#leaveList(),
      onChoosing: () => work.choosing.start(),
      onFocusPlace: (place) => this.onFocusPlace(place),
    });
    this.#controls = [this.#createControls(), this.#createControls()];
    const [inBar, inMenu] = this.#controls as [Controls, Controls];
    inMenu.node.append(
      viewpoints((viewpoint) => {
        this.#sheet.close();
        this.#look(viewpoint);
      }),
    );
    this.#sheet = new Sheet(this.outline, inMenu, {
      onOpen: () => work.choosing.start(),
      onClose: () => {
        work.choosing.stop();
        work.closePanel();
      },
    });
    this.stage = element("div", { class: "stage" }, this.canvas);
    this.#menu = new PointMenu(this.stage, () => work.choosing.stop());
    const top = element("header", { class: "top" }, clock.node, inBar.node);
    this.#everything = element(
      "div",
      { class: "bedside-parts" },
      element("h1", { class: "visually-hidden" }, session.title),
      this.stage,
      top,
      measured.node,
      this.#monitor.node,
      this.#views,
      hands.node,
      this.captions.node,
      this.#connection,
      this.#sheet.node,
    );
    this.node = element(
      "main",
      { class: "bedside", id: "content", "data-phase": session.phase },
      this.#everything,
      this.#overlays,
    );
    work.showIn({
      showPanel: (panel) => this.#showPanel(panel),
      refused: (line, speaker) => this.captions.say(speaker ?? "ward", line),
      sent: (labels) => hands.setSent(labels),
      done: () => this.#afterDoing(),
    });
    this.#subscribe(clock, measured, hands);
    this.#setPinned(this.#settings.pinnedMonitor);
    this.#keys();
    this.#followHeight(this.#sheet.node, "--sheet-height");
    this.#followHeight(top, "--top-height");
    this.#followHeight(measured.node, "--measured-height");
  }

  /** One card over everything, or none. What is behind cannot be reached meanwhile, unless it stands beside it. */
  cover(card: HTMLElement | null, beside = false): void {
    const shown = this.#overlays.firstElementChild;
    if (shown === card) return;
    this.#everything.inert = card !== null && !beside;
    if (card) {
      this.#overlays.replaceChildren(card);
      this.arrive();
    } else {
      this.#overlays.replaceChildren();
      if (shown) this.#focusWard();
    }
  }

  /** Focus goes to what is on top: the heading of the card, else the ward. Only a node in the document can have it. */
  arrive(): void {
    const heading = this.#overlays.querySelector<HTMLElement>("h1");
    if (heading) heading.focus({ preventScroll: true });
    else this.#focusWard();
  }

  /** The ward, or where it cannot be drawn the list that says the same. */
  #focusWard(): void {
    if (this.canvas.hidden) this.#sheet.focus();
    else this.canvas.focus({ preventScroll: true });
  }

  /** A place in the ward was pressed. */
  point(place: string, at: { x: number; y: number }): void {
    const here = this.#items().filter((item) => item.place === place);
    this.#work.choosing.start();
    this.#menu.show(text.at(words.places[place] ?? place), here, at, (item, by) => this.#work.perform(item, by));
  }

  /** The ward cannot be drawn: says so in its place. */
  showNoPicture(note: string): void {
    const focused = document.activeElement === this.canvas;
    this.canvas.hidden = true;
    if (focused) this.#focusWard();
    this.#measured.open(!this.#narrow.matches);
    this.node.toggleAttribute("data-undrawn", true);
    this.stage.append(element("p", { class: "no-picture" }, note));
  }

  /** A harmless thing outside the curtain was pressed. */
  pointOutside(trial: Trial, at: { x: number; y: number }): void {
    this.#menu.show(trial.title, [trial.item], at, trial.act);
  }

  offerHeadset(): void {
    for (const controls of this.#controls) controls.offerHeadset();
  }

  dispose(): void {
    for (const stop of this.#stops) stop();
    this.#monitor.dispose();
    this.#sounds.dispose();
  }

  #items(): OutlineItem[] {
    return this.#store.get("outline")?.items ?? [];
  }

  #subscribe(clock: WardClock, measured: Measured, hands: Hands): void {
    const store = this.#store;
    this.#stops.push(
      store.subscribe("clock", (now) => {
        clock.set(now);
        hands.setClock(now.seconds);
        this.node.dataset.phase = now.phase;
        for (const controls of this.#controls) controls.setClock(now);
        this.#sounds.setRunning(now.running);
      }),
      store.subscribe("outline", (outline) => this.outline.set(outline.items)),
      store.subscribe("captions", (captions) => this.captions.set(captions, store.get("clock")?.phase === "skipping")),
      store.subscribe("findings", (findings) => {
        measured.setFindings(findings);
        this.#sayFound(findings);
      }),
      store.subscribe("hands", (views) => hands.set(views)),
      store.subscribe("patient", (view) => this.#sounds.setPatient(view)),
      store.subscribe("monitor", (view) => {
        measured.setMonitor(view);
        this.#monitor.setView(view);
        this.#sounds.setMonitor(view);
        for (const controls of this.#controls) controls.setAlarming(this.#sounds.on && view.alarms.length > 0);
      }),
      store.subscribe("waves", (waves) => {
        this.#monitor.push(waves);
        this.#sounds.push(waves);
      }),
      store.subscribe("connection", (state) => {
        this.#connection.hidden = state !== "reconnecting" && state !== "connecting";
        setText(
          this.#connection,
          state === "reconnecting" ? text.reconnecting : state === "connecting" ? text.connecting : "",
        );
      }),
    );
  }

  /** What was just found is said once, wherever the list of findings is; what was found earlier is there to read. */
  #sayFound(findings: Finding[]): void {
    const now = this.#store.get("clock")?.seconds ?? 0;
    for (const finding of findings) {
      if (finding.id <= this.#lastFinding) continue;
      this.#lastFinding = finding.id;
      if (now - finding.at_s < JUST_FOUND_S) this.captions.say("ward", `${finding.label}: ${finding.text}`);
    }
  }

  #createControls(): Controls {
    const settled = (act: () => void) => () => {
      this.#sheet.close();
      act();
    };
    return new Controls({
      pause: settled(() => this.#work.control("pause")),
      hint: settled(() => this.#work.control("hint")),
      sound: () => void this.#toggleSound(),
      silence: settled(() => this.#sounds.silenceAlarms()),
      monitor: settled(() => this.#setPinned(!this.#monitor.shown)),
      transcript: settled(() => {
        const shown = this.captions.toggleAll();
        for (const controls of this.#controls) controls.setTranscript(shown);
      }),
      headset: settled(() => this.onHeadset()),
      leave: () => {
        this.#work.leave();
        this.#leave();
      },
    });
  }

  async #toggleSound(): Promise<void> {
    await this.#sounds.toggle().catch(() => this.captions.say("ward", text.notLoaded));
    for (const controls of this.#controls) controls.setSound(this.#sounds.on);
  }

  #setPinned(pinned: boolean): void {
    this.#settings = { ...this.#settings, pinnedMonitor: pinned };
    changeSettings({ pinnedMonitor: pinned });
    this.#showLarge(pinned);
  }

  /** Who steps up to the monitor sees the monitor itself: the large one would hang before it. */
  #look(viewpoint: Viewpoint): void {
    this.onLook(viewpoint);
    this.#showLarge(this.#settings.pinnedMonitor && viewpoint !== "monitor");
  }

  #showLarge(pinned: boolean): void {
    this.#monitor.show(pinned);
    this.node.toggleAttribute("data-pinned", pinned);
    for (const controls of this.#controls) {
      controls.setPinned(pinned);
      controls.setSound(this.#sounds.on);
    }
  }

  #showPanel(panel: Panel | null): void {
    this.#sheet.showPanel(panel);
    if (!panel) this.outline.focusLast();
  }

  /** On a phone the sheet goes away so that the patient is seen again. */
  #afterDoing(): void {
    this.outline.done();
    if (!this.#narrow.matches) return;
    this.#sheet.close();
    this.#focusWard();
  }

  #leaveList(): void {
    this.#sheet.close();
    this.#focusWard();
  }

  #keys(): void {
    const press = (event: KeyboardEvent): void => {
      if (this.#everything.inert) return;
      const typing = (event.target as Element | null)?.closest("input, textarea, select");
      if (event.key === "/" && !typing) {
        event.preventDefault();
        this.#sheet.find();
      } else if (event.key === "Escape") {
        if (this.#menu.open) this.#menu.close();
        else this.#leaveList();
      }
    };
    document.addEventListener("keydown", press);
    this.#stops.push(() => document.removeEventListener("keydown", press));
  }

  /** Captions stand above the sheet and panels below the top bar, however high these are. */
  #followHeight(part: HTMLElement, name: string): void {
    const sizes = new ResizeObserver(() => this.node.style.setProperty(name, `${part.offsetHeight}px`));
    sizes.observe(part);
    this.#stops.push(() => sizes.disconnect());
  }
}
