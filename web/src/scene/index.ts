export type { ScreenPoint, Viewpoint, Ward, WardOptions, WardStats } from "./types.ts";
export { NoWebGLError } from "./types.ts";
export { createWard } from "./ward.ts";
