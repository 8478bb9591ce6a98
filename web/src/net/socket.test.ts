import { decode, encode } from "@msgpack/msgpack";
import { afterEach, describe, expect, it } from "vitest";
import { Store } from "../state/store.ts";
import { words } from "../ui/strings/index.ts";
import { ApiProblem } from "./api.ts";
import { type Line, LiveSocket } from "./socket.ts";
import type { ClientFrame, Clock, ServerFrame } from "./wire.ts";

/** The other end of the line: keeps what was sent, says what it is told to. */
class ScriptedLine implements Line {
  binaryType = "";
  onopen: ((event: Event) => void) | null = null;
  onmessage: ((event: MessageEvent) => void) | null = null;
  onclose: ((event: CloseEvent) => void) | null = null;
  readonly sent: ClientFrame[] = [];

  send(data: Uint8Array): void {
    this.sent.push(decode(data) as ClientFrame);
  }

  close(): void {
    this.onclose?.({} as CloseEvent);
  }

  open(): void {
    this.onopen?.({} as Event);
  }

  say(frame: Partial<ServerFrame>): void {
    const bytes = encode(frame);
    this.onmessage?.({ data: bytes.slice().buffer } as MessageEvent);
  }
}

const hello = (epoch: number, lastSeq: number): ServerFrame => ({
  type: "hello",
  protocol: 1,
  epoch,
  tick: 0,
  session: "s",
  last_seq: lastSeq,
});
const running: Clock = {
  tick: 80,
  seconds: 4,
  phase: "running",
  running: true,
  paused_because: null,
  speed: 1,
  mode: "practice",
  time_of_day: "10:08",
};
const standing: ServerFrame = {
  type: "topic",
  name: "clock",
  data: { ...running, running: false, paused_because: "disconnected" },
};
const settled = (): Promise<void> => new Promise((done) => setImmediate(done));

