/** Oxygen devices as a face wears them, drawn in lines. */
import { shape } from "../dom.ts";

const DEVICES: Record<string, string> = {
  none: "M20 52l24 -24",
  "nasal-cannula": "M14 34q8 12 16 8l2-4 2 4q8 4 16-8M30 38v-4M34 38v-4M14 34l-4-4M50 34l4-4",
  "simple-mask": "M22 30q10-8 20 0l3 16q-13 12-26 0zM22 34l-12-4M42 34l12-4M32 52v8",
  "reservoir-mask":
    "M22 30q10-8 20 0l3 16q-13 12-26 0zM22 34l-12-4M42 34l12-4M32 50v6M24 56h16q4 0 4 5v20q0 6-6 6H26q-6 0-6-6V61q0-5 4-5z",
  nebuliser: "M22 30q10-8 20 0l3 16q-13 12-26 0zM22 34l-12-4M42 34l12-4M28 52h8l2 14q-6 5-12 0z",
};

export function oxygenPicture(device: string): SVGSVGElement {
  return shape(
    "svg",
    { viewBox: "0 0 64 90", class: "oxygen-device", "aria-hidden": "true" },
    shape("path", { d: "M32 4c-14 0-20 10-19 22 1 16 8 30 19 30s18-14 19-30C52 14 46 4 32 4z", class: "face" }),
    shape("path", { d: DEVICES[device] ?? "M22 30h20", class: device === "none" ? "device none" : "device" }),
  );
}
