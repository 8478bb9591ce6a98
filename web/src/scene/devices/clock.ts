import { Group, type Mesh, type Object3D } from "three";
import { Batch } from "../build/batch.ts";
import type { LabelSheet } from "../build/labels.ts";
import { at, box, cylinder, ring } from "../build/solid.ts";
import type { Surfaces } from "../build/surfaces.ts";

const RADIUS = 0.15;

/** Angles in radians, clockwise from twelve, of the hour and the minute hand at "HH:MM". */
export function handAngles(time: string): { hour: number; minute: number } {
  const [hours, minutes] = time.split(":").map(Number);
  const minute = (minutes / 60) * Math.PI * 2;
  return { hour: (((hours % 12) + minutes / 60) / 12) * Math.PI * 2, minute };
}

/** Wall clock on the ward's time; back on z = 0. */
export class WallClock {
  readonly group = new Group();
  private readonly hour: Object3D;
  private readonly minute: Object3D;

  constructor(surfaces: Surfaces, labels: LabelSheet) {
    this.group.name = "clock";
    const batch = new Batch();
    batch.add(cylinder(RADIUS + 0.012, 0.03, 40), "satin", 0xd9dcdb, at(0, 0, 0.016, [90, 0, 0]));
    batch.add(ring(RADIUS + 0.006, 0.008, Math.PI * 2, 40), "satin", 0x59656b, at(0, 0, 0.03));
    batch.add(labels.face("clock", RADIUS * 2, RADIUS * 2, 900, paintDial), "label", 0xffffff, at(0, 0, 0.032));
    this.hour = hand(surfaces, RADIUS * 0.52, 0.011);
    this.minute = hand(surfaces, RADIUS * 0.78, 0.007);
    this.group.add(batch.build("clock:body", surfaces), this.hour, this.minute);
  }

  setTime(time: string): void {
    const { hour, minute } = handAngles(time);
    this.hour.rotation.z = -hour;
    this.minute.rotation.z = -minute;
  }
}

function hand(surfaces: Surfaces, length: number, width: number): Mesh {
  const batch = new Batch();
  batch.add(box(width, length, 0.003, 0.001, 1), "satin", 0x1d2326, at(0, length / 2 - 0.012, 0.037));
  return batch.build("clock:hand", surfaces).children[0] as Mesh;
}

function paintDial(context: CanvasRenderingContext2D, width: number): void {
  const middle = width / 2;
  context.fillStyle = "#d9dcdb";
  context.fillRect(0, 0, width, width);
  context.fillStyle = "#fbfbf9";
  context.beginPath();
  context.arc(middle, middle, middle * 0.99, 0, Math.PI * 2);
  context.fill();
  context.fillStyle = "#23292d";
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.font = `600 ${width * 0.105}px "Noto Sans", Arial, sans-serif`;
  for (let i = 1; i <= 60; i++) {
    const angle = (i / 60) * Math.PI * 2 - Math.PI / 2;
    const big = i % 5 === 0;
    context.save();
    context.translate(middle + Math.cos(angle) * middle * 0.93, middle + Math.sin(angle) * middle * 0.93);
    context.rotate(angle);
    context.fillRect(-middle * (big ? 0.05 : 0.025), -1, middle * (big ? 0.08 : 0.04), big ? 3 : 1.5);
    context.restore();
    if (big)
      context.fillText(
        String(i / 5),
        middle + Math.cos(angle) * middle * 0.74,
        middle + Math.sin(angle) * middle * 0.74,
      );
  }
}
