/** The bedside page: fetches the session, joins it, and lays the ward, the outline and the overlays together. */
import "../../styles/bedside.css";
import "../../styles/measured.css";
import "../../styles/bedside_panels.css";
import "../../styles/rail.css";
import "../../styles/overlays.css";
import "../../styles/dialogs.css";
import "../../styles/pictures.css";
import "../../styles/bedside_narrow.css";
import "../../styles/overlays_narrow.css";
import { api } from "../../net/api.ts";
import { LiveSocket } from "../../net/socket.ts";
import type { SessionView } from "../../net/wire.ts";
import type { ScreenPoint } from "../../scene/types.ts";
import { Store } from "../../state/store.ts";
import type { PressableRow } from "../../xr/link.ts";
import { element } from "../dom.ts";
import { problemCard, root, setTitle } from "../page.ts";
import type { Arrival } from "../prebrief.ts";
import { go, type Leave, paths } from "../router.ts";
import { words } from "../strings/index.ts";
import { watchAttention } from "./attention.ts";
import { Layout } from "./layout.ts";
import { PhaseScreens } from "./phases.ts";
import { Work } from "./work.ts";

/** Read-only facts for tests that drive the page; nothing in here changes anything. */
interface Facts {
  readonly frames: number;
  readonly ward: { triangles: number; calls: number } | null;
  readonly phase: string;
  readonly mode: string;
  /** What can be pressed in the headset, and where; null while it is not worn. */
  readonly headset: PressableRow[] | null;
  /** Where a place of the ward is drawn, in CSS pixels of the canvas; null when it is out of view or not drawn. */
  place(name: string): ScreenPoint | null;
}

export async function showBedside(id: string): Promise<Leave> {
  const waiting = element(
    "main",
    { class: "bedside-wait" },
    element("p", { class: "loading", role: "status" }, words.bedside.connecting),
  );
  root().replaceChildren(waiting);
  const arrival = history.state as Arrival | null;
  history.replaceState(null, ""); // opening by itself happens once, not on a reload
  try {
    const session = await api.session(id);
    if (!waiting.isConnected) return () => {}; // another page is shown by now
    if (session.phase === "ended") {
      go(paths.debrief(id), { replace: true });
      return () => {};
    }
    return join(session, arrival?.straightIn === true);
  } catch (problem) {
    if (!waiting.isConnected) return () => {};
    root().replaceChildren(
      element(
        "main",
        { class: "page" },
        problemCard(problem, () => go(location.pathname, { replace: true })),
      ),
    );
    return () => {};
  }
}

function join(session: SessionView, straightIn: boolean): Leave {
  setTitle(session.title);
  const store = new Store();
  const socket = new LiveSocket({
    store,
    ticket: () => api.ticket(session.id),
    onOutdated: () => location.reload(),
    onLost: (detail) => screens.lost(detail),
  });
  const work = new Work(session, store, socket);
  const layout = new Layout(session, store, work, () => go(paths.catalogue));
  const screens = new PhaseScreens(session, store, work, layout, straightIn);
  root().replaceChildren(layout.node);
  layout.arrive();
  const stopWatching = watchAttention(
    store,
    session.phase,
    () => void socket.control("pause", "hidden"),
    () => {
      if (session.mode === "exam") layout.captions.say("ward", words.bedside.interrupted);
    },
  );
  void socket.run();
  void screens.loadWard();
  publishFacts(() => ({
    frames: screens.frames,
    ward: screens.stats,
    phase: store.get("clock")?.phase ?? session.phase,
    mode: session.mode,
    headset: screens.headset,
    place: (name) => screens.place(name),
  }));
  return () => {
    stopWatching();
    socket.close();
    screens.dispose();
    layout.dispose();
  };
}

function publishFacts(read: () => Facts): void {
  Object.defineProperty(globalThis, "__osler", { configurable: true, get: read });
}
