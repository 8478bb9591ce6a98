/** Saying something to the patient: as it stands in the list, or in one's own words. */
import { words } from "../strings/dialogs.ts";
import type { Order, Wanted } from "./order.ts";

export interface Speech {
  text: string;
}

export function sayOrder({ item }: Wanted, speech: Speech): Order {
  return {
    doLabel: words.say.say,
    lead: words.phone.youSay,
    questions: () => [],
    sentence: () => speech.text,
    action: () => ({ ...item.do, text: speech.text }),
  };
}
