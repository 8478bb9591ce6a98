import type { Camera, Scene, WebGLRenderer } from "three";

const POLL_MS = 100;

/**
 * Compiles every material of a scene before its first frame, off the page's thread where the browser can: without a
 * graphics card it takes many seconds, in which the page has to answer. `report` hears the share that is ready, 0..1.
 */
export async function compileScene(
  renderer: WebGLRenderer,
  scene: Scene,
  camera: Camera,
  report: (share: number) => void,
): Promise<void> {
  const watch = setInterval(() => report(readyShare(renderer)), POLL_MS);
  try {
    await renderer.compileAsync(scene, camera);
    await drained(renderer.getContext() as WebGL2RenderingContext);
  } finally {
    clearInterval(watch);
  }
}

function readyShare({ info }: WebGLRenderer): number {
  const programs = (info.programs ?? []) as unknown as { isReady(): boolean }[];
  return programs.length > 0 ? programs.filter((program) => program.isReady()).length / programs.length : 0;
}

/** Until all that was asked of the graphics process is done: the next question it has to answer would wait that long. */
async function drained(context: WebGL2RenderingContext): Promise<void> {
  const fence = context.fenceSync(context.SYNC_GPU_COMMANDS_COMPLETE, 0);
  if (!fence) return;
  context.flush();
  while (!context.isContextLost() && context.getSyncParameter(fence, context.SYNC_STATUS) !== context.SIGNALED) {
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
  context.deleteSync(fence);
}
