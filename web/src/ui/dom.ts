/** Building pages by hand: `element` for HTML, `shape` for SVG. No inline style attributes (the CSP forbids them). */

type Value = string | number | boolean | null | undefined;
type Listener = (event: never) => void;
export type Attributes = Record<string, Value | Listener>;
export type Child = Node | string | null | undefined | false;

const SVG = "http://www.w3.org/2000/svg";

function dress(node: Element, attributes: Attributes): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") node.addEventListener(name.replace(/^on/, ""), value as EventListener);
    else setAttribute(node, name, value);
  }
}

/** Sets, or removes when the value is null, undefined or false; true becomes an empty attribute. */
export function setAttribute(node: Element, name: string, value: Value): void {
  if (value === null || value === undefined || value === false) node.removeAttribute(name);
  else if (node.getAttribute(name) !== String(value === true ? "" : value))
    node.setAttribute(name, value === true ? "" : String(value));
}

export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...children: Child[]
): HTMLElementTagNameMap[Tag] {
  const node = document.createElement(tag);
  dress(node, attributes);
  append(node, children);
  return node;
}

export function shape<Tag extends keyof SVGElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...children: Child[]
): SVGElementTagNameMap[Tag] {
  const node = document.createElementNS(SVG, tag) as SVGElementTagNameMap[Tag];
  dress(node, attributes);
  append(node, children);
  return node;
}

function append(node: Element, children: Child[]): void {
  for (const child of children) if (child !== null && child !== undefined && child !== false) node.append(child);
}

/** Replaces the text only when it changed, so that live regions and selections are left alone. */
export function setText(node: Element, text: string): void {
  if (node.textContent !== text) node.textContent = text;
}

export function button(
  label: Child,
  onclick: (event: MouseEvent) => void,
  attributes: Attributes = {},
): HTMLButtonElement {
  return element("button", { type: "button", ...attributes, onclick }, label);
}

let serial = 0;
/** A document-wide unique id for labels and descriptions. */
export function uniqueId(prefix: string): string {
  serial += 1;
  return `${prefix}-${serial}`;
}

/** Keeps one node per key: reuses, orders and removes, so that focus survives a new list. */
export class KeyedList<Item, Row extends { node: Element }> {
  readonly #rows = new Map<string, Row>();
  readonly #parent: Element;
  readonly #key: (item: Item) => string;
  readonly #create: (item: Item) => Row;
  readonly #update: (row: Row, item: Item) => void;

  constructor(
    parent: Element,
    key: (item: Item) => string,
    create: (item: Item) => Row,
    update: (row: Row, item: Item) => void,
  ) {
    this.#parent = parent;
    this.#key = key;
    this.#create = create;
    this.#update = update;
  }

  set(items: Item[]): void {
    const keys = new Set(items.map(this.#key));
    for (const [key, row] of this.#rows) {
      if (keys.has(key)) continue;
      row.node.remove();
      this.#rows.delete(key);
    }
    let previous: Element | null = null;
    for (const item of items) {
      const key = this.#key(item);
      let row = this.#rows.get(key);
      if (!row) {
        row = this.#create(item);
        this.#rows.set(key, row);
      }
      this.#update(row, item);
      const wanted: Element | null = previous ? previous.nextElementSibling : this.#parent.firstElementChild;
      if (wanted !== row.node) this.#parent.insertBefore(row.node, wanted);
      previous = row.node;
    }
  }

  get(key: string): Row | undefined {
    return this.#rows.get(key);
  }
}
