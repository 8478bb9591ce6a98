/** Giving a drug: pick the ampoule, draw up a volume, choose the way in, check the sentence, give it. */
import type { DrugView, PresentationView } from "../../net/wire.ts";
import { button, type Child, element, setText } from "../dom.ts";
import {
  amountWords,
  countWords,
  type Draft,
  drugOrder,
  emptyDraft,
  givenDrug,
  routesOf,
  SPEEDS,
  setSpeed,
  sitesOf,
  siteWords,
  speedOf,
  takeRoute,
} from "../orders/drug.ts";
import { presentationPicture, syringePicture } from "../pictures/presentations.ts";
import { words } from "../strings/dialogs.ts";
import { stepsFor, syringeFor } from "./amounts.ts";
import { choiceField, numberField } from "./fields.ts";
import type { Task } from "./panel.ts";
import { orderEnd } from "./review.ts";

const text = words.drug;

export function drugDialog(task: Task): void {
  pick(task, givenDrug(task));
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
        () => prepare(task, drug, presentation),
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

function prepare(
  task: Task,
  drug: DrugView,
  presentation: PresentationView,
  draft: Draft = emptyDraft(presentation),
): void {
  const order = drugOrder(task, draft);
  const [, many] = text.forms[presentation.form];
  const unit = presentation.form === "tablet" ? many : "mL";
  const picture = element("div", { class: "drawn-up" });
  const dose = element("p", { class: "dose tabular", role: "status" });
  const count = element("p", { class: "count" });

  const showVolume = (volumeMl: number): void => {
    draft.volumeMl = volumeMl;
    const filled = presentation.form === "syringe" && volumeMl <= presentation.volume_ml;
    const size = filled ? presentation.volume_ml : syringeFor(volumeMl);
    setText(dose, amountWords(draft));
    setText(count, countWords(draft));
    if (usesSyringe(presentation))
      picture.replaceChildren(syringePicture(size, volumeMl), element("span", {}, text.syringe(size)));
  };
  const volume = numberField(text.volume, unit, stepsFor(presentation.volume_ml), draft.volumeMl, showVolume, [
    { label: text.whole(text.forms[presentation.form][0]), value: presentation.volume_ml },
  ]);
  const way = wayFields(drug, presentation, draft);
  showVolume(draft.volumeMl);

  const { who, footer } = orderEnd(task, order, (same) => prepare(same, drug, presentation, draft));
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
      who,
    ],
    footer,
  });
}

/** Route, then the site and speed that this route asks for. */
function wayFields(drug: DrugView, presentation: PresentationView, draft: Draft): HTMLElement {
  const after = element("div", { class: "after-route" });
  const showAfter = (): void => {
    const fields: Child[] = [];
    const sites = draft.route === null ? [] : sitesOf(drug, draft.route);
    if (sites.length > 1)
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
    routesOf(presentation),
    draft.route,
    (chosen) => {
      takeRoute(drug, draft, chosen);
      showAfter();
    },
    "pair",
  );
  showAfter();
  return element("div", { class: "way" }, route.node, after);
}

function speedField(draft: Draft): HTMLElement {
  return choiceField(text.over, SPEEDS, speedOf(draft), (value) => setSpeed(draft, value)).node;
}

function usesSyringe(presentation: PresentationView): boolean {
  return presentation.form !== "tablet" && presentation.form !== "nebule" && presentation.form !== "bag";
}
