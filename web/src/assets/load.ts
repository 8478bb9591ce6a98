import { type AnimationClip, type Group, LoadingManager, type Object3D } from "three";
import { MeshoptDecoder } from "three/examples/jsm/libs/meshopt_decoder.module.js";
import { GLTFLoader } from "three/examples/jsm/loaders/GLTFLoader.js";

export interface Model {
  root: Group;
  clips: AnimationClip[];
}

export type Progress = (fraction: number, label: string) => void;

/** A model could not be fetched or read. The message names it. */
export class AssetError extends Error {
  constructor(name: string, cause: unknown) {
    super(`The model ${name} could not be loaded.`, { cause });
  }
}

/** Loads models from our own origin; nothing is ever asked of another host. */
export class Assets {
  private readonly loader: GLTFLoader;
  private readonly fractions = new Map<string, number>();

  constructor(
    private readonly total: number,
    private readonly progress: Progress = () => {},
  ) {
    this.loader = new GLTFLoader(new LoadingManager()).setMeshoptDecoder(MeshoptDecoder);
  }

  async model(name: string, label: string): Promise<Model> {
    try {
      const url = `${import.meta.env.BASE_URL}assets/${name}.glb`;
      const gltf = await this.loader.loadAsync(url, (event) => {
        this.report(name, event.lengthComputable ? event.loaded / event.total : 0.5, label);
      });
      this.report(name, 1, label);
      return { root: gltf.scene, clips: gltf.animations };
    } catch (problem) {
      throw new AssetError(name, problem);
    }
  }

  private report(name: string, fraction: number, label: string): void {
    this.fractions.set(name, fraction);
    let sum = 0;
    for (const value of this.fractions.values()) sum += value;
    this.progress(Math.min(1, sum / this.total), label);
  }
}

/** The named node below `root`; an asset without it is an error that names both. */
export function node(root: Object3D, name: string): Object3D {
  const found = root.getObjectByName(name);
  if (!found) throw new AssetError(`${root.name || "model"}: node ${name}`, null);
  return found;
}
