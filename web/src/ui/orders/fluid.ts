/** A bag of fluid: which bag, how much of it, freely or under pressure. */
import type { FluidView } from "../../net/wire.ts";
import { millilitres } from "../dialogs/amounts.ts";
import { words } from "../strings/dialogs.ts";
import { type Order, type Wanted, whoWords } from "./order.ts";

const text = words.fluid;

export interface Bag {
  fluid: string | null;
  volumeMl: number;
  how: "free" | "pressure";
}

export const HOW = [
  { value: "free", label: text.free },
  { value: "pressure", label: text.pressure },
] as const;

/** Nothing is chosen beforehand unless there is nothing to choose. */
export function firstBag({ kit }: Wanted): Bag {
  const [only] = kit.fluids.length === 1 ? kit.fluids : [];
  return { fluid: only?.id ?? null, volumeMl: only?.volume_ml ?? 0, how: "free" };
}

function viewOf({ kit }: Wanted, id: string | null): FluidView | undefined {
  return kit.fluids.find((fluid) => fluid.id === id);
}

/** A bag is hung whole unless it is said otherwise: taking one asks for all of it. */
export function takeBag(wanted: Wanted, bag: Bag, id: string): void {
  bag.fluid = id;
  bag.volumeMl = viewOf(wanted, id)?.volume_ml ?? 0;
}

/** The whole bag and half of it. */
export function portions(wanted: Wanted, bag: Bag): { label: string; value: number }[] {
  const whole = viewOf(wanted, bag.fluid)?.volume_ml ?? 0;
  if (whole === 0) return [];
  return [
    { label: text.half(millilitres(whole / 2)), value: whole / 2 },
    { label: text.whole(millilitres(whole)), value: whole },
  ];
}

export function fluidOrder(wanted: Wanted, bag: Bag): Order {
  const { item, kit } = wanted;
  return {
    doLabel: words.dialog.start,
    questions: () => [
      {
        kind: "pick",
        title: text.which,
        options: kit.fluids.map((fluid) => ({ value: fluid.id, label: fluid.label })),
        chosen: bag.fluid,
        missing: bag.fluid === null ? text.needs.fluid : null,
        choose: (id) => id !== null && takeBag(wanted, bag, id),
      },
      {
        kind: "amount",
        title: text.volume,
        unit: "mL",
        steps: [50, 250],
        presets: portions(wanted, bag),
        value: bag.volumeMl,
        missing: bag.volumeMl === 0 ? text.needs.volume : null,
        set: (value) => {
          bag.volumeMl = value;
        },
        says: () => [],
      },
      {
        kind: "pick",
        title: text.how,
        options: [...HOW],
        chosen: bag.how,
        missing: null,
        choose: (how) => {
          bag.how = how as Bag["how"];
        },
      },
    ],
    sentence: (by) => {
      const chosen = viewOf(wanted, bag.fluid);
      const way = (bag.how === "free" ? text.free : text.pressure).toLowerCase();
      const amount = bag.volumeMl === chosen?.volume_ml ? text.all : millilitres(bag.volumeMl);
      return text.sentence(chosen?.label ?? "", amount, way, whoWords(by));
    },
    action: (by) => ({
      ...item.do,
      fluid: viewOf(wanted, bag.fluid)?.fluid,
      volume_ml: bag.volumeMl,
      pressure_bag: bag.how === "pressure",
      by,
    }),
  };
}
