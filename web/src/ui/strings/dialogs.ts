/** The words of the dialogs, which come after the ward: apart, so that the patient is seen sooner. */
import { dialogs } from "./en/dialogs.ts";
import { words as before } from "./index.ts";

export const words = { ...before, ...dialogs };
