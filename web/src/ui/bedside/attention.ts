/** Whether anybody can see the page. A hidden page or a locked phone pauses at once. */

export function watchAttention(onHidden: () => void, onShown: () => void): () => void {
  let hidden = document.visibilityState === "hidden";
  const change = (): void => {
    const now = document.visibilityState === "hidden";
    if (now === hidden) return;
    hidden = now;
    if (now) onHidden();
    else onShown();
  };
  const leaving = (): void => {
    if (hidden) return;
    hidden = true;
    onHidden();
  };
  document.addEventListener("visibilitychange", change);
  addEventListener("pagehide", leaving);
  return () => {
    document.removeEventListener("visibilitychange", change);
    removeEventListener("pagehide", leaving);
  };
}
