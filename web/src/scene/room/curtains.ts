import { BufferAttribute, BufferGeometry, Color, Group, Mesh } from "three";
import type { Batch } from "../build/batch.ts";
import { at, box, cylinder, point, tube } from "../build/solid.ts";
import type { Surfaces } from "../build/surfaces.ts";
import { CURTAIN, ROOM } from "../layout.ts";

const BLUE = 0x82a5c4;
const BRACKET = 0xd6dee2;
const HEM = 0.32; // clearance over the floor
const PLEAT = 0.115;

/** Depth of a pleat when `width` of cloth hangs on `span` of rail: cloth is conserved. */
export function pleatDepth(width: number, span: number): number {
  const slack = Math.max(1, width / Math.max(span, 0.05));
  return Math.min(0.16, 0.024 + 0.019 * (slack - 1));
}

/** Where a curtain `length` long hangs, `openness` 0..1: it is pushed towards its start. */
export function curtainSpan(length: number, openness: number): number {
  return length * (1 - 0.84 * Math.min(1, Math.max(0, openness)));
}

interface Cloth {
  geometry: BufferGeometry;
  columns: number;
}

const ROWS = [0, 0.02, 0.5, 0.86, 1] as const;

function cloth(length: number): Cloth {
  const columns = Math.round((length / PLEAT) * 6);
  const count = (columns + 1) * ROWS.length;
  const geometry = new BufferGeometry();
  geometry.setAttribute("position", new BufferAttribute(new Float32Array(count * 3), 3));
  geometry.setAttribute("normal", new BufferAttribute(new Float32Array(count * 3), 3));
  geometry.setAttribute("uv", new BufferAttribute(new Float32Array(count * 2), 2));
  geometry.setAttribute("color", new BufferAttribute(new Float32Array(count * 4), 4));
  const index: number[] = [];
  for (let row = 0; row < ROWS.length - 1; row++) {
    for (let column = 0; column < columns; column++) {
      const a = row * (columns + 1) + column;
      const b = a + columns + 1;
      index.push(a, b, a + 1, b, b + 1, a + 1);
    }
  }
  geometry.setIndex(index);
  return { geometry, columns };
}

/** Hangs the cloth along +x from the origin, from the hem up to the rail. */
function hang({ geometry, columns }: Cloth, length: number, span: number): void {
  const position = geometry.attributes.position;
  const colour = geometry.attributes.color;
  const depth = pleatDepth(length, span);
  const blue = new Color(BLUE);
  const height = CURTAIN.height - HEM;
  for (let row = 0; row < ROWS.length; row++) {
    for (let column = 0; column <= columns; column++) {
      const s = column / columns;
      const phase = (s * length) / PLEAT + 0.35 * Math.sin(s * 23);
      const fold = Math.sin(phase * Math.PI * 2);
      const fall = 0.75 + 0.25 * ROWS[row] + 0.1 * Math.sin(s * 9 + ROWS[row] * 2);
      const i = row * (columns + 1) + column;
      position.setXYZ(i, s * span, HEM + height * (1 - ROWS[row]), fold * depth * fall);
      const light = 0.8 + 0.2 * fold * 0.9 - 0.1 * ROWS[row];
      colour.setXYZW(i, blue.r * light, blue.g * light, blue.b * light, 1);
    }
  }
  position.needsUpdate = true;
  colour.needsUpdate = true;
  geometry.computeVertexNormals();
  geometry.computeBoundingSphere();
}

/** The bay's own front curtain: closed before the case, drawn aside at its start. */
export class FrontCurtain {
  readonly group = new Group();
  private readonly cloth: Cloth;
  private readonly length = ROOM.right - CURTAIN.side - 0.1;
  private openness = 0;

  constructor(surfaces: Surfaces) {
    this.group.name = "curtain";
    this.cloth = cloth(this.length);
    hang(this.cloth, this.length, this.length);
    const mesh = new Mesh(this.cloth.geometry, surfaces.of("fabric"));
    mesh.castShadow = false;
    mesh.receiveShadow = true;
    this.group.add(mesh);
    this.group.position.set(CURTAIN.side, 0, CURTAIN.front);
  }

  get open(): number {
    return this.openness;
  }

  set open(value: number) {
    if (value === this.openness) return;
    this.openness = value;
    hang(this.cloth, this.length, curtainSpan(this.length, value));
  }
}

/** Side curtain of this bay, the neighbour's, and the rails they hang from. */
export function addStaticCurtains(batch: Batch): void {
  addDrape(batch, CURTAIN.side, ROOM.head + 0.25, CURTAIN.front - ROOM.head - 0.3, -90);
  addDrape(batch, ROOM.left + 0.05, CURTAIN.front, 2.5, 0);
  addDrape(batch, ROOM.left + 0.5, ROOM.far - 0.45, 3.2, 0);
  addRails(batch);
}

function addDrape(batch: Batch, x: number, z: number, length: number, turn: number): void {
  const drape = cloth(length);
  hang(drape, length, length);
  batch.add(drape.geometry, "fabric", null, at(x, 0, z, [0, turn, 0]));
}

function addRails(batch: Batch): void {
  const y = CURTAIN.rail;
  const bend = 0.25;
  const path = [
    point(CURTAIN.side, y, ROOM.head + 0.02),
    point(CURTAIN.side, y, CURTAIN.front - bend),
    point(CURTAIN.side + 0.04, y, CURTAIN.front - 0.06),
    point(CURTAIN.side + bend, y, CURTAIN.front),
    point(ROOM.right - 0.02, y, CURTAIN.front),
  ];
  batch.add(tube(path, 0.012, 8, 60), "satin", 0xf0f1ef);
  batch.add(
    tube([point(ROOM.left, y, CURTAIN.front), point(CURTAIN.side, y, CURTAIN.front)], 0.012, 8),
    "satin",
    0xf0f1ef,
  );
  for (const [x, z] of [
    [CURTAIN.side, 0.4],
    [CURTAIN.side + 0.2, CURTAIN.front],
    [0.3, CURTAIN.front],
    [ROOM.right - 0.3, CURTAIN.front],
  ]) {
    batch.add(cylinder(0.008, ROOM.ceiling - y, 8), "satin", 0xf0f1ef, at(x, (ROOM.ceiling + y) / 2, z));
  }
  batch.add(box(0.05, 0.02, 0.05, 0.005, 1), "satin", BRACKET, at(CURTAIN.side, y, ROOM.head + 0.02));
}
