import { expect, it } from "vitest";
import { stillServed } from "./renewal.ts";

const page = '<script type="module" crossorigin src="/assets/index-AbC1.js"></script>';

it("the build that runs here is the one that is served", () => {
  expect(stillServed(page, "http://127.0.0.1:8000/assets/index-AbC1.js")).toBe(true);
});

it("another build is served now", () => {
  expect(stillServed(page, "http://127.0.0.1:8000/assets/index-XyZ9.js")).toBe(false);
});
