import { Object3D, Ray, Vector3 } from "three";
import { expect, it } from "vitest";
import { type Ball, Places, pick } from "./places.ts";

const chest: Ball = { place: "chest", centre: new Vector3(0, 1, -0.4), radius: 0.2 };
const mouth: Ball = { place: "mouth", centre: new Vector3(0, 1.1, -0.7), radius: 0.06 };
const head: Ball = { place: "head", centre: new Vector3(0, 1.1, -0.75), radius: 0.16 };

function rayAt(target: Vector3): Ray {
  const origin = new Vector3(-1.4, 1.6, 0.7);
  return new Ray(origin, target.clone().sub(origin).normalize());
}

it("means the small thing when the ray passes its middle, the large one beside it", () => {
  expect(pick(rayAt(mouth.centre), [chest, head, mouth])?.place).toBe("mouth");
  expect(pick(rayAt(new Vector3(0, 1.2, -0.75)), [chest, head, mouth])?.place).toBe("head");
});

it("means nothing when the ray passes everything or looks away", () => {
  expect(pick(rayAt(new Vector3(1, 2.4, 0)), [chest, mouth])).toBeNull();
  const behind = new Ray(new Vector3(0, 1, 0), new Vector3(0, 0, 1));
  expect(pick(behind, [chest])).toBeNull();
});

it("cannot point at what is not there", () => {
  const stand = new Object3D();
  const places = new Places();
  places.add("monitor", stand, new Vector3(0, 1.3, 0), 0.25);
  expect(places.find("monitor")?.centre.y).toBeCloseTo(1.3);
  stand.visible = false;
  expect(places.find("monitor")).toBeNull();
});

it("follows what carries the place", () => {
  const bone = new Object3D();
  const places = new Places();
  places.add("chest", bone, new Vector3(), 0.2);
  bone.position.set(0, 2, 0);
  bone.updateMatrixWorld();
  expect(places.find("chest")?.centre.y).toBe(2);
});
