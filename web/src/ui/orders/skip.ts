/** Leaving the bedside for a while: for how long, who looks in, and when to be called. */
import { words } from "../strings/dialogs.ts";
import type { Order, Wanted } from "./order.ts";

const text = words.skip;
const DEFAULT_AWAY_MIN = 10;
export const EVERY_MIN = [5, 10, 15, 30].map((value) => ({ value: String(value), label: text.every(value) }));

export interface Away {
  minutes: number;
  every: string | null;
  callIf: string[];
}

/** The absences this case offers. */
export function awayPresets({ kit }: Wanted): { label: string; value: number }[] {
  return kit.skip_minutes.map((value) => ({ label: text.amount(value), value }));
}

export function firstAway({ item }: Wanted): Away {
  const minutes = typeof item.do.skip === "number" ? item.do.skip : DEFAULT_AWAY_MIN;
  return { minutes, every: null, callIf: [] };
}

export function toggleCall(away: Away, id: string): void {
  away.callIf = away.callIf.includes(id) ? away.callIf.filter((known) => known !== id) : [...away.callIf, id];
}

export function skipOrder(wanted: Wanted, away: Away): Order {
  const { item, kit } = wanted;
  const calls = kit.call_me_if.map((choice) => ({ value: choice.id, label: choice.label }));
  return {
    doLabel: text.go,
    questions: () => [
      {
        kind: "amount",
        title: text.minutes,
        unit: "min",
        steps: [1, 10],
        presets: awayPresets(wanted),
        value: away.minutes,
        missing: away.minutes < 1 ? text.minutes.toLowerCase() : null,
        set: (value) => {
          away.minutes = value;
        },
        says: () => [],
      },
      {
        kind: "pick",
        title: text.watch,
        options: EVERY_MIN,
        chosen: away.every,
        missing: away.every === null ? text.watch.toLowerCase() : null,
        choose: (every) => {
          away.every = every;
        },
      },
      ...(calls.length === 0
        ? []
        : [
            {
              kind: "ticks" as const,
              title: text.callMe,
              options: calls,
              chosen: away.callIf,
              missing: null,
              toggle: (id: string) => toggleCall(away, id),
            },
          ]),
    ],
    sentence: () => {
      const labels = calls.filter((choice) => away.callIf.includes(choice.value)).map((choice) => choice.label);
      const orders = labels.length > 0 ? text.callIf(labels.join("; ")) : text.nothing;
      return text.sentence(Math.round(away.minutes), Number(away.every), orders);
    },
    action: () => ({
      ...item.do,
      skip: Math.round(away.minutes),
      watch_every_min: Number(away.every),
      call_me_if: away.callIf,
    }),
  };
}
