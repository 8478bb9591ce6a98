/** Line icons on a 24-unit grid, always beside words; hidden from assistive technology. */
import { shape } from "./dom.ts";

const PATHS = {
  assess: "M11 4a7 7 0 1 0 0 14 7 7 0 0 0 0-14M16 16l5 5",
  breathing:
    "M12 3v9M12 12c-2 0-3-1-4-3-3 2-5 6-5 10 0 2 3 2 5 1s4-2 4-5M12 12c2 0 3-1 4-3 3 2 5 6 5 10 0 2-3 2-5 1s-4-2-4-5",
  circulation: "M12 20S4 15 4 9a4 4 0 0 1 8-1 4 4 0 0 1 8 1c0 6-8 11-8 11M6 12h3l1-3 3 6 1-3h4",
  drugs: "M14 3l7 7M17.5 6.5L8 16l-4 1 1-4 9.5-9.5M11 7l4 4M5 19l-2 2M9 10l2 2",
  talk: "M4 5h16v11H10l-5 4v-4H4zM8 9h8M8 12h5",
  team: "M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7M3 20c0-4 3-6 6-6s6 2 6 6M16 4.5a3.5 3.5 0 0 1 0 6M17 14c3 0 4 3 4 6",
  clock: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M12 7v5l4 2",
  monitor: "M3 4h18v12H3zM8 20h8M12 16v4M6 11h3l1-3 2 5 2-4 1 2h3",
  pause: "M8 5v14M16 5v14",
  play: "M7 4l13 8-13 8z",
  hint: "M9 18h6M10 21h4M12 3a6 6 0 0 0-4 10c1 1 1 2 1 3h6c0-1 0-2 1-3a6 6 0 0 0-4-10",
  sound: "M4 9v6h4l5 4V5L8 9zM16 9c1 2 1 4 0 6M19 6c3 4 3 8 0 12",
  mute: "M4 9v6h4l5 4V5L8 9zM16 9l5 6M21 9l-5 6",
  leave: "M10 4H5v16h5M15 8l4 4-4 4M19 12H9",
  back: "M15 5l-7 7 7 7",
  close: "M6 6l12 12M18 6L6 18",
  phone: "M6 3l3 0 2 5-2 2c1 2 3 4 5 5l2-2 5 2v3c0 2-2 3-4 3C10 21 3 14 3 7c0-2 1-4 3-4",
  hand: "M8 12V5a1.5 1.5 0 0 1 3 0v6-8a1.5 1.5 0 0 1 3 0v8-6a1.5 1.5 0 0 1 3 0v9c0 5-2 7-5 7-4 0-5-2-8-7-1-2 1-3 2-2z",
  nurse: "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8M5 21c0-4 3-6 7-6s7 2 7 6M12 5v3M10.5 6.5h3",
  list: "M8 6h12M8 12h12M8 18h12M4 6h.01M4 12h.01M4 18h.01",
  print: "M7 9V4h10v5M5 9h14v7H5zM7 14h10v6H7z",
  save: "M12 4v10M8 10l4 4 4-4M5 19h14",
  undo: "M8 5L4 9l4 4M4 9h10a5 5 0 0 1 0 10h-3",
  headset: "M3 9c0-2 4-3 9-3s9 1 9 3v5c0 2-1 3-3 3-3 0-3-3-6-3s-3 3-6 3c-2 0-3-1-3-3z",
  curtain: "M4 3h16M6 3v18M10 3v18M14 3v18M18 3v18",
  check: "M5 12l5 5 9-10",
  alert: "M12 4l9 16H3zM12 10v4M12 17h.01",
  menu: "M4 7h16M4 12h16M4 17h16",
} as const;

export type IconName = keyof typeof PATHS;

export function icon(name: IconName): SVGSVGElement {
  return shape(
    "svg",
    { class: "icon", viewBox: "0 0 24 24", "aria-hidden": "true", focusable: "false" },
    shape("path", { d: PATHS[name] }),
  );
}
