/** Giving a drug: pick the ampoule, draw up a volume, choose the way in, check the sentence, give it. */
import type { DrugView, PresentationView } from "../../net/wire.ts";
import { button, type Child, element, setText } from "../dom.ts";
import { presentationPicture, syringePicture } from "../pictures/presentations.ts";
import { words } from "../strings/dialogs.ts";
import { countOf, doseOf, doseWords, millilitres, plain, stepsFor, syringeFor } from "./amounts.ts";
import { choiceField, numberField, proceed, whoField, whoWords } from "./fields.ts";
import type { Task } from "./panel.ts";
import { showReview } from "./review.ts";

const text = words.drug;
type Route = keyof typeof text.routes;
const OVER_MINUTES = [1, 3, 5, 10, 20];
const SECONDS_PER_MINUTE = 60;

interface Draft {
  presentation: PresentationView;
  volumeMl: number;
  route: string | null;
  site: string | null;
  overS: number | null;
}

export function drugDialog(task: Task): void {
  const drug = task.kit.drugs.find((known) => known.id === task.item.do.give);
  if (!drug) throw new Error(`the kit has no drug ${String(task.item.do.give)}`);
  pick(task, drug);
}

function pick(task: Task, drug: DrugView): void {
  const card = (presentation: PresentationView): HTMLElement =>
    element(
      "li",
      {},
      button(
        element(
          "span",
          { class: "presentation-card" },
          presentationPicture(presentation),
          element(
            "span",
            { class: "printed" },
            element("strong", {}, presentation.label),
            presentation.note !== null && element("span", {}, presentation.note),
          ),
        ),
        () => prepare(task, drug, { presentation, volumeMl: 0, route: null, site: null, overS: null }),
        { class: "pick" },
      ),
    );
  task.panel.show({
    title: drug.label,
    body: [
      element("p", { class: "question" }, text.pick),
      element("ul", { class: "presentations" }, ...drug.presentations.map(card)),
    ],
  });
}

function prepare(task: Task, drug: DrugView, draft: Draft): void {
  const { presentation } = draft;
  const [, many] = text.forms[presentation.form];
  const unit = presentation.form === "tablet" ? many : "mL";
  const picture = element("div", { class: "drawn-up" });
  const dose = element("p", { class: "dose tabular", role: "status" });
  const count = element("p", { class: "count" });

  const showVolume = (volumeMl: number): void => {
    draft.volumeMl = volumeMl;
    const size = syringeFor(volumeMl);
    setText(dose, volumeMl === 0 ? text.nothingDrawn : amountWords(draft));
    setText(count, countWords(draft));
    if (usesSyringe(presentation))
      picture.replaceChildren(syringePicture(size, volumeMl), element("span", {}, text.syringe(size)));
  };
  const volume = numberField(text.volume, unit, stepsFor(presentation.volume_ml), draft.volumeMl, showVolume, [
    { label: text.whole(text.forms[presentation.form][0]), value: presentation.volume_ml },
  ]);
  const way = wayFields(drug, draft);
  const who = whoField(task, () => {});
  showVolume(draft.volumeMl);

  const missing = (): string | null => {
    if (draft.volumeMl === 0) return text.needs.volume;
    if (draft.route === null) return text.needs.route;
    if (draft.site === null && sitesOf(drug, draft.route).length > 0) return text.needs.site;
    return who.get() === null ? text.needs.who : null;
  };
  const review = (): void => {
    const by = who.get() ?? "self";
    showReview(
      task.panel,
      text.sentence(drug.label, amountWords(draft), wayWords(draft), whoWords(by)),
      words.dialog.give,
      () =>
        task.send({
          ...task.item.do,
          presentation: presentation.id,
          volume_ml: draft.volumeMl,
          route: draft.route,
          ...(draft.site === null ? {} : { site: draft.site }),
          ...(draft.overS === null ? {} : { over_s: draft.overS }),
          by,
        }),
      () => prepare({ ...task, by }, drug, draft),
    );
  };
  task.panel.show({
    title: drug.label,
    back: () => pick(task, drug),
    body: [
      element(
        "div",
        { class: "in-hand" },
        presentationPicture(presentation),
        element("p", { class: "printed" }, element("strong", {}, presentation.label)),
      ),
      volume.node,
      element("div", { class: "result" }, dose, count, picture),
      way,
      who.node,
    ],
    footer: [proceed(words.dialog.review, missing, review)],
  });
}

/** Route, then the site and speed that this route asks for. */
function wayFields(drug: DrugView, draft: Draft): HTMLElement {
  const after = element("div", { class: "after-route" });
  const showAfter = (): void => {
    const fields: Child[] = [];
    const sites = draft.route === null ? [] : sitesOf(drug, draft.route);
    if (sites.length === 1) draft.site = sites[0] ?? null;
    else if (sites.length > 1)
      fields.push(
        choiceField(
          text.site,
          sites.map((value) => ({ value, label: siteWords(value) })),
          draft.site,
          (site) => {
            draft.site = site;
          },
          "pair",
        ).node,
      );
    if (draft.route === "iv") fields.push(speedField(draft));
    after.replaceChildren(...(fields as Node[]));
  };
  const route = choiceField(
    text.route,
    draft.presentation.routes.map((value) => ({ value, label: text.routes[value as Route] ?? value })),
    draft.route,
    (chosen) => {
      draft.route = chosen;
      draft.site = null;
      draft.overS = null;
      showAfter();
    },
    "pair",
  );
  showAfter();
  return element("div", { class: "way" }, route.node, after);
}

function speedField(draft: Draft): HTMLElement {
  const options = [
    { value: "push", label: text.push },
    ...OVER_MINUTES.map((minutes) => ({
      value: String(minutes * SECONDS_PER_MINUTE),
      label: text.overMinutes(minutes),
    })),
  ];
  const initial = draft.overS === null ? "push" : String(draft.overS);
  return choiceField(text.over, options, initial, (value) => {
    draft.overS = value === "push" ? null : Number(value);
  }).node;
}

function usesSyringe(presentation: PresentationView): boolean {
  return presentation.form !== "tablet" && presentation.form !== "nebule" && presentation.form !== "bag";
}

function sitesOf(drug: DrugView, route: string): string[] {
  return drug.sites[route] ?? [];
}

function siteWords(site: string): string {
  return (text.sites as Record<string, string>)[site] ?? site;
}

function amountWords(draft: Draft): string {
  const { presentation, volumeMl } = draft;
  const dose = doseWords(doseOf(presentation, volumeMl));
  if (presentation.form === "tablet")
    return text.equals(`${plain(countOf(presentation, volumeMl))} ${text.forms.tablet[1]}`, dose);
  return text.equals(millilitres(volumeMl), dose);
}

/** Said plainly once it takes more than what is in the hand. */
function countWords(draft: Draft): string {
  const count = countOf(draft.presentation, draft.volumeMl);
  if (count <= 1) return "";
  return text.units(plain(count), text.forms[draft.presentation.form][1]);
}

function wayWords(draft: Draft): string {
  const route = text.routesShort[draft.route as Route] ?? String(draft.route);
  const site = draft.site === null ? "" : `, ${siteWords(draft.site).toLowerCase()}`;
  const speed = draft.overS === null ? "" : `, ${text.overMinutes(draft.overS / SECONDS_PER_MINUTE)}`;
  return `${route}${site}${speed}`;
}
