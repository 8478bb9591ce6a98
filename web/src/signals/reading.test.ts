import { describe, expect, it } from "vitest";
import type { Alarm, MonitorView, Reading } from "../net/wire.ts";
import { byPriority, cuffNote, cuffText, FLASH_HZ, isDark, shown } from "./reading.ts";

const none: Reading = { value: null, note: null, at_s: null };

function monitor(changes: Partial<MonitorView>): MonitorView {
  return {
    present: true,
    attached: ["cuff"],
    heart_rate: none,
    heart_rate_source: "none",
    oxygen_saturation: none,
    systolic: none,
    diastolic: none,
    mean: none,
    respiratory_rate: none,
    end_tidal_co2: none,
    cuff: "idle",
    cuff_interval_s: null,
    alarms: [],
    ...changes,
  };
}

describe("the monitor's numbers", () => {
  it("prints a dash for what nobody measured", () => {
    expect(shown(none)).toBe("—");
    expect(shown({ ...none, value: 5.24 }, 1)).toBe("5.2");
  });

  it("stays dark until something is attached", () => {
    expect(isDark(monitor({ attached: [] }))).toBe(true);
    expect(isDark(monitor({ attached: ["ecg"], present: false }))).toBe(true);
    expect(isDark(monitor({ attached: ["ecg"] }))).toBe(false);
  });

  it("keeps the time of a cuff pressure beside it", () => {
    const at = { note: null, at_s: 185 };
    const view = monitor({ systolic: { value: 88, ...at }, diastolic: { value: 51, ...at }, cuff_interval_s: 180 });
    expect(cuffText(view)).toBe("88/51");
    expect(cuffNote(view)).toBe("at 3:05 · every 3 min");
  });

  it("says why a cuff could not measure", () => {
    expect(cuffNote(monitor({ cuff: "failed" }))).toBe("could not measure");
  });

  it("puts the most urgent alarm first and never flashes fast enough to harm", () => {
    const alarms: Alarm[] = [
      { id: "a", priority: "low", text: "a" },
      { id: "b", priority: "high", text: "b" },
      { id: "c", priority: "medium", text: "c" },
    ];
    expect(byPriority(alarms).map((alarm) => alarm.id)).toEqual(["b", "c", "a"]);
    expect(Math.max(...Object.values(FLASH_HZ))).toBeLessThan(3);
  });
});
