/** The three harmless things outside the curtain. */
import { shape } from "../dom.ts";

const LINES = {
  sheet: "M16 12h32v44H16zM26 8h12v8H26zM22 24h20M22 31h20M22 38h14M22 45h18",
  gel: "M22 26h20v28q0 4-4 4H26q-4 0-4-4zM28 26v-8h8v8M32 18v-8M32 10H20v5M26 40h12M32 34v12",
  nurse: "M32 30a10 10 0 1 0 0-20 10 10 0 0 0 0 20M14 58c0-14 8-22 18-22s18 8 18 22M32 12v8M28 16h8",
};

export function curtainPicture(name: keyof typeof LINES): SVGSVGElement {
  return shape(
    "svg",
    { viewBox: "0 0 64 64", class: "thing-picture", "aria-hidden": "true" },
    shape("path", { d: LINES[name] }),
  );
}
