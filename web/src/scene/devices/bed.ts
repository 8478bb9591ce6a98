import { Group, MathUtils, type Mesh, type Object3D } from "three";
import type { Model } from "../../assets/glb.ts";
import { node } from "../../assets/load.ts";
import { Batch } from "../build/batch.ts";
import type { LabelSheet } from "../build/labels.ts";
import { contact } from "../build/shade.ts";
import { at, plate } from "../build/solid.ts";
import type { Surfaces } from "../build/surfaces.ts";
import { BED } from "../layout.ts";
import { addCallButton } from "./call-button.ts";
import { addChart } from "./chart.ts";

/** The ward bed with what hangs on it; its backrest follows the patient's lie. */
export class Bed {
  readonly group = new Group();
  readonly anchor: Object3D;
  private readonly backrest: Object3D;
  private readonly wedge: Object3D;

  constructor(model: Model, surfaces: Surfaces, labels: LabelSheet) {
    this.group.name = "bed";
    this.group.position.set(BED.x, 0, BED.z);
    this.group.add(model.root);
    this.anchor = node(model.root, "patient_anchor");
    this.backrest = node(model.root, "backrest");
    model.root.traverse((part) => {
      const mesh = part as Mesh;
      if (mesh.isMesh) mesh.castShadow = mesh.receiveShadow = true;
    });
    this.group.add(buildHangings(surfaces, labels));
    this.wedge = buildWedge(surfaces);
    this.anchor.add(this.wedge);
    this.lie(0, 0);
  }

  /** Backrest and leg angles in degrees. */
  lie(backrest: number, legs: number): void {
    this.backrest.rotation.x = backrest * MathUtils.DEG2RAD;
    this.wedge.visible = legs > 1;
    this.wedge.scale.y = Math.max(0.02, Math.sin(legs * MathUtils.DEG2RAD) / Math.sin(28 * MathUtils.DEG2RAD));
  }
}

function buildHangings(surfaces: Surfaces, labels: LabelSheet): Group {
  const batch = new Batch();
  batch.add(contact(0.86, 1.86, 0.62, 0.26), "shade", null, at(0, 0.007, 0));
  batch.within(at(-0.16, 0.63, 1.075, [-4, 0, 0]), () => addChart(batch, labels));
  batch.within(at(0.46, 0.757, -0.1, [0, 8, 0]), () => addCallButton(batch));
  return batch.build("bed-hangings", surfaces);
}

/** Foam wedge that holds raised legs: it stands under the calves, highest towards the feet. */
function buildWedge(surfaces: Surfaces): Group {
  const batch = new Batch();
  const side: [number, number][] = [
    [0, 0],
    [0.78, 0],
    [0.78, 0.37],
    [0.66, 0.37],
  ];
  batch.add(plate(side, 0.56, 0.02), "fabric", 0xb9c9d6, at(0, 0, 0.12, [0, -90, 0]));
  return batch.build("leg-wedge", surfaces);
}
