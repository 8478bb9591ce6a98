import { expect, it } from "vitest";
import { stationFor } from "./nurse.ts";
import { shortestTurn, Walker } from "./walker.ts";

const fetching = {
  who: "nurse",
  doing: "Fetching the drug tray",
  progress: 0.2,
  ends_s: 60,
  next: null,
  fetching: null,
  away: true,
} as const;

it("leaves the bedside to fetch, and only then", () => {
  expect(stationFor(fetching, false)).toBe("away");
  expect(stationFor({ ...fetching, away: false }, false)).toBe("bedside");
});

it("goes to the chest to compress it, whatever else her hands were doing", () => {
  expect(stationFor(fetching, false, "chest")).toBe("chest");
  expect(stationFor(null, false, "chest")).toBe("chest");
  expect(stationFor(fetching, false, "floor")).toBe("floor");
});

it("stands by who has fallen and helps to lift them, unless she is away", () => {
  expect(stationFor(null, false, "fallen")).toBe("fallen");
  expect(stationFor(null, false, "lifting")).toBe("fallen");
  expect(stationFor(fetching, false, "fallen")).toBe("away");
});

it("waits outside until the curtain opens", () => {
  expect(stationFor(fetching, true)).toBe("outside");
});

it("walks to the spot at a walking pace and then faces as asked", () => {
  const walker = new Walker({ x: 0, z: 0, turn: 0 });
  walker.go({ x: 3, z: 0, turn: 180 });
  let seconds = 0;
  while (walker.step(0.05).walking && seconds < 20) seconds += 0.05;
  expect(seconds).toBeGreaterThan(2);
  expect(seconds).toBeLessThan(4);
  for (let i = 0; i < 40; i++) walker.step(0.05);
  const end = walker.step(0.05);
  expect(end.x).toBeCloseTo(3, 1);
  expect(Math.abs(shortestTurn(end.turn - Math.PI))).toBeLessThan(0.01);
});
