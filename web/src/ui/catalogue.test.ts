import { expect, it } from "vitest";
import type { Card } from "../net/wire.ts";
import { matching } from "./catalogue.ts";

const card = (id: string, over: Partial<Card>): Card => ({
  id,
  title: "Strange",
  place: "Medical ward",
  patient: "Woman, 54",
  minutes: 15,
  level: "Student",
  language: "en-GB",
  reviewed_by: null,
  review_overdue: false,
  picture: "bay-day",
  teaches: ["Recognise sepsis"],
  resume: [],
  ...over,
});
const cards = [card("a", {}), card("b", { place: "Surgical ward, night", minutes: 25, level: "Foundation doctor" })];
const found = (query: string, level = "", minutes = 0): string[] =>
  matching(cards, { query, level, minutes }).map((one) => one.id);

it("finds by any words that are shown on the card", () => {
  expect(found("night surg")).toEqual(["b"]);
  expect(found("WOMAN")).toEqual(["a", "b"]);
});

it("does not give away what a case teaches", () => {
  expect(found("sepsis")).toEqual([]);
});

it("filters by level and by the time at hand", () => {
  expect(found("", "Student")).toEqual(["a"]);
  expect(found("", "", 20)).toEqual(["a"]);
});

it("puts a case that is still open first", () => {
  const open = [card("a", {}), card("b", { resume: ["s1"] })];
  expect(matching(open, { query: "", level: "", minutes: 0 }).map((one) => one.id)).toEqual(["b", "a"]);
});
