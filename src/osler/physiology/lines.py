"""Cannulas and what runs through them: flow by gauge, head and pressure bag, volume left, drug carried."""

import numpy as np

from osler.physiology.engine import TICK_S, Body, Record, kernel

LINES = 3
DRUG_SLOTS = 12
FLUIDS = ("none", "crystalloid", "colloid", "red_cells")
NONE, CRYSTALLOID, COLLOID, RED_CELLS = range(len(FLUIDS))

_LINE = (LINES,)
DTYPE = np.dtype(
    [
        ("count", "i8"),
        ("gauge", "i8", _LINE),
        ("fluid", "i8", _LINE),
        ("free_flow", "i8", _LINE),
        ("pressure_bag", "i8", _LINE),
        ("slot", "i8", _LINE),
        ("rate_ml_s", "f8", _LINE),
        ("remaining_ml", "f8", _LINE),
        ("flowing_ml_s", "f8", _LINE),
        ("concentration_mg_ml", "f8", _LINE),
        ("delivered_ml", "f8", _LINE),
        ("flow_ml_s", "f8"),
        ("crystalloid_ml", "f8"),
        ("drug_input_mg_s", "f8", (DRUG_SLOTS,)),
    ]
)

GAUGES = (14, 16, 18, 20, 22)
PRESSURE_BAG_ML_MIN = np.array([420.0, 300.0, 180.0, 100.0, 55.0])
"""Largest flow through each gauge with a pressure bag at 300 mmHg (bedside oracle, estimate; 14G and 22G recalled)."""
GRAVITY_SHARE = 0.45
"""A bag hung at one metre gives about this share of it (estimate)."""


@kernel
def _limit_ml_s(gauge: int, pressure_bag: int) -> float:
    most = PRESSURE_BAG_ML_MIN[-1]
    for i in range(len(GAUGES)):
        if gauge == GAUGES[i]:
            most = PRESSURE_BAG_ML_MIN[i]
    return float(most / 60.0 * (1.0 if pressure_bag else GRAVITY_SHARE))


@kernel
def tick(body: Record) -> None:
    """Let every running bag flow for one tick; drugs in it go to pharmacology by slot."""
    lines = body.lines
    lines.flow_ml_s = 0.0
    for slot in range(DRUG_SLOTS):
        lines.drug_input_mg_s[slot] = 0.0
    for i in range(lines.count):
        lines.flowing_ml_s[i] = 0.0
        if lines.remaining_ml[i] <= 0.0:
            continue
        limit = _limit_ml_s(lines.gauge[i], lines.pressure_bag[i])
        flow = limit if lines.free_flow[i] else min(limit, lines.rate_ml_s[i])
        flow = min(flow, lines.remaining_ml[i] / TICK_S)
        lines.remaining_ml[i] -= flow * TICK_S
        lines.delivered_ml[i] += flow * TICK_S
        lines.flowing_ml_s[i] = flow
        lines.flow_ml_s += flow
        if lines.slot[i] >= 0:
            lines.drug_input_mg_s[lines.slot[i]] += flow * lines.concentration_mg_ml[i]


def insert(body: Body, gauge: int) -> int:
    """Place a cannula of `gauge` (14 to 22); returns its number. Raises ValueError for an unknown gauge or a fourth."""
    lines = body["lines"][0]
    number = int(lines["count"])
    if gauge not in GAUGES:
        raise ValueError(f"no cannula of {gauge} gauge; known: {', '.join(map(str, GAUGES))}")
    if number >= LINES:
        raise ValueError(f"cannot place another cannula: {LINES} are in")
    lines["count"] = number + 1
    lines["gauge"][number] = gauge
    lines["slot"][number] = -1
    return number


def run(
    body: Body,
    line: int,
    fluid_kind: str,
    volume_ml: float,
    rate_ml_per_h: float | None,
    pressure_bag: bool = False,
    slot: int = -1,
    concentration_mg_per_ml: float = 0.0,
) -> None:
    """Hang a bag on a cannula, replacing what ran; `rate_ml_per_h` None is the roller clamp fully open.

    Raises ValueError for an absent cannula, an unknown fluid or a negative amount.
    """
    lines = body["lines"][0]
    if not 0 <= line < int(lines["count"]):
        raise ValueError(f"no cannula number {line}")
    if fluid_kind not in FLUIDS[1:]:
        raise ValueError(f"unknown fluid {fluid_kind!r}; known: {', '.join(FLUIDS[1:])}")
    if volume_ml < 0.0 or concentration_mg_per_ml < 0.0 or (rate_ml_per_h is not None and rate_ml_per_h < 0.0):
        raise ValueError("volume, rate and concentration must not be negative")
    lines["fluid"][line] = FLUIDS.index(fluid_kind)
    lines["remaining_ml"][line] = volume_ml
    lines["delivered_ml"][line] = 0.0
    lines["free_flow"][line] = rate_ml_per_h is None
    lines["rate_ml_s"][line] = (rate_ml_per_h or 0.0) / 3600.0
    lines["pressure_bag"][line] = pressure_bag
    lines["slot"][line] = slot
    lines["concentration_mg_ml"][line] = concentration_mg_per_ml


def stop(body: Body, line: int) -> None:
    """Close the clamp and take the bag down."""
    lines = body["lines"][0]
    lines["remaining_ml"][line] = 0.0
    lines["flowing_ml_s"][line] = 0.0
    lines["slot"][line] = -1


def initialise(body: Body) -> None:
    """No cannulas."""
    body["lines"] = np.zeros((), DTYPE)
    body["lines"]["slot"] = -1
