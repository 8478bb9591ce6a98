import { Vector3 } from "three";
import { expect, it } from "vitest";
import { arcBuffer, isFree, throwArc } from "./arc.ts";
import { doseText, stepVolume } from "./dose.ts";
import { page, ROW_M, type Row, rowAt, TITLE_M, WIDTH_M } from "./rows.ts";

it("throws the teleport arc down to the floor in front of the hand", () => {
  const points = arcBuffer();
  const count = throwArc(new Vector3(0, 1.2, 3), new Vector3(0, 0.2, -1).normalize(), points);
  const end = points[count - 1];
  expect(end.y).toBeCloseTo(0);
  expect(end.z).toBeLessThan(2);
});

it("lets nobody stand in the bed or beyond the walls", () => {
  expect(isFree(0, -0.4)).toBe(false);
  expect(isFree(-1.1, 0.1)).toBe(true);
  expect(isFree(0, 6)).toBe(false);
});

it("steps a small ampoule by tenths without rounding dust and never to nothing", () => {
  let volume = 1;
  for (let i = 0; i < 20; i++) volume = stepVolume(volume, 1, -1);
  expect(volume).toBe(0.1);
  expect(stepVolume(0.3, 1, 1)).toBe(0.4);
  expect(stepVolume(1, 10, 1)).toBe(1.5);
  expect(stepVolume(1, 10, -1)).toBe(0.9);
});

it("says the dose in the unit a person would say", () => {
  const ampoule = { id: "a", label: "", volume_ml: 10, amount_mg: 1, routes: [] };
  expect(doseText(ampoule, 0.5)).toBe("50 micrograms");
  expect(doseText({ ...ampoule, amount_mg: 200, volume_ml: 2 }, 2)).toBe("200 mg");
});

const rows: Row[] = [
  { kind: "button", text: "a", press: () => {} },
  { kind: "stepper", text: "b", less: () => {}, more: () => {} },
];

it("finds the row and the end of it that a point means", () => {
  expect(rowAt(rows, 0.3, TITLE_M + ROW_M * 0.5)).toEqual({ index: 0, side: "middle" });
  expect(rowAt(rows, 0.02, TITLE_M + ROW_M * 1.5)).toEqual({ index: 1, side: "left" });
  expect(rowAt(rows, WIDTH_M - 0.02, TITLE_M + ROW_M * 1.5)?.side).toBe("right");
  expect(rowAt(rows, 0.3, 0.01)).toBeNull();
  expect(rowAt(rows, 0.3, TITLE_M + ROW_M * 2.5)).toBeNull();
});

it("turns pages round a long list so that every row can be reached", () => {
  const many: Row[] = Array.from({ length: 15 }, (_, i) => ({ kind: "text", text: String(i) }));
  const seen = new Set<string>();
  for (let n = 0; n < 3; n++) for (const row of page(many, n, () => {})) seen.add(row.text);
  for (let i = 0; i < 15; i++) expect(seen.has(String(i))).toBe(true);
});
