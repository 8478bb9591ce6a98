import { type BufferGeometry, CanvasTexture, LinearMipmapLinearFilter, PlaneGeometry, SRGBColorSpace } from "three";

const SHEET_PX = 2048;
const GAP_PX = 4;

/** Paints one label: origin top left, `width` by `height` pixels. */
export type Paint = (context: CanvasRenderingContext2D, width: number, height: number) => void;

interface Region {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** One canvas for everything printed in the ward, so that all labels are one texture. */
export class LabelSheet {
  readonly texture: CanvasTexture;
  private readonly context: CanvasRenderingContext2D;
  private readonly regions = new Map<string, Region>();
  private shelf = { x: GAP_PX, y: GAP_PX, height: 0 };

  constructor() {
    const canvas = document.createElement("canvas");
    canvas.width = canvas.height = SHEET_PX;
    this.context = canvas.getContext("2d", { willReadFrequently: true })!;
    this.texture = new CanvasTexture(canvas);
    this.texture.colorSpace = SRGBColorSpace;
    this.texture.anisotropy = 8;
    this.texture.minFilter = LinearMipmapLinearFilter;
  }

  /** A printed face `width` by `height` metres looking along +z, painted at `pixelsPerMetre`. */
  face(name: string, width: number, height: number, pixelsPerMetre: number, paint: Paint): BufferGeometry {
    const region = this.regions.get(name) ?? this.reserve(name, width * pixelsPerMetre, height * pixelsPerMetre);
    this.repaint(name, paint);
    const geometry = new PlaneGeometry(width, height);
    const uv = geometry.attributes.uv;
    for (let i = 0; i < uv.count; i++) {
      uv.setXY(
        i,
        (region.x + uv.getX(i) * region.width) / SHEET_PX,
        1 - (region.y + (1 - uv.getY(i)) * region.height) / SHEET_PX,
      );
    }
    return geometry;
  }

  /** Paints a face again, as a pump's display does. Unknown names are an error. */
  repaint(name: string, paint: Paint): void {
    const region = this.regions.get(name);
    if (!region) throw new Error(`no label named ${name}`);
    this.context.save();
    this.context.translate(region.x, region.y);
    this.context.beginPath();
    this.context.rect(0, 0, region.width, region.height);
    this.context.clip();
    this.context.clearRect(0, 0, region.width, region.height);
    paint(this.context, region.width, region.height);
    this.context.restore();
    this.texture.needsUpdate = true;
  }

  private reserve(name: string, rawWidth: number, rawHeight: number): Region {
    const width = Math.ceil(rawWidth);
    const height = Math.ceil(rawHeight);
    if (this.shelf.x + width + GAP_PX > SHEET_PX) {
      this.shelf = { x: GAP_PX, y: this.shelf.y + this.shelf.height + GAP_PX, height: 0 };
    }
    if (this.shelf.y + height > SHEET_PX) throw new Error(`label sheet is full at ${name}`);
    const region = { x: this.shelf.x, y: this.shelf.y, width, height };
    this.shelf.x += width + GAP_PX;
    this.shelf.height = Math.max(this.shelf.height, height);
    this.regions.set(name, region);
    return region;
  }
}

/** Text lines on a plain ground: the common printed label. Sizes are fractions of the height. */
export function printed(
  ground: string,
  ink: string,
  lines: readonly { text: string; size: number; y: number; weight?: number; align?: CanvasTextAlign; x?: number }[],
  extra?: Paint,
): Paint {
  return (context, width, height) => {
    context.fillStyle = ground;
    context.fillRect(0, 0, width, height);
    extra?.(context, width, height);
    context.fillStyle = ink;
    context.textBaseline = "middle";
    for (const { text, size, y, weight = 600, align = "center", x = 0.5 } of lines) {
      context.textAlign = align;
      context.font = `${weight} ${size * height}px "Noto Sans", "Helvetica Neue", Arial, sans-serif`;
      context.fillText(text, x * width, y * height, width * 0.96);
    }
  };
}
