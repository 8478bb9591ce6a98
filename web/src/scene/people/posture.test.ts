import { expect, it } from "vitest";
import { approach, lieOf, sameLie } from "./posture.ts";

it("lays the bed flat before it raises the legs no further than a lift", () => {
  expect(lieOf("flat", true)).toEqual({ backrest: 0, legs: 28, roll: 0 });
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
  const lie = approach({ backrest: 45, legs: 0, roll: 0 }, lieOf("flat", false), 0.5);
  expect(lie.backrest).toBeGreaterThan(30);
  expect(lie.backrest).toBeLessThan(45);
});
