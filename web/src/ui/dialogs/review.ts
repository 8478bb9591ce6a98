/** The end of every dialog that gives or does something. */
import { button, element } from "../dom.ts";
import { words } from "../strings/dialogs.ts";
import type { Panel } from "./panel.ts";

/** The last look before it is done: one sentence, do it, or change it. */
export function showReview(
  panel: Panel,
  sentence: string,
  doLabel: string,
  doIt: () => void,
  change: () => void,
  lead: string = words.dialog.youReview,
): void {
  panel.show({
    title: words.dialog.review,
    back: change,
    body: [
      element("p", { class: "review-lead" }, lead),
      element("p", { class: sentence.includes("\n") ? "review-sentence long" : "review-sentence" }, sentence),
    ],
    footer: [
      button(words.dialog.change, change, { class: "large" }),
      button(doLabel, doIt, { class: "primary large" }),
    ],
  });
}
