import type { Batch } from "../build/batch.ts";
import { corner, lit } from "../build/shade.ts";
import { at, box, sheet, swept } from "../build/solid.ts";
import { ROOM, WINDOW } from "../layout.ts";

const WALL = 0xeceae3;
const LOWER = 0xdbdfd8;
const BAND = 0x94b6b2;
const FLOOR = 0xbcc8bd;
const CEILING = 0xf2f2ee;
const SKIRTING = 0xa9b6ab;
const BAND_BOTTOM = 0.92;
const BAND_TOP = 1.08;

const WIDTH = ROOM.right - ROOM.left;
const DEPTH = ROOM.far - ROOM.head;
const MID_X = (ROOM.left + ROOM.right) / 2;
const MID_Z = (ROOM.head + ROOM.far) / 2;

/** Floor, walls with band and coved skirting, ceiling with light panels. */
export function addShell(batch: Batch): void {
  addFloor(batch);
  addCeiling(batch);
  batch.within(at(MID_X, 0, ROOM.head), () => addWall(batch, WIDTH));
  batch.within(at(MID_X, 0, ROOM.far, [0, 180, 0]), () => addWall(batch, WIDTH));
  batch.within(at(ROOM.left, 0, MID_Z, [0, 90, 0]), () => addWall(batch, DEPTH));
  addWindowWall(batch);
}

function addFloor(batch: Batch): void {
  const geometry = sheet(WIDTH, DEPTH, 24, 20);
  const uv = geometry.attributes.uv;
  for (let i = 0; i < uv.count; i++) uv.setXY(i, (uv.getX(i) * WIDTH) / 1.1, (uv.getY(i) * DEPTH) / 1.1);
  const floor = lit(geometry, FLOOR, (x, y) => 0.9 + 0.1 * openness(WIDTH / 2 - Math.abs(x), DEPTH / 2 - Math.abs(y)));
  batch.add(floor, "floor", null, at(MID_X, 0, MID_Z, [-90, 0, 0]));
}

/** 0 in a corner, 1 half a metre away from every wall. */
function openness(dx: number, dz: number): number {
  const near = Math.min(1, dx / 0.5) * Math.min(1, dz / 0.5);
  return near * (2 - near);
}

function addCeiling(batch: Batch): void {
  const geometry = sheet(WIDTH, DEPTH, 16, 12);
  const uv = geometry.attributes.uv;
  for (let i = 0; i < uv.count; i++) uv.setXY(i, (uv.getX(i) * WIDTH) / 0.6, (uv.getY(i) * DEPTH) / 0.6);
  const tiles = lit(
    geometry,
    CEILING,
    (x, y) => 0.86 + 0.14 * openness(WIDTH / 2 - Math.abs(x), DEPTH / 2 - Math.abs(y)),
  );
  batch.add(tiles, "ceiling", null, at(MID_X, ROOM.ceiling, MID_Z, [90, 0, 0]));
}

/** Places of the recessed light panels, so that the lamps' light and their picture agree. */
export const PANELS: readonly (readonly [number, number])[] = [
  [-0.9, 0.75],
  [0.95, 0.75],
  [-0.9, 3.2],
  [0.95, 3.2],
  [-3.6, 3.2],
  [-3.6, 0.75],
];

/** One wall `width` wide, standing on the origin, looking along +z. */
function addWall(batch: Batch, width: number): void {
  addWallField(batch, width, 0, 0.1, BAND_BOTTOM, LOWER);
  addWallField(batch, width, 0, BAND_TOP, ROOM.ceiling, WALL);
  addTrim(batch, width);
}

/** A rectangle of wall from `bottom` to `top`, darkened towards the room's edges. */
function addWallField(batch: Batch, width: number, x: number, bottom: number, top: number, colour: number): void {
  const geometry = sheet(width, top - bottom, Math.max(4, Math.round(width * 3)), 8);
  const light = (_x: number, y: number) => {
    const height = y + (top + bottom) / 2;
    const fromCeiling = Math.min(1, (ROOM.ceiling - height) / 0.5);
    const fromFloor = Math.min(1, (height + 0.25) / 0.8);
    return 0.85 + 0.15 * fromCeiling * (2 - fromCeiling) * fromFloor;
  };
  batch.add(lit(geometry, colour, light), "matte", null, at(x, (top + bottom) / 2, 0));
}

