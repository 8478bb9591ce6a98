/** A quiet drawing of a bed space for the cards; a case's own picture when it names a file. */
import { element, shape } from "../dom.ts";

/** `picture` is a file of this server, or the name of a drawing; "night" in the name darkens the window. */
export function placePicture(picture: string): Element {
  if (/\.(webp|png|jpe?g|svg|avif)$/.test(picture)) return element("img", { src: picture, alt: "", loading: "lazy" });
  return bedSpace(picture.includes("night"));
}

function bedSpace(night: boolean): SVGSVGElement {
  const box = (x: number, y: number, width: number, height: number, name: string, rx = 0): SVGRectElement =>
    shape("rect", { x, y, width, height, rx, class: name });
  return shape(
    "svg",
    {
      viewBox: "0 0 320 140",
      class: night ? "place night" : "place",
      "aria-hidden": "true",
      preserveAspectRatio: "xMidYMid slice",
    },
    box(0, 0, 320, 104, "wall"),
    box(0, 62, 320, 9, "band"),
    box(0, 104, 320, 36, "floor"),
    box(24, 18, 64, 44, "window"),
    shape("path", { d: "M56 18v44M24 40h64", class: "frame" }),
    box(116, 28, 104, 12, "rail", 2),
    shape("circle", { cx: 132, cy: 34, r: 3, class: "outlet" }),
    shape("circle", { cx: 146, cy: 34, r: 3, class: "outlet" }),
    box(118, 66, 7, 54, "wood", 2),
    box(222, 80, 7, 40, "wood", 2),
    box(122, 90, 102, 14, "mattress", 4),
    shape("path", { d: "M126 90l4-16q1-4 6-4h14q6 0 6 6v14z", class: "pillow" }),
    shape("path", { d: "M152 90q10-9 30-8l36 3q6 1 6 7z", class: "blanket" }),
    shape("path", { d: "M240 44v74M232 118h16M234 46q6-6 12 0", class: "stand" }),
    box(243, 48, 9, 18, "bag", 3),
    shape("path", { d: "M262 0h58v112q-8 6-14 0t-15 0-15 0-14 0z", class: "curtain" }),
    shape("path", { d: "M276 0v112M291 0v112M306 0v112", class: "fold" }),
  );
}
