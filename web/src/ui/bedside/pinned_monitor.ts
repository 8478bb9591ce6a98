/** The monitor large on the page: the same drawing as at the bed. Its numbers are in "measured so far" for readers. */
import type { MonitorView, Waves } from "../../net/wire.ts";
import { MonitorPanel } from "../../signals/monitor.ts";
import { element, setText } from "../dom.ts";
import { words } from "../strings/index.ts";

const text = words.bedside;

export class PinnedMonitor {
  readonly node: HTMLElement;
  readonly #canvas = element("canvas", { class: "monitor-canvas", "aria-hidden": "true", dir: "ltr" });
  readonly #none = element("p", { class: "monitor-none" }, text.noMonitor);
  readonly #panel: MonitorPanel;
  readonly #sizes: ResizeObserver;
  #frame = 0;

  constructor() {
    this.#panel = new MonitorPanel(this.#canvas);
    this.node = element(
      "section",
      { class: "pinned", "aria-label": text.monitor, hidden: true },
      this.#canvas,
      this.#none,
    );
    this.#sizes = new ResizeObserver(() => this.#fit());
    this.#sizes.observe(this.#canvas);
  }

  get shown(): boolean {
    return !this.node.hidden;
  }

  show(shown: boolean): void {
    this.node.hidden = !shown;
    cancelAnimationFrame(this.#frame);
    if (shown) this.#draw();
  }

  setView(view: MonitorView): void {
    const dark = view.attached.length === 0;
    setText(this.#none, view.present ? text.darkMonitor : text.noMonitor);
    this.#none.hidden = view.present && !dark;
    this.#canvas.hidden = !view.present || dark;
    this.#panel.setView(view);
  }

  push(waves: Waves): void {
    this.#panel.push(waves);
  }

  dispose(): void {
    cancelAnimationFrame(this.#frame);
    this.#sizes.disconnect();
  }

  #fit(): void {
    const scale = Math.min(devicePixelRatio, 2);
    const { clientWidth, clientHeight } = this.#canvas;
    this.#canvas.width = Math.max(1, Math.round(clientWidth * scale));
    this.#canvas.height = Math.max(1, Math.round(clientHeight * scale));
  }

  #draw(): void {
    this.#panel.draw(performance.now());
    this.#frame = requestAnimationFrame(() => this.#draw());
  }
}
