/** What is said: the latest lines over the ward, the whole transcript on request, and read aloud by screen readers. */
import type { Caption } from "../../net/wire.ts";
import { element } from "../dom.ts";
import { words } from "../strings/index.ts";

const text = words.bedside;
const LATEST = 2;
const FRESH_MS = 12_000;
const SAME_WORDS_MS = 4_000;

type Speaker = Caption["speaker"];

export class Captions {
  readonly node: HTMLElement;
  readonly #log = element("div", {
    class: "captions-log",
    role: "log",
    "aria-live": "polite",
    "aria-label": text.captions,
  });
  readonly #seen = new Set<number>();
  readonly #recent: { text: string; at: number }[] = [];
  #all = false;
  #first = true;
  /** Told of lines from this page, which no topic carries. */
  onSay: (speaker: Speaker, line: string) => void = () => {};

  constructor() {
    this.node = element("section", { class: "captions" }, this.#log);
  }

  /** `away`: the learner is not at the bedside and does not hear the patient. */
  set(captions: Caption[], away = false): void {
    if (captions.length === 0) this.#clear();
    for (const caption of captions) {
      if (this.#seen.has(caption.id)) continue;
      this.#seen.add(caption.id);
      if (away && caption.speaker === "patient") continue;
      // what was said before this page was opened is there to read, not to be announced
      this.#add(caption.speaker, caption.text, this.#first && captions.length > LATEST);
    }
    this.#first = false;
  }

  /** A line from this page: a refusal, or something about the page itself. Said once. */
  say(speaker: Speaker, line: string): void {
    const now = performance.now();
    if (this.#recent.some((known) => known.text === line && now - known.at < SAME_WORDS_MS)) return;
    this.#add(speaker, line, false);
    this.onSay(speaker, line);
  }

  #add(speaker: Speaker, line: string, old: boolean): void {
    const now = performance.now();
    const known = this.#recent.some((earlier) => earlier.text === line && now - earlier.at < SAME_WORDS_MS);
    this.#recent.push({ text: line, at: now });
    if (this.#recent.length > LATEST) this.#recent.shift();
    if (known) return;
    const name = text.speakers[speaker];
    const node = element(
      "p",
      { class: `caption from-${speaker}${old ? " old" : ""}`, dir: "auto" },
      name !== "" && element("span", { class: "speaker" }, name),
      element("span", { class: "said" }, line),
    );
    this.#log.append(node);
    const lines = [...this.#log.children];
    for (const earlier of lines.slice(0, -LATEST)) earlier.classList.add("old");
    setTimeout(() => {
      if (node !== this.#log.lastElementChild) node.classList.add("old");
    }, FRESH_MS);
    this.#log.scrollTop = this.#log.scrollHeight;
  }

  /** All that was said, or only the latest. Returns which. */
  toggleAll(): boolean {
    this.#all = !this.#all;
    this.node.toggleAttribute("data-all", this.#all);
    this.#log.tabIndex = this.#all ? 0 : -1;
    if (this.#all) this.#log.focus({ preventScroll: true });
    this.#log.scrollTop = this.#log.scrollHeight;
    return this.#all;
  }

  #clear(): void {
    this.#log.replaceChildren();
    this.#seen.clear();
    this.#recent.length = 0;
    this.#first = true;
  }
}
