/** Pages by address. A page returns how to leave it. */

export type Leave = () => void;
export type Route =
  | { page: "catalogue" }
  | { page: "prebrief"; scenario: string }
  | { page: "bedside"; session: string }
  | { page: "debrief"; session: string }
  | { page: "credits" }
  | { page: "nowhere" };

export function routeOf(path: string): Route {
  const parts = path.split("/").filter(Boolean).map(decodeURIComponent);
  const [first, second, third] = parts;
  if (parts.length === 0) return { page: "catalogue" };
  if (first === "credits" && parts.length === 1) return { page: "credits" };
  if (first === "s" && second && parts.length === 2) return { page: "prebrief", scenario: second };
  if (first === "session" && second && parts.length === 2) return { page: "bedside", session: second };
  if (first === "session" && second && third === "debrief" && parts.length === 3)
    return { page: "debrief", session: second };
  return { page: "nowhere" };
}

export const paths = {
  catalogue: "/",
  credits: "/credits",
  prebrief: (scenario: string): string => `/s/${encodeURIComponent(scenario)}`,
  bedside: (session: string): string => `/session/${encodeURIComponent(session)}`,
  debrief: (session: string): string => `/session/${encodeURIComponent(session)}/debrief`,
};

/** Goes to an address of this app without loading the page again. */
export function go(path: string, options: { replace?: boolean; state?: unknown } = {}): void {
  if (options.replace) history.replaceState(options.state ?? null, "", path);
  else history.pushState(options.state ?? null, "", path);
  dispatchEvent(new Event("osler:route"));
}

/** Lets plain links stay inside the app; modified clicks and other origins are the browser's. */
export function followLinks(): void {
  document.addEventListener("click", (event) => {
    if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey) return;
    const link = (event.target as Element | null)?.closest("a");
    if (!link || link.target || link.hasAttribute("download") || link.origin !== location.origin) return;
    if (link.hash || link.pathname.startsWith("/api/")) return;
    event.preventDefault();
    go(link.pathname);
  });
}
