/** The HTTP side of the wire: JSON under /api. Failures become `ApiProblem`, in words for a person. */
import type {
  ApiError,
  Card,
  Chart,
  Credit,
  DebriefView,
  Mode,
  Prebrief,
  SessionView,
  Ticket,
  WhatIfEdit,
  WhatIfProgress,
  WhatIfView,
} from "./wire.ts";

export type ProblemKind = "offline" | "not-found" | "refused" | "server";

export class ApiProblem extends Error {
  readonly kind: ProblemKind;

  constructor(kind: ProblemKind, message: string) {
    super(message);
    this.kind = kind;
  }
}

function kindOf(status: number): ProblemKind {
  if (status === 404) return "not-found";
  return status >= 500 ? "server" : "refused";
}

async function problemFrom(response: Response): Promise<ApiProblem> {
  const kind = kindOf(response.status);
  try {
    const body = (await response.json()) as Partial<ApiError>;
    return new ApiProblem(kind, body.detail ?? body.error ?? response.statusText);
  } catch {
    return new ApiProblem(kind, response.statusText || String(response.status));
  }
}

async function ask<T>(path: string, init: RequestInit = {}): Promise<T> {
  let response: Response;
  try {
    response = await fetch(`/api${path}`, { credentials: "same-origin", ...init });
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === "AbortError") throw cause;
    throw new ApiProblem("offline", "");
  }
  if (!response.ok) throw await problemFrom(response);
  return (await response.json()) as T;
}

function post<T>(path: string, body: unknown, signal?: AbortSignal): Promise<T> {
  return ask<T>(path, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
    signal: signal ?? null,
  });
}

const session = (id: string): string => `/sessions/${encodeURIComponent(id)}`;

export const api = {
  catalogue: (): Promise<Card[]> => ask("/catalogue"),
  prebrief: (id: string): Promise<Prebrief> => ask(`/scenarios/${encodeURIComponent(id)}`),
  start: (scenario: string, mode: Mode): Promise<SessionView> => post("/sessions", { scenario, mode }),
  session: (id: string): Promise<SessionView> => ask(session(id)),
  chart: (id: string): Promise<Chart> => ask(`${session(id)}/chart`),
  ticket: (id: string): Promise<Ticket> => post(`${session(id)}/ticket`, {}),
  debrief: (id: string): Promise<DebriefView> => ask(`${session(id)}/debrief`),
  whatIf: (id: string, edits: WhatIfEdit[], signal?: AbortSignal): Promise<WhatIfView> =>
    post(`${session(id)}/whatif`, { edits }, signal),
  /** How much of the what-if that is under way is done, 0 to 1; null when there is none. */
  whatIfShare: async (id: string): Promise<number | null> => (await ask<WhatIfProgress>(`${session(id)}/whatif`)).share,
  export: (id: string): Promise<object> => ask(`${session(id)}/export`),
  credits: (): Promise<Credit[]> => ask("/credits"),
};
