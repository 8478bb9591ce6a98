/** "Measured so far": what the learner has found out, with its time. On a phone it is the header. */
import type { Alarm, Finding, MonitorView } from "../../net/wire.ts";
import { button, element, KeyedList, setText, uniqueId } from "../dom.ts";
import { icon } from "../icons.ts";
import { minutesSeconds } from "../minutes.ts";
import { words } from "../strings/index.ts";
import { type Known, known, monitorValues, type Value } from "./measured_values.ts";

const text = words.bedside;
const EARLIER_SHOWN = 3;
const CHART = "chart";

class Entry {
  readonly node = element("li", { class: "known" });
  readonly #label = element("span", { class: "known-label" });
  readonly #when = element("span", { class: "known-when tabular" });
  readonly #text = element("span", { class: "known-text" });
  readonly #earlier = element("span", { class: "known-earlier" });

  constructor(place: string, seeChart: () => void) {
    this.node.append(this.#label, this.#when, this.#text, this.#earlier);
    if (place === CHART) this.node.append(button(text.seeChart, seeChart, { class: "see-chart" }));
  }

  update({ latest, earlier }: Known): void {
    setText(this.#label, latest.label);
    setText(this.#when, `${minutesSeconds(latest.at_s)} · ${text.sources[latest.source]}`);
    setText(this.#text, latest.text);
    const list = earlier
      .slice(-EARLIER_SHOWN)
      .reverse()
      .map((finding) => `${finding.text} (${minutesSeconds(finding.at_s)})`);
    setText(this.#earlier, list.length > 0 ? text.earlier(list.join("; ")) : "");
  }
}

class Chip {
  readonly node = element("span", { class: "chip" });
  readonly #label = element("span", { class: "chip-label" });
  readonly #value = element("span", { class: "chip-value tabular" });
  readonly #when = element("span", { class: "chip-when tabular" });

  constructor() {
    this.node.append(this.#label, this.#value, this.#when);
  }

  update(value: Value): void {
    this.node.className = `chip ${value.tone}`;
    setText(this.#label, value.label);
    setText(this.#value, value.value);
    setText(this.#when, value.takenAtS === null ? "" : minutesSeconds(value.takenAtS));
    this.node.title = value.note ?? value.unit;
  }
}

export class Measured {
  readonly node: HTMLElement;
  readonly #head: HTMLButtonElement;
  readonly #count = element("span", { class: "measured-count" });
  readonly #chips: KeyedList<Value, Chip>;
  readonly #entries: KeyedList<Known, Entry>;
  readonly #list: HTMLElement;
  readonly #nothing = element("p", { class: "soft" }, text.nothingFound);
  readonly #alarms = element("p", { class: "alarms", role: "status", "aria-label": text.alarms });

  constructor(open: boolean, seeChart: () => void) {
    const id = uniqueId("measured");
    const strip = element("span", { class: "chips" });
    const entries = element("ul", { class: "known-list" });
    this.#list = element(
      "div",
      { id, class: "measured-list", hidden: !open, tabindex: 0, role: "group", "aria-label": text.measured },
      this.#nothing,
      entries,
    );
    this.#head = element(
      "button",
      { type: "button", class: "measured-head", "aria-expanded": String(open), "aria-controls": id },
      element(
        "span",
        { class: "measured-title" },
        icon("list"),
        element("span", { class: "measured-name" }, text.measured),
        this.#count,
      ),
      strip,
    );
    this.#head.addEventListener("click", () => this.open(this.#list.hasAttribute("hidden")));
    this.#chips = new KeyedList<Value, Chip>(
      strip,
      (value) => value.key,
      () => new Chip(),
      (chip, value) => chip.update(value),
    );
    this.#entries = new KeyedList<Known, Entry>(
      entries,
      (entry) => `${entry.latest.place} ${entry.latest.label}`,
      (entry) => new Entry(entry.latest.place, seeChart),
      (row, entry) => row.update(entry),
    );
    this.node = element(
      "section",
      { class: "measured", "aria-label": text.measured },
      this.#head,
      this.#alarms,
      this.#list,
    );
    this.setFindings([]);
  }

  open(open: boolean): void {
    this.#list.hidden = !open;
    this.#head.setAttribute("aria-expanded", String(open));
  }

  setMonitor(view: MonitorView): void {
    this.#chips.set(view.present ? monitorValues(view) : []);
    this.#showAlarms(view.alarms);
  }

  setFindings(findings: Finding[]): void {
    const entries = known(findings);
    this.#entries.set(entries);
    this.#nothing.hidden = entries.length > 0;
    setText(this.#count, entries.length === 0 ? text.nothingMeasured : text.measuredCount(entries.length));
  }

  /** In words and by priority: nothing is said by sound or colour alone. */
  #showAlarms(alarms: Alarm[]): void {
    const said = alarms.map((alarm) => `${alarm.priority} ${alarm.text}`).join();
    if (this.#alarms.dataset.said === said) return;
    this.#alarms.dataset.said = said;
    this.#alarms.replaceChildren(
      ...alarms.map((alarm) => element("span", { class: `alarm ${alarm.priority}` }, alarm.text)),
    );
  }
}
