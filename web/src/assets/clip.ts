import { type Object3D, Quaternion, Vector3 } from "three";

/** One property of one node over time; `times` in seconds ascend, `values` are quaternions xyzw or metres xyz. */
export interface Track {
  node: Object3D;
  path: "quaternion" | "position";
  times: Float32Array;
  values: Float32Array;
}

export interface Clip {
  name: string;
  seconds: number;
  tracks: Track[];
}

/** A clip and how much of it is seen. Weights that do not add up to 1 are taken as shares of their sum. */
export interface Layer {
  clip: Clip;
  time: number;
  weight: number;
}

const turn = new Quaternion();
const next = new Quaternion();
const place = new Vector3();
const goal = new Vector3();

/** Poses nodes by one clip or a blend of several. A node that a clip leaves alone counts with its rest pose. */
export class Blend {
  private readonly rest: { node: Object3D; quaternion: Quaternion; position: Vector3 }[];

  constructor(clips: readonly Clip[]) {
    const nodes = new Set(clips.flatMap((clip) => clip.tracks.map((track) => track.node)));
    this.rest = [...nodes].map((node) => ({
      node,
      quaternion: node.quaternion.clone(),
      position: node.position.clone(),
    }));
  }

  pose(layers: readonly Layer[]): void {
    for (const { node, quaternion, position } of this.rest) {
      let total = 0;
      for (const { clip, time, weight } of layers) {
        if (weight <= 0) continue;
        total += weight;
        turn.copy(quaternion);
        place.copy(position);
        for (const track of clip.tracks) if (track.node === node) sample(track, time);
        node.quaternion.slerp(turn, weight / total);
        node.position.lerp(place, weight / total);
      }
    }
  }
}

/** Writes the track's value into `turn` or `place`; before the first and after the last key it holds still. */
function sample({ path, times, values }: Track, time: number): void {
  let key = 0;
  while (key < times.length - 2 && times[key + 1] <= time) key++;
  const span = times[key + 1] - times[key];
  const share = times.length > 1 ? Math.min(1, Math.max(0, (time - times[key]) / span)) : 0;
  const last = Math.min(key + 1, times.length - 1);
  if (path === "quaternion") {
    turn.fromArray(values, key * 4).slerp(next.fromArray(values, last * 4), share);
  } else {
    place.fromArray(values, key * 3).lerp(goal.fromArray(values, last * 3), share);
  }
}
