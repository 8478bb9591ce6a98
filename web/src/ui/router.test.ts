import { expect, it } from "vitest";
import { paths, routeOf } from "./router.ts";

it.each([
  ["/", { page: "catalogue" }],
  ["/credits", { page: "credits" }],
  ["/s/bay-4", { page: "prebrief", scenario: "bay-4" }],
  ["/session/abc", { page: "bedside", session: "abc" }],
  ["/session/abc/debrief", { page: "debrief", session: "abc" }],
  ["/session", { page: "nowhere" }],
  ["/session/abc/else", { page: "nowhere" }],
])("%s", (path, route) => {
  expect(routeOf(path)).toEqual(route);
});

it("finds what it wrote, whatever the id is made of", () => {
  expect(routeOf(paths.prebrief("a b/ü"))).toEqual({ page: "prebrief", scenario: "a b/ü" });
});
