// Generated from the models of the wire, the topics, the report and the actions by `python -m osler.server.wire_types`.
// Do not edit: a test fails when this file is stale.

export const PROTOCOL = 1;
export const MAX_FRAME_BYTES = 8192;

export type Mode = "practice" | "exam";
export type Phase = "curtain" | "running" | "skipping" | "ended";
export type ClientFrame = Join | Intent | Control;
export type ServerFrame = Hello | Ack | Problem | Topic;

/** What each topic carries. */
export interface Topics {
  clock: Clock;
  patient: PatientView;
  monitor: MonitorView;
  waves: Waves;
  equipment: EquipmentView;
  hands: HandsView[];
  outline: OutlineView;
  ended: EndView;
  captions: Caption[];
  findings: Finding[];
}

export type TopicName = keyof Topics;

/** A topic is whole and small: the latest one wins, except captions, findings and waves, which append. */
export type Topic = { [Name in TopicName]: { type: "topic"; name: Name; data: Topics[Name] } }[TopicName];

/** First frame on a socket: the single-use ticket. */
export interface Join {
  type: "join";
  ticket: string;
  protocol: number;
}

/** One wish of the participant. ``seq`` rises by one; a repeated seq is answered again, not done again. */
export interface Intent {
  type: "intent";
  seq: number;
  /** a spelled action (scenario/actions.py) */
  do: Record<string, unknown>;
  chosen_over_s?: number;
}

/** Time control: refused in exam mode except ``pause`` by a hidden page, which an exam only logs. */
export interface Control {
  type: "control";
  seq: number;
  control: "pause" | "resume" | "hint" | "leave";
  why?: "button" | "hidden" | "menu";
}

export interface Hello {
  type: "hello";
  protocol: number;
  /** rises every time the session is opened again, by a restart or later */
  epoch: number;
  tick: number;
  session: string;
  /** highest seq of this participant that was taken: durable, or about to be */
  last_seq: number;
}

/** Sent after the command is durable. */
export interface Ack {
  type: "ack";
  seq: number;
  done: boolean;
  /** why it was refused, in words for the learner */
  reason: string | null;
  /** who says so; unknown after the server was started anew */
  speaker: "patient" | "nurse" | "registrar" | "team" | "you" | "ward" | "hint" | null;
  tick: number;
}

/** A frame that was not understood. The session is unharmed. */
export interface Problem {
  type: "problem";
  code: "bad-frame" | "too-large" | "too-fast" | "bad-ticket" | "protocol" | "not-allowed";
  detail: string;
  /** of the refused intent or control, when it could be read */
  seq: number | null;
}

/** One scenario on the catalogue. Never the diagnosis. */
export interface Card {
  id: string;
  title: string;
  place: string;
  /** who you will meet: 'Woman, 54, on antibiotics for ...' */
  patient: string;
  minutes: number;
  level: string;
  language: string;
  reviewed_by: string | null;
  review_overdue: boolean;
  picture: string;
  /** shown only behind 'show what it teaches' */
  teaches: string[];
  /** open sessions of this participant */
  resume: string[];
}

export interface SessionView {
  id: string;
  scenario: string;
  title: string;
  mode: Mode;
  phase: Phase;
  prebrief: Prebrief;
  kit: Kit;
  /** asset name of the patient's body: patient-female-54 */
  body: string;
  place: string;
  allergy_band: boolean;
}

export interface NewSession {
  scenario: string;
  mode?: Mode;
  seed?: number | null;
}

/** Somebody's work that Osler contains. */
export interface Credit {
  name: string;
  author: string;
  licence: string;
  source: string;
}

export interface WhatIfProgress {
  /** of the two simulations that is done, 0 to 1; null when none is under way */
  share: number | null;
}

export interface Ticket {
  ticket: string;
  expires_s: number;
}

/** Every HTTP error: what was wrong, where, what would be right. */
export interface ApiError {
  error: string;
  detail: string;
  where: string | null;
}

