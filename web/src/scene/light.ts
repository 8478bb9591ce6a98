import { Color, DirectionalLight, Group, HemisphereLight, PointLight, type Scene } from "three";
import type { Outside } from "./room/outside.ts";

const DAY_FROM = 7;
const DAY_UNTIL = 20;

/** 1 by day, 0 by night, from "HH:MM". */
export function daylightAt(time: string): number {
  const hour = Number.parseInt(time, 10);
  return hour >= DAY_FROM && hour < DAY_UNTIL ? 1 : 0;
}

/**
 * Daylight from the window with the bay's only shadow, the ceiling, what the walls throw back, and the bedhead light
 * for the night. There is no environment map: nothing in the bay mirrors, and filtering one costs seconds without a GPU.
 */
export class Lighting {
  readonly group = new Group();
  readonly window = new DirectionalLight(0xfff6ea, 1.6);
  private readonly ambient = new HemisphereLight(0xf4f7fa, 0xb3b7aa, 0.55);
  private readonly bedhead = new PointLight(0xffe3bd, 0, 5, 1.6);
  private readonly ceiling = new DirectionalLight(0xfdfbf4, 0.5);
  private readonly bounce = new DirectionalLight(0xf2efe4, 0.3);

  constructor(
    scene: Scene,
    private readonly outside: Outside,
    private readonly panels: Group,
  ) {
    this.group.name = "light";
    scene.background = new Color(0x1d2327);
    this.window.position.set(3.3, 3.5, 1.7);
    this.window.target.position.set(0, 0.75, -0.3);
    this.window.castShadow = true;
    this.window.shadow.mapSize.set(2048, 2048);
    this.window.shadow.radius = 5;
    this.window.shadow.bias = -0.0004;
    this.window.shadow.normalBias = 0.02;
    this.window.shadow.autoUpdate = false;
    const view = this.window.shadow.camera;
    [view.left, view.right, view.top, view.bottom, view.near, view.far] = [-3.4, 3.4, 2.9, -2.9, 0.5, 9];
    this.bedhead.position.set(-0.25, 2.05, -0.55);
    this.ceiling.position.set(-0.6, 4, 0.8);
    this.bounce.position.set(-3, 1.2, 2.5);
    this.group.add(this.window, this.window.target, this.ambient, this.ceiling, this.bounce, this.bedhead);
  }

  /** `daylight` 0 night to 1 day. */
  set(daylight: number): void {
    const day = daylight > 0.5;
    this.window.intensity = day ? 2.2 : 0.12;
    this.window.color.set(day ? 0xfff6ea : 0x8fa6d0);
    this.ceiling.intensity = day ? 0.85 : 0.03;
    this.bounce.intensity = 0.5;
    this.ambient.intensity = day ? 2.05 : 0.62;
    this.bedhead.intensity = day ? 0 : 3.4;
    this.panels.visible = day;
    this.outside.paint(daylight);
    this.shadowChanged();
  }

  /** Whether the next frame draws the shadow map, too. */
  get shadowIsOld(): boolean {
    return this.window.shadow.needsUpdate;
  }

  /** Something that throws a shadow moved: draw the shadow map once more. */
  shadowChanged(): void {
    this.window.shadow.needsUpdate = true;
  }

  dispose(): void {
    this.window.shadow.dispose();
  }
}
