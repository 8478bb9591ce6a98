// Writes one GLB as the client's own reader takes it: quantised attributes, tightly packed, morph targets sparse where
// that is shorter. The build compresses the whole file for the wire. Usage: node pack.mjs in.glb out.glb
import { NodeIO, VertexLayout } from '@gltf-transform/core';
import { EXTMeshoptCompression, EXTTextureWebP, KHRMeshQuantization } from '@gltf-transform/extensions';
import { dedup, prune, quantize, reorder } from '@gltf-transform/functions';
import { MeshoptDecoder, MeshoptEncoder } from 'meshoptimizer';

const SPARSE_BELOW = 0.5; // share of vertices that move

const [source, destination] = process.argv.slice(2);
await Promise.all([MeshoptDecoder.ready, MeshoptEncoder.ready]);
const io = new NodeIO()
  .registerExtensions([EXTMeshoptCompression, EXTTextureWebP, KHRMeshQuantization])
  .registerDependencies({ 'meshopt.decoder': MeshoptDecoder })
  .setVertexLayout(VertexLayout.SEPARATE);

const document = await io.read(source);
document.setLogger({ debug() {}, info() {}, warn: console.warn, error: console.error });
for (const accessor of document.getRoot().listAccessors()) accessor.setSparse(false);
document.getRoot().listExtensionsUsed().find((used) => used.extensionName === 'EXT_meshopt_compression')?.dispose();
await document.transform(
  dedup(),
  prune({ keepAttributes: true, keepLeaves: true, keepExtras: true, keepSolidTextures: true }),
  reorder({ encoder: MeshoptEncoder, target: 'size' }),
  quantize({
    quantizePosition: 14, quantizeNormal: 8, quantizeTexcoord: 12, quantizeColor: 8, quantizeWeight: 8,
    quantizationVolume: 'mesh', normalizeWeights: true,
  }),
);
for (const mesh of document.getRoot().listMeshes()) {
  for (const target of mesh.listPrimitives().flatMap((primitive) => primitive.listTargets())) {
    for (const accessor of target.listAttributes()) accessor.setSparse(moving(accessor) < SPARSE_BELOW);
  }
}
document.getRoot().getAsset().generator = 'osler assets';
await io.write(destination, document);

function moving(accessor) {
  const numbers = accessor.getArray();
  let moved = 0;
  for (let i = 0; i < numbers.length; i += 3) if (numbers[i] || numbers[i + 1] || numbers[i + 2]) moved++;
  return moved / accessor.getCount();
}