export interface Clock {
  tick: number;
  /** simulated seconds since the curtain opened */
  seconds: number;
  phase: Phase;
  running: boolean;
  paused_because: "button" | "hidden" | "menu" | "disconnected" | null;
  speed: number;
  mode: Mode;
  /** HH:MM on the ward's wall clock */
  time_of_day: string;
}

/** What anybody standing at the bed sees and hears, ten times a second at most. */
export interface PatientView {
  tick: number;
  /** lung volume above rest, mL */
  chest: number;
  respiratory_rate: number;
  /** 0..1 use of accessory muscles */
  effort: number;
  eyes_open: number;
  gaze: "learner" | "nurse" | "ceiling" | "away" | "none";
  mouth_open: number;
  flush: number;
  urticaria: number;
  angioedema: number;
  pallor: number;
  cyanosis: number;
  sweating: number;
  tremor: number;
  pupil_mm: number;
  consciousness: number;
  distress: number;
  posture: "flat" | "half-sitting" | "sitting" | "standing" | "left-lateral";
  legs_raised: boolean;
  /** lies on the floor beside the bed */
  fallen: boolean;
  sound: "none" | "wheeze" | "stridor" | "snore" | "gurgle" | "gasp" | "moan";
}

/** One displayed value. ``value`` None shows as an em dash; ``note`` says why. */
export interface Reading {
  value: number | null;
  note: string | null;
  /** when it was taken, seconds since the curtain */
  at_s: number | null;
}

export interface MonitorView {
  /** the monitor stands at the bed */
  present: boolean;
  attached: ("pulse-oximeter" | "ecg" | "cuff" | "capnograph")[];
  heart_rate: Reading;
  heart_rate_source: "ecg" | "pleth" | "none";
  oxygen_saturation: Reading;
  systolic: Reading;
  diastolic: Reading;
  mean: Reading;
  respiratory_rate: Reading;
  end_tidal_co2: Reading;
  cuff: "off" | "idle" | "measuring" | "failed";
  cuff_interval_s: number | null;
  alarms: Alarm[];
}

export interface Alarm {
  id: string;
  priority: "high" | "medium" | "low";
  text: string;
}

/** Samples since the last frame, one byte each (int8 as raw bytes), oldest first. */
export interface Waves {
  tick: number;
  /** 200 Hz, 1 unit = 0.02 mV */
  ecg: Uint8Array;
  /** 100 Hz, relative */
  pleth: Uint8Array;
  /** 20 Hz, relative */
  respiration: Uint8Array;
  /** 20 Hz, 1 unit = 0.1 kPa */
  co2: Uint8Array;
  /** tick of each displayed pulse beat since the last frame, for the tone */
  beats: number[];
}

export interface LineView {
  id: string;
  site: string;
  gauge: number;
  /** label of what runs, as printed */
  running: string | null;
  /** id to stop it by */
  item: string | null;
  /** what it runs from; none when nothing runs */
  device: "drip" | "infusion-pump" | "patient-controlled-pump" | null;
  rate_ml_per_h: number;
  /** something holds the rate; without it the roller clamp is fully open */
  rate_is_set: boolean;
  remaining_ml: number;
  pressure_bag: boolean;
}

export interface EquipmentView {
  oxygen: "none" | "nasal-cannula" | "simple-mask" | "reservoir-mask" | "bag-valve-mask" | "nebuliser";
  oxygen_flow_l_min: number;
  airway: "none" | "chin-lift" | "jaw-thrust" | "oropharyngeal";
  lines: LineView[];
  /** what stands there: monitor, drug-tray, drip-stand, ... */
  at_bedside: string[];
  /** whose hands press on the chest */
  compressions_by: "self" | "nurse" | null;
  help_called: string[];
}

