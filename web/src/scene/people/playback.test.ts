import { expect, it } from "vitest";
import type { PatientView } from "../../net/wire.ts";
import { Playback } from "./playback.ts";

function patient(tick: number, chest: number): PatientView {
  return {
    tick,
    chest,
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
}

it("moves the chest evenly between two topics", () => {
  const playback = new Playback();
  for (let i = 0; i <= 4; i++) playback.push(patient(i * 2, i * 100));
  const volumes = Array.from({ length: 6 }, () => playback.advance(25)!.chest);
  const steps = volumes.slice(1).map((v, i) => v - volumes[i]);
  for (const step of steps.slice(0, 3)) expect(step).toBeCloseTo(steps[0], 6);
});

it("holds still when the server pauses", () => {
  const playback = new Playback();
  playback.push(patient(0, 0));
  playback.push(patient(2, 300));
  for (let i = 0; i < 40; i++) playback.advance(50);
  expect(playback.advance(50)!.chest).toBe(300);
});

it("follows a clock that runs faster than real time", () => {
  const playback = new Playback();
  for (let i = 0; i < 50; i++) {
    playback.push(patient(i * 20, i));
    playback.advance(100);
  }
  expect(playback.advance(100)!.chest).toBeGreaterThan(47);
});

it("starts anew when a what-if or a restart goes back in time", () => {
  const playback = new Playback();
  playback.push(patient(500, 500));
  playback.push(patient(10, 7));
  expect(playback.advance(16)!.chest).toBe(7);
});
