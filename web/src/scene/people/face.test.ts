import { expect, it } from "vitest";
import type { PatientView } from "../../net/wire.ts";
import { blinkAt, blinkInterval, breathing, expressionOf, Liveliness, pupilWeights } from "./face.ts";

const well: PatientView = {
  tick: 0,
  chest: 0,
  respiratory_rate: 14,
  effort: 0,
  eyes_open: 1,
  gaze: "learner",
  mouth_open: 0,
  flush: 0,
  urticaria: 0,
  angioedema: 0,
  pallor: 0,
  cyanosis: 0,
  sweating: 0,
  tremor: 0,
  pupil_mm: 3.5,
  consciousness: 1,
  distress: 0,
  posture: "half-sitting",
  legs_raised: false,
  fallen: false,
  sound: "none",
};
const still = { blink: 0, jaw: 0 };

it("keeps the eyes of an unconscious patient shut without blinking", () => {
  const face = expressionOf({ ...well, eyes_open: 0, consciousness: 0 }, { blink: 0.5, jaw: 0 }, 0);
  expect(face.eyesClosed).toBe(1);
});

it("shows distress only in a face that is awake", () => {
  expect(expressionOf({ ...well, distress: 1 }, still, 0).browInnerUp).toBeGreaterThan(0.5);
  expect(expressionOf({ ...well, distress: 1, consciousness: 0 }, still, 0).browInnerUp).toBe(0);
});

it("blinks more rarely as consciousness falls", () => {
  expect(blinkInterval(0.3, 0, 0.5)).toBeGreaterThan(blinkInterval(1, 0, 0.5));
  expect(blinkInterval(1, 1, 0.5)).toBeLessThan(blinkInterval(1, 0, 0.5));
});

it("closes the lids fast and opens them slower, once", () => {
  expect(blinkAt(0.09)).toBeGreaterThan(0.9);
  expect(blinkAt(0.2)).toBeGreaterThan(0);
  expect(blinkAt(0.3)).toBe(0);
});

it("moves the jaw while a caption is being said and then stops", () => {
  const life = new Liveliness(() => 0.5);
  life.speak("I can't breathe");
  let widest = 0;
  for (let i = 0; i < 20; i++) {
    life.advance(0.05, 1, 0);
    widest = Math.max(widest, life.jaw);
  }
  expect(widest).toBeGreaterThan(0.3);
  life.advance(5, 1, 0);
  expect(life.jaw).toBe(0);
});

it("draws pinpoint and wide pupils at their real size", () => {
  expect(pupilWeights(1.3)).toEqual({ pupilSmall: 1, pupilLarge: 0 });
  expect(pupilWeights(3.5)).toEqual({ pupilSmall: 0, pupilLarge: 0 });
  expect(pupilWeights(7.2).pupilLarge).toBeCloseTo(1);
});

it("raises the chest in the phase of the lung volume", () => {
  expect(breathing(500, 0).breatheChest).toBeGreaterThan(breathing(100, 0).breatheChest);
  expect(breathing(0, 0)).toEqual({ breatheChest: 0, breatheAbdomen: 0 });
});
