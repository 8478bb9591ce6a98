import type { Clock, EndView } from "../net/wire.ts";
import type { Store } from "../state/store.ts";
import { minutesSeconds } from "../ui/minutes.ts";
import { words } from "../ui/strings/index.ts";
import type { Row } from "./rows.ts";

const text = words.bedside;

export interface NoticeHost {
  store: Store;
  /** Shows a notice beside the line of sight; null takes it away. */
  show(notice: { title: string; rows: Row[] } | null): void;
  dark(dark: boolean): void;
  resume(): void;
  leave(): void;
}

/** What the page says in cards over the ward: paused, away, the end. */
export class Notices {
  private standing: "paused" | "away" | "end" | null = null;
  private readonly stops: (() => void)[];

  constructor(private readonly host: NoticeHost) {
    this.stops = [
      host.store.subscribe("clock", (clock) => this.follow(clock)),
      host.store.subscribe("ended", (end) => this.end(end)),
    ];
  }

  /** Something stands that has to be answered first. */
  get standsStill(): boolean {
    return this.standing !== null;
  }

  dispose(): void {
    for (const stop of this.stops) stop();
  }

  private follow(clock: Clock): void {
    if (this.standing === "end") return;
    this.host.dark(clock.phase === "skipping"); // who is away does not see the patient
    const underWay = clock.phase === "running" || clock.phase === "skipping";
    const wanted = underWay && !clock.running ? "paused" : clock.phase === "skipping" ? "away" : null;
    if (wanted === this.standing) return;
    this.standing = wanted;
    if (wanted === null) this.host.show(null);
    else if (wanted === "away") this.host.show({ title: text.skipping, rows: [line(text.skippingText)] });
    else this.paused(clock);
  }

  private paused(clock: Clock): void {
    const byChoice = clock.paused_because === "button";
    this.host.show({
      title: byChoice ? text.pausedButton : text.pausedTitle,
      rows: [
        line(text.pausedText),
        { kind: "button", text: text.resume, strong: true, press: () => this.host.resume() },
        { kind: "button", text: text.leaveVr, press: () => this.host.leave() },
      ],
    });
  }

  private end(end: EndView): void {
    this.standing = "end";
    this.host.dark(false);
    this.host.show({
      title: text.endTitle,
      rows: [
        line(end.text),
        line(text.pausedAt(minutesSeconds(end.at_s))),
        line(text.debriefOnPage),
        { kind: "button", text: text.leaveVr, strong: true, press: () => this.host.leave() },
      ],
    });
  }
}

function line(said: string): Row {
  return { kind: "text", text: said };
}
