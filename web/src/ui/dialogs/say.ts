/** Saying something: as it stands in the list, or in one's own words. */
import { element, uniqueId } from "../dom.ts";
import { sayOrder } from "../orders/say.ts";
import { words } from "../strings/dialogs.ts";
import { LONGEST_LINE, proceed } from "./fields.ts";
import type { Task } from "./panel.ts";

const text = words.say;

export function sayDialog(task: Task): void {
  const id = uniqueId("say");
  const entry = element("textarea", { id, rows: 3, maxlength: LONGEST_LINE });
  entry.value = task.item.label; // as it stands in the list: to be said at once, or changed
  task.panel.show({
    title: task.item.label,
    body: [
      element(
        "div",
        { class: "dialog-field" },
        element("label", { for: id, class: "field-title" }, text.prompt),
        entry,
      ),
    ],
    footer: [
      proceed(
        text.say,
        () => (entry.value.trim() === "" ? text.needs.words : null),
        () => task.send(sayOrder(task, { text: entry.value.trim() }).action("self")),
      ),
    ],
  });
}
