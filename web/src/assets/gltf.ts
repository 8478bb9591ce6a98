/** The part of the glTF 2.0 schema that the ward's models use. */

export interface Accessor {
  bufferView?: number;
  byteOffset?: number;
  componentType: number;
  count: number;
  type: string;
  normalized?: boolean;
  sparse?: {
    count: number;
    indices: { bufferView: number; byteOffset?: number; componentType: number };
    values: { bufferView: number; byteOffset?: number };
  };
}
export interface Primitive {
  attributes: Record<string, number>;
  indices?: number;
  material?: number;
  mode?: number;
  targets?: Record<string, number>[];
}
export interface NodeEntry {
  name?: string;
  mesh?: number;
  skin?: number;
  children?: number[];
  translation?: [number, number, number];
  rotation?: [number, number, number, number];
  scale?: [number, number, number];
}
export interface MaterialEntry {
  name?: string;
  doubleSided?: boolean;
  alphaMode?: "OPAQUE" | "MASK" | "BLEND";
  alphaCutoff?: number;
  pbrMetallicRoughness?: {
    baseColorFactor?: [number, number, number, number];
    baseColorTexture?: { index: number };
    roughnessFactor?: number;
    metallicFactor?: number;
  };
}
export interface Animation {
  name: string;
  samplers: { input: number; output: number; interpolation?: string }[];
  channels: { sampler: number; target: { node: number; path: string } }[];
}
/** The document in the JSON chunk. */
export interface Gltf {
  extensionsRequired?: string[];
  accessors: Accessor[];
  bufferViews: { byteOffset?: number; byteLength: number; byteStride?: number }[];
  nodes: NodeEntry[];
  scenes: { nodes: number[] }[];
  meshes: { name: string; primitives: Primitive[]; extras?: { targetNames?: string[] } }[];
  materials?: MaterialEntry[];
  textures?: { extensions?: { EXT_texture_webp?: { source: number } } }[];
  images?: { bufferView: number; mimeType: string }[];
  skins?: { joints: number[]; inverseBindMatrices: number }[];
  animations?: Animation[];
}
