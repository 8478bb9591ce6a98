import { type Bone, type Object3D, Vector3 } from "three";

/** Keeps where every bone is before any of them moves, in the axes of the bed that the body lies in. */
export function rememberRest(root: Object3D): void {
  root.updateMatrixWorld(true);
  root.traverse((part) => {
    if ((part as Bone).isBone) part.userData.rest = new Vector3().setFromMatrixPosition(part.matrixWorld);
  });
}

/** Where a bone was then. */
export function restPosition(bone: Object3D): Vector3 {
  const kept = bone.userData.rest as Vector3 | undefined;
  if (!kept) throw new Error(`${bone.name} has no rest position`);
  return kept.clone();
}
