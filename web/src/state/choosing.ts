/** How long a choice was open before it was made: sent along, so that choosing is not counted as delay. */

const LONGEST_QUICK_CHOICE_S = 20; // a list left open while watching the patient is not choosing

export class ChoosingTime {
  readonly #now: () => number;
  #since: number | null = null;

  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /** A list, a menu or a dialog was opened. Starting again keeps the first start. */
  start(): void {
    this.#since ??= this.#now();
  }

  stop(): void {
    this.#since = null;
  }

  /** Seconds since the start, for something done straight from a list; starts afresh. */
  takeQuick(): number {
    return Math.min(this.take(), LONGEST_QUICK_CHOICE_S);
  }

  /** Seconds since the start, for a dialog; starts afresh. */
  take(): number {
    const since = this.#since;
    this.#since = null;
    return since === null ? 0 : (this.#now() - since) / 1000;
  }
}
