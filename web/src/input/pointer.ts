import { Raycaster, Vector2 } from "three";
import { type Ball, type Places, pick } from "./places.ts";
import type { View } from "./view.ts";

const TAP_MOVE_PX = 9;
const TAP_MS = 600;
const TURN_PER_PX = 0.0032;

/** What pointing tells the ward. */
export interface PointerTarget {
  hover(ball: Ball | null): void;
  press(ball: Ball, x: number, y: number): void;
}

/** Mouse, pen and touch on the canvas: point, press, look around by dragging, lean by wheel or pinch. */
export class Pointer {
  private readonly caster = new Raycaster();
  private readonly fingers = new Map<number, { x: number; y: number }>();
  private readonly abort = new AbortController();
  private start: { x: number; y: number; at: number } | null = null;
  private pinch = 0;
  enabled = true;

  constructor(
    private readonly canvas: HTMLCanvasElement,
    private readonly view: View,
    private readonly places: Places,
    private readonly target: PointerTarget,
  ) {
    const options = { signal: this.abort.signal };
    canvas.addEventListener("pointerdown", (event) => this.down(event), options);
    canvas.addEventListener("pointermove", (event) => this.move(event), options);
    canvas.addEventListener("pointerup", (event) => this.up(event), options);
    canvas.addEventListener("pointercancel", (event) => this.forget(event), options);
    canvas.addEventListener("pointerleave", () => this.target.hover(null), options);
    canvas.addEventListener("wheel", (event) => this.wheel(event), { ...options, passive: false });
  }

  dispose(): void {
    this.abort.abort();
  }

  /** The place under a point of the canvas. */
  at(clientX: number, clientY: number): Ball | null {
    const box = this.canvas.getBoundingClientRect();
    const point = new Vector2(((clientX - box.left) / box.width) * 2 - 1, 1 - ((clientY - box.top) / box.height) * 2);
    this.caster.setFromCamera(point, this.view.camera);
    return pick(this.caster.ray, this.places.now());
  }

  private down(event: PointerEvent): void {
    if (!this.enabled) return;
    this.fingers.set(event.pointerId, { x: event.clientX, y: event.clientY });
    this.canvas.setPointerCapture(event.pointerId);
    this.start = this.fingers.size === 1 ? { x: event.clientX, y: event.clientY, at: event.timeStamp } : null;
    this.pinch = this.spread();
  }

  private move(event: PointerEvent): void {
    if (!this.enabled) return;
    const finger = this.fingers.get(event.pointerId);
    if (!finger) {
      if (event.pointerType === "mouse") this.target.hover(this.at(event.clientX, event.clientY));
      return;
    }
    const dx = event.clientX - finger.x;
    const dy = event.clientY - finger.y;
    finger.x = event.clientX;
    finger.y = event.clientY;
    if (this.fingers.size >= 2) {
      const spread = this.spread();
      if (this.pinch > 0 && spread > 0) this.view.lean(this.pinch / spread);
      this.pinch = spread;
    } else if (!this.isTap(event)) {
      this.view.turn(dx * TURN_PER_PX, dy * TURN_PER_PX);
    }
  }

  private up(event: PointerEvent): void {
    const tap = this.enabled && this.isTap(event);
    this.forget(event);
    if (!tap) return;
    const ball = this.at(event.clientX, event.clientY);
    this.target.hover(event.pointerType === "mouse" ? ball : null);
    if (!ball) return;
    const box = this.canvas.getBoundingClientRect();
    this.target.press(ball, event.clientX - box.left, event.clientY - box.top);
  }

  private forget(event: PointerEvent): void {
    this.fingers.delete(event.pointerId);
    if (this.fingers.size === 0) this.start = null;
  }

  private isTap(event: PointerEvent): boolean {
    if (!this.start || event.timeStamp - this.start.at > TAP_MS) return false;
    return Math.hypot(event.clientX - this.start.x, event.clientY - this.start.y) < TAP_MOVE_PX;
  }

  private spread(): number {
    const [a, b] = [...this.fingers.values()];
    return a && b ? Math.hypot(a.x - b.x, a.y - b.y) : 0;
  }

  private wheel(event: WheelEvent): void {
    if (!this.enabled) return;
    event.preventDefault();
    this.view.lean(Math.exp(event.deltaY * 0.0009));
  }
}
