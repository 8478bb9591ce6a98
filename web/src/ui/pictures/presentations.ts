/** What a drug comes in, drawn plainly: the form, how full it is, the strength printed on it. */
import type { PresentationView } from "../../net/wire.ts";
import { plain } from "../dialogs/amounts.ts";
import { shape } from "../dom.ts";

type Form = PresentationView["form"];

const OUTLINES: Record<Form, { glass: string; fluid: string; cap?: string }> = {
  ampoule: {
    glass: "M27 6h10l2 16q-1 6 5 12v52q0 6-6 6H26q-6 0-6-6V34q6-6 5-12z",
    fluid: "M21 44h22v42q0 5-5 5H26q-5 0-5-5z",
    cap: "M25 22h14",
  },
  vial: {
    glass: "M22 20h20v8q6 3 6 9v47q0 8-8 8H24q-8 0-8-8V37q0-6 6-9z",
    fluid: "M17 56h30v28q0 7-7 7H24q-7 0-7-7z",
    cap: "M20 8h24v12H20z",
  },
  syringe: {
    glass: "M22 14h20v60H22zM30 74h4v8h-4zM32 82v12",
    fluid: "M23 24h18v49H23z",
    cap: "M18 14h28M28 14V4h8v10M26 4h12",
  },
  bag: {
    glass: "M14 12h36q6 0 6 6v58q0 6-6 6H14q-6 0-6-6V18q0-6 6-6z",
    fluid: "M9 26h46v50q0 5-5 5H14q-5 0-5-5z",
    cap: "M26 5h12v7H26zM24 82v10M40 82v10",
  },
  nebule: {
    glass: "M22 10h20v14l-4 6v52q0 8-6 8t-6-8V30l-4-6z",
    fluid: "M27 48h10v34q0 7-5 7t-5-7z",
    cap: "M26 14h12M26 19h12",
  },
  tablet: {
    glass: "M32 30a18 18 0 1 1 0 36 18 18 0 0 1 0-36z",
    fluid: "M32 31a17 17 0 1 1 0 34 17 17 0 0 1 0-34z",
    cap: "M16 48h32",
  },
};

/** The picture is decoration: its label is always printed beside it. */
export function presentationPicture(presentation: PresentationView): SVGSVGElement {
  const form = OUTLINES[presentation.form];
  const amount = `${plain(presentation.amount_mg)} mg`;
  const volume = `${plain(presentation.volume_ml)} mL`;
  return shape(
    "svg",
    { viewBox: "0 0 64 98", class: `presentation ${presentation.form}`, "aria-hidden": "true" },
    shape("path", { d: form.fluid, class: "fluid" }),
    shape("path", { d: form.glass, class: "glass" }),
    form.cap !== undefined && shape("path", { d: form.cap, class: "cap" }),
    shape("rect", { x: 8, y: 50, width: 48, height: 28, rx: 2, class: "label" }),
    shape("text", { x: 32, y: 62, class: "strength" }, amount),
    presentation.form !== "tablet" && shape("text", { x: 32, y: 74, class: "strength" }, volume),
  );
}

const BARREL = { left: 44, width: 196 };

/** A syringe lying down, filled to the volume drawn up. */
export function syringePicture(sizeMl: number, volumeMl: number): SVGSVGElement {
  const filled = Math.min(1, volumeMl / sizeMl) * BARREL.width;
  const marks = Array.from({ length: 11 }, (_, index) => {
    const x = BARREL.left + (index / 10) * BARREL.width;
    return `M${x} 10v${index % 5 === 0 ? 10 : 6}`;
  });
  return shape(
    "svg",
    { viewBox: "0 0 320 48", class: "syringe-lying", "aria-hidden": "true" },
    shape("path", { d: "M4 24h30", class: "needle" }),
    shape("path", { d: "M34 18h10v12H34z", class: "nozzle" }),
    shape("rect", { x: BARREL.left, y: 10, width: filled, height: 28, class: "drawn" }),
    shape("path", { d: marks.join(""), class: "mark" }),
    shape("rect", { x: BARREL.left, y: 10, width: BARREL.width, height: 28, rx: 3, class: "barrel" }),
    shape("rect", { x: BARREL.left + filled, y: 11, width: 6, height: 26, class: "stopper" }),
    shape("path", {
      d: `M${BARREL.left + filled + 6} 24H300M300 12v24M${BARREL.left + BARREL.width} 4v40`,
      class: "plunger",
    }),
  );
}
