import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Mesh, SkinnedMesh } from "three";
import { Vector3 } from "three";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { type Model, readGlb } from "./glb.ts";

const FOLDER = new URL("../../public/assets/", import.meta.url).pathname;

async function read(name: string): Promise<Model> {
  const bytes = readFileSync(join(FOLDER, name));
  return readGlb(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer);
}

/** A file of one node whose JSON is `json`, with the numbers of `floats` as its buffer. */
function glb(json: object, floats: readonly number[] = []): ArrayBuffer {
  const text = JSON.stringify(json).padEnd(Math.ceil(JSON.stringify(json).length / 4) * 4);
  const binary = new Uint8Array(new Float32Array(floats).buffer);
  const file = new Uint8Array(20 + text.length + 8 + binary.length);
  const view = new DataView(file.buffer);
  [0x46546c67, 2, file.length, text.length, 0x4e4f534a].forEach((value, i) => {
    view.setUint32(i * 4, value, true);
  });
  file.set(new TextEncoder().encode(text), 20);
  file.set(binary, 28 + text.length);
  return file.buffer;
}

const TRIANGLE = {
  scenes: [{ nodes: [0] }],
  nodes: [{ name: "leaf", mesh: 0, translation: [1, 2, 3] }],
  meshes: [{ name: "leaf", primitives: [{ attributes: { POSITION: 0 }, targets: [{ POSITION: 1 }] }] }],
  accessors: [
    { bufferView: 0, componentType: 5126, count: 3, type: "VEC3" },
    {
      componentType: 5126,
      count: 3,
      type: "VEC3",
      sparse: {
        count: 1,
        indices: { bufferView: 1, componentType: 5125 },
        values: { bufferView: 2 },
      },
    },
  ],
  bufferViews: [
    { byteOffset: 0, byteLength: 36 },
    { byteOffset: 36, byteLength: 4 },
    { byteOffset: 40, byteLength: 12 },
  ],
};
/** How far a morph moves a vertex at most, in metres. */
function farthest(mesh: SkinnedMesh, morph: string): number {
  const { skeleton, geometry, morphTargetDictionary } = mesh;
  const toMetres = skeleton.bones[0].matrixWorld.clone().multiply(skeleton.boneInverses[0]);
  const scale = new Vector3().setFromMatrixColumn(toMetres, 0).length();
  const offsets = geometry.morphAttributes.position![morphTargetDictionary![morph]];
  let best = 0;
  for (let i = 0; i < offsets.count; i++) {
    best = Math.max(best, scale * Math.hypot(offsets.getX(i), offsets.getY(i), offsets.getZ(i)));
  }
  return best;
}

const SECOND = new Float32Array(new Uint32Array([1]).buffer)[0]; // the bits of the index 1

beforeAll(() => {
  vi.stubGlobal("createImageBitmap", async () => ({ width: 4, height: 4 }));
});

describe("the reader of the ward's models", () => {
  it("places nodes, fills vertices and moves only the vertices that a sparse morph names", async () => {
    const { root } = await readGlb(glb(TRIANGLE, [0, 0, 0, 1, 0, 0, 0, 1, 0, SECOND, 0.5, 0.25, 0]));
    const mesh = root.children[0] as Mesh;
    expect(mesh.name).toBe("leaf");
    expect(mesh.position.toArray()).toEqual([1, 2, 3]);
    expect([...mesh.geometry.attributes.position.array]).toEqual([0, 0, 0, 1, 0, 0, 0, 1, 0]);
    expect([...mesh.geometry.morphAttributes.position![0].array]).toEqual([0, 0, 0, 0.5, 0.25, 0, 0, 0, 0]);
  });

  it("refuses what it does not know instead of drawing half of it", async () => {
    await expect(readGlb(new ArrayBuffer(40))).rejects.toThrow("not a binary glTF file");
    await expect(readGlb(glb({ ...TRIANGLE, extensionsRequired: ["KHR_draco"] }))).rejects.toThrow("KHR_draco");
    const lines = structuredClone(TRIANGLE) as typeof TRIANGLE & { meshes: [{ primitives: [{ mode?: number }] }] };
    lines.meshes[0].primitives[0].mode = 1;
    await expect(readGlb(glb(lines, new Array(13).fill(0)))).rejects.toThrow("mode 1");
  });

  it("reads every model of the ward", async () => {
    const names = readdirSync(FOLDER).filter((name) => name.endsWith(".glb"));
    expect(names.length).toBeGreaterThan(10);
    for (const name of names) {
      const { root } = await read(name);
      let triangles = 0;
      root.traverse((part) => {
        const { geometry } = part as Mesh;
        if (!geometry) return;
        triangles += geometry.index!.count / 3;
        const normal = new Vector3().fromBufferAttribute(geometry.attributes.normal, 0);
        expect(normal.length(), `${name} ${part.name}`).toBeCloseTo(1, 1);
      });
      expect(triangles, name).toBeGreaterThan(10);
    }
  });

  it("gives a patient a body of human size that its bones carry, a face that moves and a clip to sit up", async () => {
    const { root, clips } = await read("patient-female-54.glb");
    root.updateMatrixWorld(true);
    const skin = root.getObjectByName("skin") as SkinnedMesh;
    const low = new Vector3(9, 9, 9);
    const high = new Vector3(-9, -9, -9);
    for (let i = 0; i < skin.geometry.attributes.position.count; i++) {
      const point = skin.getVertexPosition(i, new Vector3()).applyMatrix4(skin.matrixWorld);
      low.min(point);
      high.max(point);
    }
    expect(high.z - low.z).toBeGreaterThan(1.5);
    expect(high.z - low.z).toBeLessThan(1.8);
    expect(low.y).toBeGreaterThan(-0.03);
    expect(farthest(skin, "eyesClosed")).toBeGreaterThan(0.008);
    expect(farthest(skin, "swellLips")).toBeGreaterThan(0.004);
    expect(farthest(skin, "compressChest")).toBeCloseTo(0.055, 2);
    expect(farthest(root.getObjectByName("gown") as SkinnedMesh, "compressChest")).toBeCloseTo(0.055, 2);
    expect(clips.map(({ name, seconds }) => [name, seconds])).toEqual([["recline", 61]]);
  });
});
