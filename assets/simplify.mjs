// Reduces one mesh with meshoptimizer; keeps original vertices, so weights, uv and morphs stay valid.
// Usage: node simplify.mjs in.bin out.bin. Input: JSON header line, then positions, attributes (f32), locks (u8, padded
// to 4 bytes), indices (u32). Output: u32 indices.
import { readFileSync, writeFileSync } from 'node:fs';
import { MeshoptSimplifier } from 'meshoptimizer';

const [source, destination] = process.argv.slice(2);
await MeshoptSimplifier.ready;
const raw = readFileSync(source);
const headerEnd = raw.indexOf(10);
const { vertices, weights, indices, target, error } = JSON.parse(raw.subarray(0, headerEnd).toString());
const data = raw.buffer.slice(raw.byteOffset + headerEnd + 1, raw.byteOffset + raw.length);
let offset = 0;
const take = (Type, count) => {
  const view = new Type(data, offset, count);
  offset += Math.ceil((count * Type.BYTES_PER_ELEMENT) / 4) * 4;
  return view;
};
const positions = take(Float32Array, vertices * 3);
const attributes = take(Float32Array, vertices * weights.length);
const locks = take(Uint8Array, vertices);
const triangles = take(Uint32Array, indices);
const [result, reached] = MeshoptSimplifier.simplifyWithAttributes(
  triangles, positions, 3, attributes, weights.length, weights, locks, target, error, ['LockBorder'],
);
console.log(`${indices / 3} -> ${result.length / 3} triangles, error ${reached.toExponential(2)}`);
writeFileSync(destination, Buffer.from(result.buffer, result.byteOffset, result.byteLength));
