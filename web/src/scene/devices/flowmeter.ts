import { Group, type Object3D } from "three";
import { Batch } from "../build/batch.ts";
import type { LabelSheet } from "../build/labels.ts";
import { at, ball, box, cylinder } from "../build/solid.ts";
import type { Surfaces } from "../build/surfaces.ts";
import { OXYGEN_OUTLET } from "../room/services.ts";

const TUBE_HEIGHT = 0.115;
const MAX_L_MIN = 15;
/** Where oxygen tubing is pushed on, relative to the outlet. */
export const OXYGEN_SPIGOT = { x: 0, y: -0.115, z: 0.075 } as const;

/** Height of the float over the tube's foot for a flow: the scale of a flowmeter is wider at its low end. */
export function floatHeight(flowLMin: number): number {
  const fraction = Math.min(1, Math.max(0, flowLMin / MAX_L_MIN));
  return TUBE_HEIGHT * 0.9 * fraction ** 0.8;
}

/** Oxygen flowmeter plugged into the wall outlet: white knob, clear tube with a scale, a float that shows the flow. */
export class Flowmeter {
  readonly group = new Group();
  private readonly float: Object3D;

  constructor(surfaces: Surfaces, labels: LabelSheet) {
    this.group.name = "oxygen";
    const batch = new Batch();
    batch.add(box(0.034, 0.05, 0.05, 0.01), "metal", 0xc2c8ca, at(0, -0.012, 0.04));
    batch.add(cylinder(0.02, 0.026, 20), "satin", 0xf6f7f6, at(0.036, -0.03, 0.055, [0, 0, 90]));
    batch.add(cylinder(0.0175, TUBE_HEIGHT + 0.02, 18), "clear", 0xe6eff1, at(0, 0.07, 0.055));
    batch.add(cylinder(0.019, 0.012, 18), "satin", 0xf2f3f2, at(0, 0.138, 0.055));
    batch.add(cylinder(0.019, 0.014, 18), "metal", 0xbfc5c7, at(0, 0.004, 0.055));
    batch.add(cylinder(0.006, 0.04, 12, 0.008), "satin", 0x4f9c6c, at(0, -0.09, 0.075));
    batch.add(cylinder(0.009, 0.05, 12), "metal", 0xbfc5c7, at(0, -0.055, 0.07, [18, 0, 0]));
    const scale = labels.face("flow-scale", 0.012, TUBE_HEIGHT, 1800, (context, width, height) => {
      context.fillStyle = "rgba(250,250,250,1)";
      context.fillRect(0, 0, width, height);
      context.fillStyle = "#20272b";
      context.font = `600 ${width * 0.5}px Arial, sans-serif`;
      for (const litres of [0, 2, 4, 6, 8, 10, 12, 15]) {
        const y = height * (1 - floatHeight(litres) / TUBE_HEIGHT) - 4;
        context.fillRect(0, y, width * 0.35, 1.5);
        if (litres > 0) context.fillText(String(litres), width * 0.4, y + 3);
      }
    });
    batch.add(scale, "label", 0xffffff, at(0.012, 0.07, 0.0705, [0, 14, 0]));
    this.group.add(batch.build("oxygen:body", surfaces));
    const marker = new Batch();
    marker.add(ball(0.0075, 14), "satin", 0x1f2426);
    this.float = marker.build("oxygen:float", surfaces);
    this.float.position.set(-0.002, 0.014, 0.055);
    this.group.add(this.float);
    this.group.position.copy(OXYGEN_OUTLET);
  }

  setFlow(flowLMin: number): void {
    this.float.position.y = 0.014 + floatHeight(flowLMin);
  }
}
