/** What is known so far, ordered for reading: the monitor's values now, and findings with what they were before. */
import type { Finding, MonitorView, Reading } from "../../net/wire.ts";
import { cuffText, NOT_MEASURED, shown } from "../../signals/reading.ts";
import { words } from "../strings/index.ts";

const text = words.bedside;

export interface Value {
  key: string;
  label: string;
  value: string;
  unit: string;
  /** The colour of its wave. */
  tone: "ecg" | "pleth" | "plain" | "co2";
  /** Seconds since the curtain, for values that stand until the next measurement. */
  takenAtS: number | null;
  note: string | null;
}

/** One value for each sensor that is on. What is not measured is not listed; no value yet shows a dash. */
export function monitorValues(view: MonitorView): Value[] {
  const on = new Set(view.attached);
  const values: Value[] = [];
  const add = (key: "hr" | "spo2" | "rr" | "etco2", reading: Reading, tone: Value["tone"], digits = 0): void => {
    const value = shown(reading, digits);
    values.push({ key, label: text[key], value, unit: text.units[key], tone, takenAtS: null, note: reading.note });
  };
  if (on.has("ecg") || on.has("pulse-oximeter"))
    add("hr", view.heart_rate, view.heart_rate_source === "ecg" ? "ecg" : "pleth");
  if (on.has("pulse-oximeter")) add("spo2", view.oxygen_saturation, "pleth");
  if (on.has("cuff"))
    values.push({
      key: "bp",
      label: text.bp,
      value: view.systolic.value === null ? NOT_MEASURED : cuffText(view),
      unit: text.units.bp,
      tone: "plain",
      takenAtS: view.systolic.at_s,
      note: view.systolic.note,
    });
  if (on.has("ecg")) add("rr", view.respiratory_rate, "plain");
  if (on.has("capnograph")) add("etco2", view.end_tidal_co2, "co2", 1);
  return values;
}

export interface Known {
  latest: Finding;
  earlier: Finding[];
}

/** One entry a label, the most recently found first, with what was found before. */
export function known(findings: Finding[]): Known[] {
  const byLabel = new Map<string, Known>();
  for (const finding of findings) {
    const key = `${finding.place} ${finding.label}`;
    const entry = byLabel.get(key);
    if (!entry) byLabel.set(key, { latest: finding, earlier: [] });
    else {
      entry.earlier.push(entry.latest);
      entry.latest = finding;
    }
  }
  return [...byLabel.values()].sort((a, b) => b.latest.at_s - a.latest.at_s || b.latest.id - a.latest.id);
}
