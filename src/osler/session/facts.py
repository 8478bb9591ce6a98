"""What conditions may name beside the body's observables: the state of the bedside as numbers."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from osler.physiology.engine import Body
from osler.physiology.observables import INDEX, OBSERVABLES
from osler.scenario.facts import FACTS as RANGES
from osler.session.commands import TICKS_PER_SECOND
from osler.session.state import State

FACTS: tuple[str, ...] = tuple(RANGES)
NAMES: tuple[str, ...] = (*OBSERVABLES, *FACTS)
"""The columns of a row of vitals."""


def facts(state: State, body: Body) -> list[float]:
    """The facts of one moment, in the order of FACTS."""
    opened = state.tick if state.opened is None else state.opened
    seconds = (state.tick - opened) / TICKS_PER_SECOND
    ended = state.trigger_ended
    away_min = (state.tick - state.absence.started) / (60 * TICKS_PER_SECOND) if state.absence else 0.0
    values: dict[str, float] = {
        "seconds": seconds,
        "minutes": seconds / 60.0,
        "trigger_running": float(bool(state.triggers) and ended is None),
        "trigger_ended_s": math.nan if ended is None else (state.tick - ended) / TICKS_PER_SECOND,
        "iv_access": float(len(state.lines)),
        "pump_ml_per_h": _pump_ml_per_h(state, body),
        "oxygen_on": float(state.oxygen != "none" or state.bag_mask),
        "oxygen_flow": state.oxygen_flow,
        "bag_mask_on": float(state.bag_mask),
        "airway_held": float(state.airway != "none"),
        "lying_flat": float(state.posture == "flat" or state.fallen),
        "legs_raised": float(state.legs_raised),
        "sitting_up": float(state.posture in ("sitting", "half-sitting")),
        "standing": float(state.posture == "standing" and not state.fallen),
        "help_called": float(bool(state.called)),
        "emergency_called": float("emergency-team" in state.called),
        "registrar_called": float("registrar" in state.called),
        "registrar_present": float("registrar" in state.present),
        "team_present": float("emergency-team" in state.present),
        "compressions_on": float(state.compressions),
        "handover_given": float(state.handed_over),
        "skipped_min": state.skipped_min + away_min,
        "fluid_hung_ml": state.fluid_ml,
        "nurse_busy": float("nurse" in state.tasks),
        "glucose_measured": float("glucose" in state.measured),
        "away": float(state.absence is not None),
    }
    return [values[name] for name in FACTS]


def _pump_ml_per_h(state: State, body: Body) -> float:
    """What the infusion pump drives: nothing once its syringe is empty."""
    flowing = body["lines"]["flowing_ml_s"][0]
    return sum(float(flowing[line.index]) for line in state.lines if line.device == "infusion-pump") * 3600.0


class SessionScope:
    """Where conditions find their values while the session runs (scenario/expressions.py, Scope)."""

    def __init__(
        self, state: State, observed: NDArray[np.float64], known: Sequence[float], baseline: Sequence[float]
    ) -> None:
        self._state = state
        self._observed = observed
        self._facts: Mapping[str, float] = dict(zip(FACTS, known, strict=True))
        self._baseline = baseline

    def value(self, name: str) -> float:
        index = INDEX.get(name)
        if index is not None:
            return float(self._observed[index])
        return self._facts.get(name, math.nan)

    def call(self, function: str, argument: str) -> float:
        state = self._state
        match function:
            case "baseline":
                return float(self._baseline[INDEX[argument]]) if argument in INDEX else math.nan
            case "since":
                happened = state.moments.get(argument)
                return math.nan if happened is None else (state.tick - happened) / TICKS_PER_SECOND
            case "given":
                return state.given_mg.get(argument, 0.0)
            case "done":
                return float(state.counts.get(argument, 0) > 0)
            case "running":
                return float(any(line.item == argument for line in state.lines))
            case "attached":
                return float(argument in state.attached)
            case "called":
                return float(argument in state.called)
        return math.nan
