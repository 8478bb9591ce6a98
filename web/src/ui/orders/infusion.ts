/** A drug by pump: how much, made up to what, at what rate; what that comes to is said at once. */
import type { DrugView } from "../../net/wire.ts";
import { doseWords, millilitres, plain, shortDose } from "../dialogs/amounts.ts";
import { minutesSeconds } from "../minutes.ts";
import { words } from "../strings/dialogs.ts";
import { type Amount, type Order, type Wanted, whoWords } from "./order.ts";

const text = words.infusion;
const MINUTES_PER_HOUR = 60;
const SECONDS_PER_HOUR = 3600;

export interface Mixture {
  amountMg: number;
  madeUpToMl: number;
  rateMlPerH: number;
}

/** What the pump will do, in sentences; empty while something is missing. */
export function deliveryWords({ amountMg, madeUpToMl, rateMlPerH }: Mixture): string[] {
  if (amountMg === 0 || madeUpToMl === 0) return [];
  const perMl = amountMg / madeUpToMl;
  const said = [text.concentration(shortDose(perMl))];
  if (rateMlPerH === 0) return said;
  const perHour = perMl * rateMlPerH;
  said.push(text.delivers(shortDose(perHour), shortDose(perHour / MINUTES_PER_HOUR)));
  said.push(text.lasts(`${minutesSeconds(((madeUpToMl / rateMlPerH) * SECONDS_PER_HOUR) / MINUTES_PER_HOUR)} h`));
  return said;
}

export function infusedDrug({ item, kit }: Wanted): DrugView | undefined {
  return kit.drugs.find((known) => known.id === item.do.infuse);
}

export function mixtureQuestions(wanted: Wanted, mixture: Mixture): [Amount, Amount, Amount] {
  const ampouleMg = infusedDrug(wanted)?.presentations[0]?.amount_mg ?? 1;
  const says = (): string[] => deliveryWords(mixture);
  return [
    {
      kind: "amount",
      title: text.amount,
      unit: "mg",
      steps: [ampouleMg, ampouleMg * 5],
      presets: [],
      value: mixture.amountMg,
      missing: mixture.amountMg === 0 ? text.needs.amount : null,
      set: (value) => {
        mixture.amountMg = value;
      },
      says,
    },
    {
      kind: "amount",
      title: text.madeUpTo,
      unit: "mL",
      steps: [1, 10],
      presets: [20, 50, 100, 500].map((value) => ({ label: millilitres(value), value })),
      value: mixture.madeUpToMl,
      missing: mixture.madeUpToMl === 0 ? text.needs.volume : null,
      set: (value) => {
        mixture.madeUpToMl = value;
      },
      says,
    },
    {
      kind: "amount",
      title: text.rate,
      unit: "mL/h",
      steps: [1, 10],
      presets: [],
      value: mixture.rateMlPerH,
      missing: mixture.rateMlPerH === 0 ? text.needs.rate : null,
      set: (value) => {
        mixture.rateMlPerH = value;
      },
      says,
    },
  ];
}

export function infusionOrder(wanted: Wanted, mixture: Mixture): Order {
  const { item } = wanted;
  return {
    doLabel: words.dialog.start,
    questions: () => mixtureQuestions(wanted, mixture),
    sentence: (by) => {
      const sentence = text.sentence(
        infusedDrug(wanted)?.label ?? item.label,
        doseWords(mixture.amountMg),
        millilitres(mixture.madeUpToMl),
        `${plain(mixture.rateMlPerH)} mL/h`,
        whoWords(by),
      );
      return `${sentence} ${deliveryWords(mixture).slice(0, 2).join(" ")}`;
    },
    action: (by) => ({
      ...item.do,
      amount_mg: mixture.amountMg,
      made_up_to_ml: mixture.madeUpToMl,
      rate_ml_per_h: mixture.rateMlPerH,
      by,
    }),
  };
}