describe("LiveSocket", () => {
  const open: LiveSocket[] = [];
  afterEach(() => {
    for (const socket of open.splice(0)) socket.close();
  });

  function start(ticket = async () => ({ ticket: "t".repeat(20), expires_s: 60 })) {
    const lines: ScriptedLine[] = [];
    const store = new Store();
    const told: string[] = [];
    const page = { seen: true };
    const socket = new LiveSocket({
      store,
      ticket,
      dial: () => {
        const line = new ScriptedLine();
        lines.push(line);
        return line;
      },
      onOutdated: () => told.push("outdated"),
      onLost: (detail) => told.push(detail),
      wait: async () => {},
      seen: () => page.seen,
    });
    open.push(socket);
    void socket.run();
    return { lines, store, socket, told, page };
  }

  it("joins with the ticket before anything else", async () => {
    const { lines } = start();
    await settled();
    lines[0]?.open();
    expect(lines[0]?.sent).toEqual([{ type: "join", ticket: "t".repeat(20), protocol: 1 }]);
  });

  it("holds intents until hello and numbers them after the last durable one", async () => {
    const { lines, socket } = start();
    await settled();
    lines[0]?.open();
    const answer = socket.intend({ attach: "ecg" }, 2);
    expect(lines[0]?.sent).toHaveLength(1);
    lines[0]?.say(hello(1, 7));
    expect(lines[0]?.sent[1]).toEqual({ type: "intent", do: { attach: "ecg" }, chosen_over_s: 2, seq: 8 });
    lines[0]?.say({ type: "ack", seq: 8, done: false, reason: "No.", speaker: "nurse", tick: 3 });
    expect((await answer).reason).toBe("No.");
    expect(socket.unanswered).toBe(0);
  });

  it("sends again, under the same number, what was not acknowledged before the line broke", async () => {
    const { lines, socket } = start();
    await settled();
    lines[0]?.say(hello(1, 0));
    void socket.intend({ fetch: "drug-tray" });
    lines[0]?.close();
    await settled();
    void socket.intend({ attach: "cuff" });
    lines[1]?.open();
    lines[1]?.say(hello(1, 1));
    expect(lines[1]?.sent.slice(1).map((frame) => (frame.type === "intent" ? [frame.seq, frame.do] : []))).toEqual([
      [1, { fetch: "drug-tray" }],
      [2, { attach: "cuff" }],
    ]);
  });

  it("forgets captions when the server restarted, and keeps them when only the line broke", async () => {
    const { lines, store } = start();
    await settled();
    lines[0]?.say(hello(1, 0));
    const caption = { id: 1, at_s: 0, speaker: "nurse" as const, text: "Morning." };
    lines[0]?.say({ type: "topic", name: "captions", data: [caption] });
    lines[0]?.close();
    await settled();
    lines[1]?.say(hello(1, 0));
    expect(store.captions).toHaveLength(1);
    lines[1]?.close();
    await settled();
    lines[2]?.say(hello(2, 0));
    expect(store.captions).toHaveLength(0);
  });

  it("lets the clock run again before what was asked for while the server was down", async () => {
    const { lines, socket } = start();
    await settled();
    lines[0]?.say(hello(1, 0));
    lines[0]?.say({ type: "topic", name: "clock", data: running });
    void socket.intend({ fetch: "drug-tray" });
    lines[0]?.close();
    await settled();
    void socket.intend({ attach: "cuff" });
    lines[1]?.open();
    lines[1]?.say(hello(2, 0));
    expect(lines[1]?.sent.slice(1).map((frame) => frame.type)).toEqual(["control", "intent", "intent"]);
    lines[1]?.say(standing);
    expect(lines[1]?.sent).toHaveLength(4);
  });

  it("goes on by itself after the line alone was down for long, not after a pause by choice", async () => {
    const { lines } = start();
    await settled();
    lines[0]?.say(hello(1, 0));
    lines[0]?.say({ type: "topic", name: "clock", data: running });
    lines[0]?.close();
    await settled();
    lines[1]?.open();
    lines[1]?.say(hello(1, 0));
    lines[1]?.say(standing);
    expect(lines[1]?.sent[1]).toMatchObject({ type: "control", control: "resume" });
    lines[1]?.say({ type: "ack", seq: 1, done: true, reason: null, speaker: null, tick: 80 });
    lines[1]?.say({ type: "topic", name: "clock", data: { ...running, running: false, paused_because: "button" } });
    lines[1]?.close();
    await settled();
    lines[2]?.open();
    lines[2]?.say(hello(2, 1));
    expect(lines[2]?.sent).toHaveLength(1);
  });

  it("lets the clock run again before what was asked for while the line alone was down", async () => {
    const { lines, socket } = start();
    await settled();
    lines[0]?.say(hello(1, 0));
    lines[0]?.say({ type: "topic", name: "clock", data: running });
    lines[0]?.close();
    await settled();
    void socket.intend({ attach: "cuff" });
    lines[1]?.open();
    lines[1]?.say(hello(1, 0));
    expect(lines[1]?.sent.slice(1)).toHaveLength(0);
    lines[1]?.say(standing);
    expect(lines[1]?.sent.slice(1)).toMatchObject([
      { type: "control", control: "resume", seq: 1 },
      { type: "intent", seq: 2 },
    ]);
  });

  it("does not let the clock run while nobody looks", async () => {
    const { lines, socket } = start();
    await settled();
    lines[0]?.say(hello(1, 0));
    lines[0]?.say({ type: "topic", name: "clock", data: running });
    lines[0]?.close();
    await settled();
    void socket.control("pause", "hidden");
    lines[1]?.open();
    lines[1]?.say(hello(1, 0));
    lines[1]?.say(standing);
    expect(lines[1]?.sent.slice(1)).toMatchObject([{ type: "control", control: "pause" }]);
  });

  it.each([1, 2])("leaves the clock standing when the line comes back to a hidden page, epoch %i", async (epoch) => {
    const { lines, page } = start();
    await settled();
    lines[0]?.say(hello(1, 0));
    lines[0]?.say({ type: "topic", name: "clock", data: { ...running, phase: "skipping" } }); // no pause was asked for
    page.seen = false;
    lines[0]?.close();
    await settled();
    lines[1]?.open();
    lines[1]?.say(hello(epoch, 0));
    lines[1]?.say(standing);
    expect(lines[1]?.sent.slice(1)).toEqual([]);
  });

  it("refuses at once, and never sends, what no frame can carry", async () => {
    const { lines, socket } = start();
    await settled();
    lines[0]?.say(hello(1, 0));
    const line = "語".repeat(400); // three bytes each
    void socket.intend({
      handover: "registrar",
      situation: line,
      background: line,
      assessment: line,
      recommendation: line,
    });
    expect(lines[0]?.sent).toHaveLength(1);
    const answer = await socket.intend({ say: "語".repeat(2_730) });
    expect(answer).toMatchObject({ done: false, reason: words.bedside.tooLong });
    expect(lines[0]?.sent).toHaveLength(1);
    expect(socket.unanswered).toBe(1);
  });

  it("says it is reconnecting while the line is down and live after hello", async () => {
    const { lines, store } = start();
    await settled();
    lines[0]?.say(hello(1, 0));
    expect(store.get("connection")).toBe("live");
    lines[0]?.close();
    await settled();
    expect(store.get("connection")).toBe("reconnecting");
  });

  it("gives up with the server's words when the session is not this person's", async () => {
    const { store, told } = start(async () => {
      throw new ApiProblem("not-found", "There is no such session.");
    });
    await settled();
    expect(told).toEqual(["There is no such session."]);
    expect(store.get("connection")).toBe("lost");
  });

  it("answers an intent that was not understood with the server's words", async () => {
    const { lines, socket } = start();
    await settled();
    lines[0]?.say(hello(1, 0));
    const answer = socket.intend({ fly: "away" });
    lines[0]?.say({ type: "problem", code: "bad-frame", detail: "no known verb", seq: 1 });
    expect(await answer).toMatchObject({ done: false, reason: "no known verb" });
    expect(socket.unanswered).toBe(0);
  });

  it("asks for a new page when the protocol changed", async () => {
    const { lines, told } = start();
    await settled();
    lines[0]?.say({ type: "hello", protocol: 2, epoch: 1, tick: 0, session: "s", last_seq: 0 });
    expect(told).toEqual(["outdated"]);
  });
});
