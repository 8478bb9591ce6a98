import { expect, it } from "vitest";
import type { TimelineMark } from "../../net/wire.ts";
import { Edits, shortText } from "./edits.ts";

const mark: TimelineMark = {
  id: 12,
  at_s: 240.75,
  lane: "acted",
  text: "Oxygen, begun 4:00, done 4:10",
  movable: true,
};

it("moves by half minutes and stays within the case", () => {
  const edits = new Edits(300.5);
  edits.nudge(mark, -2);
  expect(edits.list).toEqual([{ ordinal: 12, at_s: 181 }]);
  edits.nudge(mark, 10);
  expect(edits.timeOf(mark)).toBe(300);
  edits.nudge(mark, -100);
  expect(edits.timeOf(mark)).toBe(0);
});

it("leaves out and puts back", () => {
  const edits = new Edits(300);
  edits.leaveOut(mark);
  expect(edits.timeOf(mark)).toBeNull();
  expect(edits.list).toEqual([{ ordinal: 12, at_s: null }]);
  edits.putBack(mark);
  expect(edits.list).toEqual([]);
  expect(edits.timeOf(mark)).toBe(240.75);
});

it("takes a mark dragged back to its place for no change", () => {
  const edits = new Edits(300);
  edits.move(mark, 100);
  edits.move(mark, 241);
  expect(edits.isChanged(mark)).toBe(false);
});

it("names an action without its times", () => {
  expect(shortText(mark)).toBe("Oxygen");
});
