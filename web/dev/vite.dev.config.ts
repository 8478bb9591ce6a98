import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";
import app from "../vite.config.ts";

/** Builds the scratch pages by themselves; none of this is in the shipped bundle. */
export default defineConfig({
  ...app,
  plugins: [(app.plugins ?? [])[0]],
  root: fileURLToPath(new URL("..", import.meta.url)),
  build: {
    ...app.build,
    minify: false,
    rolldownOptions: {
      ...app.build?.rolldownOptions,
      input: { ward: fileURLToPath(new URL("./ward.html", import.meta.url)) },
    },
  },
});
