/** Coming back: now, or with a reminder in one's own calendar. Nothing is kept here. */
import type { DebriefView } from "../../net/wire.ts";
import { button, element } from "../dom.ts";
import { paths } from "../router.ts";
import { words } from "../strings/debrief.ts";

const text = words.debrief;
const DAYS = [3, 7, 28];

export function again(view: DebriefView): HTMLElement {
  return element(
    "div",
    { class: "again-choices no-print" },
    element(
      "p",
      { class: "actions" },
      element("a", { class: "button primary large", href: paths.prebrief(view.scenario) }, text.againNow),
    ),
    element("p", {}, text.againLater),
    element(
      "p",
      { class: "actions" },
      ...DAYS.map((days) =>
        button(text.days(days), () => saveAs("osler.ics", "text/calendar", reminder(view, days, new Date()))),
      ),
    ),
  );
}

/** An all-day event in the iCalendar format (RFC 5545). */
export function reminder(view: { title: string; scenario: string; session: string }, days: number, from: Date): string {
  const digits = (value: number, length = 2): string => String(value).padStart(length, "0");
  const date = new Date(from.getFullYear(), from.getMonth(), from.getDate() + days); // the learner's own day
  const title = text.reminder(view.title).replace(/([\\;,])/g, "\\$1");
  return [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//Osler//EN",
    "BEGIN:VEVENT",
    `UID:${view.session}-${days}@osler`,
    `DTSTAMP:${from.toISOString().slice(0, 19).replaceAll(/[-:]/g, "")}Z`,
    `DTSTART;VALUE=DATE:${digits(date.getFullYear(), 4)}${digits(date.getMonth() + 1)}${digits(date.getDate())}`,
    `SUMMARY:${title}`,
    "END:VEVENT",
    "END:VCALENDAR",
    "",
  ].join("\r\n");
}

/** Hands a file to the person; the browser asks where to put it. */
export function saveAs(name: string, type: string, content: string): void {
  const address = URL.createObjectURL(new Blob([content], { type }));
  const link = element("a", { href: address, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 1_000);
}
