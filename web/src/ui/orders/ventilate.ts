/** Bag and mask: how often, how much, with how much oxygen. */
import { plain } from "../dialogs/amounts.ts";
import { words } from "../strings/dialogs.ts";
import { type Amount, type Order, type Wanted, whoWords } from "./order.ts";

const text = words.ventilate;
const SECONDS_PER_MINUTE = 60;

export interface Bagging {
  rate: number;
  volumeMl: number;
  oxygen: number;
}

export function intervalWords({ rate }: Bagging): string {
  return rate === 0 ? "" : text.interval(plain(SECONDS_PER_MINUTE / rate));
}

/** The three numbers; the page and the headset offer the same presets. */
export function baggingQuestions(bagging: Bagging): [Amount, Amount, Amount] {
  return [
    {
      kind: "amount",
      title: text.rate,
      unit: "/min",
      steps: [1, 5],
      presets: [10, 12, 20].map((value) => ({ label: plain(value), value })),
      value: bagging.rate,
      missing: bagging.rate === 0 ? text.needs.rate : null,
      set: (value) => {
        bagging.rate = value;
      },
      says: () => [intervalWords(bagging)].filter(Boolean),
    },
    {
      kind: "amount",
      title: text.volume,
      unit: "mL",
      steps: [50, 100],
      presets: [300, 500, 800].map((value) => ({ label: `${value} mL`, value })),
      value: bagging.volumeMl,
      missing: bagging.volumeMl === 0 ? text.needs.volume : null,
      set: (value) => {
        bagging.volumeMl = value;
      },
      says: () => [],
    },
    {
      kind: "amount",
      title: text.oxygen,
      unit: "L/min",
      steps: [1, 5],
      presets: [0, 10, 15].map((value) => ({ label: plain(value), value })),
      value: bagging.oxygen,
      missing: null,
      set: (value) => {
        bagging.oxygen = value;
      },
      says: () => [],
    },
  ];
}

export function ventilateOrder({ item }: Wanted, bagging: Bagging): Order {
  return {
    doLabel: words.dialog.start,
    questions: () => baggingQuestions(bagging),
    sentence: (by) =>
      text.sentence(
        plain(bagging.rate),
        `${plain(bagging.volumeMl)} mL`,
        `${plain(bagging.oxygen)} L/min`,
        whoWords(by),
      ),
    action: (by) => ({
      ...item.do,
      ventilate: "bag-valve-mask",
      breaths_per_min: bagging.rate,
      volume_ml: bagging.volumeMl,
      oxygen_l_min: bagging.oxygen,
      by,
    }),
  };
}