/** Who is busy with what. One nurse, one task at a time; so is the learner. */
export interface HandsView {
  who: "self" | "nurse";
  doing: string | null;
  progress: number;
  ends_s: number | null;
  /** what is still being fetched for it */
  fetching: string | null;
  /** gone from the bedside to fetch something */
  away: boolean;
  next: string | null;
}

export interface Caption {
  id: number;
  at_s: number;
  speaker: "patient" | "nurse" | "registrar" | "team" | "you" | "ward" | "hint";
  text: string;
}

/** Something the learner elicited: it goes to the 'measured so far' list. */
export interface Finding {
  id: number;
  at_s: number;
  place: string;
  label: string;
  text: string;
  source: "examined" | "measured" | "read" | "told";
}

export interface OutlineItem {
  id: string;
  group: "Assess" | "Breathing" | "Circulation" | "Drugs" | "Talk" | "Team";
  label: string;
  /** scene object at which it is also offered by pointing */
  place: string | null;
  /** the spelled action, complete unless a dialog fills it */
  do: Record<string, unknown>;
  dialog:
    | "none"
    | "drug"
    | "fluid"
    | "infusion"
    | "oxygen"
    | "ventilate"
    | "cannula"
    | "phone"
    | "handover"
    | "skip"
    | "say";
  may: ("self" | "nurse")[];
  enabled: boolean;
  reason: string | null;
  /** other words that find it */
  search: string[];
}

export interface OutlineView {
  items: OutlineItem[];
}

export interface EndView {
  outcome: string;
  text: string;
  at_s: number;
}

export interface Prebrief {
  id: string;
  title: string;
  you_are: string;
  who_can_help: string[];
  room_has: string[];
  room_lacks: string[];
  recorded: string;
  may_die: boolean;
  content_warning: string | null;
  ground_rule: string;
  /** the nurse's lines outside the curtain */
  handover: string[];
  /** this participant has read it before */
  skip_allowed: boolean;
}

export interface PresentationView {
  id: string;
  /** as printed: 'Adrenaline 1 mg in 1 mL (1:1000)' */
  label: string;
  form: "ampoule" | "syringe" | "vial" | "bag" | "nebule" | "tablet";
  amount_mg: number;
  volume_ml: number;
  note: string | null;
  routes: string[];
}

export interface DrugView {
  id: string;
  label: string;
  presentations: PresentationView[];
  /** sites by route */
  sites: Record<string, string[]>;
  infusion: boolean;
}

export interface Choice {
  id: string;
  label: string;
}

/** One bag that can be hung: ``fluid`` and ``volume_ml`` are what an action says. */
export interface FluidView {
  id: string;
  label: string;
  fluid: string;
  volume_ml: number;
}

/** Lines to pick from for each SBAR field; typing is always possible. */
export interface PhoneLines {
  situation: string[];
  background: string[];
  assessment: string[];
  recommendation: string[];
}

/** What the dialogs offer; fixed for a session. */
export interface Kit {
  drugs: DrugView[];
  fluids: FluidView[];
  oxygen: Choice[];
  gauges: number[];
  cannula_sites: Choice[];
  /** by whom is called or handed over to */
  phone: Record<string, PhoneLines>;
  call_me_if: Choice[];
  /** absences that the case offers; none when it offers no skip */
  skip_minutes: number[];
}

export interface ChartObservation {
  at: string;
  respiratory_rate: number;
  oxygen_saturation: number;
  on: string;
  systolic: number;
  diastolic: number;
  heart_rate: number;
  consciousness: string;
  temperature: number;
}

export interface Chart {
  name: string;
  date_of_birth: string;
  allergies: string;
  history: string[];
  medicines: string[];
  observations: ChartObservation[];
}

export interface TimelineMark {
  /** ordinal of the command for actions, so that what-if can move it; event id otherwise */
  id: number;
  at_s: number;
  lane: "moment" | "looked" | "acted" | "told" | "nurse";
  text: string;
  movable: boolean;
}

/** One vital sign, one value a second from second 0; None where there was none. */
export interface Series {
  name: string;
  label: string;
  unit: string;
  colour: string;
  values: (number | null)[];
}

