import type { Alarm, MonitorView, Reading } from "../net/wire.ts";
import { minutesSeconds } from "../ui/minutes.ts";
import { words } from "../ui/strings/index.ts";

const text = words.bedside.monitorWords;

/** What stands in place of a number that nobody has measured. */
export const NOT_MEASURED = "—";

/** A reading as a monitor prints it, `digits` after the point. */
export function shown(reading: Reading, digits = 0): string {
  return reading.value === null ? NOT_MEASURED : reading.value.toFixed(digits);
}

/** A screen with nothing attached is dark: the ward shows no number that nobody asked for. */
export function isDark(view: MonitorView): boolean {
  return !view.present || view.attached.length === 0;
}

const ORDER: Record<Alarm["priority"], number> = { high: 0, medium: 1, low: 2 };

/** Alarms, most urgent first; equal ones keep the server's order. */
export function byPriority(alarms: readonly Alarm[]): Alarm[] {
  return [...alarms].sort((a, b) => ORDER[a.priority] - ORDER[b.priority]);
}

/** Flashes a second of the alarm bar; never near three, which could provoke a seizure. */
export const FLASH_HZ: Record<Alarm["priority"], number> = { high: 1.5, medium: 0.6, low: 0 };

/** Whether the alarm bar is in its bright phase. */
export function isLit(priority: Alarm["priority"], nowMs: number): boolean {
  const rate = FLASH_HZ[priority];
  return rate === 0 || ((nowMs / 1000) * rate) % 1 < 0.6;
}

/** Blood pressure as the cuff reports it: "118/74", or what it is doing. */
export function cuffText(view: MonitorView): string {
  if (view.systolic.value === null || view.diastolic.value === null) return `${NOT_MEASURED}/${NOT_MEASURED}`;
  return `${shown(view.systolic)}/${shown(view.diastolic)}`;
}

/** The small line under the blood pressure: state of the cuff, or when the value was taken. */
export function cuffNote(view: MonitorView): string {
  if (view.cuff === "measuring") return text.measuring;
  if (view.cuff === "failed") return view.systolic.note ?? text.failed;
  const parts: string[] = [];
  if (view.systolic.at_s !== null) parts.push(text.at(minutesSeconds(view.systolic.at_s)));
  if (view.cuff_interval_s) parts.push(text.every(Math.round(view.cuff_interval_s / 60)));
  return parts.join(" · ");
}
