import {
  BackSide,
  BoxGeometry,
  Color,
  DirectionalLight,
  Group,
  HemisphereLight,
  Mesh,
  MeshBasicMaterial,
  PlaneGeometry,
  PMREMGenerator,
  PointLight,
  Scene,
  type Texture,
  type WebGLRenderer,
} from "three";
import type { Outside } from "./room/outside.ts";

const DAY_FROM = 7;
const DAY_UNTIL = 20;

/** 1 by day, 0 by night, from "HH:MM". */
export function daylightAt(time: string): number {
  const hour = Number.parseInt(time, 10);
  return hour >= DAY_FROM && hour < DAY_UNTIL ? 1 : 0;
}

/**
 * Daylight from the window with the bay's only shadow, the light of the room itself as an environment map, and the
 * bedhead light for the night.
 */
export class Lighting {
  readonly group = new Group();
  readonly window = new DirectionalLight(0xfff6ea, 1.6);
  private readonly ambient = new HemisphereLight(0xf4f7fa, 0xb3b7aa, 0.55);
  private readonly bedhead = new PointLight(0xffe3bd, 0, 5, 1.6);
  private readonly environments: { day: Texture; night: Texture };

  constructor(
    private readonly scene: Scene,
    renderer: WebGLRenderer,
    private readonly outside: Outside,
    private readonly panels: Group,
  ) {
    this.group.name = "light";
    this.environments = roomEnvironments(renderer);
    scene.background = new Color(0x1d2327);
    this.window.position.set(3.3, 3.5, 1.7);
    this.window.target.position.set(0, 0.75, -0.3);
    this.window.castShadow = true;
    this.window.shadow.mapSize.set(1024, 1024);
    this.window.shadow.radius = 5;
    this.window.shadow.bias = -0.0004;
    this.window.shadow.normalBias = 0.02;
    this.window.shadow.autoUpdate = false;
    const view = this.window.shadow.camera;
    [view.left, view.right, view.top, view.bottom, view.near, view.far] = [-2.3, 2.3, 2.2, -2.0, 0.5, 8];
    this.bedhead.position.set(0, 1.78, -1.25);
    this.group.add(this.window, this.window.target, this.ambient, this.bedhead);
    this.set(1);
  }

  /** `daylight` 0 night to 1 day. */
  set(daylight: number): void {
    const day = daylight > 0.5;
    this.scene.environment = day ? this.environments.day : this.environments.night;
    this.scene.environmentIntensity = day ? 0.95 : 0.5;
    this.window.intensity = day ? 1.5 : 0.1;
    this.window.color.set(day ? 0xfff6ea : 0x8fa6d0);
    this.ambient.intensity = day ? 0.75 : 0.1;
    this.bedhead.intensity = day ? 0 : 1.7;
    this.panels.visible = day;
    this.outside.paint(daylight);
    this.shadowChanged();
  }

  /** Something that throws a shadow moved: draw the shadow map once more. */
  shadowChanged(): void {
    this.window.shadow.needsUpdate = true;
  }

  dispose(): void {
    this.environments.day.dispose();
    this.environments.night.dispose();
    this.window.shadow.dispose();
  }
}

function roomEnvironments(renderer: WebGLRenderer): { day: Texture; night: Texture } {
  const generator = new PMREMGenerator(renderer);
  const textures = {
    day: generator.fromScene(emptyRoom(1), 0.03).texture,
    night: generator.fromScene(emptyRoom(0), 0.03).texture,
  };
  generator.dispose();
  return textures;
}

/** The bay reduced to its large lit surfaces. */
function emptyRoom(daylight: number): Scene {
  const room = new Scene();
  const surface = (geometry: PlaneGeometry | BoxGeometry, colour: number, strength: number) => {
    const material = new MeshBasicMaterial({ color: new Color(colour).multiplyScalar(strength), side: BackSide });
    const mesh = new Mesh(geometry, material);
    room.add(mesh);
    return mesh;
  };
  const k = daylight > 0.5 ? 1 : 0.09;
  surface(new BoxGeometry(8, 3, 6), 0xdfe0d8, 0.72 * k);
  surface(new PlaneGeometry(8, 6), 0xaab4a6, 0.55 * k).position.y = -1.48;
  const floor = room.children[1] as Mesh;
  floor.rotation.x = Math.PI / 2;
  const ceiling = surface(new PlaneGeometry(8, 6), 0xf4f4ee, 1.05 * k);
  ceiling.position.y = 1.48;
  ceiling.rotation.x = -Math.PI / 2;
  if (daylight > 0.5) {
    for (const [x, z] of [
      [-1, 0.8],
      [1, 0.8],
      [-1, -1.5],
      [1, -1.5],
    ]) {
      const panel = surface(new PlaneGeometry(1.2, 0.6), 0xfffdf6, 4.5);
      panel.position.set(x, 1.46, z);
      panel.rotation.x = -Math.PI / 2;
    }
  }
  const view = surface(new PlaneGeometry(2.4, 1.4), daylight > 0.5 ? 0xeaf1f6 : 0x202a3a, daylight > 0.5 ? 5 : 0.5);
  view.position.set(3.96, 0.2, 0.6);
  view.rotation.y = Math.PI / 2;
  if (daylight <= 0.5) {
    const lamp = surface(new PlaneGeometry(1.4, 0.5), 0xffe2ba, 2.6);
    lamp.position.set(0, 0.6, -2.9);
    lamp.rotation.y = Math.PI;
  }
  return room;
}
