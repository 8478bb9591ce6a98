"""What-ifs of real sessions: both curves simulated again, the first one as it was recorded."""

from __future__ import annotations

import math
from functools import cache

import pytest

from osler.assessment.debrief import whatif_view
from osler.physiology.engine import fingerprint
from osler.rehearsal.learners import Rehearsal, rehearse
from osler.rehearsal.script import Script
from osler.scenario.case import Case, Library
from osler.session.progress import silent
from osler.session.whatif import Edit, EditError, fork

THIGH = {
    "give": "adrenaline",
    "presentation": "ampoule-1-in-1",
    "volume_ml": 0.5,
    "route": "im",
    "site": "thigh",
    "by": "nurse",
}
UNTIL = 600 * 20


@cache
def late() -> tuple[Case, Rehearsal]:
    """Adrenaline at five minutes; the drip runs on."""
    case = Library().case("bay-4-feels-strange")
    script = Script.model_validate([{"at": "5:00", "do": THIGH}])
    return case, rehearse(case, script, seed=3, until_tick=UNTIL)


def forked(at_s, progress=silent):
    case, rehearsal = late()
    commands = [command for _, command in rehearsal.recording.commands]
    return fork(case, 3, "practice", commands, [Edit(2, at_s)], UNTIL, progress)


def what_if(at_s):
    return whatif_view(*forked(at_s), fingerprint())


def lowest(view, curve, name="SBP"):
    return min(value for value in next(one for one in getattr(view, curve) if one.label == name).values if value)


def test_the_first_curve_is_what_was_recorded():
    view = what_if(90)
    assert view.same_engine
    assert view.original == late()[1].debrief.truth


def test_a_mark_says_where_the_command_was_so_that_it_can_be_moved():
    (mark,) = [mark for mark in late()[1].debrief.marks if mark.lane == "acted"]
    assert (mark.id, mark.at_s, mark.movable) == (2, 300, True)


def test_earlier_adrenaline_keeps_the_pressure_up_in_this_model():
    view = what_if(60)
    assert lowest(view, "changed") > lowest(view, "original")
    assert view.refused == []
    assert "in this model" in view.note.lower()


def test_without_it_the_pressure_is_no_better():
    view = what_if(None)
    assert lowest(view, "changed") <= lowest(view, "original")


def test_the_progress_of_a_what_if_rises_to_one_and_may_end_it():
    shares: list[float] = []
    forked(60, shares.append)
    assert shares == sorted(shares)
    assert (shares[0], shares[-1]) == (0.0, 1.0)
    assert len(shares) > 10

    def give_up(share: float) -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        forked(60, give_up)


@pytest.mark.parametrize("at_s", [-1.0, math.nan, math.inf, 1e308])
def test_a_time_outside_the_case_is_refused(at_s):
    with pytest.raises(EditError, match="is not in the case"):
        forked(at_s)
