import { CanvasTexture, Mesh, MeshBasicMaterial, PlaneGeometry, type Ray, SRGBColorSpace, Vector3 } from "three";
import type { PressableRow } from "./link.ts";
import {
  canPress,
  edgesOf,
  LINE_M,
  linesOf,
  PAGE_M,
  PARTS,
  type Part,
  pressRow,
  ROW_M,
  type Row,
  rowAt,
  TEXT_M,
  TITLE_M,
  WIDTH_M,
  wrap,
} from "./rows.ts";

const PX_PER_M = 1500;
const HEIGHT_M = TITLE_M + PAGE_M + ROW_M * 3;
const MARGIN_M = 0.03;
const TITLE_LETTERS = 38;
const ABOVE_EVERYTHING = 110;
const INK = {
  ground: "rgba(28,36,42,0.92)",
  row: "#34424b",
  over: "#3f7f8c",
  strong: "#2d6d79",
  chosen: "#24586b",
  text: "#f2f5f6",
  dim: "#9aa8b0",
};
const FACE = '"Noto Sans", "Segoe UI", Arial, sans-serif';

/** A panel in the world: a title and rows of text, buttons and steppers, pointed at with a ray. */
export class Panel {
  readonly mesh: Mesh<PlaneGeometry, MeshBasicMaterial>;
  private readonly context: CanvasRenderingContext2D;
  private readonly texture: CanvasTexture;
  private rows: Row[] = [];
  private title = "";
  private over: { index: number; part: Part } | null = null;

  constructor(
    readonly name: string,
    private readonly scale = 1,
  ) {
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(WIDTH_M * PX_PER_M);
    canvas.height = Math.round(HEIGHT_M * PX_PER_M);
    this.context = canvas.getContext("2d", { willReadFrequently: true })!;
    this.texture = new CanvasTexture(canvas);
    this.texture.colorSpace = SRGBColorSpace;
    this.mesh = new Mesh(
      new PlaneGeometry(WIDTH_M * scale, HEIGHT_M * scale).translate(0, (-HEIGHT_M * scale) / 2, 0),
      new MeshBasicMaterial({ map: this.texture, transparent: true, depthTest: false, toneMapped: false }),
    );
    this.mesh.name = name;
    this.mesh.renderOrder = ABOVE_EVERYTHING;
    this.mesh.visible = false;
  }

  get open(): boolean {
    return this.mesh.visible;
  }

  show(title: string, rows: readonly Row[]): void {
    this.title = title;
    this.rows = [...rows];
    this.over = null;
    this.mesh.visible = true;
    this.paint();
  }

  close(): void {
    this.mesh.visible = false;
  }

  dispose(): void {
    this.mesh.removeFromParent();
    this.mesh.geometry.dispose();
    this.mesh.material.dispose();
    this.texture.dispose();
  }

  /** Stands the panel in the world, its upper edge at `at`, upright, facing `eye`. */
  face(at: Vector3, eye: Vector3): void {
    this.mesh.position.copy(at);
    this.mesh.lookAt(eye.x, at.y, eye.z);
  }

  /** Half of how wide the panel is seen from `distance` metres, in radians. */
  halfAngle(distance: number): number {
    return Math.atan2((WIDTH_M * this.scale) / 2, distance);
  }

  /** Where a ray meets the panel in the world, or null; marks the row under it. */
  point(ray: Ray): Vector3 | null {
    const local = this.meet(ray);
    const hit = local ? rowAt(this.rows, local.x, local.y) : null;
    const usable = hit && canPress(this.rows[hit.index], hit.part) ? hit : null;
    if (usable?.index !== this.over?.index || usable?.part !== this.over?.part) {
      this.over = usable;
      if (this.open) this.paint();
    }
    return local ? local.world : null;
  }

  /** Presses what the last `point` marked. */
  press(): void {
    if (this.over) pressRow(this.rows[this.over.index], this.over.part);
  }

  /** The rows that can be pressed now; a stepper as its four ends. */
  pressable(): PressableRow[] {
    if (!this.open) return [];
    this.mesh.updateWorldMatrix(true, false);
    const edges = edgesOf(this.rows);
    return this.rows.flatMap((row, index) =>
      PARTS.filter((part) => (row.kind === "stepper" || part === "number") && canPress(row, part)).map((part) => {
        const across = ((PARTS.indexOf(part) + 0.5) / PARTS.length - 0.5) * WIDTH_M;
        const down = (edges[index] + edges[index + 1]) / 2;
        const at = this.mesh.localToWorld(new Vector3(across * this.scale, -down * this.scale, 0));
        const text = row.kind === "stepper" ? `${row.text} ${part}` : row.text;
        return { panel: this.name, text, at: { x: at.x, y: at.y, z: at.z } };
      }),
    );
  }

