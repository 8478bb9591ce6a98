/** Giving a drug: the ampoule, the volume drawn up, the way in. The dose follows and is never sent. */
import type { DrugView, PresentationView } from "../../net/wire.ts";
import { countOf, doseOf, doseWords, millilitres, plain, stepsFor } from "../dialogs/amounts.ts";
import { words } from "../strings/dialogs.ts";
import { type Option, type Order, type Question, type Wanted, whoWords } from "./order.ts";

const text = words.drug;
type Route = keyof typeof text.routes;
const OVER_MINUTES = [1, 3, 5, 10, 20];
const SECONDS_PER_MINUTE = 60;
const PUSH = "push";

export interface Draft {
  presentation: PresentationView | null;
  volumeMl: number;
  route: string | null;
  site: string | null;
  overS: number | null;
}

export function emptyDraft(presentation: PresentationView | null = null): Draft {
  return { presentation, volumeMl: 0, route: null, site: null, overS: null };
}

/** Throws when the kit does not hold the drug: the menu and the kit come from the same case. */
export function givenDrug({ item, kit }: Wanted): DrugView {
  const drug = kit.drugs.find((known) => known.id === item.do.give);
  if (!drug) throw new Error(`the kit has no drug ${String(item.do.give)}`);
  return drug;
}

export const SPEEDS: Option[] = [
  { value: PUSH, label: text.push },
  ...OVER_MINUTES.map((minutes) => ({
    value: String(minutes * SECONDS_PER_MINUTE),
    label: text.overMinutes(minutes),
  })),
];

export function speedOf(draft: Draft): string {
  return draft.overS === null ? PUSH : String(draft.overS);
}

export function setSpeed(draft: Draft, value: string): void {
  draft.overS = value === PUSH ? null : Number(value);
}

/** A route forgets the site and the speed of the one before; where there is one site, it is that. */
export function takeRoute(drug: DrugView, draft: Draft, route: string): void {
  const sites = sitesOf(drug, route);
  draft.route = route;
  draft.site = sites.length === 1 ? (sites[0] ?? null) : null;
  draft.overS = null;
}

export function routesOf(presentation: PresentationView): Option[] {
  return presentation.routes.map((value) => ({ value, label: text.routes[value as Route] ?? value }));
}

export function sitesOf(drug: DrugView, route: string): string[] {
  return drug.sites[route] ?? [];
}

export function siteWords(site: string): string {
  return (text.sites as Record<string, string>)[site] ?? site;
}

export function amountWords({ presentation, volumeMl }: Draft): string {
  if (presentation === null || volumeMl === 0) return text.nothingDrawn;
  const dose = doseWords(doseOf(presentation, volumeMl));
  if (presentation.form === "tablet")
    return text.equals(`${plain(countOf(presentation, volumeMl))} ${text.forms.tablet[1]}`, dose);
  return text.equals(millilitres(volumeMl), dose);
}

/** Said plainly once it takes more than what is in the hand. */
export function countWords({ presentation, volumeMl }: Draft): string {
  if (presentation === null) return "";
  const count = countOf(presentation, volumeMl);
  return count <= 1 ? "" : text.units(plain(count), text.forms[presentation.form][1]);
}

function wayWords(draft: Draft): string {
  const route = text.routesShort[draft.route as Route] ?? String(draft.route);
  const site = draft.site === null ? "" : `, ${siteWords(draft.site).toLowerCase()}`;
  const speed = draft.overS === null ? "" : `, ${text.overMinutes(draft.overS / SECONDS_PER_MINUTE)}`;
  return `${route}${site}${speed}`;
}

export function drugOrder(wanted: Wanted, draft: Draft): Order {
  const drug = givenDrug(wanted);
  const { presentations } = drug;
  const which = (): Question => ({
    kind: "pick",
    title: text.pick,
    options: presentations.map((one) => ({ value: one.id, label: one.label })),
    chosen: draft.presentation?.id ?? null,
    missing: draft.presentation === null ? text.needs.ampoule : null,
    choose: (id) => {
      const chosen = presentations.find((one) => one.id === id) ?? null;
      if (chosen !== draft.presentation) Object.assign(draft, emptyDraft(chosen));
    },
  });
  return {
    doLabel: words.dialog.give,
    questions: () => [which(), ...(draft.presentation ? volumeAndWay(drug, draft, draft.presentation) : [])],
    sentence: (by) => text.sentence(drug.label, amountWords(draft), wayWords(draft), whoWords(by)),
    action: (by) => ({
      ...wanted.item.do,
      presentation: draft.presentation?.id,
      volume_ml: draft.volumeMl,
      route: draft.route,
      ...(draft.site === null ? {} : { site: draft.site }),
      ...(draft.overS === null ? {} : { over_s: draft.overS }),
      by,
    }),
  };
}

function volumeAndWay(drug: DrugView, draft: Draft, presentation: PresentationView): Question[] {
  const [one, many] = text.forms[presentation.form];
  const sites = draft.route === null ? [] : sitesOf(drug, draft.route);
  const asked: Question[] = [
    {
      kind: "amount",
      title: text.volume,
      unit: presentation.form === "tablet" ? many : "mL",
      steps: stepsFor(presentation.volume_ml),
      presets: [{ label: text.whole(one), value: presentation.volume_ml }],
      value: draft.volumeMl,
      missing: draft.volumeMl === 0 ? text.needs.volume : null,
      set: (value) => {
        draft.volumeMl = value;
      },
      says: () => [amountWords(draft), countWords(draft)].filter(Boolean),
    },
    {
      kind: "pick",
      title: text.route,
      options: routesOf(presentation),
      chosen: draft.route,
      missing: draft.route === null ? text.needs.route : null,
      choose: (route) => route !== null && takeRoute(drug, draft, route),
    },
  ];
  if (sites.length > 1)
    asked.push({
      kind: "pick",
      title: text.site,
      options: sites.map((value) => ({ value, label: siteWords(value) })),
      chosen: draft.site,
      missing: draft.site === null ? text.needs.site : null,
      choose: (site) => {
        draft.site = site;
      },
    });
  if (draft.route === "iv")
    asked.push({
      kind: "pick",
      title: text.over,
      options: SPEEDS,
      chosen: speedOf(draft),
      missing: null,
      choose: (speed) => speed !== null && setSpeed(draft, speed),
    });
  return asked;
}