export interface Evidence {
  event: number;
  at_s: number;
  text: string;
}

export interface ItemView {
  id: string;
  text: string;
  klass: "critical" | "timed" | "recommended" | "neutral" | "harmful";
  verdict: "done" | "late" | "missed" | "harmful" | "avoided" | "not-assessable" | "not-needed";
  /** under-dosed, other site, said nothing, with a hint, ... */
  grade: string | null;
  /** name of the moment from which its time counts; mostly `recognisable` */
  moment: string | null;
  /** when that moment was */
  recognisable_s: number | null;
  looked_s: number | null;
  acted_s: number | null;
  target_s: number | null;
  /** guideline, or this case */
  target_owner: string | null;
  evidence: Evidence[];
  cite: string | null;
  feedback: string;
}

export interface DebriefView {
  session: string;
  scenario: string;
  title: string;
  /** what it was, named only now */
  revealed_title: string;
  outcome: string;
  patient_now: string;
  duration_s: number;
  moments: Record<string, number | null>;
  marks: TimelineMark[];
  truth: Series[];
  displayed: Series[];
  items: ItemView[];
  first_done: string | null;
  last_missed: string | null;
  questions: Choice[];
  teaching: string[];
  objectives: string[];
  review: string;
  guideline: string;
  model_note: string;
  seed: number;
  fingerprint: string;
}

export interface WhatIfEdit {
  ordinal: number;
  /** new time, or None to remove the action */
  at_s: number | null;
}

export interface WhatIfRequest {
  edits: WhatIfEdit[];
}

/** Both curves, both re-simulated under today's model. */
export interface WhatIfView {
  outcome_original: string;
  outcome: string;
  original: Series[];
  changed: Series[];
  /** actions that the world refused in the changed run */
  refused: string[];
  note: string;
  same_engine: boolean;
}

/** Open the curtain: the clock starts. */
export interface OpenAction {
  by?: "self" | "nurse";
  open: "curtain";
}

/** Look, feel, tap or listen at one place, or read something that hangs at the bed. */
export interface ExamineAction {
  by?: "self" | "nurse";
  examine: string;
  how?: "look" | "feel" | "tap" | "listen" | "read";
}

/** Put a sensor on the patient. */
export interface AttachAction {
  by?: "self" | "nurse";
  attach: "pulse-oximeter" | "ecg" | "cuff";
}

/** Take a sensor off. */
export interface DetachAction {
  by?: "self" | "nurse";
  detach: "pulse-oximeter" | "ecg" | "cuff";
}

/** Take one measurement by hand or by machine: it needs its real time. */
export interface MeasureAction {
  by?: "self" | "nurse";
  measure: "blood-pressure" | "respiratory-rate" | "temperature" | "glucose" | "blood-gas";
}

/** Give oxygen by a device at a flow in litres a minute (``none`` takes it off). */
export interface OxygenAction {
  by?: "self" | "nurse";
  oxygen: "none" | "nasal-cannula" | "simple-mask" | "reservoir-mask";
  flow_l_min?: number;
}

/** Hold the airway open by hand or with an oropharyngeal airway. */
export interface AirwayAction {
  by?: "self" | "nurse";
  airway: "chin-lift" | "jaw-thrust" | "oropharyngeal" | "release";
}

/** Ventilate with a bag-valve-mask, or stop. */
export interface VentilateAction {
  by?: "self" | "nurse";
  ventilate: "bag-valve-mask" | "stop";
  breaths_per_min?: number;
  volume_ml?: number;
  oxygen_l_min?: number;
}

/** Rouse the patient by voice or by a trapezius squeeze. */
export interface StimulateAction {
  by?: "self" | "nurse";
  stimulate: "voice" | "trapezius";
}

