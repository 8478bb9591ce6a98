/** A fresh order for an item of the outline that asks for something; null for one that does not. */
import { cannulaOrder } from "./cannula.ts";
import { drugOrder, emptyDraft } from "./drug.ts";
import { firstBag, fluidOrder } from "./fluid.ts";
import { infusionOrder } from "./infusion.ts";
import type { Order, Wanted } from "./order.ts";
import { oxygenOrder } from "./oxygen.ts";
import { sayOrder } from "./say.ts";
import { firstAway, skipOrder } from "./skip.ts";
import { conversationOf, telephoneOrder } from "./telephone.ts";
import { ventilateOrder } from "./ventilate.ts";

const telephone = (wanted: Wanted): Order => telephoneOrder(wanted, conversationOf(wanted));

const ORDERS: Record<Exclude<Wanted["item"]["dialog"], "none">, (wanted: Wanted) => Order> = {
  drug: (wanted) => drugOrder(wanted, emptyDraft()),
  fluid: (wanted) => fluidOrder(wanted, firstBag(wanted)),
  infusion: (wanted) => infusionOrder(wanted, { amountMg: 0, madeUpToMl: 0, rateMlPerH: 0 }),
  oxygen: (wanted) => oxygenOrder(wanted, { device: null, flow: 0 }),
  ventilate: (wanted) => ventilateOrder(wanted, { rate: 0, volumeMl: 0, oxygen: 0 }),
  cannula: (wanted) => cannulaOrder(wanted, { site: null, gauge: null }),
  phone: telephone,
  handover: telephone,
  skip: (wanted) => skipOrder(wanted, firstAway(wanted)),
  say: (wanted) => sayOrder(wanted, { text: wanted.item.label }),
};

export function orderFor(wanted: Wanted): Order | null {
  const { dialog } = wanted.item;
  return dialog === "none" ? null : ORDERS[dialog](wanted);
}
