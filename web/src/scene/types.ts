import type {
  Caption,
  EquipmentView,
  HandsView,
  MonitorView,
  OutlineItem,
  PatientView,
  Phase,
  Waves,
} from "../net/wire.ts";
import type { HeadsetLink } from "../xr/link.ts";

/** Where a place was pointed at, in CSS pixels of the canvas. */
export interface ScreenPoint {
  x: number;
  y: number;
}

export type Viewpoint = "bedside" | "bed-end" | "monitor" | "face";

export interface WardOptions {
  /** Asset name of the patient's body, as in `SessionView.body`. */
  body: string;
  allergyBand: boolean;
  /** Sends one spelled action; `chosenOverS` is how long the panel was open before. */
  send(action: Record<string, unknown>, chosenOverS: number): void;
  onProgress?(fraction: number, label: string): void;
  /** Called when an immersive session starts or ends, so the page can rest or return. */
  onImmersive?(active: boolean): void;
  /** What the headset shows and asks with; without it there is no headset. */
  headset?: HeadsetLink;
  reducedMotion?: boolean;
  /** HH:MM of the ward's clock at the start; decides between day and night. */
  timeOfDay?: string;
}

export interface WardStats {
  triangles: number;
  calls: number;
}

/** The 3D bay. Every setter takes the latest topic as the server sent it. */
export interface Ward {
  setPatient(view: PatientView): void;
  setMonitor(view: MonitorView): void;
  pushWaves(waves: Waves): void;
  setEquipment(view: EquipmentView): void;
  setHands(views: HandsView[]): void;
  setPhase(phase: Phase): void;
  /** HH:MM on the wall clock. */
  setTimeOfDay(time: string): void;
  setOutline(items: OutlineItem[]): void;
  caption(caption: Caption): void;
  openCurtain(animated: boolean): void;
  /** A place was pointed at and pressed (mouse, touch); in a headset the world answers by itself. */
  onPoint(handler: (place: string, screen: ScreenPoint) => void): void;
  /** Outlines one place, for keyboard focus in the page's outline; null removes it. */
  highlight(place: string | null): void;
  /** Where a place is on the canvas now, or null when it is out of view. */
  project(place: string): ScreenPoint | null;
  look(viewpoint: Viewpoint): void;
  stats(): WardStats;
  /** Frames drawn so far. */
  readonly frames: number;
  resize(): void;
  dispose(): void;
  readonly xr: { supported(): Promise<boolean>; enter(): Promise<void>; leave(): void };
}

/** The browser cannot draw the ward; the outline still works. */
export class NoWebGLError extends Error {
  constructor() {
    super("This browser cannot draw the ward: WebGL 2 is missing or switched off.");
  }
}
