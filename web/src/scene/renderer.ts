import { NeutralToneMapping, PCFShadowMap, SRGBColorSpace, WebGLRenderer } from "three";
import { NoWebGLError } from "./types.ts";

/** A renderer with the ward's tone mapping and one soft shadow. Throws NoWebGLError. */
export function createRenderer(canvas: HTMLCanvasElement, antialias: boolean): WebGLRenderer {
  let renderer: WebGLRenderer;
  try {
    renderer = new WebGLRenderer({ canvas, antialias, powerPreference: "high-performance" });
  } catch {
    throw new NoWebGLError();
  }
  renderer.outputColorSpace = SRGBColorSpace;
  renderer.toneMapping = NeutralToneMapping;
  renderer.toneMappingExposure = 1.1;
  renderer.shadowMap.enabled = true;
  renderer.shadowMap.type = PCFShadowMap;
  renderer.xr.enabled = true;
  renderer.xr.setReferenceSpaceType("local-floor");
  return renderer;
}