function addTrim(batch: Batch, width: number): void {
  batch.add(box(width, BAND_TOP - BAND_BOTTOM, 0.03, 0.012), "satin", BAND, at(0, (BAND_TOP + BAND_BOTTOM) / 2, 0.012));
  const cove: [number, number][] = [];
  for (let i = 0; i <= 6; i++) {
    const angle = (i / 6) * (Math.PI / 2);
    cove.push([0.06 - 0.06 * Math.sin(angle), 0.06 - 0.06 * Math.cos(angle)]);
  }
  cove.push([0.003, 0.1], [0, 0.1]);
  batch.add(swept(cove, width), "satin", SKIRTING, at(-width / 2, 0, 0, [0, 90, 0], [-1, 1, 1]));
  batch.add(corner(width, 0.35, 0.2), "shade", null, at(0, 0.004, 0.02, [90, 0, 0]));
}

function addWindowWall(batch: Batch): void {
  const middle = (WINDOW.near + WINDOW.far) / 2;
  batch.within(at(ROOM.right, 0, MID_Z, [0, -90, 0]), () => {
    addWallField(batch, DEPTH, 0, 0.1, BAND_BOTTOM, LOWER);
    addWallField(batch, DEPTH, 0, WINDOW.top, ROOM.ceiling, WALL);
    const nearWidth = WINDOW.near - ROOM.head;
    const farWidth = ROOM.far - WINDOW.far;
    addWallField(batch, nearWidth, -DEPTH / 2 + nearWidth / 2, BAND_TOP, WINDOW.top, WALL);
    addWallField(batch, farWidth, DEPTH / 2 - farWidth / 2, BAND_TOP, WINDOW.top, WALL);
    addTrim(batch, DEPTH);
    batch.within(at(middle - MID_Z, 0, 0), () => addWindow(batch, WINDOW.far - WINDOW.near));
  });
}

/** Frame, reveal, sill and mullions; the view outside is the caller's. */
function addWindow(batch: Batch, width: number): void {
  const height = WINDOW.top - WINDOW.bottom;
  const y = (WINDOW.top + WINDOW.bottom) / 2;
  const reveal = 0.16;
  const white = 0xeceeec;
  batch.add(
    box(width + 0.1, 0.035, reveal + 0.14, 0.01),
    "satin",
    white,
    at(0, WINDOW.bottom - 0.02, -reveal / 2 + 0.06),
  );
  batch.add(box(width, 0.02, reveal, 0), "matte", 0xd5d6d0, at(0, WINDOW.top + 0.01, -reveal / 2));
  for (const side of [-1, 1]) {
    batch.add(box(0.02, height, reveal, 0), "matte", 0xdadbd5, at((side * (width + 0.02)) / 2, y, -reveal / 2));
  }
  const bar = (w: number, h: number, x: number, at_y: number) =>
    batch.add(box(w, h, 0.05, 0.006), "satin", white, at(x, at_y, -reveal + 0.03));
  for (const x of [-width / 2 + 0.03, 0, width / 2 - 0.03]) bar(0.06, height, x, y);
  for (const [h, at_y] of [
    [0.06, WINDOW.bottom + 0.03],
    [0.05, WINDOW.bottom + height * 0.7],
    [0.06, WINDOW.top - 0.03],
  ] as const) {
    bar(width, h, 0, at_y);
  }
  addRadiator(batch, width * 0.7);
}

function addRadiator(batch: Batch, width: number): void {
  batch.add(box(width, 0.5, 0.06, 0.012), "satin", 0xe6e6e0, at(0, 0.46, 0.09));
  const fins = Math.round(width / 0.09);
  for (let i = 0; i < fins; i++) {
    batch.add(
      box(0.05, 0.44, 0.02, 0.008, 1),
      "satin",
      0xdededa,
      at(-width / 2 + (i + 0.5) * (width / fins), 0.46, 0.122),
    );
  }
  batch.add(corner(width, 0.3, 0.28), "shade", null, at(0, 0.006, 0.14, [90, 0, 0]));
}
