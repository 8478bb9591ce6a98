import type { Standpoint, View } from "../input/view.ts";
import type { Compressing } from "./compressing.ts";
import type { Patient } from "./people/patient.ts";

/** Where the learner stands: where they asked to, or where what happens to the patient puts them. */
export class Standing {
  private at: Standpoint = "outside";
  private bent = false;

  constructor(
    private readonly view: View,
    private readonly patient: Patient,
    private readonly compressing: Compressing,
  ) {}

  /** Between the own arms, on the chest. */
  get overChest(): boolean {
    return this.at === "chest";
  }

  go(standpoint: Standpoint, cut = false): void {
    this.at = standpoint;
    this.view.go(standpoint, cut);
  }

  /** Once a frame. */
  follow(): void {
    this.bendOver();
    this.stepBack();
  }

  /** Who begins to press stands over the chest, and looks from elsewhere only when asked to. */
  private bendOver(): void {
    const presses = this.compressing.by === "self";
    if (presses === this.bent) return;
    this.bent = presses;
    this.patient.breastbone(this.view.chest);
    if (presses) this.go("chest");
    else if (this.at === "chest") this.go("bedside");
  }

  /** Whoever falls at one's feet cannot be seen from the bedside: one steps back, and later forward again. */
  private stepBack(): void {
    const onFloor = this.patient.lie.fallen > 0;
    if (onFloor && this.at === "bedside") this.go("floor");
    if (!onFloor && this.at === "floor") this.go("bedside");
  }
}
