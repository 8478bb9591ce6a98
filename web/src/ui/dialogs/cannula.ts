/** A cannula: where, and which size by the colour of its hub. */
import { element } from "../dom.ts";
import { words } from "../strings/dialogs.ts";
import { choiceField, proceed, whoField, whoWords } from "./fields.ts";
import type { Task } from "./panel.ts";
import { showReview } from "./review.ts";

const text = words.cannula;

interface Place {
  site: string | null;
  gauge: string | null;
}

export function cannulaDialog(task: Task, given?: Place): void {
  const place: Place = given ?? { site: null, gauge: null };
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
  const who = whoField(task, () => {});
  const missing = (): string | null => {
    if (place.site === null) return text.needs.site;
    if (place.gauge === null) return text.needs.gauge;
    return who.get() === null ? words.drug.needs.who : null;
  };
  const review = (): void => {
    const by = who.get() ?? "self";
    const where = task.kit.cannula_sites.find((choice) => choice.id === place.site)?.label ?? "";
    showReview(
      task.panel,
      text.sentence(gaugeWords(Number(place.gauge)), where.toLowerCase(), whoWords(by)),
      words.dialog.doIt,
      () => task.send({ ...task.item.do, cannulate: place.site, gauge: Number(place.gauge), by }),
      () => cannulaDialog({ ...task, by }, place),
    );
  };
  task.panel.show({
    title: task.item.label,
    body: [site.node, gauge.node, who.node],
    footer: [proceed(words.dialog.review, missing, review)],
  });
}

function gaugeWords(size: number): string {
  const colour = text.colours[size];
  return colour === undefined ? text.gaugeLabel(size) : `${text.gaugeLabel(size)} ${colour}`;
}
