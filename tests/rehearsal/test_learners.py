"""Every shipped case, played by its virtual learners through real sessions."""

from __future__ import annotations

from functools import cache

import pytest

from osler.rehearsal.learners import Rehearsal, rehearse
from osler.rehearsal.script import Script, learners_of, read_script
from osler.scenario.case import Case, Library

CASES = Library().names("scenarios")


@cache
def case_of(scenario: str) -> Case:
    return Library().case(scenario)


@cache
def played(scenario: str, learner: str, mode: str = "practice") -> Rehearsal:
    script = read_script(learners_of(Library(), scenario)[learner])
    return rehearse(case_of(scenario), script, seed=1, mode=mode)


@pytest.mark.parametrize("scenario", CASES)
def test_every_case_has_a_good_a_passive_and_a_harmful_learner(scenario):
    assert {"good", "passive", "harmful"} <= set(learners_of(Library(), scenario))


@pytest.mark.parametrize("scenario", CASES)
def test_who_does_it_well_wins_and_misses_nothing_critical(scenario):
    good = played(scenario, "good")
    assert good.won, good.outcome
    assert good.debrief.last_missed is None
    assert [item.id for item in good.debrief.items if item.verdict == "harmful"] == []


@pytest.mark.parametrize("scenario", CASES)
def test_who_waits_loses_and_sees_what_was_missed(scenario):
    passive = played(scenario, "passive")
    assert not passive.won
    assert passive.debrief.last_missed is not None


@pytest.mark.parametrize("scenario", CASES)
def test_who_does_harm_loses_and_is_told_why(scenario):
    harmful = played(scenario, "harmful")
    assert not harmful.won
    harm = [item for item in harmful.debrief.items if item.verdict == "harmful"]
    assert harm
    for item in harm:
        assert item.acted_s is not None
        assert item.evidence
        assert item.feedback in _author(case_of(scenario), item.id)


def _author(case: Case, item: str) -> str:
    return next(one.feedback.harmful or "" for one in case.scenario.rubric if one.id == item)


def test_a_patient_is_better_only_when_it_has_been_seen_over_time():
    dose = {"give": "adrenaline", "presentation": "ampoule-1-in-1", "volume_ml": 0.5, "route": "im", "site": "thigh"}
    hurried = Script.model_validate(
        [
            {"at": 20, "do": {"stop": "co-amoxiclav"}},
            {"at": 25, "do": {"position": "flat", "legs_raised": True}},
            {"at": 60, "do": {**dose, "by": "nurse"}},
            {"at": "2:25", "do": {"handover": "nurse"}},
        ]
    )
    left = rehearse(case_of("bay-4-feels-strange"), hurried)
    assert (left.outcome, left.won) == ("Handed over, treated", False)


def test_breathing_under_the_bag_is_not_breathing_by_oneself():
    bagged = Script.model_validate(
        [{"at": 5, "do": {"ventilate": "bag-valve-mask"}}, {"at": 120, "do": {"handover": "nurse"}}]
    )
    left = rehearse(case_of("bay-2-hard-to-wake"), bagged)
    assert (left.outcome, left.won) == ("Handed over, somebody breathing for him", False)


@pytest.mark.parametrize(("handed_over_s", "won"), [(500, False), (560, True)])
def test_breathing_by_oneself_is_seen_for_a_minute_before_it_is_believed(handed_over_s, won):
    hundred = {"give": "naloxone", "presentation": "syringe-400-in-4", "volume_ml": 1, "route": "iv", "by": "nurse"}
    bag_away_at_470_s = Script.model_validate(
        [
            {"at": 5, "do": {"ventilate": "bag-valve-mask"}},
            {"at": 20, "do": {"stop": "pca", "by": "nurse"}},
            *({"at": at, "do": hundred} for at in (52, 200, 320)),
            {"at": 470, "do": {"ventilate": "stop"}},
            {"at": handed_over_s, "do": {"handover": "nurse"}},
        ]
    )
    assert rehearse(case_of("bay-2-hard-to-wake"), bag_away_at_470_s).won is won


def test_the_same_script_gives_the_same_debrief():
    again = rehearse(case_of(CASES[-1]), read_script(learners_of(Library(), CASES[-1])["passive"]), seed=1)
    assert again.debrief == played(CASES[-1], "passive").debrief


def test_a_hint_is_logged_and_named_with_the_act_that_followed():
    """The hint for an infusion that runs while she reacts is about stopping it."""
    script = Script.model_validate(
        [
            {"at": "120 s", "do": {"control": "hint"}},
            {"at": "130 s", "do": {"stop": "co-amoxiclav"}},
        ]
    )
    rehearsal = rehearse(case_of("bay-4-feels-strange"), script, until_tick=170 * 20)
    item = next(one for one in rehearsal.debrief.items if one.id == "stop-infusion")
    assert (item.verdict, item.grade) == ("done", "with a hint")
    assert any(mark.text.startswith("Hint: ") for mark in rehearsal.debrief.marks)


def test_what_the_world_refused_is_listed_for_the_author():
    script = Script.model_validate(
        [{"at": "5 s", "do": {"infuse": "adrenaline", "amount_mg": 1, "made_up_to_ml": 100, "rate_ml_per_h": 40}}]
    )
    rehearsal = rehearse(case_of("bay-4-feels-strange"), script, until_tick=10 * 20)
    assert len(rehearsal.refused) == 1
    assert rehearsal.refused[0].startswith("5 s: ")
    with pytest.raises(KeyError):
        rehearsal.verdict("no-such-item")
