/** One line of a panel in the headset. Steppers have a button at either end. */
export type Row =
  | { kind: "text"; text: string }
  | { kind: "button"; text: string; press(): void; off?: string | null; strong?: boolean }
  | { kind: "stepper"; text: string; less(): void; more(): void };

/** Sizes in metres at one metre's distance: text is 24 mm there, targets are at least 52 mm high. */
export const ROW_M = 0.058;
export const TEXT_M = 0.024;
export const TITLE_M = 0.07;
export const WIDTH_M = 0.66;
export const ROWS_A_PAGE = 7;

/** The row and the end of it under a point of a panel, from its upper left corner in metres; null between rows. */
export function rowAt(
  rows: readonly Row[],
  x: number,
  y: number,
): { index: number; side: "left" | "middle" | "right" } | null {
  const index = Math.floor((y - TITLE_M) / ROW_M);
  if (index < 0 || index >= rows.length || x < 0 || x > WIDTH_M) return null;
  const side = x < WIDTH_M * 0.25 ? "left" : x > WIDTH_M * 0.75 ? "right" : "middle";
  return { index, side };
}

/** Whether pressing there does something. */
export function canPress(row: Row, side: "left" | "middle" | "right"): boolean {
  return row.kind === "button" ? !row.off : row.kind === "stepper" && side !== "middle";
}

export function pressRow(row: Row, side: "left" | "middle" | "right"): void {
  if (!canPress(row, side)) return;
  if (row.kind === "button") row.press();
  if (row.kind === "stepper") (side === "left" ? row.less : row.more)();
}

/** Cuts a long list into pages, each ending with a row that turns the page. */
export function page(rows: readonly Row[], number: number, turn: (to: number) => void): Row[] {
  if (rows.length <= ROWS_A_PAGE) return [...rows];
  const size = ROWS_A_PAGE - 1;
  const pages = Math.ceil(rows.length / size);
  const at = ((number % pages) + pages) % pages;
  const next: Row = { kind: "button", text: `More (${at + 1} of ${pages})`, press: () => turn(at + 1) };
  return [...rows.slice(at * size, at * size + size), next];
}
