/** What the learner does: sends actions, keeps what was asked for in sight, and says what was refused. */
import type { LiveSocket } from "../../net/socket.ts";
import type { Caption, OutlineItem, SessionView } from "../../net/wire.ts";
import { ChoosingTime } from "../../state/choosing.ts";
import type { Store } from "../../state/store.ts";
import { Panel, type Who } from "../dialogs/panel.ts";
import { words } from "../strings/index.ts";

type Spelled = Record<string, unknown>;
type Speaker = Caption["speaker"];

type Dialogs = typeof import("../dialogs/open.ts");

const loadDialogs = (): Promise<Dialogs> => import("../dialogs/open.ts");

/** Where the work shows itself; the layout implements it. */
export interface WorkPlace {
  showPanel(panel: Panel | null): void;
  refused(text: string, speaker?: Speaker | null): void;
  sent(labels: string[]): void;
  done(): void;
}

export class Work {
  readonly choosing = new ChoosingTime();
  readonly #session: SessionView;
  readonly #store: Store;
  readonly #socket: LiveSocket;
  readonly #unanswered: string[] = [];
  #place: WorkPlace | null = null;
  #panel: Panel | null = null;

  constructor(session: SessionView, store: Store, socket: LiveSocket) {
    this.#session = session;
    this.#store = store;
    this.#socket = socket;
  }

  /** Told once by the layout, which needs the work itself. */
  showIn(place: WorkPlace): void {
    this.#place = place;
  }

  /** Does an item of the outline, or opens its dialog. */
  perform(item: OutlineItem, by: Who): void {
    if (!item.enabled) {
      this.#place?.refused(item.reason ?? words.bedside.cannotNow);
      return;
    }
    if (item.dialog !== "none") {
      void this.#open(item, by);
      return;
    }
    const chosenOver = this.choosing.takeQuick();
    void this.#send(item.label, { ...item.do, by }, chosenOver);
    this.#place?.done();
  }

  /** Sends a finished action without a dialog, as the drawn ward does in a headset. */
  send(action: Spelled, chosenOverS: number): void {
    void this.#send(this.#labelOf(action), action, chosenOverS);
  }

  /** True when the curtain opened. */
  openCurtain(): Promise<boolean> {
    return this.#send(words.curtain.open, { open: "curtain" }, 0);
  }

  leave(): void {
    void this.#socket.control("leave", "menu");
  }

  /** The chart that was read, to look at again. */
  async showChart(): Promise<void> {
    const dialogs = await this.#dialogs();
    dialogs?.chartDialog(this.#newPanel(), this.#session.id);
  }

  /** The dialogs come after the ward, so that the patient is seen sooner. */
  prepareDialogs(): void {
    loadDialogs().catch(() => {}); // asked for again when one is opened
  }

  closePanel(): void {
    if (!this.#panel) return;
    this.#panel.dispose();
    this.#panel = null;
    this.choosing.stop();
    this.#place?.showPanel(null);
  }

  async #open(item: OutlineItem, by: Who): Promise<void> {
    const dialogs = await this.#dialogs();
    if (!dialogs) return;
    const panel = this.#newPanel();
    this.choosing.start();
    const send = (action: Spelled): void => void this.#send(item.label, action, this.choosing.take());
    dialogs.openDialog({
      item,
      by: item.may.includes(by) ? by : null,
      kit: this.#session.kit,
      store: this.#store,
      panel,
      send: (action) => {
        send(action);
        this.closePanel();
        this.#place?.done();
      },
      stay: send,
    });
  }

  /** Null when they cannot be loaded, and says so. */
  async #dialogs(): Promise<Dialogs | null> {
    try {
      return await loadDialogs();
    } catch {
      this.#place?.refused(words.bedside.notLoaded);
      return null;
    }
  }

  #newPanel(): Panel {
    this.closePanel();
    const panel = new Panel(() => this.closePanel());
    this.#panel = panel;
    this.#place?.showPanel(panel);
    return panel;
  }

  async #send(label: string, action: Spelled, chosenOverS: number): Promise<boolean> {
    this.#unanswered.push(label);
    this.#place?.sent(this.#unanswered);
    const ack = await this.#socket.intend(action, chosenOverS);
    this.#unanswered.splice(this.#unanswered.indexOf(label), 1);
    this.#place?.sent(this.#unanswered);
    if (!ack.done) this.#place?.refused(ack.reason ?? words.bedside.refused, ack.speaker);
    return ack.done;
  }

  /** What a button of the session asks for; `why` where the page or the headset was put away. */
  control(control: "pause" | "resume" | "hint", why?: "hidden"): void {
    void this.#control(control, why);
  }

  async #control(control: "pause" | "resume" | "hint", why?: "hidden"): Promise<void> {
    const ack = await this.#socket.control(control, why);
    if (!ack.done) this.#place?.refused(ack.reason ?? words.bedside.refused, ack.speaker);
  }

  #labelOf(action: Spelled): string {
    const verb = Object.keys(action)[0] ?? "";
    const same = (item: OutlineItem): boolean => item.do[verb] !== undefined && item.do[verb] === action[verb];
    return this.#store.get("outline")?.items.find(same)?.label ?? verb;
  }
}
