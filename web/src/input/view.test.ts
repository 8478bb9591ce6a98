import { expect, it } from "vitest";
import { fieldOfView, STANCES, View } from "./view.ts";

it("opens the view on a narrow phone until the patient fits, and not on a wide screen", () => {
  expect(fieldOfView(1.7, 2, 360 / 400)).toBeGreaterThan(46);
  expect(fieldOfView(1.7, 2, 16 / 9)).toBe(46);
  expect(fieldOfView(9, 2, 0.5)).toBeLessThanOrEqual(78);
});

it("is at the bedside within a fifth of a second, at once when motion is reduced", () => {
  const view = new View(false);
  view.go("bedside");
  view.update(100);
  expect(view.camera.position.distanceTo(STANCES.bedside.eye)).toBeGreaterThan(0.1);
  view.update(100);
  expect(view.camera.position.distanceTo(STANCES.bedside.eye)).toBeLessThan(1e-6);
  const still = new View(true);
  still.go("bed-end");
  still.update(1);
  expect(still.camera.position.distanceTo(STANCES["bed-end"].eye)).toBeLessThan(1e-6);
});

it("never moves the head by itself: a drag stays where it was put", () => {
  const view = new View(false);
  view.update(300);
  view.turn(0.5, 0.1);
  view.update(16);
  const yaw = view.camera.rotation.y;
  view.update(5000);
  expect(view.camera.rotation.y).toBe(yaw);
});

it("bends over the chest that is pressed, wherever it lies", () => {
  const view = new View(false);
  view.chest.set(-0.7, 0.2, -0.4); // on the floor
  view.go("chest", true);
  view.update(0);
  const above = view.camera.position.clone().sub(view.chest);
  expect(above.y).toBeGreaterThan(0.5);
  expect(above.setY(0).length()).toBeLessThan(0.5);
});
