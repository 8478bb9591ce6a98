import { describe, expect, it } from "vitest";
import type { Finding, MonitorView, Reading } from "../../net/wire.ts";
import { known, monitorValues } from "./measured_values.ts";

const none: Reading = { value: null, note: null, at_s: null };
const reading = (value: number, at_s: number | null = null): Reading => ({ value, note: null, at_s });
const dark: MonitorView = {
  present: true,
  attached: [],
  heart_rate: none,
  heart_rate_source: "none",
  oxygen_saturation: none,
  systolic: none,
  diastolic: none,
  mean: none,
  respiratory_rate: none,
  end_tidal_co2: none,
  cuff: "off",
  cuff_interval_s: null,
  alarms: [],
};

describe("values on the monitor", () => {
  it("are none while nothing is attached", () => {
    expect(monitorValues({ ...dark, heart_rate: reading(90) })).toEqual([]);
  });

  it("show a dash from the sensor going on until its first reading", () => {
    expect(monitorValues({ ...dark, attached: ["pulse-oximeter"] }).map((value) => value.value)).toEqual(["—", "—"]);
  });

  it("keep the time of a cuff pressure", () => {
    const view = { ...dark, attached: ["cuff" as const], systolic: reading(83.6, 190), diastolic: reading(42) };
    expect(monitorValues(view)).toMatchObject([{ label: "BP", value: "84/42", takenAtS: 190 }]);
  });
});

describe("findings", () => {
  const finding = (id: number, label: string, text: string): Finding => ({
    id,
    at_s: id * 10,
    place: "chest",
    label,
    text,
    source: "examined",
  });

  it("are one entry a label, newest first, with what was found before", () => {
    const entries = known([finding(1, "Chest", "clear"), finding(2, "Skin", "red"), finding(3, "Chest", "wheeze")]);
    expect(entries.map((entry) => entry.latest.text)).toEqual(["wheeze", "red"]);
    expect(entries[0]?.earlier.map((earlier) => earlier.text)).toEqual(["clear"]);
  });
});
