import type { PatientView } from "../../net/wire.ts";
import { PLAYOUT_MS, TICK_MS } from "../../signals/sweep.ts";

const DELAY_TICKS = PLAYOUT_MS / TICK_MS;
const LONGEST_LAG_TICKS = 16;

type Level = { [K in keyof PatientView]: PatientView[K] extends number ? K : never }[keyof PatientView];
const LEVELS: readonly Level[] = [
  "chest",
  "respiratory_rate",
  "effort",
  "eyes_open",
  "mouth_open",
  "flush",
  "urticaria",
  "angioedema",
  "pallor",
  "cyanosis",
  "sweating",
  "tremor",
  "pupil_mm",
  "consciousness",
  "distress",
];

/**
 * Plays the patient's topics smoothly, as late as the monitor plays its waves, so that chest and trace agree.
 * A pause holds the last state; a faster clock is followed.
 */
export class Playback {
  private views: PatientView[] = [];
  private tick = 0;
  private state: PatientView | null = null;

  push(view: PatientView): void {
    const latest = this.views.at(-1);
    if (latest && view.tick <= latest.tick) {
      if (view.tick === latest.tick) return;
      this.views = [];
    }
    if (this.views.length === 0) this.tick = view.tick - DELAY_TICKS;
    this.views.push(view);
    if (view.tick - this.tick > LONGEST_LAG_TICKS) this.tick = view.tick - DELAY_TICKS;
  }

  /** The state `deltaMs` later, or null while nothing has come. */
  advance(deltaMs: number): PatientView | null {
    const last = this.views.at(-1);
    if (!last) return null;
    this.tick = Math.min(last.tick, this.tick + deltaMs / TICK_MS);
    while (this.views.length > 1 && this.views[1].tick <= this.tick) this.views.shift();
    const [from, to = from] = this.views;
    const span = to.tick - from.tick;
    const k = span > 0 ? Math.min(1, Math.max(0, (this.tick - from.tick) / span)) : 0;
    this.state = { ...from };
    for (const level of LEVELS) this.state[level] = from[level] + (to[level] - from[level]) * k;
    return this.state;
  }
}
