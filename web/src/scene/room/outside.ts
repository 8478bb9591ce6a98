import { CanvasTexture, Mesh, MeshBasicMaterial, PlaneGeometry, SRGBColorSpace } from "three";
import { ROOM, WINDOW } from "../layout.ts";

/** What is seen through the window: a grey-blue morning over roofs and trees, or a few lit windows at night. */
export class Outside {
  readonly mesh: Mesh<PlaneGeometry, MeshBasicMaterial>;
  private readonly context: CanvasRenderingContext2D;
  private readonly texture: CanvasTexture;

  constructor() {
    const canvas = document.createElement("canvas");
    canvas.width = 512;
    canvas.height = 320;
    this.context = canvas.getContext("2d")!;
    this.texture = new CanvasTexture(canvas);
    this.texture.colorSpace = SRGBColorSpace;
    const width = WINDOW.far - WINDOW.near;
    const height = WINDOW.top - WINDOW.bottom;
    this.mesh = new Mesh(
      new PlaneGeometry(width * 1.5, height * 1.5),
      new MeshBasicMaterial({ map: this.texture, toneMapped: false }),
    );
    this.mesh.name = "outside";
    this.mesh.position.set(ROOM.right + 0.55, WINDOW.bottom + height * 0.55, (WINDOW.near + WINDOW.far) / 2);
    this.mesh.rotation.y = -Math.PI / 2;
    this.paint(1);
  }

  /** `daylight` 0 night to 1 day. */
  paint(daylight: number): void {
    const { context } = this;
    const day = daylight > 0.5;
    const sky = context.createLinearGradient(0, 0, 0, 320);
    const stops = day ? ["#cfdfea", "#e6eef2", "#f4f3ec"] : ["#0b1119", "#141c28", "#2a2c30"];
    stops.forEach((colour, i) => {
      sky.addColorStop(i / 2, colour);
    });
    context.fillStyle = sky;
    context.fillRect(0, 0, 512, 320);
    context.filter = "blur(2.5px)";
    paintRoofs(context, day);
    paintTrees(context, day);
    context.filter = "none";
    this.texture.needsUpdate = true;
  }

  dispose(): void {
    this.mesh.geometry.dispose();
    this.mesh.material.dispose();
    this.texture.dispose();
  }
}

function paintRoofs(context: CanvasRenderingContext2D, day: boolean): void {
  const blocks: [number, number, number, string, string][] = [
    [-20, 175, 150, "#c3c6c3", "#171b22"],
    [120, 205, 90, "#b4aaa0", "#14171d"],
    [205, 160, 70, "#d2d2cd", "#1a1e26"],
    [290, 196, 130, "#bcb4aa", "#15181e"],
    [405, 182, 140, "#c9cac6", "#181c23"],
  ];
  for (const [x, y, width, light, dark] of blocks) {
    context.fillStyle = day ? light : dark;
    context.fillRect(x, y, width, 200);
    for (let row = 0; row < 4; row++) {
      for (let column = 0; column < width / 22 - 1; column++) {
        const lamp = Math.sin(x + row * 7.3 + column * 3.1) > 0.72;
        context.fillStyle = day ? "rgba(110,124,134,0.55)" : lamp ? "#d9b877" : "#10141a";
        context.fillRect(x + 9 + column * 22, y + 12 + row * 26, 10, 13);
      }
    }
  }
}

function paintTrees(context: CanvasRenderingContext2D, day: boolean): void {
  for (let i = 0; i < 40; i++) {
    const x = (i * 53) % 540;
    const radius = 22 + ((i * 17) % 20);
    context.fillStyle = day ? ["#8fa084", "#7f937a", "#9aa88c"][i % 3] : "#0c100f";
    context.beginPath();
    context.arc(x, 292 + ((i * 29) % 26), radius, 0, Math.PI * 2);
    context.fill();
  }
}
