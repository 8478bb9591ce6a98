/** Where to look from, without dragging: buttons for the places one stands at. */
import type { Viewpoint } from "../../scene/types.ts";
import { button, element } from "../dom.ts";
import { words } from "../strings/index.ts";

const text = words.bedside;
const ORDER: Viewpoint[] = ["bedside", "face", "monitor", "bed-end"];

export function viewpoints(look: (viewpoint: Viewpoint) => void): HTMLElement {
  return element(
    "div",
    { class: "viewpoints", role: "group", "aria-label": text.views },
    ...ORDER.map((viewpoint) => {
      const label = text.viewpoints[viewpoint];
      return button(label, () => look(viewpoint), { class: "viewpoint", "aria-label": text.lookFrom(label) });
    }),
  );
}
