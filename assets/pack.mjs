// Writes one GLB as the client's own reader takes it: quantised attributes, tightly packed, morph targets sparse where
// that is shorter. The build compresses the whole file for the wire. Usage: node pack.mjs in.glb out.glb
import { NodeIO, VertexLayout } from '@gltf-transform/core';
import { EXTTextureWebP, KHRMeshQuantization } from '@gltf-transform/extensions';
import { dedup, prune, quantize, reorder } from '@gltf-transform/functions';
import { MeshoptEncoder } from 'meshoptimizer';
import { readFileSync, writeFileSync } from 'node:fs';

const SPARSE_BELOW = 0.5; // share of vertices that move

const [source, destination] = process.argv.slice(2);
await MeshoptEncoder.ready;
const io = new NodeIO()
  .registerExtensions([EXTTextureWebP, KHRMeshQuantization])
  .setVertexLayout(VertexLayout.SEPARATE);

const document = await io.read(source);
document.setLogger({ debug() {}, info() {}, warn: console.warn, error: console.error });
for (const accessor of document.getRoot().listAccessors()) accessor.setSparse(false);
await document.transform(
  dedup(),
  prune({ keepAttributes: true, keepLeaves: true, keepExtras: true, keepSolidTextures: true }),
  reorder({ encoder: MeshoptEncoder, target: 'size' }),
  quantize({
    quantizePosition: 14, quantizeNormal: 8, quantizeTexcoord: 12, quantizeColor: 8, quantizeWeight: 8,
    quantizationVolume: 'mesh', normalizeWeights: true,
  }),
);
const sparse = new Set();
for (const mesh of document.getRoot().listMeshes()) {
  for (const target of mesh.listPrimitives().flatMap((primitive) => primitive.listTargets())) {
    for (const accessor of target.listAttributes()) if (moving(accessor) < SPARSE_BELOW) sparse.add(accessor);
  }
}
// The library writes sparse values as the fractions that normalised integers stand for, which as integers are all 0.
// So they are handed over as plain integers, and named normalised again in the finished file.
for (const accessor of sparse) accessor.setSparse(true).setNormalized(false);
document.getRoot().getAsset().generator = 'osler assets';
await io.write(destination, document);
renormalise(destination);

function moving(accessor) {
  const numbers = accessor.getArray();
  let moved = 0;
  for (let i = 0; i < numbers.length; i += 3) if (numbers[i] || numbers[i + 1] || numbers[i + 2]) moved++;
  return moved / accessor.getCount();
}

function renormalise(path) {
  const file = readFileSync(path);
  const length = file.readUInt32LE(12);
  const json = JSON.parse(file.subarray(20, 20 + length).toString());
  for (const accessor of json.accessors) if (accessor.sparse) accessor.normalized = true;
  const text = JSON.stringify(json);
  const chunk = Buffer.from(text.padEnd(Math.ceil(text.length / 4) * 4));
  const rest = file.subarray(20 + length);
  const head = Buffer.from(file.subarray(0, 20));
  head.writeUInt32LE(20 + chunk.length + rest.length, 8);
  head.writeUInt32LE(chunk.length, 12);
  writeFileSync(path, Buffer.concat([head, chunk, rest]));
}
