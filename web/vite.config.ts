import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { defineConfig, type Plugin } from "vite";
import { leanThree } from "./lean-three.ts";

// The only input profiles the app ever loads; everything else in the package stays out of the build.
const PROFILES = [
  "meta-quest-touch-plus/profile.json",
  "meta-quest-touch-plus/left.glb",
  "meta-quest-touch-plus/right.glb",
  "generic-hand/profile.json",
  "generic-hand/left.glb",
  "generic-hand/right.glb",
];
const PROFILE_ROOT = fileURLToPath(
  new URL("node_modules/@webxr-input-profiles/assets/dist/profiles/", import.meta.url),
);

/** Serves and ships the headset's hand and controller models from our own origin, under `xr/`. */
function inputProfiles(): Plugin {
  return {
    name: "osler-input-profiles",
    configureServer(server) {
      server.middlewares.use("/xr/", (request, response, next) => {
        const name = (request.url ?? "").replace(/^\//, "");
        if (!PROFILES.includes(name)) return next();
        response.end(readFileSync(PROFILE_ROOT + name));
      });
    },
    generateBundle() {
      for (const name of PROFILES) {
        this.emitFile({ type: "asset", fileName: `xr/${name}`, source: readFileSync(PROFILE_ROOT + name) });
      }
    },
  };
}

/** Writes compressed twins beside everything textual, so that the server never compresses. */
function compressedTwins(): Plugin {
  return {
    name: "osler-compressed-twins",
    apply: "build",
    writeBundle(options, bundle) {
      for (const name of Object.keys(bundle).filter((name) => /\.(js|css|html|json|svg)$/.test(name))) {
        const path = join(options.dir ?? "dist", name);
        const content = readFileSync(path);
        if (content.byteLength < 1024 || name.startsWith(".vite/")) continue;
        writeFileSync(`${path}.br`, brotliCompressSync(content));
        writeFileSync(`${path}.gz`, gzipSync(content, { level: 9 }));
      }
    },
  };
}

export default defineConfig({
  plugins: [leanThree(), inputProfiles(), compressedTwins()],
  server: { proxy: { "/api": { target: "http://127.0.0.1:8000", ws: true } } },
  build: {
    target: "es2022",
    outDir: "dist",
    emptyOutDir: true,
    manifest: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: {
        // The catalogue answers before any of this is asked for: main.ts imports the ward lazily.
        codeSplitting: {
          groups: [
            {
              name: "three",
              test: /node_modules[\\/]three[\\/](build|examples[\\/]jsm[\\/](loaders|libs|utils))[\\/]/,
            },
          ],
        },
      },
    },
  },
});