  private get top(): number {
    return this.title === "" ? MARGIN_M / 2 : TITLE_M;
  }

  private meet(ray: Ray): { x: number; y: number; world: Vector3 } | null {
    if (!this.open) return null;
    this.mesh.updateWorldMatrix(true, false);
    const normal = new Vector3().setFromMatrixColumn(this.mesh.matrixWorld, 2).normalize();
    const origin = new Vector3().setFromMatrixPosition(this.mesh.matrixWorld);
    const facing = normal.dot(ray.direction);
    if (Math.abs(facing) < 1e-4) return null;
    const distance = origin.sub(ray.origin).dot(normal) / facing;
    if (distance <= 0) return null;
    const world = ray.at(distance, new Vector3());
    const local = this.mesh.worldToLocal(world.clone()).divideScalar(this.scale);
    const x = local.x + WIDTH_M / 2;
    const y = -local.y;
    const height = edgesOf(this.rows).at(-1) ?? TITLE_M;
    return x >= 0 && x <= WIDTH_M && y >= 0 && y <= height ? { x, y, world } : null;
  }

  private paint(): void {
    const { context } = this;
    const { width, height } = context.canvas;
    const edges = edgesOf(this.rows, this.top);
    const used = ((edges.at(-1) ?? 0) + 0.012) * PX_PER_M;
    context.clearRect(0, 0, width, height);
    context.fillStyle = INK.ground;
    context.beginPath();
    context.roundRect(0, 0, width, used, 18);
    context.fill();
    if (this.title !== "") this.writeLines(wrap(this.title, TITLE_LETTERS).slice(0, 2), 0, TITLE_M, INK.text, 700);
    this.rows.forEach((row, index) => {
      this.paintRow(row, index, edges[index], edges[index + 1]);
    });
    this.texture.needsUpdate = true;
  }

  private paintRow(row: Row, index: number, top: number, bottom: number): void {
    const gap = 0.004 * PX_PER_M;
    const over = this.over?.index === index ? this.over.part : null;
    const { width } = this.context.canvas;
    if (row.kind === "text") {
      this.writeLines(linesOf(row), top, bottom, row.dim ? INK.dim : INK.text, 400);
    } else if (row.kind === "stepper") {
      const [coarse, fine] = row.steps;
      const labels = [`−${coarse}`, `−${fine}`, row.text, `+${fine}`, `+${coarse}`];
      const edges = [0.02, 0.16, 0.32, 0.68, 0.84, 0.98];
      labels.forEach((label, i) => {
        const [from, to] = [edges[i] * width, edges[i + 1] * width];
        const colour = over === PARTS[i] ? INK.over : INK.row;
        if (PARTS[i] !== "number") this.box(from + gap / 2, to - from - gap, top, bottom, colour);
        this.write(
          label,
          (from + to) / 2,
          ((top + bottom) / 2) * PX_PER_M,
          "center",
          INK.text,
          600,
          to - from - gap * 2,
        );
      });
    } else {
      const rest = row.off ? INK.row : row.chosen ? INK.chosen : row.strong ? INK.strong : INK.row;
      this.box(gap * 3, width - gap * 6, top, bottom, over ? INK.over : rest);
      this.writeLines(linesOf(row), top, bottom - 0.004, row.off ? INK.dim : INK.text, row.chosen ? 700 : 500);
    }
  }

  private box(x: number, w: number, top: number, bottom: number, colour: string): void {
    const { context } = this;
    context.fillStyle = colour;
    context.beginPath();
    context.roundRect(x, top * PX_PER_M, w, (bottom - top - 0.004) * PX_PER_M, 10);
    context.fill();
  }

  /** Lines one under the other, in the middle between two heights. */
  private writeLines(lines: readonly string[], top: number, bottom: number, colour: string, weight: number): void {
    const first = (top + bottom) / 2 - ((lines.length - 1) * LINE_M) / 2;
    const room = this.context.canvas.width - MARGIN_M * 2 * PX_PER_M;
    lines.forEach((line, i) => {
      this.write(line, MARGIN_M * PX_PER_M, (first + i * LINE_M) * PX_PER_M, "left", colour, weight, room);
    });
  }

  private write(
    text: string,
    x: number,
    y: number,
    align: CanvasTextAlign,
    colour: string,
    weight: number,
    room: number,
  ): void {
    const { context } = this;
    context.font = `${weight} ${TEXT_M * PX_PER_M}px ${FACE}`;
    context.textAlign = align;
    context.textBaseline = "middle";
    context.fillStyle = colour;
    context.fillText(text, x, y, room);
  }
}
