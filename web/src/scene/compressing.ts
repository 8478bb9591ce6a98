import { Group, Vector3 } from "three";
import type { EquipmentView } from "../net/wire.ts";
import type { Surfaces } from "./build/surfaces.ts";
import { buildStep } from "./devices/step.ts";
import { NURSE } from "./layout.ts";
import { compressionAt } from "./people/compressions.ts";
import { type Nurse, STEP_M } from "./people/nurse.ts";
import { OwnHands, type Presser } from "./people/own-hands.ts";
import type { Patient } from "./people/patient.ts";
import { liesFlat, onFloor } from "./people/posture.ts";

const STEP_BACK_M = 0.06; // feet stand in the front half of the step

/** Chest compressions as they are seen: whose hands are on the chest, how deep it is pressed, the step for the nurse. */
export class Compressing {
  readonly group = new Group();
  /** The lower half of the breastbone in the world. */
  readonly chest = new Vector3();
  private readonly ankles = new Vector3();
  private readonly ownHands: OwnHands;
  private readonly step: Group;
  private asked: EquipmentView["compressions_by"] = null;
  private seconds = 0;

  constructor(
    surfaces: Surfaces,
    private readonly patient: Patient,
    private readonly nurse: Nurse,
  ) {
    this.ownHands = new OwnHands(surfaces);
    this.step = buildStep(surfaces, STEP_M);
    this.step.position.set(NURSE.chest.x + STEP_BACK_M, 0, NURSE.chest.z);
    this.step.rotation.y = Math.PI / 2;
    this.group.add(this.ownHands.group, this.step);
  }

  set(by: EquipmentView["compressions_by"]): void {
    this.asked = by;
  }

  /** Sends the nurse where the patient needs her, and her hands with her. */
  private callNurse(): void {
    const { fallen, lifted } = this.patient.lie;
    if (this.asked === "nurse" && onFloor(this.patient.lie)) this.nurse.setNeed("floor", this.chest);
    else if (fallen > 0) this.nurse.setNeed(lifted > 0 ? "lifting" : "fallen", this.patient.ankles(this.ankles));
    else this.nurse.setNeed(this.asked === "nurse" ? "chest" : null, this.chest);
  }

  /** Whose hands are needed on the chest now: nobody's while the bed is still on its way down. */
  get by(): EquipmentView["compressions_by"] {
    return liesFlat(this.patient.lie) ? this.asked : null;
  }

  /** Moves the chest under the hands on it. Returns the depth now, 0..1. */
  update(deltaMs: number, presser: Presser | null): number {
    const going = this.by === "self" || (this.by === "nurse" && this.nurse.onChest);
    this.seconds = going ? this.seconds + deltaMs / 1000 : 0;
    const depth = compressionAt(this.seconds);
    this.patient.press(depth);
    this.patient.breastbone(this.chest);
    this.callNurse();
    this.step.visible = this.asked === "nurse" && this.patient.lie.fallen === 0;
    this.ownHands.place(this.by === "self" ? this.chest : null, presser);
    return depth;
  }
}
