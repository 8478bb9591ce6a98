import type { PatientView } from "../src/net/wire.ts";
import { createWard } from "../src/scene/index.ts";

const query = new URLSearchParams(location.search);
const canvas = document.querySelector<HTMLCanvasElement>("#ward")!;
const well: PatientView = {
  tick: 0,
  chest: 0,
  respiratory_rate: 16,
  effort: 0,
  eyes_open: 1,
  gaze: "learner",
  mouth_open: 0.05,
  flush: 0,
  urticaria: 0,
  angioedema: 0,
  pallor: 0,
  cyanosis: 0,
  sweating: 0,
  tremor: 0,
  pupil_mm: 3.5,
  consciousness: 1,
  distress: 0,
  posture: "half-sitting",
  legs_raised: false,
  sound: "none",
};
const ward = await createWard(canvas, {
  body: query.get("body") ?? "patient-female-54",
  allergyBand: true,
  send: () => {},
  antialias: true,
  timeOfDay: query.get("time") ?? "10:00",
});
let changes: Partial<PatientView> = {};
let tick = 0;
setInterval(() => {
  tick += 2;
  const view = { ...well, ...changes };
  const phase = (tick / 20) * (view.respiratory_rate / 60) * Math.PI * 2;
  ward.setPatient({ ...view, tick, chest: 250 * (1 - Math.cos(phase)) });
}, 100);
Object.assign(globalThis, {
  ward,
  patient: (next: Partial<PatientView>) => {
    changes = next;
  },
});
