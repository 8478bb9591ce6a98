// Write a .br and a .gz twin beside every file of a folder that gets smaller by it: `node precompress.mjs FOLDER`.
import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { extname, join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const KINDS = new Set([".html", ".js", ".css", ".json", ".webmanifest", ".svg", ".glb", ".wasm", ".txt", ".md", ".bin"]);
const SMALLEST = 1024; // bytes; below this a twin saves no packet
const WORTH = 0.95; // of the original size

function* files(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* files(path);
    else if (KINDS.has(extname(entry.name)) && statSync(path).size >= SMALLEST) yield path;
  }
}

for (const path of files(process.argv[2])) {
  const body = readFileSync(path);
  const twins = {
    ".br": brotliCompressSync(body, {
      params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: body.length },
    }),
    ".gz": gzipSync(body, { level: 9 }),
  };
  for (const [suffix, twin] of Object.entries(twins)) {
    if (twin.length < body.length * WORTH) writeFileSync(path + suffix, twin);
  }
}
