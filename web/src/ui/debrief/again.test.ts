import { expect, it } from "vitest";
import { reminder } from "./again.ts";

it("is a whole-day event that does not name what it was", () => {
  const view = { title: '"She feels strange", bay 4', scenario: "bay-4", session: "abc" };
  const text = reminder(view, 3, new Date(2026, 10, 29, 23, 30));
  expect(text).toContain("DTSTART;VALUE=DATE:20261202\r\n");
  expect(text).toContain('"She feels strange"\\, bay 4');
  expect(text.split("\r\n").at(-2)).toBe("END:VCALENDAR");
});
