import { type Mesh, MeshLambertMaterial, type MeshStandardMaterial, type Object3D } from "three";

/**
 * Cloth, wood and paint do not shine: their models get the cheapest lit material. Materials that differ only in what
 * does not change the shader share one program, which is what starting up costs. `keep` names meshes left as they are.
 */
export function matte(root: Object3D, keep: readonly string[] = []): void {
  const made = new Map<MeshStandardMaterial, MeshLambertMaterial>();
  root.traverse((part) => {
    const mesh = part as Mesh;
    if (!mesh.isMesh || keep.includes(mesh.name)) return;
    const old = mesh.material as MeshStandardMaterial;
    if (!old.isMeshStandardMaterial) return;
    const known = made.get(old) ?? lambertOf(old);
    made.set(old, known);
    mesh.material = known;
  });
  for (const old of made.keys()) old.dispose();
}

function lambertOf(old: MeshStandardMaterial): MeshLambertMaterial {
  const { name, color, map, vertexColors, side, alphaTest, transparent, opacity, depthWrite } = old;
  return new MeshLambertMaterial({ name, color, map, vertexColors, side, alphaTest, transparent, opacity, depthWrite });
}
