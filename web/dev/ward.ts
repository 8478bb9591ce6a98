import type { EquipmentView, MonitorView, PatientView, Reading } from "../src/net/wire.ts";
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
  fallen: false,
  sound: "none",
};
const reading = (value: number | null, at_s: number | null = null): Reading => ({ value, note: null, at_s });
const monitor: MonitorView = {
  present: true,
  attached: ["pulse-oximeter", "ecg", "cuff"],
  heart_rate: reading(112),
  heart_rate_source: "ecg",
  oxygen_saturation: reading(91),
  systolic: reading(88, 190),
  diastolic: reading(51, 190),
  mean: reading(63, 190),
  respiratory_rate: reading(26),
  end_tidal_co2: reading(null),
  cuff: "idle",
  cuff_interval_s: 180,
  alarms: [{ id: "spo2", priority: "medium", text: "SpO2 low" }],
};
const equipment: EquipmentView = {
  oxygen: "reservoir-mask",
  oxygen_flow_l_min: 15,
  airway: "none",
  lines: [
    {
      id: "a",
      site: "left-forearm",
      gauge: 18,
      running: "Co-amoxiclav 1.2 g in 100 mL",
      item: "x",
      device: "drip",
      rate_ml_per_h: 200,
      rate_is_set: true,
      remaining_ml: 64,
      pressure_bag: false,
    },
  ],
  at_bedside: ["monitor", "drip-stand"],
  compressions_by: null,
  help_called: [],
};
const ward = await createWard(canvas, {
  body: query.get("body") ?? "patient-female-54",
  allergyBand: true,
  send: (action) => console.info("send", JSON.stringify(action)),
  timeOfDay: query.get("time") ?? "10:04",
  reducedMotion: query.has("still"),
});
ward.setOutline([
  {
    id: "listen",
    group: "Breathing",
    label: "Listen to the chest",
    place: "chest",
    do: { examine: "chest", how: "listen" },
    dialog: "none",
    may: ["self"],
    enabled: true,
    reason: null,
    search: [],
  },
  {
    id: "look",
    group: "Breathing",
    label: "Look at the chest",
    place: "chest",
    do: { examine: "chest", how: "look" },
    dialog: "none",
    may: ["self"],
    enabled: true,
    reason: null,
    search: [],
  },
  {
    id: "fetch",
    group: "Team",
    label: "Fetch the drug tray",
    place: null,
    do: { fetch: "drug-tray" },
    dialog: "none",
    may: ["self", "nurse"],
    enabled: true,
    reason: null,
    search: [],
  },
  {
    id: "adrenaline",
    group: "Drugs",
    label: "Adrenaline",
    place: null,
    do: { give: "adrenaline" },
    dialog: "drug",
    may: ["self", "nurse"],
    enabled: true,
    reason: null,
    search: [],
  },
]);
const state = {
  patient: {} as Partial<PatientView>,
  monitor: {} as Partial<MonitorView>,
  equipment: {} as Partial<EquipmentView>,
};
const show = () => {
  ward.setMonitor({ ...monitor, ...state.monitor });
  ward.setEquipment({ ...equipment, ...state.equipment });
};

let tick = 0;
setInterval(() => {
  tick += 2;
  const view = { ...well, ...state.patient };
  const phase = (tick / 20) * (view.respiratory_rate / 60) * Math.PI * 2;
  ward.setPatient({ ...view, tick, chest: 250 * (1 - Math.cos(phase)) });
  const beat = (t: number) => (t * 112) / 60 - Math.floor((t * 112) / 60);
  const bump = (x: number, at: number, width: number) => Math.exp(-(((x - at) / width) ** 2));
  const sample = (hz: number, wave: (seconds: number) => number) =>
    new Uint8Array(Int8Array.from({ length: hz / 10 }, (_, i) => wave((tick - 2) / 20 + i / hz)).buffer);
  ward.pushWaves({
    tick: tick - 1,
    ecg: sample(
      200,
      (s) =>
        60 * bump(beat(s), 0.3, 0.012) -
        12 * bump(beat(s), 0.27, 0.01) -
        16 * bump(beat(s), 0.335, 0.012) +
        8 * bump(beat(s), 0.16, 0.03) +
        15 * bump(beat(s), 0.58, 0.06),
    ),
    pleth: sample(100, (s) => 90 * bump(beat(s), 0.4, 0.12) + 30 * bump(beat(s), 0.68, 0.1)),
    respiration: sample(20, (s) => 70 * -Math.cos(s * (view.respiratory_rate / 60) * Math.PI * 2)),
    co2: new Uint8Array(0),
    beats: [],
  });
}, 100);

canvas.addEventListener("contextmenu", (event) => event.preventDefault());
addEventListener("resize", () => ward.resize());
ward.onPoint((place, at) => console.info("point", place, Math.round(at.x), Math.round(at.y)));
if (query.has("inside")) ward.setPhase("running");
else ward.setPhase("curtain");
show();
const set = (next: Partial<typeof state>) => {
  Object.assign(state, next);
  show();
};
Object.assign(globalThis, { ward, set });
