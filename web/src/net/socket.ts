/** The live line to the bedside: join with a ticket, send intents by number, resend what was not acknowledged. */
import { decode, encode } from "@msgpack/msgpack";
import type { Store } from "../state/store.ts";
import { words } from "../ui/strings/index.ts";
import { ApiProblem } from "./api.ts";
import type { Ack, Clock, Control, Hello, ServerFrame, Ticket } from "./wire.ts";
import { MAX_FRAME_BYTES, PROTOCOL } from "./wire.ts";

export type Action = Record<string, unknown>;

type Wish =
  | { type: "intent"; do: Action; chosen_over_s: number }
  | { type: "control"; control: Control["control"]; why: Control["why"] };

interface Pending {
  wish: Wish;
  seq: number | null;
  settle: (ack: Ack) => void;
}

/** The part of WebSocket that is used; tests give a scripted one. */
export interface Line {
  binaryType: string;
  send(data: Uint8Array): void;
  close(): void;
  onopen: ((event: Event) => void) | null;
  onmessage: ((event: MessageEvent) => void) | null;
  onclose: ((event: CloseEvent) => void) | null;
}

export interface LiveOptions {
  store: Store;
  ticket: () => Promise<Ticket>;
  dial?: () => Line;
  /** The server speaks another protocol: the page must be loaded again. */
  onOutdated: () => void;
  /** Nothing will come of trying again; the words say why. */
  onLost: (detail: string) => void;
  wait?: (milliseconds: number) => Promise<void>;
  /** Whether anybody can see the page: unseen, the clock is not made to go on. */
  seen?: () => boolean;
}

const FIRST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 8_000;
const SILENCE_MS = 6_000; // a running session sends its clock at least once a second
const MAX_CHOSEN_S = 600;
const LONG_SEQ = 2 ** 53; // a frame is measured before it has its number

const pause = (milliseconds: number): Promise<void> => new Promise((done) => setTimeout(done, milliseconds));

function dialHere(): Line {
  const scheme = location.protocol === "https:" ? "wss" : "ws";
  return new WebSocket(`${scheme}://${location.host}/api/live`) as unknown as Line;
}

const seenHere = (): boolean => document.visibilityState !== "hidden";

function refusal(seq: number, reason: string): Ack {
  return { type: "ack", seq, done: false, reason, speaker: null, tick: 0 };
}

export class LiveSocket {
  readonly #options: LiveOptions;
  #line: Line | null = null;
  #joined = false;
  #closed = false;
  #epoch: number | null = null;
  #nextSeq: number | null = null;
  #pending: Pending[] = [];
  #lastHeard = 0;
  /** The clock ran when the line broke: whoever stayed at the bedside is not asked whether to go on. */
  #ranBefore = false;
  #watch: ReturnType<typeof setInterval> | undefined;

  constructor(options: LiveOptions) {
    this.#options = options;
  }

