/** What this person prefers on this device. Kept in the browser alone. */

export interface Settings {
  theme: "system" | "light" | "dark";
  pinnedMonitor: boolean;
}

const KEY = "osler.settings";
const DEFAULTS: Settings = { theme: "system", pinnedMonitor: false };

export function readSettings(): Settings {
  try {
    return { ...DEFAULTS, ...(JSON.parse(localStorage.getItem(KEY) ?? "{}") as Partial<Settings>) };
  } catch {
    return { ...DEFAULTS }; // storage denied or unreadable: the defaults serve
  }
}

export function changeSettings(change: Partial<Settings>): Settings {
  const settings = { ...readSettings(), ...change };
  try {
    localStorage.setItem(KEY, JSON.stringify(settings));
  } catch {
    // private browsing without storage: the choice lasts as long as the page
  }
  return settings;
}

export function applyTheme(theme: Settings["theme"]): void {
  if (theme === "system") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
}
