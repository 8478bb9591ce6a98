/** Everything that can be done, as a searchable list of buttons in six groups. */
import type { OutlineItem } from "../../net/wire.ts";
import { element, KeyedList, setText, uniqueId } from "../dom.ts";
import { words } from "../strings/index.ts";
import { ActionRow, type Perform } from "./actions.ts";
import { GROUPS, type Group, search, Typeahead } from "./finding_actions.ts";

const text = words.bedside;

export interface OutlineOptions {
  perform: Perform;
  /** Escape in an empty search, or in the list: done with looking for something. */
  onLeave(): void;
  /** Choosing began: typing in the search. */
  onChoosing(): void;
  /** The place of the item that has focus, to be shown in the ward. */
  onFocusPlace(place: string | null): void;
}

interface Section {
  node: HTMLElement;
  list: KeyedList<OutlineItem, ActionRow>;
}

export class Outline {
  readonly node: HTMLElement;
  readonly #options: OutlineOptions;
  readonly #search: HTMLInputElement;
  readonly #none = element("p", { class: "no-match", role: "status" });
  readonly #groups = element("div", { class: "groups" });
  readonly #sections = new Map<Group, Section>();
  readonly #typeahead = new Typeahead();
  #items: OutlineItem[] = [];
  #group: Group | null = null;
  #active: string | null = null;

  constructor(options: OutlineOptions) {
    this.#options = options;
    this.#search = element("input", {
      type: "search",
      class: "outline-search",
      placeholder: text.searchHint,
      "aria-label": text.search,
      autocomplete: "off",
      enterkeyhint: "search",
    });
    this.#search.addEventListener("input", () => {
      options.onChoosing();
      this.#show();
    });
    this.#search.addEventListener("keydown", (event) => this.#searchKey(event));
    for (const group of GROUPS) {
      const section = this.#createSection(group);
      this.#sections.set(group, section);
      this.#groups.append(section.node);
    }
    this.#groups.addEventListener("keydown", (event) => this.#listKey(event));
    this.#groups.addEventListener("focusin", () => this.#focused());
    this.#groups.addEventListener("focusout", () => options.onFocusPlace(null));
    this.node = element(
      "div",
      { class: "outline", tabindex: -1 },
      element("div", { class: "outline-find" }, this.#search),
      this.#none,
      this.#groups,
    );
  }

  set(items: OutlineItem[]): void {
    this.#items = items;
    this.#show();
  }

  /** Shows one group, or all; a search is cleared. */
  showGroup(group: Group | null): void {
    this.#group = group;
    this.#search.value = "";
    this.#show();
    this.node.scrollTop = 0;
  }

  /** What was looked for is done: all can be seen again, and the next thing can be typed. */
  done(): void {
    if (this.#search.value === "") return;
    const inside = this.node.contains(document.activeElement);
    this.#search.value = "";
    this.#show();
    if (inside) this.#rest();
  }

  focusSearch(): void {
    this.#search.focus();
    this.#search.select();
  }

  /** Back to the row that last had focus, after its dialog; to the first when none had; to the list while it is empty. */
  focusLast(): void {
    const rows = this.#rows();
    const row = rows.find((candidate) => candidate.item.id === this.#active) ?? rows[0];
    (row?.main ?? this.node).focus({ preventScroll: true });
  }

  focusFirst(): void {
    this.#rows()[0]?.main.focus();
  }

  #createSection(group: Group): Section {
    const id = uniqueId("group");
    const list = element("ul", { class: "actions-list", "aria-labelledby": id });
    return {
      node: element("section", { class: "group" }, element("h2", { id }, words.groups[group]), list),
      list: new KeyedList<OutlineItem, ActionRow>(
        list,
        (item) => item.id,
        (item) => new ActionRow(item, this.#options.perform),
        (row, item) => row.update(item),
      ),
    };
  }

  #show(): void {
    const inList = this.#groups.contains(document.activeElement);
    const query = this.#search.value.trim();
    const found = search(this.#items, query);
    for (const [group, section] of this.#sections) {
      const shown =
        query === "" && this.#group !== null && this.#group !== group
          ? []
          : found.filter((item) => item.group === group);
      section.list.set(shown);
      section.node.hidden = shown.length === 0;
    }
    setText(this.#none, query !== "" && found.length === 0 ? text.noMatch(query) : "");
    this.#rove();
    if (inList && !this.#groups.contains(document.activeElement)) this.#rest(); // the row that had focus is gone
  }

  /** Where looking for something begins. On a touch screen a field with focus would bring up the keyboard. */
  #rest(): void {
    const typing = this.#search.offsetParent !== null && !matchMedia("(pointer: coarse)").matches;
    (typing ? this.#search : this.node).focus({ preventScroll: true });
  }

  #rows(): ActionRow[] {
    const rows: ActionRow[] = [];
    const query = this.#search.value.trim();
    for (const item of search(this.#items, query)) {
      const row = this.#sections.get(item.group)?.list.get(item.id);
      if (row) rows.push(row);
    }
    return rows.sort((a, b) => GROUPS.indexOf(a.item.group) - GROUPS.indexOf(b.item.group));
  }

  /** One row a group is in the tab order: the last one that had focus, else the first. */
  #rove(): void {
    const rows = this.#rows();
    for (const group of GROUPS) {
      const members = rows.filter((row) => row.item.group === group);
      const active = members.find((row) => row.item.id === this.#active) ?? members[0];
      for (const row of members) row.setReachable(row === active);
    }
  }

  #focused(): void {
    const row = this.#focusedRow();
    if (!row) return;
    this.#active = row.item.id;
    this.#rove();
    this.#options.onFocusPlace(row.item.place);
  }

  #focusedRow(): ActionRow | undefined {
    return this.#rows().find((row) => row.node.contains(document.activeElement));
  }

  #searchKey(event: KeyboardEvent): void {
    if (event.key === "ArrowDown" || event.key === "Enter") {
      event.preventDefault();
      this.focusFirst();
    } else if (event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      if (this.#search.value === "") this.#options.onLeave();
      this.#search.value = "";
      this.#show();
    }
  }

  #listKey(event: KeyboardEvent): void {
    const rows = this.#rows();
    const current = this.#focusedRow();
    if (!current) return;
    const index = rows.indexOf(current);
    const move = (to: number): void => {
      event.preventDefault();
      rows[Math.min(Math.max(to, 0), rows.length - 1)]?.main.focus();
    };
    if (event.key === "ArrowDown") move(index + 1);
    else if (event.key === "ArrowUp") {
      if (index > 0) move(index - 1);
      else this.focusSearch();
    } else if (event.key === "Home") move(0);
    else if (event.key === "End") move(rows.length - 1);
    else if (event.key === "ArrowRight" && !current.nurse.hidden) current.nurse.focus();
    else if (event.key === "ArrowLeft") current.main.focus();
    else if (event.key === "Escape") {
      event.stopPropagation();
      this.#options.onLeave();
    } else if (/^[\p{L}\p{N}]$/u.test(event.key) && !event.ctrlKey && !event.metaKey && !event.altKey) {
      const labels = rows.map((row) => row.item.label);
      const to = this.#typeahead.press(event.key, labels, index, event.timeStamp);
      if (to >= 0) move(to);
    }
  }
}
