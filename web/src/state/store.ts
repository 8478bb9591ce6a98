/** What the server last said, topic by topic. Topics replace; captions and findings append. */
import type {
  Caption,
  Clock,
  EndView,
  EquipmentView,
  Finding,
  HandsView,
  MonitorView,
  OutlineView,
  PatientView,
  Topic,
  Waves,
} from "../net/wire.ts";

/** How the socket is doing: `reconnecting` shows a line, `lost` asks for help. */
export type Connection = "connecting" | "live" | "reconnecting" | "lost";

export interface Topics {
  clock: Clock;
  patient: PatientView;
  monitor: MonitorView;
  equipment: EquipmentView;
  hands: HandsView[];
  outline: OutlineView;
  ended: EndView;
  captions: Caption[];
  findings: Finding[];
  waves: Waves;
  connection: Connection;
}

type Listener<Name extends keyof Topics> = (value: Topics[Name]) => void;

export class Store {
  readonly #latest: Partial<Topics> = { captions: [], findings: [], connection: "connecting" };
  readonly #listeners = new Map<keyof Topics, Set<Listener<never>>>();

  get<Name extends keyof Topics>(name: Name): Topics[Name] | undefined {
    return this.#latest[name];
  }

  get captions(): Caption[] {
    return this.#latest.captions ?? [];
  }

  get findings(): Finding[] {
    return this.#latest.findings ?? [];
  }

  /** Calls at once with what is known, then at every change. Returns how to stop. */
  subscribe<Name extends keyof Topics>(name: Name, listener: Listener<Name>): () => void {
    const set = this.#listeners.get(name) ?? new Set();
    this.#listeners.set(name, set);
    set.add(listener);
    const known = this.#latest[name];
    if (known !== undefined && name !== "waves") listener(known as Topics[Name]);
    return () => set.delete(listener);
  }

  set<Name extends keyof Topics>(name: Name, value: Topics[Name]): void {
    this.#latest[name] = value;
    for (const listener of this.#listeners.get(name) ?? []) (listener as Listener<Name>)(value);
  }

  /** Takes one topic frame. Appended logs are merged by id: a resync may repeat what is known. */
  receive(topic: Topic): void {
    if (topic.name === "captions") this.set("captions", merged(this.captions, topic.data as Caption[]));
    else if (topic.name === "findings") this.set("findings", merged(this.findings, topic.data as Finding[]));
    else this.set(topic.name, topic.data as never);
  }

  /** Forgets the append logs: the server sends them again after a restart. */
  resync(): void {
    this.set("captions", []);
    this.set("findings", []);
  }
}

function merged<Item extends { id: number }>(known: Item[], arrived: Item[]): Item[] {
  const byId = new Map(known.map((item) => [item.id, item]));
  for (const item of arrived) byId.set(item.id, item);
  return [...byId.values()].sort((a, b) => a.id - b.id);
}
