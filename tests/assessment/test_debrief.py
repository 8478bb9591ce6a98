"""The debrief, the export and the what-if, from recordings told by hand."""

from __future__ import annotations

import json

import pytest
from story import ADRENALINE, THIGH, Story, case_of

from osler.assessment.debrief import debrief, export, what_if, whatif_view
from osler.assessment.report import DebriefView
from osler.session.commands import Event
from osler.session.facts import NAMES
from osler.session.replay import Played
from osler.session.whatif import Edit, EditError


@pytest.fixture
def played_well(story):
    story.moment("recognisable", 110).did({"examine": "chest", "how": "listen"}, at=185, begun=175)
    return story.did(THIGH, at=400, begun=350, who="nurse").ended(600)


def test_it_says_how_it_ended_and_how_the_patient_is(story, played_well):
    view = debrief(story.case, played_well.recording())
    assert (view.outcome, view.patient_now, view.duration_s) == ("Time is up", "She is awake.", 600)
    assert view.revealed_title == "What it was"
    assert view.first_done == "Adrenaline into the thigh, at 6:40"
    assert view.last_missed is None
    assert view.review == "Not reviewed by a clinician"
    assert "In this model" in view.model_note
    assert "percent" not in view.model_dump_json().lower()


def test_the_patient_now_follows_the_last_recorded_second(story):
    story.sign("pulse_present", 0, at=500).ended(600)
    assert debrief(story.case, story.recording()).patient_now == "She has died."


def test_a_critical_item_that_was_missed_is_named_last(story):
    story.moment("recognisable", 110).ended(600)
    assert debrief(story.case, story.recording()).last_missed == "Adrenaline into the thigh"


def test_a_session_that_was_left_says_so(story):
    story.lasted_s = 75
    view = debrief(story.case, story.recording())
    assert view.outcome == "The case was left before it ended, at 1:15"


def test_a_session_whose_curtain_never_opened_has_a_debrief(small_case):
    recording = Story(small_case).recording(vitals=False)
    recording = type(recording)(recording.header, 1, 0, "curtain")
    view = debrief(small_case, recording)
    assert view.duration_s == 0
    assert view.patient_now == "Nothing was recorded of the patient."


@pytest.mark.parametrize(
    ("today", "overdue"),
    [(None, False), ("2026-05-31", False), ("2026-06-01", True)],
)
def test_the_guideline_line_says_when_its_review_is_overdue(story, today, overdue):
    line = debrief(story.case, story.ended(60).recording(), today).guideline
    assert line.startswith("The guideline, 2021-05, UK")
    assert ("review overdue since 2026-05" in line) == overdue


def test_a_guideline_without_a_date_is_never_overdue():
    guideline = {"name": "The guideline", "version": "2021-05", "region": "UK", "review_due": None}
    story = Story(case_of([ADRENALINE], guideline=guideline)).ended(60)
    assert debrief(story.case, story.recording(), "2030-01-01").guideline == "The guideline, 2021-05, UK"


def test_curves_have_one_value_a_second_and_none_where_there_was_none(story):
    story.sign("displayed_oxygen_saturation", float("nan"), at=0).sign("displayed_oxygen_saturation", 94.4, at=30)
    view = debrief(story.case, story.ended(60).recording())
    assert [curve.label for curve in view.truth] == ["HR", "SBP", "SpO2"]
    assert len(view.truth[0].values) == 61
    shown = next(curve for curve in view.displayed if curve.label == "SpO2")
    assert shown.values[29:31] == [None, 94.0]
    assert shown.colour == "cyan"


def test_marks_stand_where_the_command_was_given_and_say_when_it_was_done(story, played_well):
    played_well.did({"ask": "pain", "whom": "patient"}, at=420).did({"handover": "registrar"}, at=590)
    view = debrief(story.case, played_well.recording())
    told = {mark.lane: mark for mark in view.marks if mark.lane != "told"}
    assert set(told) == {"moment", "looked", "acted"}
    assert (told["acted"].id, told["acted"].at_s, told["acted"].movable) == (2, 350, True)
    assert "by the nurse, begun 5:50, done 6:40" in told["acted"].text
    assert (told["moment"].at_s, told["moment"].movable) == (110, False)
    assert [mark.movable for mark in view.marks if mark.lane == "told"] == [False, False]


def test_the_nurse_has_a_lane_for_what_she_says_unasked(story):
    story._add(200.0, "caption", speaker="nurse", text="She has gone very grey.")
    story.did(THIGH, at=300, begun=250, who="nurse")
    story._add(250.0, "caption", speaker="nurse", text="Drawing up.")
    story._add(300.0, "caption", speaker="nurse", text="It is in.")
    story.did(THIGH, at=350, begun=340)
    story._add(340.0, "caption", speaker="nurse", text="Are you sure?")
    story.refused(THIGH, at=400, reason="Again?", key="nurse-challenges")
    view = debrief(story.case, story.ended(600).recording())
    assert [mark.text for mark in view.marks if mark.lane == "nurse"] == [
        "She has gone very grey.",
        "Are you sure?",
        "Again?",
    ]


