import { expect, it } from "vitest";
import { minutesSeconds } from "./minutes.ts";

it("writes times as minutes and seconds", () => {
  expect([-1, 0, 9.9, 61, 3600].map(minutesSeconds)).toEqual(["0:00", "0:00", "0:09", "1:01", "60:00"]);
});
