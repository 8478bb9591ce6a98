import { expect, it } from "vitest";
import type { HandsView } from "../../net/wire.ts";
import { doingWords } from "./doing.ts";

const nurse: HandsView = {
  who: "nurse",
  doing: "Adrenaline 0.5 mg",
  fetching: null,
  away: false,
  progress: 0.2,
  ends_s: 80,
  next: null,
};

it("says what is done and how long it takes still", () => {
  expect(doingWords(nurse, 59.4)).toBe("Adrenaline 0.5 mg, 21 s");
  expect(doingWords(nurse, 90)).toBe("Adrenaline 0.5 mg, 0 s");
});

it("says what is being fetched first, and what waits", () => {
  const walking = { ...nurse, fetching: "the drug tray", next: "Lie flat" };
  expect(doingWords(walking, 60)).toBe("fetching the drug tray (for: Adrenaline 0.5 mg), 20 s · then Lie flat");
});

it("gives no time to what is held until it is let go", () => {
  expect(doingWords({ ...nurse, doing: "jaw thrust", ends_s: null }, 60)).toBe("jaw thrust");
});
