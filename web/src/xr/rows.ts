import { words } from "../ui/strings/index.ts";

/** One line of a panel in the headset. A stepper has a coarse and a fine step on either side of its number. */
export type Row =
  | { kind: "text"; text: string; dim?: boolean }
  | { kind: "button"; text: string; press(): void; off?: string | null; strong?: boolean; chosen?: boolean }
  | { kind: "stepper"; text: string; steps: readonly [coarse: string, fine: string]; change(part: Part): void };

/** Where a stepper was pressed, from left to right; the number itself is in the middle. */
export const PARTS = ["less-coarse", "less-fine", "number", "more-fine", "more-coarse"] as const;
export type Part = (typeof PARTS)[number];

/** Sizes in metres at one metre's distance: text is 24 mm there, targets are at least 52 mm high. */
export const ROW_M = 0.058;
export const LINE_M = 0.031;
export const TEXT_M = 0.024;
export const TITLE_M = 0.07;
export const WIDTH_M = 0.6;
/** Rows of one page, all together. */
export const PAGE_M = ROW_M * 8;
const LETTERS = 42; // of 24 mm text in a row

/** Breaks a sentence into lines of at most `width` characters at spaces. */
export function wrap(text: string, width = LETTERS): string[] {
  const lines: string[] = [];
  for (const word of text.split(/\s+/)) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length + 1 <= width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

/** What a row says, in lines. */
export function linesOf(row: Row): string[] {
  return wrap(row.kind === "button" && row.off ? `${row.text}: ${row.off}` : row.text);
}

export function heightOf(row: Row): number {
  const lines = linesOf(row).length * LINE_M;
  return row.kind === "text" ? lines + 0.006 : Math.max(ROW_M, lines + 0.02);
}

/** Upper edges of the rows below the panel's own, and the lower edge of the last; `top` is left for the title. */
export function edgesOf(rows: readonly Row[], top = TITLE_M): number[] {
  const edges = [top];
  for (const row of rows) edges.push(edges[edges.length - 1] + heightOf(row));
  return edges;
}

/** The row and the part of it under a point of a panel, from its upper left corner in metres; null between rows. */
export function rowAt(rows: readonly Row[], x: number, y: number): { index: number; part: Part } | null {
  if (x < 0 || x > WIDTH_M) return null;
  const edges = edgesOf(rows);
  const index = rows.findIndex((_, i) => y >= edges[i] && y < edges[i + 1]);
  if (index < 0) return null;
  const across = x / WIDTH_M;
  const part = across < 0.16 ? 0 : across < 0.32 ? 1 : across > 0.84 ? 4 : across > 0.68 ? 3 : 2;
  return { index, part: PARTS[part] };
}

/** Whether pressing there does something. */
export function canPress(row: Row, part: Part): boolean {
  return row.kind === "button" ? !row.off : row.kind === "stepper" && part !== "number";
}

export function pressRow(row: Row, part: Part): void {
  if (!canPress(row, part)) return;
  if (row.kind === "button") row.press();
  if (row.kind === "stepper") row.change(part);
}

/** Cuts a long list into pages that fit `room` metres, each ending with a row that turns the page. */
export function page(rows: readonly Row[], number: number, turn: (to: number) => void, room = PAGE_M): Row[] {
  if (rows.reduce((sum, row) => sum + heightOf(row), 0) <= room) return [...rows];
  const pages: Row[][] = [[]];
  let left = room - ROW_M;
  for (const row of rows) {
    const height = heightOf(row);
    if (height > left && pages[pages.length - 1].length > 0) {
      pages.push([]);
      left = room - ROW_M;
    }
    pages[pages.length - 1].push(row);
    left -= height;
  }
  const at = ((number % pages.length) + pages.length) % pages.length;
  const next: Row = { kind: "button", text: words.bedside.morePages(at + 1, pages.length), press: () => turn(at + 1) };
  return [...pages[at], next];
}
