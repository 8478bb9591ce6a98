import type { Plugin } from "vite";

/** What no material or light of the ward uses: the shader text behind these switches is never compiled. */
const UNUSED_SWITCHES = [
  "USE_ALPHAHASH",
  "USE_BATCHING",
  "USE_BUMPMAP",
  "USE_DISPLACEMENTMAP",
  "USE_ENVMAP",
  "USE_IRIDESCENCE",
  "USE_TRANSMISSION",
  "NUM_CLIPPING_PLANES > 0",
  "NUM_LIGHT_PROBE_GRIDS > 0",
];
const UNUSED_MATERIALS = ["MATCAP", "PHONG", "TOON"];
/** The renderer maps tones by NeutralToneMapping alone. */
const UNUSED_TONES = /ACES|RRT|AgX|agx|Cineon|Reinhard/;
/** Extensions of glTF that the ward's models and the headset's hands and controllers do use. */
const USED_EXTENSIONS = ["GLTFTextureWebPExtension", "GLTFMeshoptCompression"];

/** Nothing in the bay mirrors its surroundings; who adds an environment map must take this out again. */
const NO_SURROUNDINGS = 'throw new Error("lean-three.ts left environment maps out");';

const SHADER = /^((?:const|var) [\w$]+ = )("(?:[^"\\]|\\.)*");$/gm;
const FILTERED_SURROUNDINGS = /return getPMREM\( texture \);/g;
const COLOUR_NAMES = /const _colorKeywords = \{[^}]*\};/g;
const SIMD = /var wasm_simd =\s*'[^']*';|WebAssembly\.validate\(detector\) \? unpack\(wasm_simd\) :/g;
const REGISTRATION = /this\.register\( function \( parser \) \{\s*return new (\w+)\([^)]*\);\s*\} \);/g;

/** Leaves out of three.js what the ward cannot reach but a bundler cannot know: shader text and glTF extensions. */
export function leanThree(): Plugin {
  return {
    name: "osler-lean-three",
    apply: "build",
    transform(code, id) {
      if (id.endsWith("/three/build/three.module.js")) {
        const short = changed(code, SHADER, (_, start, text) => `${start}${leanShader(text)};`);
        return { code: changed(short, FILTERED_SURROUNDINGS, () => NO_SURROUNDINGS), map: null };
      }
      if (id.endsWith("/three/examples/jsm/loaders/GLTFLoader.js"))
        return {
          code: changed(code, REGISTRATION, (all, name) => (USED_EXTENSIONS.includes(name) ? all : "")),
          map: null,
        };
      // the ward's colours are numbers; three says "Unknown color" to a name
      if (id.endsWith("/three/build/three.core.js"))
        return { code: changed(code, COLOUR_NAMES, () => "const _colorKeywords = {};"), map: null };
      // every browser runs the plain decoder; the faster twin would save milliseconds and cost more to fetch
      if (id.endsWith("/three/examples/jsm/libs/meshopt_decoder.module.js"))
        return { code: changed(code, SIMD, () => ""), map: null };
      return null;
    },
  };
}

/** Replaces every match, and refuses to pass over a three.js whose files are written in another way. */
function changed(code: string, pattern: RegExp, replace: (...found: string[]) => string): string {
  const lean = code.replace(pattern, replace);
  if (lean === code) throw new Error(`lean-three.ts: three.js no longer matches ${pattern.source.slice(0, 40)}`);
  return lean;
}

function leanShader(quoted: string): string {
  const text = JSON.parse(quoted) as string;
  const first = text.slice(0, text.indexOf("\n"));
  const whole = text.endsWith("#endif") && UNUSED_SWITCHES.some((name) => first.endsWith(` ${name}`));
  if (whole || UNUSED_MATERIALS.some((name) => first === `#define ${name}`)) return '""';
  const used = text.includes("ACESFilmicToneMapping(") ? withoutUnusedTones(text) : text;
  return JSON.stringify(used.split("\n").map(leanLine).filter(Boolean).join("\n"));
}

function withoutUnusedTones(text: string): string {
  const functions = text.split(/(?<=\n\})\n/);
  return functions.filter((one) => !UNUSED_TONES.test(one)).join("\n");
}

/** Spaces around signs of GLSL; not around + and -, which would join, nor in lines of the preprocessor. */
function leanLine(line: string): string {
  const bare = line.trim();
  return bare.startsWith("#") ? bare : bare.replace(/\s*([(){}[\],;=*/<>?:&|])\s*/g, "$1");
}
