import { Vector3 } from "three";
import type { Caption } from "../net/wire.ts";
import { words } from "../ui/strings/index.ts";
import { Panel } from "./panel.ts";
import { belowGaze, type Clear, directionOf, yawOf } from "./placing.ts";
import { type Row, wrap } from "./rows.ts";

const SHOWN_S = 7;
const LATEST = 3;
const MOST_LINES = 5;
const DISTANCE_M = 0.85;
const BESIDE_WRIST = 0.15; // radians to the right: the left hand carries the list
const FOLLOW = 0.08; // of the way a frame: it drifts after the eyes, it does not stick to them

/** What is said, under the line of sight and under the patient. */
export class Subtitles {
  readonly panel = new Panel("captions", 0.75);
  private lines: { text: string; until: number }[] = [];
  private shown = "";
  private readonly goal = new Vector3();

  say({ speaker, text }: Pick<Caption, "speaker" | "text">, now: number): void {
    const name = words.bedside.speakers[speaker];
    this.lines = [...this.lines, { text: name ? `${name}: ${text}` : text, until: now + SHOWN_S }].slice(-LATEST);
  }

  update(now: number, eye: Vector3, gaze: Vector3, clear: readonly Clear[]): void {
    this.lines = this.lines.filter((line) => line.until > now);
    const text = this.lines.map((line) => line.text).join("\n");
    if (text !== this.shown) {
      this.shown = text;
      if (text) this.panel.show("", this.rows());
      else this.panel.close();
    }
    const half = this.panel.halfAngle(DISTANCE_M);
    directionOf(yawOf(gaze) + BESIDE_WRIST, belowGaze(eye, gaze, half, clear), this.goal);
    this.goal.multiplyScalar(DISTANCE_M).add(eye);
    this.panel.mesh.position.lerp(this.goal, FOLLOW);
    this.panel.mesh.lookAt(eye);
  }

  private rows(): Row[] {
    const lines = this.lines.flatMap((line) => wrap(line.text)).slice(-MOST_LINES);
    return lines.map((text) => ({ kind: "text", text }));
  }
}
