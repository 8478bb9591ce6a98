import { expect, it } from "vitest";
import type { ItemView } from "../../net/wire.ts";
import { intervals, ordered } from "./items.ts";

const item = (id: string, verdict: ItemView["verdict"], acted_s: number | null = null): ItemView => ({
  id,
  text: id,
  klass: "timed",
  verdict,
  grade: null,
  moment: null,
  recognisable_s: null,
  looked_s: null,
  acted_s,
  target_s: null,
  target_owner: null,
  evidence: [],
  cite: null,
  feedback: "",
});

it("puts what was done first in the order it was done, what was missed last, and folds the rest", () => {
  const { shown, quiet } = ordered([
    item("second", "missed"),
    item("fluid", "done", 400),
    item("bolus", "avoided"),
    item("oxygen", "late", 200),
    item("stop", "done", 100),
    item("arrest", "not-needed"),
  ]);
  expect(shown.map((one) => one.id)).toEqual(["stop", "fluid", "oxygen", "second"]);
  expect(quiet.map((one) => one.id)).toEqual(["bolus", "arrest"]);
});

it("calls recognisable only what could be recognised, and says nothing of a moment that an item does not have", () => {
  const named = (moment: string | null, recognisable_s: number | null) =>
    intervals({ ...item("one", "done", 400), moment, recognisable_s }).map(([name, seconds]) => [name, seconds]);
  expect(named("recognisable", 110)).toEqual([
    ["Could be recognised", 110],
    ["You looked", null],
    ["You acted", 400],
  ]);
  expect(named("first-adrenaline", 161)[0]).toEqual(["Its time began", 161]);
  expect(named(null, null)).toEqual([["You acted", 400]]);
});
