import { NeutralToneMapping, PCFShadowMap, SRGBColorSpace, WebGLRenderer } from "three";
import { NoWebGLError } from "./types.ts";

/** A renderer with the ward's tone mapping and one soft shadow. Throws NoWebGLError. */
export function createRenderer(canvas: HTMLCanvasElement, antialias: boolean): WebGLRenderer {
  const drawing: WebGLContextAttributes = { antialias, stencil: false, powerPreference: "high-performance" };
  const context = canvas.getContext("webgl2", drawing); // asked here: three reports a missing one as a console error
  if (!context) throw new NoWebGLError();
  const renderer = new WebGLRenderer({ ...drawing, canvas, context });
  renderer.outputColorSpace = SRGBColorSpace;
  renderer.toneMapping = NeutralToneMapping;
  renderer.toneMappingExposure = 1.1;
  renderer.shadowMap.enabled = true;
  renderer.shadowMap.type = PCFShadowMap;
  renderer.xr.enabled = true;
  renderer.xr.setReferenceSpaceType("local-floor");
  return renderer;
}
