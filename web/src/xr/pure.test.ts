import { MathUtils, Vector3 } from "three";
import { expect, it } from "vitest";
import { arcBuffer, isFree, throwArc } from "./arc.ts";
import { belowGaze, besideGaze, directionOf, wristShows, yawOf } from "./placing.ts";
import { edgesOf, heightOf, PAGE_M, page, ROW_M, type Row, rowAt, TITLE_M, WIDTH_M, wrap } from "./rows.ts";

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

const LONG = "I think she is reacting to the antibiotic, and it has reached her breathing and her circulation.";
const rows: Row[] = [
  { kind: "button", text: "a", press: () => {} },
  { kind: "stepper", text: "b", steps: ["5", "1"], change: () => {} },
  { kind: "button", text: LONG, press: () => {} },
];

it("finds the row and the part of it that a point means", () => {
  const middle = (index: number) => (edgesOf(rows)[index] + edgesOf(rows)[index + 1]) / 2;
  expect(rowAt(rows, 0.3, TITLE_M + ROW_M * 0.5)).toEqual({ index: 0, part: "number" });
  expect(rowAt(rows, 0.02, middle(1))).toEqual({ index: 1, part: "less-coarse" });
  expect(rowAt(rows, 0.14, middle(1))?.part).toBe("less-fine");
  expect(rowAt(rows, WIDTH_M - 0.02, middle(1))?.part).toBe("more-coarse");
  expect(rowAt(rows, 0.3, middle(2))?.index).toBe(2);
  expect(rowAt(rows, 0.3, 0.01)).toBeNull();
  expect(rowAt(rows, 0.3, edgesOf(rows)[3] + 0.01)).toBeNull();
});

it("breaks a long sentence into lines and makes room for them", () => {
  expect(wrap(LONG).length).toBeGreaterThan(2);
  expect(wrap(LONG).join(" ")).toBe(LONG);
  expect(heightOf(rows[2])).toBeGreaterThan(ROW_M);
});

it("turns pages round a long list so that every row can be reached and every page fits", () => {
  const many: Row[] = Array.from({ length: 15 }, (_, i) => ({ kind: "button", text: `${i} ${LONG}`, press: () => {} }));
  const seen = new Set<string>();
  for (let n = 0; n < 15; n++) {
    const shown = page(many, n, () => {});
    expect(shown.reduce((sum, row) => sum + heightOf(row), 0)).toBeLessThanOrEqual(PAGE_M + 1e-9);
    for (const row of shown) seen.add(row.text);
  }
  for (const row of many) expect(seen.has(row.text)).toBe(true);
});

const EYE = new Vector3(-0.98, 1.3, 0.12); // seated at the patient's right
const HEAD = { centre: new Vector3(0, 0.95, -1.1), radius: 0.15 };
const CHEST = { centre: new Vector3(0, 0.9, -0.6), radius: 0.21 };
const HALF = MathUtils.degToRad(17);

/** Degrees between the edges of a ball and of a panel, seen from above; negative when one covers the other. */
function clearance(yaw: number, ball: { centre: Vector3; radius: number }): number {
  const to = ball.centre.clone().sub(EYE);
  const apart = Math.abs(yawOf(to) - yaw);
  return MathUtils.radToDeg(apart - HALF - Math.asin(ball.radius / Math.hypot(to.x, to.z)));
}

it.each([-20, 0, 30, 62, 90])("hangs a panel beside the patient and the line of sight, looking to %i°", (degrees) => {
  const gaze = MathUtils.degToRad(degrees);
  const yaw = besideGaze(EYE, gaze, HALF, [HEAD, CHEST]);
  expect(clearance(yaw, HEAD)).toBeGreaterThan(0);
  expect(clearance(yaw, CHEST)).toBeGreaterThan(0);
  expect(Math.abs(yaw - gaze)).toBeGreaterThan(HALF);
  expect(MathUtils.radToDeg(Math.abs(yaw - gaze))).toBeLessThan(75);
});

it("hangs captions under the line of sight, and under the patient who is looked at", () => {
  const level = directionOf(0.7, 0);
  expect(MathUtils.radToDeg(belowGaze(EYE, level, HALF, []))).toBeCloseTo(-24);
  const chest = CHEST.centre.clone().sub(EYE).normalize();
  const lowest = MathUtils.radToDeg(Math.asin(chest.y) - Math.asin(CHEST.radius / CHEST.centre.distanceTo(EYE)));
  expect(MathUtils.radToDeg(belowGaze(EYE, chest, HALF, [CHEST]))).toBeLessThan(lowest);
});

it("shows the list over a low hand or a palm turned to the eyes, and not before the patient", () => {
  const away = new Vector3(0, -1, 0);
  const raised = new Vector3(-1.0, 1.2, -0.4);
  const low = new Vector3(-1.0, 0.9, -0.2);
  expect(wristShows(low, away, EYE, false)).toBe(true);
  expect(wristShows(raised, away, EYE, true)).toBe(false);
  expect(wristShows(raised, null, EYE, false)).toBe(false);
  expect(wristShows(raised, EYE.clone().sub(raised).normalize(), EYE, false)).toBe(true);
});
