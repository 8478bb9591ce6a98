/** The rail of a desktop and the bottom sheet of a phone: group buttons, and the outline, a dialog or the menu. */
import type { Panel } from "../dialogs/panel.ts";
import { button, element, setAttribute } from "../dom.ts";
import { type IconName, icon } from "../icons.ts";
import { words } from "../strings/index.ts";
import type { Controls } from "./controls.ts";
import { GROUPS, type Group } from "./finding_actions.ts";
import type { Outline } from "./outline.ts";

const text = words.bedside;
type Tab = Group | "find" | "menu";

export interface SheetOptions {
  onOpen(): void;
  onClose(): void;
}

export class Sheet {
  readonly node: HTMLElement;
  readonly #outline: Outline;
  readonly #controls: Controls;
  readonly #options: SheetOptions;
  readonly #body = element("div", { class: "sheet-body" });
  readonly #tabs = new Map<Tab, HTMLButtonElement>();
  #tab: Tab | null = null;

  constructor(outline: Outline, controls: Controls, options: SheetOptions) {
    this.#outline = outline;
    this.#controls = controls;
    this.#options = options;
    const tabs = element("div", { class: "tabs", role: "group", "aria-label": text.actions });
    const add = (tab: Tab, name: IconName, label: string): void => {
      const node = button(icon(name), () => this.#press(tab), {
        class: `tab tab-${tab.toLowerCase()}`,
        "aria-pressed": "false",
      });
      node.append(element("span", {}, label));
      this.#tabs.set(tab, node);
      tabs.append(node);
    };
    for (const group of GROUPS) add(group, group.toLowerCase() as IconName, words.groups[group]);
    add("find", "assess", text.find);
    add("menu", "menu", text.menu);
    this.#body.append(outline.node);
    this.node = element("nav", { class: "sheet", "aria-label": text.actions }, tabs, this.#body);
  }

  get isOpen(): boolean {
    return this.node.hasAttribute("data-open");
  }

  /** Opens the list with the search ready for typing. */
  find(): void {
    this.#select("find");
    this.#outline.focusSearch();
  }

  /** Focus goes to what it shows: the dialog, the list, or what opens the list. */
  focus(): void {
    const dialog = this.#body.querySelector<HTMLElement>(".dialog h2");
    if (dialog) dialog.focus({ preventScroll: true });
    else if (this.#outline.node.offsetParent) this.#outline.focusLast();
    else this.node.querySelector<HTMLElement>(".tab")?.focus({ preventScroll: true });
  }

  showPanel(panel: Panel | null): void {
    if (panel) {
      this.#body.replaceChildren(panel.node);
      this.#setOpen(true);
    } else if (this.#tab === "menu") this.#body.replaceChildren(this.#controls.node);
    else this.#body.replaceChildren(this.#outline.node);
    this.node.toggleAttribute("data-dialog", panel !== null);
  }

  close(): void {
    if (!this.isOpen && this.#tab === null) return;
    this.#mark(null);
    this.#outline.showGroup(null);
    this.#setOpen(false);
    this.#options.onClose();
    this.showPanel(null);
  }

  #press(tab: Tab): void {
    const again = this.#tab === tab && this.isOpen && !this.node.hasAttribute("data-dialog");
    if (again) this.close();
    else if (tab === "find") this.find();
    else this.#select(tab);
  }

  #select(tab: Tab): void {
    this.#options.onClose(); // an open dialog gives way to the list
    this.#mark(tab);
    if (tab !== "menu") this.#outline.showGroup(tab === "find" ? null : tab);
    this.showPanel(null);
    this.#setOpen(true);
    this.#options.onOpen();
    this.#body.scrollTop = 0;
  }

  #mark(tab: Tab | null): void {
    this.#tab = tab;
    for (const [name, node] of this.#tabs) setAttribute(node, "aria-pressed", String(name === tab));
  }

  #setOpen(open: boolean): void {
    this.node.toggleAttribute("data-open", open);
  }
}
