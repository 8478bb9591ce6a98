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

/** Shader programs of materials and backgrounds that neither the ward nor the headset draws with. */
const UNUSED_PROGRAMS = new Set(
  "background backgroundCube cube distance equirect linedashed meshmatcap meshnormal meshphong meshtoon points shadow sprite vsm".split(
    " ",
  ),
);
/** Parts of the programs that are left for features which nothing here turns on; each is one #if to its #endif. */
const UNUSED_CHUNKS = new Set(
  `alphahash_fragment alphahash_pars_fragment batching_vertex bumpmap_pars_fragment clipping_planes_fragment clipping_planes_pars_fragment
  clipping_planes_pars_vertex clipping_planes_vertex displacementmap_pars_vertex displacementmap_vertex
  envmap_common_pars_fragment envmap_fragment envmap_pars_fragment envmap_pars_vertex envmap_physical_pars_fragment
  envmap_vertex fog_fragment fog_pars_fragment fog_pars_vertex fog_vertex iridescence_fragment
  lightprobes_pars_fragment logdepthbuf_fragment logdepthbuf_pars_fragment
  logdepthbuf_pars_vertex logdepthbuf_vertex specularmap_pars_fragment
  transmission_fragment transmission_pars_fragment`.split(/\s+/),
);

/**
 * Three's shaders without comments and indentation, as its own build ships them, and without what the ward never
 * compiles; the bundler takes three from its sources, where what is not used can be left out module by module. Who turns
 * on what is left out here is told so by the compiler of shaders.
 */
function plainShaders(): Plugin {
  return {
    name: "osler-plain-shaders",
    apply: "build",
    transform: {
      filter: { id: /\.glsl\.js$/ },
      handler: (code, id) => ({
        code: code.replace(/\/\* glsl \*\/`([^`]*)`/g, (_, text) => JSON.stringify(used(plainShader(text), id))),
        map: null,
      }),
    },
  };
}

function plainShader(text: string): string {
  const bare = text.replace(/\/\*[\s\S]*?\*\//g, "").replace(/\/\/.*$/gm, "");
  const lines = bare.split("\n").map((line) => line.trim());
  return lines.filter(Boolean).join("\n");
}

/** The shader, or in its place the message that it was left out. */
function used(shader: string, id: string): string {
  const [, folder, name = ""] = /(\w+)\/(\w+)\.glsl\.js$/.exec(id) ?? [];
  const missing = `#error ${name}: left out in vite.config.ts`;
  if (folder === "ShaderLib") return UNUSED_PROGRAMS.has(name) ? missing : shader;
  if (!UNUSED_CHUNKS.has(name)) return shader;
  const lines = shader.split("\n");
  let depth = 0;
  const closes = lines.findIndex((line) => {
    depth += /^#\s*if/.test(line) ? 1 : /^#\s*endif/.test(line) ? -1 : 0;
    return depth === 0 || (depth === 1 && /^#\s*el/.test(line));
  });
  if (closes !== lines.length - 1) throw new Error(`${name} is more than one #if block: it cannot be left out`);
  return `${lines[0]}\n${missing}\n#endif`;
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
