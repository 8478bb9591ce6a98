/** A cannula: where, and which size by the colour of its hub. */
import { words } from "../strings/dialogs.ts";
import { type Order, type Wanted, whoWords } from "./order.ts";

const text = words.cannula;

export interface Place {
  site: string | null;
  gauge: string | null;
}

export function gaugeWords(size: number): string {
  const colour = text.colours[size];
  return colour === undefined ? text.gaugeLabel(size) : `${text.gaugeLabel(size)} ${colour}`;
}

export function cannulaOrder({ item, kit }: Wanted, place: Place): Order {
  return {
    doLabel: words.dialog.doIt,
    questions: () => [
      {
        kind: "pick",
        title: text.site,
        options: kit.cannula_sites.map((choice) => ({ value: choice.id, label: choice.label })),
        chosen: place.site,
        missing: place.site === null ? text.needs.site : null,
        choose: (site) => {
          place.site = site;
        },
      },
      {
        kind: "pick",
        title: text.gauge,
        options: kit.gauges.map((size) => ({ value: String(size), label: gaugeWords(size) })),
        chosen: place.gauge,
        missing: place.gauge === null ? text.needs.gauge : null,
        choose: (gauge) => {
          place.gauge = gauge;
        },
      },
    ],
    sentence: (by) => {
      const where = kit.cannula_sites.find((choice) => choice.id === place.site)?.label ?? "";
      return text.sentence(gaugeWords(Number(place.gauge)), where.toLowerCase(), whoWords(by));
    },
    action: (by) => ({ ...item.do, cannulate: place.site, gauge: Number(place.gauge), by }),
  };
}
