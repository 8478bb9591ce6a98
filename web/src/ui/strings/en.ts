/** Every word of the pages and the bedside in British English. A second language is a second folder and file of this shape. */
import { bedside } from "./en/bedside.ts";
import { pages } from "./en/pages.ts";

export const en = { ...pages, ...bedside };
