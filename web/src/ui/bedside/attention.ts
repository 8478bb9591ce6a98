/** Whether anybody can see the page. A hidden page or a locked phone pauses at once. */
import type { Phase } from "../../net/wire.ts";
import type { Store } from "../../state/store.ts";

/** Only at the running bedside: when the page is put away, or the bedside is come back to while nobody looks. */
export function watchAttention(store: Store, arrivedIn: Phase, onUnseen: () => void, onSeen: () => void): () => void {
  let hidden = document.visibilityState === "hidden";
  let phase = arrivedIn;
  const setHidden = (now: boolean): void => {
    if (now === hidden) return;
    hidden = now;
    if (phase !== "running") return;
    if (hidden) onUnseen();
    else onSeen();
  };
  const change = (): void => setHidden(document.visibilityState === "hidden");
  const leaving = (): void => setHidden(true);
  const unfollow = store.subscribe("clock", (clock) => {
    const began = phase !== "running" && clock.phase === "running";
    phase = clock.phase;
    if (began && hidden) onUnseen();
  });
  document.addEventListener("visibilitychange", change);
  addEventListener("pagehide", leaving);
  return () => {
    unfollow();
    document.removeEventListener("visibilitychange", change);
    removeEventListener("pagehide", leaving);
  };
}
