"""A 20-minute case played from a script by the real command, and a what-if of it, in CPU seconds after start-up."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import yaml
from benchmarks.report import Report, cpu_seconds

from osler.scenario.case import Library
from osler.session.commands import TICKS_PER_SECOND, Command
from osler.session.replay import play
from osler.session.whatif import Edit, fork

MINUTES = 20
CASE = "bay-4-feels-strange"
SEED = 1
ACTIONS: tuple[tuple[float, dict[str, object]], ...] = (
    (0, {"open": "curtain"}),
    (20, {"stop": "co-amoxiclav"}),
    (25, {"position": "flat", "legs_raised": True, "by": "nurse"}),
    (45, {"oxygen": "reservoir-mask", "flow_l_min": 15.0}),
    (70, {"fetch": "drug-tray"}),
    (120, {"give": "adrenaline", "presentation": "ampoule-1-in-1", "volume_ml": 0.5, "route": "im", "site": "thigh"}),
    (420, {"give": "adrenaline", "presentation": "ampoule-1-in-1", "volume_ml": 0.5, "route": "im", "site": "thigh"}),
)


def command_seconds() -> tuple[float, float, float]:
    """(start-up, after it, simulated seconds) as `osler play --timing` says them: CPU seconds of that process.

    After start-up it plays, judges and prints; the quickest of three runs, because the first may still compile.
    """
    with tempfile.TemporaryDirectory() as folder:
        script = Path(folder) / "script.yaml"
        script.write_text(yaml.safe_dump([{"at": at, "do": do} for at, do in ACTIONS]), encoding="utf-8")
        command = [sys.executable, "-m", "osler.cli", "play", CASE, "--seed", str(SEED), "--script", str(script)]
        runs = [
            subprocess.run([*command, "--json", "--timing"], check=True, capture_output=True, text=True)
            for _ in range(3)
        ]
    assert all(json.loads(run.stdout)["events"] for run in runs)
    found = [re.search(r"start-up ([\d.]+) s, then (\d+) simulated s in ([\d.]+) s", run.stderr) for run in runs]
    said = [(float(one[1]), float(one[3]), float(one[2])) for one in found if one is not None]
    return min(said, key=lambda one: one[1])


def main() -> bool:
    report = Report("session")
    case = Library().case(CASE)
    log = [Command(i, round(at * TICKS_PER_SECOND), "p", {"by": "self", **do}) for i, (at, do) in enumerate(ACTIONS, 1)]
    until = MINUTES * 60 * TICKS_PER_SECOND
    reached = play(case, SEED, "practice", log, until).session.tick
    scale = until / reached  # a case that ends earlier is charged as if it had gone on
    report.at_most("play_20_minutes", scale * cpu_seconds(lambda: play(case, SEED, "practice", log, until)), "s", 1.0)
    started, taken, simulated = command_seconds()
    report.plain("play_command_start_up", started, "s")
    report.at_most("play_command_20_minutes", taken * MINUTES * 60 / simulated, "s", 1.0)
    moved = [Edit(6, 240.0)]
    one_curve = cpu_seconds(lambda: fork(case, SEED, "practice", log, moved, until)) / 2
    report.at_most("what_if_20_minutes", scale * one_curve * 2, "s", 1.0)
    return report.write()


if __name__ == "__main__":
    raise SystemExit(not main())
