import {
  CanvasTexture,
  DoubleSide,
  FrontSide,
  type Material,
  MeshBasicMaterial,
  MeshLambertMaterial,
  MeshStandardMaterial,
  RepeatWrapping,
  SRGBColorSpace,
  type Texture,
} from "three";
import type { LabelSheet } from "./labels.ts";

/**
 * The few materials everything is made of. `shade` is baked contact shadow, `glow` gives light without being lit,
 * `label` is anything printed.
 */
export type Surface =
  | "matte"
  | "satin"
  | "metal"
  | "fabric"
  | "clear"
  | "glow"
  | "label"
  | "shade"
  | "floor"
  | "ceiling"
  | "tubing"
  | "cable";

export class Surfaces {
  private readonly materials: Record<Surface, Material>;

  constructor(labels: LabelSheet) {
    const solid = solidMaterial();
    this.materials = {
      matte: solid,
      satin: solid,
      metal: solid,
      fabric: new MeshLambertMaterial({ vertexColors: true, side: DoubleSide }),
      clear: new MeshStandardMaterial({
        vertexColors: true,
        roughness: 0.12,
        transparent: true,
        opacity: 0.4,
        depthWrite: false,
        side: FrontSide,
      }),
      glow: new MeshBasicMaterial({ vertexColors: true }),
      label: new MeshLambertMaterial({ map: labels.texture, vertexColors: true }),
      shade: new MeshBasicMaterial({ vertexColors: true, transparent: true, depthWrite: false, toneMapped: false }),
      floor: new MeshLambertMaterial({ vertexColors: true, map: speckle() }),
      tubing: new MeshLambertMaterial({ color: 0xcfe6d6, transparent: true, opacity: 0.72 }),
      cable: new MeshLambertMaterial({ color: 0x56646c }),
      ceiling: ceilingMaterial(),
    };
  }

  of(surface: Surface): Material {
    return this.materials[surface];
  }

  dispose(): void {
    for (const material of Object.values(this.materials)) {
      if ("map" in material) (material.map as Texture | null)?.dispose();
      material.dispose();
    }
  }
}

/** Roughness of the opaque surfaces, carried in the alpha of their vertex colours so that they share one draw call. */
export const ROUGHNESS: Partial<Record<Surface, number>> = { matte: 0.92, satin: 0.5, metal: 0.36 };

function solidMaterial(): MeshStandardMaterial {
  const material = new MeshStandardMaterial({ vertexColors: true });
  material.onBeforeCompile = (shader) => {
    shader.fragmentShader = shader.fragmentShader.replace(
      "#include <roughnessmap_fragment>",
      "float roughnessFactor = vColor.a;",
    );
  };
  return material;
}

/** The ceiling is lit by the floor and by its own panels' spill, which no lamp of the scene gives it. */
function ceilingMaterial(): MeshLambertMaterial {
  const map = ceilingTile();
  return new MeshLambertMaterial({
    vertexColors: true,
    map,
    emissive: 0xf2f2ea,
    emissiveMap: map,
    emissiveIntensity: 0.3,
  });
}

function painted(size: number, paint: (context: CanvasRenderingContext2D) => void): CanvasTexture {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = size;
  paint(canvas.getContext("2d")!);
  const texture = new CanvasTexture(canvas);
  texture.colorSpace = SRGBColorSpace;
  texture.wrapS = texture.wrapT = RepeatWrapping;
  texture.anisotropy = 8;
  return texture;
}

/** Homogeneous ward vinyl: fine chips a shade lighter and darker, without a visible repeat. */
function speckle(): CanvasTexture {
  return painted(512, (context) => {
    context.fillStyle = "#f0f0ee";
    context.fillRect(0, 0, 512, 512);
    for (let i = 0; i < 5200; i++) {
      const shade = 222 + Math.floor(noise(i, 1) * 33);
      context.fillStyle = `rgba(${shade},${shade},${shade - 3},0.55)`;
      context.fillRect(noise(i, 2) * 512, noise(i, 3) * 512, 1 + noise(i, 4) * 2.4, 1 + noise(i, 5) * 1.8);
    }
  });
}

/** One 600 mm mineral-fibre tile with its grid line. */
function ceilingTile(): CanvasTexture {
  return painted(256, (context) => {
    context.fillStyle = "#fbfbf9";
    context.fillRect(0, 0, 256, 256);
    for (let i = 0; i < 900; i++) {
      context.fillStyle = `rgba(150,150,146,${0.1 + noise(i, 7) * 0.16})`;
      context.fillRect(noise(i, 8) * 256, noise(i, 9) * 256, 1.4, 1.4);
    }
    context.strokeStyle = "#c9ccca";
    context.lineWidth = 7;
    context.strokeRect(0, 0, 256, 256);
  });
}

/** Repeatable scatter, 0..1: the same floor on every visit. */
function noise(n: number, stream: number): number {
  const value = Math.sin(n * 127.1 + stream * 311.7) * 43758.5453;
  return value - Math.floor(value);
}
