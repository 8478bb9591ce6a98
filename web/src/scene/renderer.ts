import { NeutralToneMapping, PCFShadowMap, SRGBColorSpace, WebGLRenderer } from "three";
import { NoWebGLError } from "./types.ts";

const WITHOUT_CARD = /llvmpipe|softpipe|swiftshader|basic render|software/i;

/** A renderer with the ward's tone mapping and one soft shadow. Throws NoWebGLError. */
export function createRenderer(canvas: HTMLCanvasElement): WebGLRenderer {
  const drawing: WebGLContextAttributes = {
    antialias: !WITHOUT_CARD.test(drawnBy()), // in software a frame with smooth edges takes 2.7 times as long
    stencil: false,
    powerPreference: "high-performance",
  };
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

/** The name of what draws, as far as the browser tells; a context cannot be asked before its edges are decided. */
function drawnBy(): string {
  const context = document.createElement("canvas").getContext("webgl2");
  if (!context) return "";
  const unmasked = context.getExtension("WEBGL_debug_renderer_info")?.UNMASKED_RENDERER_WEBGL;
  const name = String(context.getParameter(unmasked ?? context.RENDERER));
  context.getExtension("WEBGL_lose_context")?.loseContext();
  return name;
}
