"""What an arm was asked and what the body answered."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

TOLERANCE = 0.05
"""A lone value this far outside its band is a warning, not a miss (bedside oracle)."""
MAX_LONE_MISSES = 0.05
"""Share of lone values that may lie outside band and tolerance."""


@dataclass(frozen=True)
class Finding:
    """One rule over all seeds; `shape` rules must hold, lone values are counted together."""

    arm: str
    rule: str
    wanted: str
    seen: str
    held: bool
    shape: bool = True


def spread(values: Iterable[float]) -> str:
    """Lowest, median and highest of the seeds."""
    numbers = np.array(list(values), dtype=float)
    return f"{numbers.min():.3g} .. {np.median(numbers):.3g} .. {numbers.max():.3g}"


def within(arm: str, rule: str, values: Iterable[float], low: float, high: float, share: float = 1.0) -> Finding:
    """A shape rule: at least `share` of the seeds lie within low..high."""
    numbers = np.array(list(values), dtype=float)
    inside = (numbers >= low) & (numbers <= high)
    wanted = f"{low:g} .. {high:g}" + (f" in {100 * share:.0f} %" if share < 1.0 else "")
    return Finding(arm, rule, wanted, spread(numbers), bool(inside.mean() >= share))


def lone(arm: str, rule: str, values: Iterable[float], low: float, high: float) -> list[Finding]:
    """Lone values, one finding a seed: inside the band widened by the tolerance."""
    slack_low, slack_high = TOLERANCE * abs(low), TOLERANCE * abs(high)
    return [
        Finding(arm, rule, f"{low:g} .. {high:g}", f"{v:.3g}", low - slack_low <= v <= high + slack_high, shape=False)
        for v in values
    ]


def lone_misses(findings: Iterable[Finding]) -> float:
    """Share of lone values outside."""
    values = [finding.held for finding in findings if not finding.shape]
    return 1.0 - sum(values) / max(1, len(values))
