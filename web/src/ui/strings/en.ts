/** Every word of the interface in British English. A second language is a second folder and file of this shape. */
import { bedside } from "./en/bedside.ts";
import { debrief } from "./en/debrief.ts";
import { dialogs } from "./en/dialogs.ts";
import { pages } from "./en/pages.ts";

export const en = { ...pages, ...bedside, ...dialogs, ...debrief };