/** Stop a running infusion, by the name on its label; without a site, everything that runs by this name. */
export interface StopAction {
  by?: "self" | "nurse";
  stop: string;
  site?: "left-forearm" | "right-forearm" | "left-hand" | "right-hand" | null;
}

/** Insert a cannula. */
export interface CannulateAction {
  by?: "self" | "nurse";
  cannulate: "left-forearm" | "right-forearm" | "left-hand" | "right-hand";
  gauge?: 14 | 16 | 18 | 20 | 22;
}

/** Run a bag of fluid, freely or under a pressure bag. */
export interface FluidAction {
  by?: "self" | "nurse";
  fluid: string;
  volume_ml: number;
  pressure_bag?: boolean;
}

/**
 * Give a drug from one presentation: the dose follows from the volume and the strength printed on it. ``volume_ml`` is
 * the volume drawn up of the presentation as printed (made up and dissolved as its label says).
 */
export interface GiveAction {
  by?: "self" | "nurse";
  give: string;
  presentation: string;
  volume_ml: number;
  route: "iv" | "im" | "sc" | "neb" | "oral";
  site?: "thigh" | "arm" | "abdomen" | "cannula" | null;
  over_s?: number | null;
}

/** Run a drug by pump: an amount made up to a volume, at a rate. */
export interface InfuseAction {
  by?: "self" | "nurse";
  infuse: string;
  amount_mg: number;
  made_up_to_ml: number;
  rate_ml_per_h: number;
}

/** Change the patient's posture. */
export interface PositionAction {
  by?: "self" | "nurse";
  position: "flat" | "half-sitting" | "sitting" | "standing" | "left-lateral";
  legs_raised?: boolean;
}

/** Start or stop chest compressions. */
export interface CompressionsAction {
  by?: "self" | "nurse";
  compressions: "start" | "stop";
}

/** Ask the patient or the nurse something, by topic. */
export interface AskAction {
  by?: "self" | "nurse";
  ask: string;
  whom?: "patient" | "nurse";
}

/** Tell the patient something: who you are, what happens next, what went wrong. */
export interface SayAction {
  by?: "self" | "nurse";
  say: string;
  text?: string | null;
}

/** Telephone somebody or pull the emergency call; SBAR lines are picked or typed. */
export interface CallAction {
  by?: "self" | "nurse";
  call: "emergency-team" | "registrar";
  situation?: string | null;
  background?: string | null;
  assessment?: string | null;
  recommendation?: string | null;
}

/** Bring something that is not at the bedside. */
export interface FetchAction {
  by?: "self" | "nurse";
  fetch: string;
}

/** Write something into the plan: observations, pain relief, referral, incident report. */
export interface PlanAction {
  by?: "self" | "nurse";
  plan: string;
  text?: string | null;
}

/** Hand the patient over: SBAR, who watches, what next. It ends the case. */
export interface HandoverAction {
  by?: "self" | "nurse";
  handover: "registrar" | "emergency-team" | "nurse";
  situation?: string | null;
  background?: string | null;
  assessment?: string | null;
  recommendation?: string | null;
}

/** Put down what somebody's hands are doing: nothing of it happens. */
export interface CancelAction {
  by?: "self" | "nurse";
  cancel: "self" | "nurse";
}

/** Leave the bedside for some minutes and leave orders behind. */
export interface SkipAction {
  by?: "self" | "nurse";
  /** minutes */
  skip: number;
  watch_every_min?: number;
  call_me_if?: string[];
}

/** One thing that somebody does at the bedside. */
export type Action =
  | OpenAction
  | ExamineAction
  | AttachAction
  | DetachAction
  | MeasureAction
  | OxygenAction
  | AirwayAction
  | VentilateAction
  | StimulateAction
  | StopAction
  | CannulateAction
  | FluidAction
  | GiveAction
  | InfuseAction
  | PositionAction
  | CompressionsAction
  | AskAction
  | SayAction
  | CallAction
  | FetchAction
  | PlanAction
  | HandoverAction
  | CancelAction
  | SkipAction;
