"""Learners between good and bad, as every course has them: the debrief says of each what is true of them."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest

from osler.rehearsal.learners import Rehearsal, rehearse
from osler.rehearsal.script import Script
from osler.scenario.case import Library

STRANGE, HARD_TO_WAKE = "bay-4-feels-strange", "bay-2-hard-to-wake"
SBAR = {"situation": "Very ill.", "background": "A drip.", "assessment": "A reaction.", "recommendation": "Watch."}
AMPOULE = {"give": "adrenaline", "presentation": "ampoule-1-in-1", "volume_ml": 0.5, "by": "nurse"}
THIGH = {**AMPOULE, "route": "im", "site": "thigh"}
SYRINGE = {"give": "adrenaline", "presentation": "syringe-1-in-10", "volume_ml": 0.5, "route": "iv"}
WHOLE = {"give": "naloxone", "presentation": "ampoule-400-in-1", "volume_ml": 1, "route": "iv", "by": "nurse"}
HUNDRED = {"give": "naloxone", "presentation": "syringe-400-in-4", "volume_ml": 1, "route": "iv", "by": "nurse"}
OXYGEN = {"oxygen": "reservoir-mask", "flow_l_min": 15}
FLUID = {"fluid": "balanced-crystalloid", "volume_ml": 1000, "pressure_bag": True, "by": "nurse"}
STOP, FLAT = {"stop": "co-amoxiclav"}, {"position": "flat", "legs_raised": True}
ROUSE = (
    "Count his breathing and rouse him every 15 minutes. Call me at once under 8 a minute, or if he is hard to wake."
)
WATCHED = {"skip": 40, "watch_every_min": 5, "call_me_if": ["breathing-slow", "hard-to-rouse"]}

LEARNERS: dict[str, tuple[str, list[tuple[float, dict[str, Any]]], dict[str, str]]] = {
    "the right drug, late": (
        STRANGE,
        [(280, {"call": "registrar"}), (300, STOP), (320, FLAT), (330, OXYGEN), (480, THIGH), (760, {"examine": "chest", "how": "listen"})],
        {"stop-infusion": "late", "adrenaline-im": "late", "oxygen": "done", "under-the-skin": "avoided"},
    ),
    "the right drug under the skin": (
        STRANGE,
        [(20, STOP), (30, FLAT), (60, OXYGEN), (90, {**AMPOULE, "route": "sc", "site": "arm"})],
        {"stop-infusion": "done", "adrenaline-im": "missed", "under-the-skin": "harmful", "iv-bolus": "avoided"},
    ),
    "oxygen and fluid alone": (
        STRANGE,
        [(10, OXYGEN), (20, STOP), (30, FLAT), (90, FLUID)],
        {"oxygen": "done", "adrenaline-im": "missed", "antihistamine-first": "avoided", "call-help": "missed"},
    ),
    "an expert's 50 micrograms into the vein": (
        STRANGE,
        [(5, STOP), (10, {"fetch": "resuscitation-trolley", "by": "nurse"}), (15, FLAT), (30, OXYGEN), (90, SYRINGE), (180, SYRINGE), (300, SYRINGE)],
        {"iv-small": "done", "iv-bolus": "avoided", "adrenaline-im": "missed", "under-the-skin": "avoided"},
    ),
    "twice the dose the second time": (
        STRANGE,
        [(20, STOP), (130, THIGH), (440, {**THIGH, "volume_ml": 1, "by": "self"})],
        {"adrenaline-im": "done", "adrenaline-second": "done", "opioid-in-shock": "avoided"},
    ),
    "stands her up while her pressure is still fair": (
        STRANGE,
        [(20, STOP), (125, {"position": "standing"}), (140, FLAT), (150, THIGH)],
        {"stood-up": "harmful", "sat-up": "avoided", "infusion-too-fast": "avoided"},
    ),
    "the pump eight times too fast": (
        STRANGE,
        [(5, {"fetch": "infusion-pump", "by": "nurse"}), (10, STOP), (150, {"infuse": "adrenaline", "amount_mg": 1, "made_up_to_ml": 100, "rate_ml_per_h": 600})],
        {"infusion-too-fast": "harmful", "adrenaline-im": "missed"},
    ),
    "morphine for the cramp": (
        STRANGE,
        [(5, {"fetch": "drug-tray", "by": "nurse"}), (20, STOP), (300, {"give": "morphine", "presentation": "ampoule-10-in-1", "volume_ml": 1, "route": "iv"})],
        {"opioid-in-shock": "harmful", "adrenaline-im": "missed"},
    ),
    "the whole ampoule, then watched": (
        HARD_TO_WAKE,
        [(12, {"measure": "respiratory-rate"}), (50, {"stop": "pca"}), (55, OXYGEN), (70, WHOLE), (80, WHOLE), (340, {"plan": "watch-6-hours"}), (400, WATCHED)],
        {"naloxone": "done", "naloxone-whole": "harmful", "watch": "done", "left-unwatched": "avoided", "ventilate": "missed"},
    ),
    "the antidote in steps, then Priya told what to look for": (
        HARD_TO_WAKE,
        [(12, {"measure": "respiratory-rate"}), (50, {"stop": "pca"}), (55, OXYGEN), (70, HUNDRED), (190, HUNDRED), (310, HUNDRED), (600, {"handover": "nurse", **SBAR, "recommendation": ROUSE})],
        {"naloxone": "done", "naloxone-whole": "avoided", "watch": "done", "left-unwatched": "avoided", "more-morphine": "avoided"},
    ),
    "the antidote, hourly observations and morphine for the pain": (
        HARD_TO_WAKE,
        [(50, {"stop": "pca"}), (55, OXYGEN), (70, HUNDRED), (190, HUNDRED), (310, HUNDRED), (500, {"fetch": "drug-tray"}), (600, {"give": "morphine", "presentation": "ampoule-10-in-1", "volume_ml": 1, "route": "iv"}), (700, {"handover": "nurse", **SBAR, "recommendation": "Hourly observations, please."})],
        {"watch": "missed", "left-unwatched": "harmful", "more-morphine": "harmful"},
    ),
    "the antidote in steps, then away with nobody asked to call": (
        HARD_TO_WAKE,
        [(50, {"stop": "pca"}), (55, OXYGEN), (70, HUNDRED), (190, HUNDRED), (310, HUNDRED), (600, {"skip": 40, "watch_every_min": 15, "call_me_if": ["in-pain"]})],
        {"naloxone": "done", "watch": "missed"},
    ),
    "a pump that gives next to nothing, and oxygen at one litre": (
        HARD_TO_WAKE,
        [(5, {"fetch": "infusion-pump", "by": "nurse"}), (20, {"oxygen": "reservoir-mask", "flow_l_min": 1}), (50, {"stop": "pca"}), (90, HUNDRED), (400, {"infuse": "naloxone", "amount_mg": 0.4, "made_up_to_ml": 500, "rate_ml_per_h": 1})],
        {"oxygen": "missed", "watch": "missed"},
    ),
    "bag and mask first, the antidote late": (
        HARD_TO_WAKE,
        [(5, {"airway": "jaw-thrust"}), (10, {"ventilate": "bag-valve-mask"}), (200, {"stop": "pca", "by": "nurse"}), (500, HUNDRED), (660, HUNDRED), (900, {"ventilate": "stop"}), (1000, {"handover": "registrar", **SBAR})],
        {"open-airway": "done", "ventilate": "done", "ventilate-before": "done", "naloxone": "late", "naloxone-whole": "avoided", "handover": "done"},
    ),
}  # fmt: skip


@cache
def played(learner: str) -> Rehearsal:
    scenario, acts, _ = LEARNERS[learner]
    script = Script.model_validate([{"at": at, "do": do} for at, do in acts])
    return rehearse(Library().case(scenario), script)


@pytest.mark.parametrize("learner", LEARNERS)
def test_each_verdict_is_the_one_a_colleague_would_give(learner):
    verdicts = {item.id: item.verdict for item in played(learner).debrief.items}
    wanted = LEARNERS[learner][2]
    assert {name: verdicts[name] for name in wanted} == wanted


def test_a_doubled_second_dose_is_graded_and_said():
    (second,) = [
        item for item in played("twice the dose the second time").debrief.items if item.id == "adrenaline-second"
    ]
    assert second.grade is not None
    assert "over-dosed" in second.grade
    assert "more than 0.5 mg" in second.feedback


@pytest.mark.parametrize("learner", LEARNERS)
def test_every_time_that_is_told_stands_in_the_evidence(learner):
    for item in played(learner).debrief.items:
        times = [evidence.at_s for evidence in item.evidence]
        if item.acted_s is not None:
            assert item.acted_s in times, item.id
        if item.verdict in ("late", "missed") and item.target_s is not None and item.recognisable_s is not None:
            assert item.acted_s is None or item.acted_s > item.recognisable_s + item.target_s, item.id


@pytest.mark.parametrize("learner", LEARNERS)
def test_early_is_said_of_nobody_who_took_their_time(learner):
    for item in played(learner).debrief.items:
        if item.verdict == "done" and item.acted_s is not None:
            quick = item.acted_s - (item.recognisable_s or 0.0) <= 120
            assert quick or "early" not in item.feedback.lower(), item.feedback


@pytest.mark.parametrize("learner", LEARNERS)
def test_how_the_patient_is_does_not_contradict_how_it_ended(learner):
    view = played(learner).debrief
    if view.outcome.endswith("better"):
        assert "very ill" not in view.patient_now
    if "danger" in view.outcome:
        assert (
            "not out of danger" in view.patient_now
            or "very ill" in view.patient_now
            or "not breathe" in view.patient_now
        )
