/** What is printed on the things of the ward, which comes with its drawing. */
import { printed } from "./en/printed.ts";

export const print = printed;
