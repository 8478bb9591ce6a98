// Compresses one GLB: quantised attributes, meshopt. Morph targets are stored dense: runs of zeros cost almost nothing
// under meshopt, and three.js misreads quantised sparse accessors. Usage: node pack.mjs in.glb out.glb
import { NodeIO } from '@gltf-transform/core';
import { EXTMeshoptCompression, EXTTextureWebP, KHRMeshQuantization } from '@gltf-transform/extensions';
import { dedup, prune, quantize, reorder } from '@gltf-transform/functions';
import { MeshoptDecoder, MeshoptEncoder } from 'meshoptimizer';

const [source, destination] = process.argv.slice(2);
await Promise.all([MeshoptDecoder.ready, MeshoptEncoder.ready]);
const io = new NodeIO()
  .registerExtensions([EXTMeshoptCompression, EXTTextureWebP, KHRMeshQuantization])
  .registerDependencies({ 'meshopt.decoder': MeshoptDecoder, 'meshopt.encoder': MeshoptEncoder });

const document = await io.read(source);
document.setLogger({ debug() {}, info() {}, warn: console.warn, error: console.error });
for (const accessor of document.getRoot().listAccessors()) accessor.setSparse(false);
await document.transform(
  dedup(),
  prune({ keepAttributes: true, keepLeaves: true, keepExtras: true, keepSolidTextures: true }),
  reorder({ encoder: MeshoptEncoder, target: 'size' }),
  quantize({
    quantizePosition: 14, quantizeNormal: 10, quantizeTexcoord: 12, quantizeColor: 8, quantizeWeight: 8,
    quantizationVolume: 'mesh', normalizeWeights: true,
  }),
);
document.createExtension(EXTMeshoptCompression)
  .setRequired(true)
  .setEncoderOptions({ method: EXTMeshoptCompression.EncoderMethod.FILTER });
document.getRoot().getAsset().generator = 'osler assets';
await io.write(destination, document);
