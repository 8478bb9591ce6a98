"""A 20-minute case played from a script, and a what-if of it, in CPU seconds after start-up."""

from __future__ import annotations

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


def main() -> bool:
    report = Report("session")
    case = Library().case(CASE)
    log = [Command(i, round(at * TICKS_PER_SECOND), "p", {"by": "self", **do}) for i, (at, do) in enumerate(ACTIONS, 1)]
    until = MINUTES * 60 * TICKS_PER_SECOND
    reached = play(case, SEED, "practice", log, until).session.tick
    scale = until / reached  # a case that ends earlier is charged as if it had gone on
    report.at_most("play_20_minutes", scale * cpu_seconds(lambda: play(case, SEED, "practice", log, until)), "s", 1.0)
    moved = [Edit(6, 240.0)]
    one_curve = cpu_seconds(lambda: fork(case, SEED, "practice", log, moved, until)) / 2
    report.at_most("what_if_20_minutes", scale * one_curve * 2, "s", 1.0)
    return report.write()


if __name__ == "__main__":
    raise SystemExit(not main())
