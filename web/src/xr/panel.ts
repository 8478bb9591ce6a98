import { CanvasTexture, Mesh, MeshBasicMaterial, PlaneGeometry, type Ray, SRGBColorSpace, Vector3 } from "three";
import { canPress, pressRow, ROW_M, type Row, rowAt, TEXT_M, TITLE_M, WIDTH_M } from "./rows.ts";

const PX_PER_M = 1500;
const MAX_ROWS = 9;
const HEIGHT_M = TITLE_M + ROW_M * MAX_ROWS;
const INK = {
  ground: "rgba(28,36,42,0.92)",
  row: "#34424b",
  over: "#3f7f8c",
  strong: "#2d6d79",
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
  private over: { index: number; side: "left" | "middle" | "right" } | null = null;

  constructor(name: string, scale = 1) {
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
    this.mesh.renderOrder = 20;
    this.mesh.visible = false;
    this.scale = scale;
  }
  private readonly scale: number;

  get open(): boolean {
    return this.mesh.visible;
  }

  show(title: string, rows: readonly Row[]): void {
    this.title = title;
    this.rows = rows.slice(0, MAX_ROWS);
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

  /** Stands the panel in the world, its upper edge at `at`, facing `eye`. */
  face(at: Vector3, eye: Vector3): void {
    this.mesh.position.copy(at);
    this.mesh.lookAt(eye.x, at.y, eye.z);
  }

  /** Where a ray meets the panel in the world, or null; marks the row under it. */
  point(ray: Ray): Vector3 | null {
    const local = this.meet(ray);
    const hit = local ? rowAt(this.rows, local.x, local.y) : null;
    const usable = hit && canPress(this.rows[hit.index], hit.side) ? hit : null;
    if (usable?.index !== this.over?.index || usable?.side !== this.over?.side) {
      this.over = usable;
      if (this.open) this.paint();
    }
    return local ? local.world : null;
  }

  /** Presses what the last `point` marked; returns whether the panel took the press. */
  press(): boolean {
    if (!this.over) return false;
    const { index, side } = this.over;
    pressRow(this.rows[index], side);
    return true;
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
    const height = TITLE_M + ROW_M * this.rows.length;
    return x >= 0 && x <= WIDTH_M && y >= 0 && y <= height ? { x, y, world } : null;
  }

  private paint(): void {
    const { context } = this;
    const { width, height } = context.canvas;
    const used = (TITLE_M + ROW_M * this.rows.length + 0.012) * PX_PER_M;
    context.clearRect(0, 0, width, height);
    context.fillStyle = INK.ground;
    context.beginPath();
    context.roundRect(0, 0, width, used, 18);
    context.fill();
    this.write(this.title, 0.03 * PX_PER_M, (TITLE_M / 2) * PX_PER_M, "left", INK.text, 700);
    this.rows.forEach((row, index) => {
      this.paintRow(row, index);
    });
    this.texture.needsUpdate = true;
  }

  private paintRow(row: Row, index: number): void {
    const { context } = this;
    const y = (TITLE_M + index * ROW_M) * PX_PER_M;
    const gap = 0.004 * PX_PER_M;
    const height = ROW_M * PX_PER_M - gap;
    const width = context.canvas.width;
    const over = this.over?.index === index ? this.over.side : null;
    const box = (x: number, w: number, colour: string) => {
      context.fillStyle = colour;
      context.beginPath();
      context.roundRect(x, y, w, height, 10);
      context.fill();
    };
    const middle = y + height / 2;
    if (row.kind === "text") return this.write(row.text, 0.03 * PX_PER_M, middle, "left", INK.text, 400);
    if (row.kind === "stepper") {
      box(gap * 3, width * 0.22, over === "left" ? INK.over : INK.row);
      box(width * 0.78 - gap * 3, width * 0.22, over === "right" ? INK.over : INK.row);
      this.write("−", width * 0.12, middle, "center", INK.text, 700);
      this.write("+", width * 0.88, middle, "center", INK.text, 700);
      return this.write(row.text, width / 2, middle, "center", INK.text, 600);
    }
    box(gap * 3, width - gap * 6, over ? INK.over : row.strong ? INK.strong : INK.row);
    this.write(
      row.off ? `${row.text}: ${row.off}` : row.text,
      0.03 * PX_PER_M,
      middle,
      "left",
      row.off ? INK.dim : INK.text,
      500,
    );
  }

  private write(text: string, x: number, y: number, align: CanvasTextAlign, colour: string, weight: number): void {
    const { context } = this;
    context.font = `${weight} ${TEXT_M * PX_PER_M}px ${FACE}`;
    context.textAlign = align;
    context.textBaseline = "middle";
    context.fillStyle = colour;
    context.fillText(
      text,
      x,
      y,
      align === "center" ? context.canvas.width * 0.5 : context.canvas.width - 0.06 * PX_PER_M,
    );
  }
}
