import {
  type BufferGeometry,
  type Color,
  MeshStandardMaterial,
  type Texture,
  type WebGLProgramParametersWithUniforms,
} from "three";
import type { PatientView } from "../../net/wire.ts";
import {
  SKIN_FRAGMENT,
  SKIN_LIGHT,
  SKIN_NORMAL,
  SKIN_PREAMBLE,
  SKIN_ROUGHNESS,
  SKIN_VERTEX,
  SKIN_VERTEX_PREAMBLE,
} from "./skin-shader.ts";

/** Signs on the skin, 0..1 each; `mottling` follows from poor perfusion. */
export interface SkinSigns {
  flush: number;
  urticaria: number;
  pallor: number;
  cyanosis: number;
  sweating: number;
  mottling: number;
}

/** What the skin shows in this state. */
export function signsOf(view: PatientView): SkinSigns {
  const { flush, urticaria, pallor, cyanosis, sweating } = view;
  return { flush, urticaria, pallor, cyanosis, sweating, mottling: Math.max(0, pallor * 1.6 - 0.75) };
}

/**
 * Skin whose colour, weals and wetness are mixed in the shader. The geometry's colour attribute holds where signs
 * show: r lips and nails, g flush, b weals, a mottling.
 */
export class Skin {
  readonly material: MeshStandardMaterial;
  private readonly uniforms = {
    flush: { value: 0 },
    urticaria: { value: 0 },
    pallor: { value: 0 },
    cyanosis: { value: 0 },
    sweating: { value: 0 },
    mottling: { value: 0 },
    restScale: { value: 1 },
  };

  constructor(base: Color, map: Texture | null, metresPerUnit: number, hasOcclusion: boolean) {
    this.material = new MeshStandardMaterial({
      color: base,
      map,
      roughness: 0.56,
    });
    this.material.name = "skin";
    this.uniforms.restScale.value = metresPerUnit;
    this.material.defines = { ...this.material.defines, ...(hasOcclusion ? { SKIN_OCCLUSION: "" } : {}) };
    this.material.onBeforeCompile = (shader) => this.compile(shader);
  }

  show(signs: SkinSigns): void {
    for (const key of Object.keys(signs) as (keyof SkinSigns)[]) this.uniforms[key].value = signs[key];
  }

  private compile(shader: WebGLProgramParametersWithUniforms): void {
    Object.assign(shader.uniforms, this.uniforms);
    shader.vertexShader = shader.vertexShader
      .replace("#include <common>", `#include <common>\n${SKIN_VERTEX_PREAMBLE}`)
      .replace("#include <begin_vertex>", `#include <begin_vertex>\n${SKIN_VERTEX}`);
    shader.fragmentShader = shader.fragmentShader
      .replace("#include <common>", `#include <common>\n${SKIN_PREAMBLE}`)
      .replace("#include <color_fragment>", `#include <color_fragment>\n${SKIN_FRAGMENT}`)
      .replace("#include <roughnessmap_fragment>", `#include <roughnessmap_fragment>\n${SKIN_ROUGHNESS}`)
      .replace("#include <lights_fragment_end>", `#include <lights_fragment_end>\n${SKIN_LIGHT}`)
      .replace("#include <normal_fragment_maps>", `#include <normal_fragment_maps>\n${SKIN_NORMAL}`);
  }
}

/** Renames the sign masks so that three does not take them for colours; returns whether occlusion is present. */
export function prepareSkin(geometry: BufferGeometry): boolean {
  const masks = geometry.getAttribute("color");
  if (masks) {
    geometry.setAttribute("signs", masks);
    geometry.deleteAttribute("color");
  }
  return geometry.getAttribute("uv1") !== undefined;
}
