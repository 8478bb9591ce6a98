/** A page that outlived its build: when Osler was updated underneath it, the parts that load later are gone. */

/** Whether the start page still names the script that runs here. */
export function stillServed(startPage: string, script: string): boolean {
  return startPage.includes(new URL(script).pathname);
}

/**
 * Loads the page anew when a part of it cannot be loaded because another build is served now; the session resumes by
 * itself. Any other failure (no connection, say) is left to whoever asked for the part.
 */
export function followRenewal(script: string): void {
  addEventListener("vite:preloadError", () => {
    fetch("/", { cache: "no-store" })
      .then((answer) => (answer.ok ? answer.text() : Promise.reject(new Error(answer.statusText))))
      .then((page) => stillServed(page, script) || location.reload())
      .catch(() => undefined);
  });
}
