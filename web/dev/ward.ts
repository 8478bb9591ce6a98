import { createWard } from "../src/scene/index.ts";

const canvas = document.querySelector<HTMLCanvasElement>("#ward")!;
const ward = await createWard(canvas, {
  body: "patient-female-54",
  allergyBand: true,
  send: () => {},
  antialias: true,
});
Object.assign(globalThis, { ward });
