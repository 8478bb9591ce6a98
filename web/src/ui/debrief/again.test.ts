import { afterEach, expect, it, vi } from "vitest";
import { reminder } from "./again.ts";

afterEach(() => vi.unstubAllEnvs());

it("is a whole-day event that does not name what it was", () => {
  const view = { title: '"She feels strange", bay 4', scenario: "bay-4", session: "abc" };
  const text = reminder(view, 3, new Date(2026, 10, 29, 23, 30));
  expect(text).toContain("DTSTART;VALUE=DATE:20261202\r\n");
  expect(text).toContain('"She feels strange"\\, bay 4');
  expect(text.split("\r\n").at(-2)).toBe("END:VCALENDAR");
});

it("falls on a day of the learner's own calendar, and is stamped in world time", () => {
  vi.stubEnv("TZ", "Pacific/Auckland");
  const view = { title: "Bay 4", scenario: "bay-4", session: "abc" };
  const text = reminder(view, 3, new Date("2026-11-29T19:00:05Z")); // there the 30th, at breakfast
  expect(text).toContain("DTSTART;VALUE=DATE:20261203\r\n");
  expect(text).toContain("DTSTAMP:20261129T190005Z\r\n");
});
