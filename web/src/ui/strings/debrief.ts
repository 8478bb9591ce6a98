/** The words of the debrief, loaded with its page. */
import { debrief } from "./en/debrief.ts";
import { words as before } from "./index.ts";

export const words = { ...before, ...debrief };
