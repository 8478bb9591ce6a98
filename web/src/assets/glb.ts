/**
 * Reads the ward's own models: binary glTF 2.0 with one embedded buffer, quantised or sparse accessors, WebP textures,
 * skins, morph targets of positions, and linear clips. What else glTF allows is refused by name, never half drawn.
 */
import {
  Bone,
  BufferAttribute,
  BufferGeometry,
  DoubleSide,
  FrontSide,
  Group,
  LinearSRGBColorSpace,
  type Material,
  Matrix4,
  Mesh,
  MeshStandardMaterial,
  Object3D,
  RepeatWrapping,
  Skeleton,
  SkinnedMesh,
  SRGBColorSpace,
  Texture,
} from "three";
import type { Clip, Track } from "./clip.ts";
import type { Animation, Gltf, NodeEntry, Primitive } from "./gltf.ts";

export interface Model {
  root: Group;
  clips: Clip[];
}

type Numbers = Int8Array | Uint8Array | Int16Array | Uint16Array | Uint32Array | Float32Array;

const MAGIC = 0x46546c67; // "glTF"
const ARRAYS: Record<number, { new (length: number): Numbers; new (buffer: ArrayBuffer): Numbers }> = {
  5120: Int8Array,
  5121: Uint8Array,
  5122: Int16Array,
  5123: Uint16Array,
  5125: Uint32Array,
  5126: Float32Array,
};
const WIDTH: Record<string, number> = { SCALAR: 1, VEC2: 2, VEC3: 3, VEC4: 4, MAT4: 16 };
const KNOWN = ["EXT_texture_webp", "KHR_mesh_quantization"];
const NAMES: Record<string, string> = {
  POSITION: "position",
  NORMAL: "normal",
  TEXCOORD_0: "uv",
  TEXCOORD_1: "uv1",
  COLOR_0: "color",
  JOINTS_0: "skinIndex",
  WEIGHTS_0: "skinWeight",
};
/** The number of morph targets is compiled into a program: in steps, most meshes share theirs. */
const MORPH_STEP = 12;
const PATHS: Record<string, Track["path"]> = { rotation: "quaternion", translation: "position" };

/** Reads one .glb file. Rejects with an Error that names what this reader does not know. */
export async function readGlb(file: ArrayBuffer): Promise<Model> {
  const reader = new Reader(file);
  await reader.decodeTextures();
  return reader.model();
}

class Reader {
  private readonly json: Gltf;
  private readonly binary: number;
  private readonly textures = new Map<number, Texture>();
  private readonly materials = new Map<string, Material>();
  private readonly geometries = new Map<Primitive, BufferGeometry>();
  private readonly objects: Object3D[] = [];

  constructor(private readonly file: ArrayBuffer) {
    const view = new DataView(file);
    if (view.byteLength < 20 || view.getUint32(0, true) !== MAGIC) throw new Error("not a binary glTF file");
    const length = view.getUint32(12, true);
    this.json = JSON.parse(new TextDecoder().decode(new Uint8Array(file, 20, length))) as Gltf;
    this.binary = 20 + length + 8;
    const unknown = this.json.extensionsRequired?.find((name) => !KNOWN.includes(name));
    if (unknown) throw new Error(`needs the extension ${unknown}`);
  }

  async decodeTextures(): Promise<void> {
    const { textures = [], images = [], bufferViews } = this.json;
    const decoded = textures.map(async ({ extensions }, index) => {
      const image = images[extensions?.EXT_texture_webp?.source ?? -1];
      if (!image) throw new Error(`texture ${index} is not WebP`);
      const { byteOffset = 0, byteLength } = bufferViews[image.bufferView];
      const bytes = new Uint8Array(this.file, this.binary + byteOffset, byteLength);
      const bitmap = await createImageBitmap(new Blob([bytes], { type: image.mimeType }), {
        premultiplyAlpha: "none",
        colorSpaceConversion: "none",
      });
      const texture = new Texture(bitmap);
      texture.flipY = false;
      texture.colorSpace = SRGBColorSpace;
      texture.wrapS = texture.wrapT = RepeatWrapping;
      texture.needsUpdate = true;
      this.textures.set(index, texture);
    });
    await Promise.all(decoded);
  }

