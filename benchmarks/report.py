"""One line a figure: ``name value unit target verdict``; the same as JSON in build/."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import process_time

BUILD = Path(__file__).resolve().parents[1] / "build"


class Report:
    """Figures of one benchmark file. ``at_least`` and ``at_most`` compare with a target, ``plain`` only states."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.rows: list[dict[str, object]] = []

    def at_least(self, name: str, value: float, unit: str, target: float) -> None:
        self._add(name, value, unit, f">={target:g}", value >= target)

    def at_most(self, name: str, value: float, unit: str, target: float) -> None:
        self._add(name, value, unit, f"<={target:g}", value <= target)

    def plain(self, name: str, value: float, unit: str) -> None:
        self._add(name, value, unit, "-", None)

    def _add(self, name: str, value: float, unit: str, target: str, met: bool | None) -> None:
        verdict = "-" if met is None else "met" if met else "MISSED"
        self.rows.append({"name": name, "value": value, "unit": unit, "target": target, "verdict": verdict})
        print(f"{name} {value:.4g} {unit} {target} {verdict}", flush=True)

    def write(self) -> bool:
        """Write build/bench-NAME.json; True when every target is met."""
        BUILD.mkdir(exist_ok=True)
        (BUILD / f"bench-{self.name}.json").write_text(json.dumps(self.rows, indent=1) + "\n")
        return all(row["verdict"] != "MISSED" for row in self.rows)


def cpu_seconds(work: Callable[[], object], repetitions: int = 5) -> float:
    """Median CPU seconds of this process for one call, after one to warm up."""
    work()
    spent = []
    for _ in range(repetitions):
        start = process_time()
        work()
        spent.append(process_time() - start)
    return median(spent)
