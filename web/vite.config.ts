import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { defineConfig, type Plugin } from "vite";

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

const THREE = fileURLToPath(new URL("node_modules/three/src", import.meta.url));

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

/**
 * Three's shaders without comments and indentation, as its own build ships them; the bundler takes three from its
 * sources, where what the ward does not use can be left out module by module.
 */
function plainShaders(): Plugin {
  return {
    name: "osler-plain-shaders",
    apply: "build",
    transform: {
      filter: { id: /\.glsl\.js$/ },
      handler: (code) => ({
        code: code.replace(/\/\* glsl \*\/`([^`]*)`/g, (_, text) => plainShader(text)),
        map: null,
      }),
    },
  };
}

function plainShader(text: string): string {
  const bare = text.replace(/\/\*[\s\S]*?\*\//g, "").replace(/\/\/.*$/gm, "");
  const lines = bare.split("\n").map((line) => line.trim());
  return JSON.stringify(lines.filter(Boolean).join("\n"));
}

/** Of brotli, for models: the best one takes ten times as long and saves 6 % of their bytes. */
const MODEL_QUALITY = 9;

/** Writes compressed twins beside everything textual and the models, so that the server never compresses. */
function compressedTwins(): Plugin {
  return {
    name: "osler-compressed-twins",
    apply: "build",
    writeBundle(options) {
      const folder = options.dir ?? "dist";
      const files = readdirSync(folder, { recursive: true, encoding: "utf8" });
      for (const name of files.filter((name) => /\.(js|css|html|json|svg|glb)$/.test(name))) {
        const path = join(folder, name);
        const content = readFileSync(path);
        if (content.byteLength < 1024 || name.startsWith(".vite/")) continue;
        const quality = name.endsWith(".glb") ? MODEL_QUALITY : constants.BROTLI_MAX_QUALITY;
        writeFileSync(
          `${path}.br`,
          brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_QUALITY]: quality } }),
        );
        writeFileSync(`${path}.gz`, gzipSync(content, { level: 9 }));
      }
    },
  };
}

export default defineConfig({
  plugins: [plainShaders(), inputProfiles(), compressedTwins()],
  resolve: { alias: [{ find: /^three$/, replacement: `${THREE}/Three.js` }] },
  server: { proxy: { "/api": { target: "http://127.0.0.1:8000", ws: true } } },
  build: {
    target: "es2022",
    outDir: "dist",
    emptyOutDir: true,
    manifest: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
});
