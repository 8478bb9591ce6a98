import { describe, expect, it } from "vitest";
import type { OutlineItem } from "../../net/wire.ts";
import { search, Typeahead } from "./finding_actions.ts";

const item = (label: string, group: OutlineItem["group"], others: string[] = []): OutlineItem => ({
  id: label,
  group,
  label,
  place: null,
  do: {},
  dialog: "none",
  may: ["self"],
  enabled: true,
  reason: null,
  search: others,
});
const items = [
  item("Listen to the chest", "Assess", ["auscultate", "stethoscope"]),
  item("Put the oximeter on a finger", "Breathing", ["sats", "SpO2"]),
  item("Listen at the mouth", "Assess"),
];

describe("search", () => {
  const labels = (query: string): string[] => search(items, query).map((found) => found.label);

  it("finds by other names, by group, and by the beginnings of several words", () => {
    expect(labels("sats")).toEqual(["Put the oximeter on a finger"]);
    expect(labels("breath")).toEqual(["Put the oximeter on a finger"]);
    expect(labels("lis che")).toEqual(["Listen to the chest"]);
    expect(labels("Listen, to the chest?")).toEqual(["Listen to the chest"]);
  });

  it("shows everything for nothing, nothing for what is not there", () => {
    expect(labels("  ")).toHaveLength(3);
    expect(labels("ventilator")).toEqual([]);
  });
});

describe("typing letters in the list", () => {
  const labels = items.map((one) => one.label);

  it("walks through labels with the same first letter", () => {
    const typeahead = new Typeahead();
    expect(typeahead.press("l", labels, 0, 0)).toBe(2);
    expect(typeahead.press("l", labels, 2, 5_000)).toBe(0);
  });

  it("narrows while typing goes on", () => {
    const typeahead = new Typeahead();
    expect(typeahead.press("p", labels, 0, 0)).toBe(1);
    expect(typeahead.press("u", labels, 1, 100)).toBe(1);
    expect(typeahead.press("x", labels, 1, 200)).toBe(-1);
  });
});
