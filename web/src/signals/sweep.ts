/** Buffers between the server's samples and the drawn trace. Pure: time comes in as an argument. */

/** How long samples wait before they are drawn, so that late frames leave no hole. */
export const PLAYOUT_MS = 200;
/** A backlog beyond this is cut: after a stall the trace goes on with what is true now. */
const LONGEST_BACKLOG_MS = 1000;

export const TICK_MS = 50;

/** Samples of one signal waiting to be drawn, in playout order. NaN marks a gap. */
export class Playout {
  private queue: number[] = [];
  private nextTick: number | null = null;
  private playedMs: number | null = null;

  constructor(readonly samplesPerSecond: number) {}

  /** Samples that end at `tick`, oldest first. Ticks that were never sent become a gap; old ones are dropped. */
  push(tick: number, samples: ArrayLike<number>): void {
    if (samples.length === 0) return;
    const perTick = (this.samplesPerSecond * TICK_MS) / 1000;
    const from = tick - Math.round(samples.length / perTick) + 1;
    if (this.nextTick !== null && tick < this.nextTick) return;
    if (this.nextTick !== null && from > this.nextTick) this.gap(from - this.nextTick, perTick);
    const skip = this.nextTick === null ? 0 : Math.max(0, Math.round((this.nextTick - from) * perTick));
    for (let i = skip; i < samples.length; i++) this.queue.push(samples[i]);
    this.nextTick = tick + 1;
  }

  /** Samples due at wall time `nowMs`; the caller draws them. Playback starts one playout delay after the first. */
  take(nowMs: number): number[] {
    if (this.queue.length === 0) {
      this.playedMs = null;
      return [];
    }
    if (this.playedMs === null) this.playedMs = nowMs + PLAYOUT_MS;
    const due = Math.floor(((nowMs - this.playedMs) * this.samplesPerSecond) / 1000);
    if (due <= 0) return [];
    const count = Math.min(due, this.queue.length);
    this.playedMs += (count * 1000) / this.samplesPerSecond;
    if (due > this.queue.length) this.playedMs = null;
    const taken = this.queue.splice(0, count);
    this.cutBacklog();
    return taken;
  }

  get waitingMs(): number {
    return (this.queue.length * 1000) / this.samplesPerSecond;
  }

  clear(): void {
    this.queue = [];
    this.nextTick = null;
    this.playedMs = null;
  }

  private gap(ticks: number, perTick: number): void {
    const limit = (LONGEST_BACKLOG_MS * this.samplesPerSecond) / 1000;
    const count = Math.min(limit, Math.round(ticks * perTick));
    for (let i = 0; i < count; i++) this.queue.push(Number.NaN);
  }

  private cutBacklog(): void {
    const longest = (LONGEST_BACKLOG_MS * this.samplesPerSecond) / 1000;
    const kept = (PLAYOUT_MS * this.samplesPerSecond) / 1000;
    if (this.queue.length > longest) this.queue.splice(0, this.queue.length - kept);
  }
}

/** A trace that is written left to right and overwritten from the left, with a bar erased ahead of the pen. */
export class Sweep {
  readonly values: Float32Array;
  private pen = 0;

  /** `columns` samples fill the width once. */
  constructor(readonly columns: number) {
    this.values = new Float32Array(columns).fill(Number.NaN);
  }

  /** Index that is written next. */
  get position(): number {
    return this.pen;
  }

  write(sample: number): void {
    this.values[this.pen] = sample;
    this.pen = (this.pen + 1) % this.columns;
    const bar = Math.max(2, Math.round(this.columns * 0.025));
    for (let i = 0; i < bar; i++) this.values[(this.pen + i) % this.columns] = Number.NaN;
  }

  clear(): void {
    this.values.fill(Number.NaN);
    this.pen = 0;
  }
}

/** Samples that fill a trace `widthMm` wide at `speedMmS`. */
export function columnsFor(widthMm: number, speedMmS: number, samplesPerSecond: number): number {
  return Math.max(8, Math.round((widthMm / speedMmS) * samplesPerSecond));
}
