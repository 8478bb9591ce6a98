import { type Object3D, Vector3 } from "three";
import { Places } from "../input/places.ts";
import type { Bed } from "./devices/bed.ts";
import { PUMP_SCREEN } from "./devices/infusion-pump.ts";
import { SCREEN } from "./devices/monitor-stand.ts";
import type { Equipment } from "./equipment.ts";
import { PHONE, ROOM, STAND } from "./layout.ts";
import type { Patient } from "./people/patient.ts";
import { OXYGEN_OUTLET, SUCTION_OUTLET } from "./room/services.ts";

interface Bay {
  room: Object3D;
  bed: Bed;
  patient: Patient;
  equipment: Equipment;
  nurse: Object3D;
  curtain: Object3D;
  outside: Object3D;
}

/** Where every place of the bay can be pointed at. The first ball of a place is where its label goes. */
export function placesOf(bay: Bay): Places {
  const places = new Places();
  addBody(places, bay.patient);
  addDevices(places, bay);
  const { room, nurse, curtain, outside } = bay;
  places.add("nurse", nurse, new Vector3(0, 1.35, 0), 0.34);
  places.add("nurse", nurse, new Vector3(0, 0.8, 0), 0.3);
  for (const x of [2.0, 1.1, 2.9]) places.add("curtain", curtain, new Vector3(x, 1.2, 0), 0.75);
  places.add("handover-sheet", outside, new Vector3(STAND.notes.x - 0.05, 1.0, STAND.notes.z), 0.2);
  places.add("hand-gel", outside, new Vector3(STAND.notes.x + 0.3, 0.72, STAND.notes.z - 0.04), 0.15);
  places.add("phone", room, new Vector3(PHONE.x, PHONE.y, ROOM.head + 0.05), 0.17);
  return places;
}

function addBody(places: Places, patient: Patient): void {
  const on = (bone: string, place: Parameters<Places["add"]>[0], radius: number, x = 0, y = 0, z = 0) =>
    places.add(place, patient.bone(bone), new Vector3(x, y, z), radius);
  on("head", "head", 0.15, 0, 0.05, -0.08);
  on("head", "mouth", 0.07, 0, 0.12, 0.0);
  on("spine_03", "chest", 0.21, 0, 0.1, -0.05);
  on("spine_01", "abdomen", 0.19, 0, 0.12, -0.02);
  for (const [side, name] of [
    ["l", "left"],
    ["r", "right"],
  ] as const) {
    const sign = side === "l" ? 1 : -1;
    on(`lowerarm_${side}`, `${name}-arm`, 0.13, 0.01 * sign, 0, 0.1);
    on(`upperarm_${side}`, `${name}-arm`, 0.12, 0.02 * sign, 0.02, 0.14);
    on(`hand_${side}`, `${name}-hand`, 0.11, 0, 0, 0.08);
    on(`calf_${side}`, "legs", 0.17, 0, 0, 0.1);
    on(`thigh_${side}`, "legs", 0.17, 0, 0.05, 0.28);
  }
  on("lowerarm_r", "wristband", 0.07, 0, 0.02, 0.21);
  on("upperarm_r", "skin", 0.11, 0, 0.05, 0.04);
}

function addDevices(places: Places, { bed, equipment, room }: Bay): void {
  places.add("monitor", equipment.monitor.group, new Vector3(0, SCREEN.y, 0.05), 0.27);
  places.add("infusion", equipment.drip.group, new Vector3(0, 1.72, 0.04), 0.22);
  places.add("infusion", equipment.drip.group, new Vector3(-0.02, 1.45, 0.08), 0.16);
  places.add("pump", equipment.drip.pump.group, PUMP_SCREEN, 0.18);
  places.add("patient-controlled-pump", equipment.pca.group, new Vector3(0, 1.05, 0.06), 0.22);
  places.add("oxygen", room, OXYGEN_OUTLET.clone().add(new Vector3(0, 0.02, 0.06)), 0.17);
  places.add("suction", room, SUCTION_OUTLET.clone().add(new Vector3(0, -0.16, 0.06)), 0.19);
  places.add("chart", bed.group, new Vector3(-0.16, 0.66, 1.08), 0.22);
  places.add("call-button", bed.group, new Vector3(0.46, 0.76, -0.1), 0.1);
  places.add("trolley", equipment.trolley, new Vector3(0, 0.85, 0.05), 0.42);
  places.add("trolley", equipment.tray, new Vector3(0, 0.88, 0), 0.28);
}
