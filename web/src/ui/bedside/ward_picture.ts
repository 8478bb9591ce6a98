/** The drawn ward, loaded behind the curtain. Without WebGL the page works from the list alone. */

import type { SessionView } from "../../net/wire.ts";
import type { Ward } from "../../scene/index.ts";
import type { Store } from "../../state/store.ts";
import type { HeadsetLink } from "../../xr/link.ts";

export interface WardPicture {
  ward: Ward;
  stop(): void;
}

export interface WardPictureOptions {
  session: SessionView;
  store: Store;
  send(action: Record<string, unknown>, chosenOverS: number): void;
  onProgress(fraction: number, label: string): void;
  headset: HeadsetLink;
}

/** Loads three.js and the ward, then keeps it fed with the topics. Rejects when it cannot be drawn. */
export async function loadWard(canvas: HTMLCanvasElement, options: WardPictureOptions): Promise<WardPicture> {
  const { session, store } = options;
  const { createWard } = await import("../../scene/index.ts");
  const reducedMotion = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const timeOfDay = store.get("clock")?.time_of_day;
  const ward = await createWard(canvas, {
    body: session.body,
    allergyBand: session.allergy_band,
    send: options.send,
    onProgress: options.onProgress,
    headset: options.headset,
    reducedMotion,
    ...(timeOfDay === undefined ? {} : { timeOfDay }),
  });
  let lastCaption = store.captions.at(-1)?.id ?? 0;
  const stops = [
    store.subscribe("patient", (view) => ward.setPatient(view)),
    store.subscribe("monitor", (view) => ward.setMonitor(view)),
    store.subscribe("waves", (waves) => ward.pushWaves(waves)),
    store.subscribe("equipment", (view) => ward.setEquipment(view)),
    store.subscribe("hands", (views) => ward.setHands(views)),
    store.subscribe("outline", (outline) => ward.setOutline(outline.items)),
    store.subscribe("clock", (clock) => {
      ward.setPhase(clock.phase);
      ward.setTimeOfDay(clock.time_of_day);
    }),
    store.subscribe("captions", (captions) => {
      for (const caption of captions) if (caption.id > lastCaption) ward.caption(caption);
      lastCaption = Math.max(lastCaption, captions.at(-1)?.id ?? 0);
    }),
  ];
  const sizes = new ResizeObserver(() => ward.resize());
  sizes.observe(canvas);
  return {
    ward,
    stop: () => {
      for (const stop of stops) stop();
      sizes.disconnect();
      ward.dispose();
    },
  };
}