def test_interruptions_of_an_exam_and_who_came_are_on_the_timeline_but_nobody_said_them(story):
    story._add(50.0, "interruption", control="pause", why="hidden")
    story._add(240.0, "arrived", who="registrar", label="Medical registrar")
    story._add(500.0, "returned", why="called")
    view = debrief(story.case, story.ended(600).recording())
    assert [(mark.lane, mark.text) for mark in view.marks] == [
        ("acted", "Interruption: pause (hidden)"),
        ("moment", "Medical registrar: here"),
        ("acted", "Called back to the bed"),
    ]


def test_what_hands_put_down_for_something_else_is_on_the_timeline(story):
    story._add(100, "let-go", ordinal=1, who="nurse", label="thrusting the jaw")
    view = debrief(story.case, story.ended(600).recording())
    assert [mark.text for mark in view.marks] == ["Let go: thrusting the jaw, the nurse"]


def test_rows_of_an_older_version_are_read_by_their_recorded_names(story):
    """A row may have other columns than today's; the recording says which."""
    recording = story.ended(3).recording()
    kept = [name for name in NAMES if name != "heart_rate"]
    events = [
        Event(e.id, e.tick, e.kind, {"columns": kept} if e.kind == "curtain-opened" else e.data)
        for e in recording.events
    ]
    drop = NAMES.index("heart_rate") * 8
    rows = [(second, row[:drop] + row[drop + 8 :]) for second, row in recording.vitals]
    older = type(recording)(recording.header, 1, recording.tick, "ended", recording.commands, {}, events, rows)
    assert [curve.label for curve in debrief(story.case, older).truth] == ["SBP", "SpO2"]
    unnamed = type(recording)(recording.header, 1, recording.tick, "ended", (), {}, recording.events, rows)
    view = debrief(story.case, unnamed)
    assert view.truth == []
    assert "cannot be drawn" in view.model_note


def test_the_export_is_json_and_carries_no_wall_time(story, played_well):
    data = export(story.case, played_well.recording())
    text = json.dumps(data, allow_nan=False)
    assert "2026-01-02" not in text
    assert data["header"]["participant"] == "p1"
    assert data["items"][0]["verdict"] == "done"
    assert len(data["vitals"]["rows"]) == 601
    assert data["vitals"]["columns"] == list(NAMES)
    assert len(data["vitals"]["units"]) == len(NAMES)
    assert data["vitals"]["units"][NAMES.index("systolic_pressure")] == "mmHg"
    assert "displayed_heart_rate" in data["vitals"]["displayed"]
    assert "heart_rate" not in data["vitals"]["displayed"]
    view = debrief(story.case, played_well.recording()).model_dump(mode="json")
    left_out = {"truth", "displayed", "items"}  # as numbers under vitals, and as items
    assert data["debrief"] == {name: value for name, value in view.items() if name not in left_out}
    assert data["items"] == view["items"]
    assert data["events"][0]["kind"] == "curtain-opened"


def test_the_view_goes_over_the_wire_and_back(story, played_well):
    view = debrief(story.case, played_well.recording(), "2026-07-01")
    assert DebriefView.model_validate_json(view.model_dump_json()) == view


def played(story):
    """What a played session leaves; the session itself is not asked."""
    recording = story.recording()
    return Played(None, events=list(recording.events), vitals=list(recording.vitals))


def test_a_what_if_leaves_out_what_was_asked_while_the_clock_stood(small_case):
    told = Story(small_case).did({"open": "curtain"}, at=0)
    told.refused({"position": "flat"}, at=30, reason="The clock stands.", key="paused").did(THIGH, at=60).ended(600)
    with pytest.raises(EditError, match="no command number 2"):
        what_if(small_case, told.recording(), [Edit(2, 90.0)])


def test_a_what_if_shows_both_curves_and_only_new_refusals(small_case):
    def told():
        return Story(small_case).refused({"fluid": "balanced-crystalloid"}, at=30, reason="No line.")

    original = played(told().did(THIGH, at=400).ended(600, "Time is up"))
    changed = played(told().refused(THIGH, at=60, reason="Not at the bed yet.").sign("heart_rate", 120, at=60))
    view = whatif_view(original, changed, "another engine")
    assert (view.outcome_original, view.outcome) == ("Time is up", "Not ended by 10:00")
    assert view.refused == ["1:00: Not at the bed yet."]
    assert view.original[0].values[100] == 80
    assert view.changed[0].values[100] == 120
    assert not view.same_engine
    assert "older model" in view.note
    assert "in this model" in view.note.lower()