  /** Keeps the line up until `close`. */
  async run(): Promise<void> {
    const wait = this.#options.wait ?? pause;
    this.#watch = setInterval(() => this.#checkSilence(), 1_000);
    let delay = FIRST_WAIT_MS;
    while (!this.#closed) {
      const wasJoined = await this.#once();
      if (this.#closed) return;
      if (wasJoined) delay = FIRST_WAIT_MS;
      this.#options.store.set("connection", "reconnecting");
      await wait(delay);
      delay = Math.min(delay * 2, LONGEST_WAIT_MS);
    }
  }

  /** Sends one spelled action; settles when the server has done or refused it. */
  intend(action: Action, chosenOverS = 0): Promise<Ack> {
    return this.#add({ type: "intent", do: action, chosen_over_s: Math.min(Math.max(chosenOverS, 0), MAX_CHOSEN_S) });
  }

  control(control: Control["control"], why: Control["why"] = "button"): Promise<Ack> {
    return this.#add({ type: "control", control, why });
  }

  get unanswered(): number {
    return this.#pending.length;
  }

  close(): void {
    this.#closed = true;
    clearInterval(this.#watch);
    this.#line?.close();
  }

  /** One connection, from ticket to close. True when it got as far as hello. */
  async #once(): Promise<boolean> {
    let ticket: Ticket;
    try {
      ticket = await this.#options.ticket();
    } catch (problem) {
      if (problem instanceof ApiProblem && (problem.kind === "not-found" || problem.kind === "refused"))
        this.#lose(problem.message);
      return false;
    }
    if (this.#closed) return false;
    const line = (this.#options.dial ?? dialHere)();
    line.binaryType = "arraybuffer";
    this.#line = line;
    return new Promise((finished) => {
      let greeted = false;
      line.onopen = () => line.send(encode({ type: "join", ticket: ticket.ticket, protocol: PROTOCOL }));
      line.onmessage = (event) => {
        this.#lastHeard = performance.now();
        const frame = decode(new Uint8Array(event.data as ArrayBuffer)) as ServerFrame;
        if (frame.type === "hello") greeted = true;
        this.#receive(frame);
      };
      line.onclose = () => {
        this.#ranBefore ||= this.#joined && this.#options.store.get("clock")?.running === true;
        this.#joined = false;
        this.#line = null;
        finished(greeted);
      };
    });
  }

  #receive(frame: ServerFrame): void {
    switch (frame.type) {
      case "hello":
        this.#greet(frame);
        break;
      case "ack":
        this.#settle(frame);
        break;
      case "topic":
        this.#options.store.receive(frame);
        if (frame.name === "clock") this.#goOn(frame.data);
        break;
      case "problem":
        if (frame.code === "protocol") {
          this.close();
          this.#options.onOutdated();
        } else if (frame.seq !== null && frame.seq !== undefined) this.#settle(refusal(frame.seq, frame.detail));
        else if (frame.code === "not-allowed") this.#lose(frame.detail);
    }
  }

  #greet(hello: Hello): void {
    if (hello.protocol !== PROTOCOL) {
      this.close();
      this.#options.onOutdated();
      return;
    }
    const restarted = this.#epoch !== null && hello.epoch !== this.#epoch;
    this.#epoch = hello.epoch;
    this.#nextSeq = Math.max(this.#nextSeq ?? 1, hello.last_seq + 1);
    if (restarted) {
      this.#options.store.resync();
      for (const pending of this.#pending) if ((pending.seq ?? 0) > hello.last_seq) pending.seq = null; // never heard
      if (this.#ranBefore) this.#resumeFirst();
    }
    this.#joined = true;
    this.#options.store.set("connection", "live");
    if (!this.#ranBefore) this.#sendAll(); // else the clock says first whether it stands
  }

  /** Where the clock stands it has to run before what was wished meanwhile can be done; but not while nobody looks. */
  #resumeFirst(): void {
    this.#ranBefore = false;
    if (!(this.#options.seen ?? seenHere)()) return;
    if (this.#pending.some(({ wish }) => wish.type === "control" && wish.control === "pause")) return;
    const wish: Wish = { type: "control", control: "resume", why: "button" };
    const known = this.#pending.filter((pending) => pending.seq !== null);
    const waiting = this.#pending.filter((pending) => pending.seq === null);
    this.#pending = [...known, { wish, seq: null, settle: () => {} }, ...waiting];
  }

  /** After a longer break of the line alone the clock stands too. */
  #goOn(clock: Clock): void {
    if (!this.#ranBefore || !this.#joined) return;
    if (!clock.running && clock.paused_because === "disconnected") this.#resumeFirst();
    this.#ranBefore = false;
    this.#sendAll();
  }

  #sendAll(): void {
    for (const pending of this.#pending) this.#send(pending);
  }

  #add(wish: Wish): Promise<Ack> {
    if (encode({ ...wish, seq: LONG_SEQ }).length > MAX_FRAME_BYTES)
      return Promise.resolve(refusal(0, words.bedside.tooLong)); // the server could not even say whose it was
    return new Promise((settle) => {
      const pending: Pending = { wish, seq: null, settle };
      this.#pending.push(pending);
      if (this.#joined && !this.#ranBefore) this.#send(pending);
    });
  }

  #send(pending: Pending): void {
    if (this.#nextSeq === null || !this.#line) return;
    if (pending.seq === null) {
      pending.seq = this.#nextSeq;
      this.#nextSeq += 1;
    }
    this.#line.send(encode({ ...pending.wish, seq: pending.seq }));
  }

  #settle(ack: Ack): void {
    const found = this.#pending.find((pending) => pending.seq === ack.seq);
    if (!found) return;
    this.#pending = this.#pending.filter((pending) => pending !== found);
    found.settle(ack);
  }

  #lose(detail: string): void {
    this.close();
    this.#options.store.set("connection", "lost");
    this.#options.onLost(detail);
  }

  #checkSilence(): void {
    const running = this.#options.store.get("clock")?.running === true;
    if (running && this.#joined && performance.now() - this.#lastHeard > SILENCE_MS) this.#line?.close();
  }
}
