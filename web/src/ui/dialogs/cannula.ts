/** A cannula: where, and which size by the colour of its hub. */
import { element } from "../dom.ts";
import { cannulaOrder, gaugeWords, type Place } from "../orders/cannula.ts";
import { words } from "../strings/dialogs.ts";
import { choiceField } from "./fields.ts";
import type { Task } from "./panel.ts";
import { orderEnd } from "./review.ts";

const text = words.cannula;

export function cannulaDialog(task: Task, place: Place = { site: null, gauge: null }): void {
  const order = cannulaOrder(task, place);
  const site = choiceField(
    text.site,
    task.kit.cannula_sites.map((choice) => ({ value: choice.id, label: choice.label })),
    place.site,
    (value) => {
      place.site = value;
    },
    "pair",
  );
  const gauge = choiceField(
    text.gauge,
    task.kit.gauges.map((size) => ({
      value: String(size),
      label: gaugeWords(size),
      picture: element("span", { class: `hub hub-${size}`, "aria-hidden": "true" }),
    })),
    place.gauge,
    (value) => {
      place.gauge = value;
    },
  );
  const { who, footer } = orderEnd(task, order, (same) => cannulaDialog(same, place));
  task.panel.show({
    title: task.item.label,
    body: [site.node, gauge.node, who],
    footer,
  });
}