  model(): Model {
    const { nodes, scenes, animations = [] } = this.json;
    const joints = new Set(this.json.skins?.flatMap((skin) => skin.joints));
    nodes.forEach((node, i) => {
      this.objects.push(joints.has(i) ? placed(new Bone(), node) : this.object(node));
    });
    nodes.forEach(({ children = [] }, i) => {
      for (const child of children) this.objects[i].add(this.objects[child]);
    });
    const root = new Group();
    for (const index of scenes[0].nodes) root.add(this.objects[index]);
    root.updateMatrixWorld(true);
    nodes.forEach((node, i) => {
      if (node.skin !== undefined) this.bind(this.objects[i], node.skin);
    });
    return { root, clips: animations.map((animation) => this.clip(animation)) };
  }

  private object(node: NodeEntry): Object3D {
    if (node.mesh === undefined) return placed(new Object3D(), node);
    const { primitives, extras } = this.json.meshes[node.mesh];
    const meshes = primitives.map((primitive) => {
      const skinned = node.skin !== undefined;
      const geometry = this.geometry(primitive);
      const mesh = new (skinned ? SkinnedMesh : Mesh)(geometry, this.material(primitive));
      mesh.updateMorphTargets();
      const names = extras?.targetNames ?? [];
      if (mesh.morphTargetInfluences) {
        mesh.morphTargetDictionary = Object.fromEntries(names.map((name, i) => [name, i]));
      }
      mesh.name = node.name ?? "";
      return mesh;
    });
    return placed(meshes.length === 1 ? meshes[0] : new Group().add(...meshes), node);
  }

  private bind(object: Object3D, skin: number): void {
    const { joints, inverseBindMatrices } = this.json.skins![skin];
    const matrices = this.numbers(inverseBindMatrices);
    const skeleton = new Skeleton(
      joints.map((joint) => this.objects[joint] as Bone),
      joints.map((_, i) => new Matrix4().fromArray(matrices, i * 16)),
    );
    object.traverse((part) => {
      const mesh = part as SkinnedMesh;
      if (mesh.isSkinnedMesh) mesh.bind(skeleton, new Matrix4());
    });
  }

  private geometry(primitive: Primitive): BufferGeometry {
    const known = this.geometries.get(primitive);
    if (known) return known;
    if ((primitive.mode ?? 4) !== 4) throw new Error(`draws with mode ${primitive.mode}`);
    const geometry = new BufferGeometry();
    for (const [semantic, index] of Object.entries(primitive.attributes)) {
      const name = NAMES[semantic];
      if (!name) throw new Error(`has the vertex attribute ${semantic}`);
      geometry.setAttribute(name, this.attribute(index));
    }
    if (primitive.indices !== undefined) geometry.setIndex(this.attribute(primitive.indices));
    if (primitive.targets) {
      const targets = primitive.targets.map((target) => this.attribute(target.POSITION));
      const still = new BufferAttribute(new Float32Array(targets[0].count * 3), 3);
      while (targets.length % MORPH_STEP > 0) targets.push(still);
      geometry.morphAttributes.position = targets;
      geometry.morphTargetsRelative = true;
    }
    this.geometries.set(primitive, geometry);
    return geometry;
  }

