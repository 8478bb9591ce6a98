import { expect, it } from "vitest";
import { approach, lieOf, liesFlat, sameLie } from "./posture.ts";
import { stanceOf } from "./stance.ts";

it("lays the bed flat before it raises the legs no further than a lift", () => {
  expect(lieOf("flat", true)).toEqual({ backrest: 0, legs: 28, roll: 0, up: 0, fallen: 0, lifted: 0 });
  expect(lieOf("half-sitting", false).backrest).toBe(45);
});

it("reaches the goal exactly and then stays", () => {
  const goal = lieOf("flat", true);
  let lie = lieOf("half-sitting", false);
  for (let i = 0; i < 60; i++) lie = approach(lie, goal, 0.05);
  expect(sameLie(lie, goal)).toBe(true);
  expect(approach(lie, goal, 0.05)).toEqual(goal);
});

it("moves no faster than a bed motor", () => {
  const lie = approach(lieOf("half-sitting", false), lieOf("flat", false), 0.5);
  expect(lie.backrest).toBeGreaterThan(30);
  expect(lie.backrest).toBeLessThan(45);
});

it("draws who was helped to stand on both feet beside the bed, upright, on the learner's side", () => {
  const lie = lieOf("standing", false);
  const stance = stanceOf(lie, 0.11, 0.84);
  expect(stance.pitch).toBe(90);
  expect(stance.hips.x).toBeLessThan(-0.6);
  expect(stance.hips.y + 0.735).toBeCloseTo(0.84, 5);
  expect(stance.thigh).toBe(0);
});

it("sits on the edge of the bed on the way up, and never leaps", () => {
  let lie = lieOf("half-sitting", false);
  const goal = lieOf("standing", false);
  let before = stanceOf(lie, 0.11, 0.84);
  let satOnTheEdge = false;
  while (!sameLie(lie, goal)) {
    lie = approach(lie, goal, 0.05);
    const now = stanceOf(lie, 0.11, 0.84);
    expect(now.hips.distanceTo(before.hips)).toBeLessThan(0.06);
    if (now.thigh > 85 && now.calf > 85) satOnTheEdge = true;
    before = now;
  }
  expect(satOnTheEdge).toBe(true);
});

it("lays who faints standing on the floor", () => {
  const floor = stanceOf(lieOf("standing", false, true), 0.11, 0.84);
  expect(floor.pitch).toBe(0);
  expect(floor.hips.y).toBeLessThan(-0.6);
  expect(liesFlat(lieOf("standing", false, true))).toBe(true);
  expect(liesFlat({ ...lieOf("standing", false, true), fallen: 0.9 })).toBe(false);
});

it("lifts who has fallen back into bed, lying, over its edge and never through it", () => {
  const bed = lieOf("flat", false);
  let lie = lieOf("standing", false, true);
  let before = stanceOf(lie, 0.11, 0.84);
  let seconds = 0;
  while (!sameLie(lie, bed)) {
    lie = approach(lie, bed, 0.05);
    seconds += 0.05;
    const now = stanceOf(lie, 0.11, 0.84);
    expect(now.hips.distanceTo(before.hips)).toBeLessThan(0.08);
    expect(Math.abs(now.pitch) + Math.abs(now.yaw)).toBe(0);
    if (now.hips.x > -0.75 && now.hips.x < -0.2) expect(now.hips.y).toBeGreaterThan(0.2);
    expect(liesFlat(lie)).toBe(sameLie(lie, bed)); // and so on no way up is a chest pressed on
    before = now;
  }
  expect(seconds).toBeGreaterThan(3);
  expect(before.hips.distanceTo(stanceOf(bed, 0.11, 0.84).hips)).toBe(0);
});

it("lets who has begun to fall reach the floor before they are lifted", () => {
  let lie = { ...lieOf("standing", false), fallen: 0.4 };
  lie = approach(lie, lieOf("flat", false), 0.05);
  expect(lie.fallen).toBeGreaterThan(0.4);
  expect([lie.up, lie.lifted]).toEqual([1, 0]);
});
