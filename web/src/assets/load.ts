import type { Object3D } from "three";
import type { Clip } from "./clip.ts";
import { type Model, readGlb } from "./glb.ts";

export type Progress = (fraction: number, label: string) => void;

/** A model could not be fetched or read. The message names it. */
export class AssetError extends Error {
  constructor(name: string, cause: unknown) {
    super(`The model ${name} could not be loaded.`, { cause });
  }
}

/** Loads models from our own origin; nothing is ever asked of another host. */
export class Assets {
  private readonly fractions = new Map<string, number>();

  constructor(
    private readonly total: number,
    private readonly progress: Progress = () => {},
  ) {}

  async model(name: string, label = ""): Promise<Model> {
    try {
      const response = await fetch(`${import.meta.env.BASE_URL}assets/${name}.glb`);
      if (!response.ok || !response.body) throw new Error(`the server answered ${response.status}`);
      const file = await received(response.body, (fraction) => this.report(name, fraction, label));
      return await readGlb(file);
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

/** The whole body. A compressed answer does not say how long it will be; the file's own header does, at byte 8. */
async function received(body: ReadableStream<Uint8Array>, report: (fraction: number) => void): Promise<ArrayBuffer> {
  const parts: Uint8Array[] = [];
  let length = 0;
  const reader = body.getReader();
  for (let read = await reader.read(); !read.done; read = await reader.read()) {
    parts.push(read.value);
    length += read.value.byteLength;
    const head = parts[0];
    const whole = head.byteLength >= 12 ? new DataView(head.buffer, head.byteOffset).getUint32(8, true) : 0;
    report(whole > 0 ? Math.min(1, length / whole) : 0);
  }
  const file = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    file.set(part, at);
    at += part.byteLength;
  }
  return file.buffer;
}

/** The named node below `root`; an asset without it is an error that names both. */
export function node(root: Object3D, name: string): Object3D {
  const found = root.getObjectByName(name);
  if (!found) throw new AssetError(`${root.name || "model"}: node ${name}`, null);
  return found;
}

/** The named clip; an asset without it is an error that names both. */
export function clipOf({ root, clips }: Model, name: string): Clip {
  const found = clips.find((clip) => clip.name === name);
  if (!found) throw new AssetError(`${root.children[0]?.name || "model"}: clip ${name}`, null);
  return found;
}
