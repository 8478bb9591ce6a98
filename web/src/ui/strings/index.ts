/** The words in use. One language so far; another file of the same shape is chosen here. */
import { en } from "./en.ts";

export const words = en;
