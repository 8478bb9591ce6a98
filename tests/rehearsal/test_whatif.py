"""What-ifs of real sessions: both curves simulated again, the first one as it was recorded."""

from __future__ import annotations

from functools import cache

from osler.assessment.debrief import whatif_view
from osler.physiology.engine import fingerprint
from osler.rehearsal.learners import Rehearsal, rehearse
from osler.rehearsal.script import Script
from osler.scenario.case import Case, Library
from osler.session.whatif import Edit, fork

THIGH = {
    "give": "adrenaline",
    "presentation": "ampoule-1-in-1",
    "volume_ml": 0.5,
    "route": "im",
    "site": "thigh",
    "by": "nurse",
}
UNTIL = 420 * 20


@cache
def late() -> tuple[Case, Rehearsal]:
    """Adrenaline at five minutes; the drip runs on."""
    case = Library().case("bay-4-feels-strange")
    script = Script.model_validate([{"at": "5:00", "do": THIGH}])
    return case, rehearse(case, script, seed=3, until_tick=UNTIL)


def what_if(at_s):
    case, rehearsal = late()
    commands = [command for _, command in rehearsal.recording.commands]
    return whatif_view(*fork(case, 3, "practice", commands, [Edit(2, at_s)], UNTIL), fingerprint())


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
