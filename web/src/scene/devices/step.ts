import type { Group } from "three";
import { Batch } from "../build/batch.ts";
import { contact } from "../build/shade.ts";
import { at, box } from "../build/solid.ts";
import type { Surfaces } from "../build/surfaces.ts";

const WIDTH_M = 0.5;
const DEPTH_M = 0.36;

/** The step that is pushed to a bed this high before anybody can press on a chest; its top is `height` metres up. */
export function buildStep(surfaces: Surfaces, height: number): Group {
  const batch = new Batch();
  batch.add(box(WIDTH_M, 0.03, DEPTH_M, 0.01), "matte", 0x3f474c, at(0, height - 0.015, 0));
  for (const x of [-1, 1]) {
    for (const z of [-1, 1]) {
      const place = at((x * (WIDTH_M - 0.06)) / 2, (height - 0.03) / 2, (z * (DEPTH_M - 0.06)) / 2);
      batch.add(box(0.03, height - 0.03, 0.03, 0.006), "satin", 0xc9cdce, place);
    }
  }
  batch.add(contact(WIDTH_M, DEPTH_M, 0.5, 0.1), "shade", null, at(0, 0.006, 0));
  const group = batch.build("step", surfaces);
  group.visible = false;
  return group;
}
