"""How a case stands when the curtain opens: the patient settled, earlier doses and the condition really simulated."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from osler.physiology import body as living
from osler.physiology import insults, lines, observables, pharmacology
from osler.physiology.engine import Body
from osler.physiology.systems import circulation
from osler.scenario.case import Case
from osler.scenario.model import EarlierDose, Start
from osler.session.bedside import POSTURES, Bedside
from osler.session.commands import TICKS_PER_SECOND
from osler.session.state import Line, State

_prepared: dict[tuple[str, int], tuple[bytes, str, bytes]] = {}
MAX_PREPARED = 32


def begin(case: Case, seed: int) -> tuple[Body, State, NDArray[np.float64]]:
    """The body, the bedside and the baseline observables at the moment before the curtain opens.

    The same case and seed always begin the same; the last few beginnings are kept, because replays ask for them again.
    """
    key = (case.bundle, seed)
    if key not in _prepared:
        body, state, baseline = _prepare(case, seed)
        while len(_prepared) >= MAX_PREPARED:
            _prepared.pop(next(iter(_prepared)))
        _prepared[key] = (body.tobytes(), state.model_dump_json(), baseline.tobytes())
    body_bytes, state_json, baseline_bytes = _prepared[key]
    body = np.frombuffer(body_bytes, dtype=living.BODY).copy()
    return body, State.model_validate_json(state_json), np.frombuffer(baseline_bytes, dtype=np.float64)


def _prepare(case: Case, seed: int) -> tuple[Body, State, NDArray[np.float64]]:
    scenario = case.scenario
    posture = scenario.patient.posture
    traits: dict[str, Any] = dict(scenario.patient.traits)
    patient = replace(case.patient.to_parameters(), **traits)
    body = living.create_body(patient, seed)
    state = State(posture=posture, at_bedside=[*case.place.at_bedside, *scenario.start.at_bedside])
    circulation.set_posture(body, *POSTURES[posture])
    baseline = observables.read(body).copy()
    bedside = Bedside(case, body, state)
    _hang_lines(bedside, scenario.start)
    _earlier_doses(bedside, scenario.start.earlier)
    for start in scenario.start.conditions:
        slot = insults.load_insult(body, case.conditions[start.condition].to_parameters(), start.severity)
        insults.set_trigger(body, slot, True)
        if start.trigger is not None:
            state.triggers[str(slot)] = start.trigger.infusion
    living.advance(body, round(scenario.start.clock_s * TICKS_PER_SECOND))
    return body, state, baseline


def _hang_lines(bedside: Bedside, start: Start) -> None:
    for given in start.lines:
        index = lines.insert(bedside.body, given.gauge)
        line = Line(index=index, site=given.site, gauge=given.gauge)
        if given.item is not None:
            line.item, line.label, line.drug = given.item, given.label or given.item, given.drug
            bedside.infusions.hang(line, given.device)
            line.volume_ml, line.rate_ml_per_h = given.volume_ml, given.rate_ml_per_h
            slot = bedside.slot(given.drug) if given.drug else -1
            concentration = given.amount_mg / given.volume_ml if given.drug else 0.0
            lines.run(
                bedside.body, index, "crystalloid", given.volume_ml, given.rate_ml_per_h, False, slot, concentration
            )
        bedside.state.lines.append(line)


def _earlier_doses(bedside: Bedside, doses: list[EarlierDose]) -> None:
    """Give each dose at its time before zero and let the body live on to zero."""
    now = max((dose.before_s for dose in doses), default=0.0)
    for dose in sorted(doses, key=lambda dose: -dose.before_s):
        living.advance(bedside.body, round((now - dose.before_s) * TICKS_PER_SECOND))
        now = dose.before_s
        pharmacology.give(
            bedside.body,
            bedside.slot(dose.drug),
            dose.route,
            "thigh" if dose.route == "im" else "",
            dose.amount_mg,
            dose.over_s,
        )
    living.advance(bedside.body, round(now * TICKS_PER_SECOND))
