/** Leaving the bedside for a while: for how long, who looks in, and when to be called. */
import { words } from "../strings/dialogs.ts";
import type { Option, Order, Wanted } from "./order.ts";

const text = words.skip;
export const EVERY_MIN = [5, 10, 15, 30].map((value) => ({ value: String(value), label: text.every(value) }));

export interface Away {
  minutes: string | null;
  every: string | null;
  callIf: string[];
}

/** The absences this case offers; there are no others. */
export function absences({ kit }: Wanted): Option[] {
  return kit.skip_minutes.map((value) => ({ value: String(value), label: text.amount(value) }));
}

export function firstAway({ item, kit }: Wanted): Away {
  const minutes = kit.skip_minutes.find((offered) => offered === item.do.skip);
  return { minutes: minutes === undefined ? null : String(minutes), every: null, callIf: [] };
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
        kind: "pick",
        title: text.minutes,
        options: absences(wanted),
        chosen: away.minutes,
        missing: away.minutes === null ? text.needs.minutes : null,
        choose: (minutes) => {
          away.minutes = minutes;
        },
      },
      {
        kind: "pick",
        title: text.watch,
        options: EVERY_MIN,
        chosen: away.every,
        missing: away.every === null ? text.needs.watch : null,
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
      return text.sentence(Number(away.minutes), Number(away.every), orders);
    },
    action: () => ({
      ...item.do,
      skip: Number(away.minutes),
      watch_every_min: Number(away.every),
      call_me_if: away.callIf,
    }),
  };
}
