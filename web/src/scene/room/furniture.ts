import { Group, type Mesh } from "three";
import type { Assets } from "../../assets/load.ts";
import { matte } from "../../assets/matte.ts";
import { Batch } from "../build/batch.ts";
import { contact } from "../build/shade.ts";
import { at } from "../build/solid.ts";
import type { Surfaces } from "../build/surfaces.ts";
import { FURNITURE } from "../layout.ts";

/** Loads what is behind the first view; a piece that cannot be loaded is simply not there. */
export async function furnish(assets: Assets, surfaces: Surfaces): Promise<Group> {
  const group = new Group();
  group.name = "furniture";
  const shades = new Batch();
  const pieces = await Promise.allSettled(FURNITURE.map(({ name }) => assets.model(name)));
  pieces.forEach((piece, i) => {
    if (piece.status === "rejected") return;
    const { x, z, turn } = FURNITURE[i];
    const place = at(x, 0, z, [0, turn, 0]);
    matte(piece.value.root);
    piece.value.root.applyMatrix4(place);
    piece.value.root.traverse((part) => {
      const mesh = part as Mesh;
      if (mesh.isMesh) mesh.castShadow = mesh.receiveShadow = true;
    });
    shades.within(place, () => shades.add(contact(0.45, 0.4, 0.36, 0.16), "shade", null, at(0, 0.006, 0)));
    group.add(piece.value.root);
  });
  group.add(shades.build("furniture-shade", surfaces));
  return group;
}
