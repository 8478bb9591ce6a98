import type { Group } from "three";
import { Batch } from "../build/batch.ts";
import type { LabelSheet } from "../build/labels.ts";
import { contact } from "../build/shade.ts";
import { at, box, sheet } from "../build/solid.ts";
import type { Surfaces } from "../build/surfaces.ts";
import { addBedsideCabinet } from "../devices/cabinet.ts";
import { addHygiene } from "../devices/hygiene.ts";
import { addNotesTrolley } from "../devices/notes.ts";
import { addPhone } from "../devices/phone.ts";
import { PHONE, ROOM, STAND } from "../layout.ts";
import { addStaticCurtains } from "./curtains.ts";
import { addServices } from "./services.ts";
import { addShell, PANELS } from "./shell.ts";

/** Everything in the bay that never moves, in one draw call a surface. */
export function buildRoom(surfaces: Surfaces, labels: LabelSheet): Group {
  const batch = new Batch();
  addShell(batch);
  addServices(batch, labels);
  addStaticCurtains(batch);
  addDoor(batch);
  addHygiene(batch, labels);
  batch.within(at(PHONE.x, PHONE.y, ROOM.head + 0.002), () => addPhone(batch, labels));
  batch.within(stand(STAND.cabinet), () => addBedsideCabinet(batch, labels));
  batch.within(stand(STAND.notes), () => addNotesTrolley(batch, labels));
  batch.add(contact(0.95, 2.0, 0.5, 0.3), "shade", null, at(0, 0.006, -0.4));
  return batch.build("room", surfaces);
}

/** The lit faces of the ceiling's light panels, apart so that they can be dimmed at night. */
export function buildCeilingPanels(surfaces: Surfaces): Group {
  const batch = new Batch();
  for (const [x, z] of PANELS) {
    batch.add(sheet(1.16, 0.56), "glow", 0xfdfcf6, at(x, ROOM.ceiling - 0.004, z, [90, 0, 0]));
  }
  return batch.build("ceiling-panels", surfaces);
}

export function stand(place: { x: number; z: number; turn: number }) {
  return at(place.x, 0, place.z, [0, place.turn, 0]);
}

/** Double doors to the corridor in the left wall, with vision panels. */
function addDoor(batch: Batch): void {
  batch.within(at(ROOM.left, 0, 3.2, [0, 90, 0]), () => {
    batch.add(box(1.72, 2.16, 0.08, 0.01), "satin", 0xc9c4b6, at(0, 1.08, 0.0));
    for (const side of [-1, 1]) {
      batch.add(box(0.78, 2.06, 0.05, 0.008), "satin", 0xcdb892, at(side * 0.4, 1.04, 0.03));
      batch.add(box(0.16, 0.7, 0.01, 0), "glow", 0xdde4e4, at(side * 0.22, 1.5, 0.052));
      batch.add(box(0.03, 0.3, 0.03, 0.01), "metal", 0xb9bec0, at(side * 0.09, 1.05, 0.075));
      batch.add(box(0.7, 0.25, 0.006, 0.002, 1), "metal", 0xaeb4b5, at(side * 0.4, 0.18, 0.057));
    }
  });
}