  private material({ material: index, attributes }: Primitive): Material {
    const coloured = attributes.COLOR_0 !== undefined;
    const key = `${index} ${coloured}`;
    const known = this.materials.get(key);
    if (known) return known;
    const entry = this.json.materials?.[index ?? -1] ?? {};
    const { baseColorFactor, baseColorTexture, roughnessFactor, metallicFactor } = entry.pbrMetallicRoughness ?? {};
    const [r, g, b, alpha] = baseColorFactor ?? [1, 1, 1, 1];
    const blended = entry.alphaMode === "BLEND";
    const material = new MeshStandardMaterial({
      map: (baseColorTexture && this.textures.get(baseColorTexture.index)) ?? null,
      roughness: roughnessFactor ?? 1,
      metalness: metallicFactor ?? 1,
      side: entry.doubleSided ? DoubleSide : FrontSide,
      vertexColors: coloured,
      opacity: alpha,
      transparent: blended,
      depthWrite: !blended,
      alphaTest: entry.alphaMode === "MASK" ? (entry.alphaCutoff ?? 0.5) : 0,
    });
    material.name = entry.name ?? "";
    material.color.setRGB(r, g, b, LinearSRGBColorSpace);
    this.materials.set(key, material);
    return material;
  }

  private clip({ name, samplers, channels }: Animation): Clip {
    const tracks = channels.map(({ sampler, target }): Track => {
      const { input, output, interpolation = "LINEAR" } = samplers[sampler];
      const path = PATHS[target.path];
      if (!path || interpolation !== "LINEAR") throw new Error(`clip ${name} moves ${target.path} by ${interpolation}`);
      const node = this.objects[target.node];
      return { node, path, times: this.floats(input), values: this.floats(output) };
    });
    return { name, seconds: Math.max(...tracks.map((track) => track.times[track.times.length - 1])), tracks };
  }

  /** Three-component vectors become floats, since padding and morphing are simpler so; the rest stays as stored. */
  private attribute(index: number): BufferAttribute {
    const { type, normalized = false } = this.json.accessors[index];
    if (type === "VEC3") return new BufferAttribute(this.floats(index), 3);
    return new BufferAttribute(this.numbers(index), WIDTH[type], normalized);
  }

  private floats(index: number): Float32Array {
    const { normalized } = this.json.accessors[index];
    const stored = this.numbers(index);
    if (!normalized) return Float32Array.from(stored);
    const signed = stored instanceof Int8Array || stored instanceof Int16Array;
    const unit = 2 ** (stored.BYTES_PER_ELEMENT * 8 - (signed ? 1 : 0)) - 1;
    return Float32Array.from(stored, (value) => Math.max(-1, value / unit));
  }

  /** The numbers of an accessor, tightly packed. */
  private numbers(index: number): Numbers {
    const { bufferView, byteOffset = 0, componentType, count, type, sparse } = this.json.accessors[index];
    const width = WIDTH[type];
    const numbers =
      bufferView === undefined
        ? new ARRAYS[componentType](count * width)
        : this.packed(bufferView, byteOffset, componentType, count, width);
    if (sparse) {
      const { indices, values } = sparse;
      const at = this.packed(indices.bufferView, indices.byteOffset ?? 0, indices.componentType, sparse.count, 1);
      const changed = this.packed(values.bufferView, values.byteOffset ?? 0, componentType, sparse.count, width);
      for (let i = 0; i < sparse.count; i++) numbers.set(changed.subarray(i * width, (i + 1) * width), at[i] * width);
    }
    return numbers;
  }

  private packed(view: number, offset: number, componentType: number, count: number, width: number): Numbers {
    const { byteOffset = 0, byteStride } = this.json.bufferViews[view];
    const Kind = ARRAYS[componentType];
    const start = this.binary + byteOffset + offset;
    const size = width * new Kind(0).BYTES_PER_ELEMENT;
    if (!byteStride || byteStride === size) return new Kind(this.file.slice(start, start + count * size));
    const bytes = new Uint8Array(count * size);
    for (let i = 0; i < count; i++) bytes.set(new Uint8Array(this.file, start + i * byteStride, size), i * size);
    return new Kind(bytes.buffer);
  }
}

function placed<T extends Object3D>(object: T, { name = "", translation, rotation, scale }: NodeEntry): T {
  object.name = name;
  if (translation) object.position.fromArray(translation);
  if (rotation) object.quaternion.fromArray(rotation);
  if (scale) object.scale.fromArray(scale);
  return object;
}
