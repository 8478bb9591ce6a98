import type { Scene, Vector3, WebGLRenderer } from "three";
import type { View } from "../input/view.ts";
import type { Lighting } from "./light.ts";
import type { ScreenPoint, WardStats } from "./types.ts";

const MOST_PIXELS_PER_PIXEL = 2;

/** What is drawn on the canvas: its size, its frames, and what one of them costs. */
export class Picture {
  frames = 0;
  private size = "";
  private counted: WardStats = { triangles: 0, calls: 0 };

  constructor(
    private readonly renderer: WebGLRenderer,
    private readonly scene: Scene,
    private readonly view: View,
    private readonly light: Lighting,
  ) {}

  /** What the last frame cost. */
  get stats(): WardStats {
    return this.counted;
  }

  draw(): void {
    const { shadowIsOld } = this.light;
    this.renderer.render(this.scene, this.view.camera);
    this.frames++;
    if (!shadowIsOld) this.count(); // frames that also draw the shadow map are not what a frame costs
  }

  /** Takes the size of the canvas on the page. True when it has changed and was drawn before: a resized canvas is blank. */
  resize(): boolean {
    const { clientWidth, clientHeight } = this.renderer.domElement;
    if (this.renderer.xr.isPresenting || clientWidth === 0) return false;
    const size = `${clientWidth} ${clientHeight} ${devicePixelRatio}`;
    if (size === this.size) return false; // a new drawing buffer waits for all that is still being drawn
    this.size = size;
    this.renderer.setPixelRatio(Math.min(devicePixelRatio, MOST_PIXELS_PER_PIXEL));
    this.renderer.setSize(clientWidth, clientHeight, false);
    this.view.resize(clientWidth, clientHeight);
    return this.frames > 0;
  }

  /** Whatever the size was, it is not any more: the headset has its own. */
  forgetSize(): void {
    this.size = "";
  }

  /** Where a point of the world is on the canvas, in CSS pixels; null when it is out of view. */
  pointOf(point: Vector3): ScreenPoint | null {
    const { x, y, z } = point.clone().project(this.view.camera);
    if (z > 1 || Math.abs(x) > 1 || Math.abs(y) > 1) return null;
    const { clientWidth, clientHeight } = this.renderer.domElement;
    return { x: ((x + 1) / 2) * clientWidth, y: ((1 - y) / 2) * clientHeight };
  }

  private count(): void {
    const { triangles, calls } = this.renderer.info.render;
    const eyes = this.renderer.xr.isPresenting ? this.renderer.xr.getCamera().cameras.length || 1 : 1;
    this.counted = { triangles: Math.round(triangles / eyes), calls: Math.round(calls / eyes) };
  }
}
