"""The verdicts of one item, told as stories."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from story import ADRENALINE, FEEDBACK, THIGH, Story, case_of

from osler.assessment.debrief import debrief

ARM = {**THIGH, "site": "arm"}
LISTEN = {"examine": "chest", "how": "listen"}


def item(story, name="adrenaline"):
    """The item as the debrief shows it."""
    view = debrief(story.case, story.recording())
    return next(one for one in view.items if one.id == name)


def test_a_drug_in_within_the_target_is_done_and_has_three_times(story):
    story.moment("recognisable", 110).did(LISTEN, at=185, begun=175).did(THIGH, at=400, begun=350).ended(600)
    view = item(story)
    assert (view.verdict, view.grade) == ("done", None)
    assert (view.recognisable_s, view.looked_s, view.acted_s) == (110, 185, 400)
    assert view.feedback == "You did."
    assert [(one.at_s, one.event) for one in view.evidence] == [(400, 6)]
    assert "0.5 mg" not in view.evidence[0].text  # the label comes from the event, which says nothing here
    assert "outer thigh" in view.evidence[0].text
    assert "begun 5:50, done 6:40" in view.evidence[0].text


def test_time_counts_when_the_drug_is_in_not_when_it_was_ordered(story):
    story.moment("recognisable", 110).did(THIGH, at=415, begun=365).ended(600)
    assert item(story).verdict == "late"


def test_what_was_still_being_drawn_up_is_not_done(story):
    story.moment("recognisable", 110).began(THIGH, at=580).ended(600)
    view = item(story)
    assert (view.verdict, view.acted_s) == ("missed", None)
    assert [one.at_s for one in view.evidence] == [110, 580]
    assert view.evidence[0].text == "Her signs were enough."  # the moment: it was there to be seen
    assert "still in preparation" in view.evidence[1].text


def test_a_smaller_dose_is_under_dosed_not_missed(story):
    story.moment("recognisable", 110).did({**THIGH, "volume_ml": 0.3}, at=200).ended(600)
    view = item(story)
    assert (view.verdict, view.grade) == ("done", "under-dosed")
    assert view.feedback == "Under-dosed: 300 micrograms was given; the full dose here is 0.45 to 0.55 mg."


def test_small_doses_are_told_in_micrograms_on_both_sides():
    small = {**ADRENALINE, "dose_mg": {"full": [0.08, 0.22], "over": ">0.22"}}
    view = item(Story(case_of([small])).moment("recognisable", 110).did({**THIGH, "volume_ml": 0.4}, at=200).ended(600))
    assert view.feedback.startswith("Over-dosed: 400 micrograms was given; the full dose here is 80 to 220 micrograms.")


def test_a_larger_dose_is_over_dosed_and_says_what_that_does(story):
    story.moment("recognisable", 110).did({**THIGH, "volume_ml": 1.0}, at=200).ended(600)
    view = item(story)
    assert (view.verdict, view.grade) == ("done", "over-dosed")
    assert view.feedback.endswith("That hurt.")


def test_a_dose_outside_every_grade_is_not_this_action(story):
    story.moment("recognisable", 110).did({**THIGH, "volume_ml": 0.05}, at=200).ended(600)
    view = item(story)
    assert (view.verdict, view.grade, view.acted_s) == ("missed", "other dose", None)
    assert [one.at_s for one in view.evidence] == [110, 200]


def test_a_later_full_dose_counts_after_one_outside_every_grade(story):
    story.moment("recognisable", 110).did({**THIGH, "volume_ml": 0.05}, at=200).did(THIGH, at=300).ended(600)
    assert (item(story).verdict, item(story).acted_s) == ("done", 300)


def test_the_arm_instead_of_the_thigh_is_done_at_another_site(story):
    story.moment("recognisable", 110).did(ARM, at=200).ended(600)
    view = item(story)
    assert (view.verdict, view.grade) == ("done", "other site")
    assert view.feedback == "It went into the upper arm; asked for is the outer thigh."


def test_an_item_about_the_site_alone_is_missed_by_another_site():
    site = {"id": "site", "text": "Use the thigh", "class": "recommended", "do": ADRENALINE["do"], "feedback": FEEDBACK}
    story = Story(case_of([site])).did(ARM, at=200).ended(600)
    assert (item(story, "site").verdict, item(story, "site").grade) == ("missed", "other site")


def test_an_act_before_the_moment_is_done(story):
    story.did(THIGH, at=60).moment("recognisable", 110).ended(600)
    assert (item(story).verdict, item(story).acted_s) == ("done", 60)


def test_a_moment_that_never_came_needs_nothing(story):
    story.ended(600)
    view = item(story)
    assert view.verdict == "not-needed"
    assert view.feedback == "Not needed here: the moment it waits for did not come."


def test_a_case_that_stopped_before_the_target_is_not_assessed(story):
    story.moment("recognisable", 110).ended(300, "Cardiac arrest")
    view = item(story)
    assert (view.verdict, view.feedback) == ("not-assessable", "Not assessed: the case ended before its time was up.")


def test_handing_over_early_does_not_excuse_what_was_not_done(story):
    story.moment("recognisable", 110).did({"handover": "registrar"}, at=170).ended(170, "Handed over")
    assert item(story).verdict == "missed"


HANDOVER = {
    "id": "handover", "text": "Hand over in four lines", "class": "recommended", "do": {"handover": "any"},
    "needed": "minutes >= 20", "feedback": {"done": "You handed over.", "missed": "The case ended without a handover."},
}  # fmt: skip
LINES = {"situation": "Very unwell.", "background": "A drip.", "assessment": "A reaction.", "recommendation": "Come."}


@pytest.mark.parametrize("silent", [{}, dict.fromkeys(LINES, ""), dict.fromkeys(LINES, "  ")])
def test_a_handover_without_a_word_is_no_handover(silent):
    story = Story(case_of([HANDOVER])).did({"handover": "nurse", **silent}, at=145).ended(145)
    view = item(story, "handover")
    assert (view.verdict, view.grade) == ("missed", "said nothing")
    assert view.feedback == "You handed over at 2:25 and said nothing. Whoever takes over knows only what they can see."
    assert [one.at_s for one in view.evidence] == [145]


def test_a_handover_in_two_lines_says_which_were_left_out():
    said = {name: LINES[name] for name in ("situation", "recommendation")}
    view = item(Story(case_of([HANDOVER])).did({"handover": "registrar", **said}, at=145).ended(145), "handover")
    assert (view.verdict, view.grade) == ("done", "lines left out")
    assert view.feedback == "You handed over at 2:25. Not said: background, assessment."


def test_a_handover_in_four_lines_is_done():
    view = item(Story(case_of([HANDOVER])).did({"handover": "registrar", **LINES}, at=145).ended(145), "handover")
    assert (view.verdict, view.grade, view.feedback) == ("done", None, "You handed over.")


def test_a_hint_about_the_drug_is_named_with_the_act(story):
    story.moment("recognisable", 110).hint("Which drug treats all three?", at=150).did(THIGH, at=250, begun=200).ended(
        600
    )
    assert item(story).grade == "with a hint"


def test_a_hint_taken_after_the_order_changes_nothing(story):
    story.moment("recognisable", 110).hint("Which drug treats all three?", at=220).did(THIGH, at=250, begun=200).ended(
        600
    )
    assert item(story).grade is None


def test_a_hint_about_something_else_changes_nothing():
    hints = [{"when": "lying_flat == 0", "say": "How should she lie?"}]
    story = Story(case_of([ADRENALINE], hints=hints)).moment("recognisable", 110)
    story.hint("How should she lie?", at=150).did(THIGH, at=250, begun=200).ended(600)
    assert item(story).grade is None


def test_looking_counts_from_the_moment_on(story):
    story.did(LISTEN, at=30).moment("recognisable", 110).did(LISTEN, at=180).did(THIGH, at=250).did(
        LISTEN, at=500
    ).ended(600)
    assert item(story).looked_s == 180


def test_a_look_before_the_moment_counts_for_who_acted_on_it(story):
    story.did(LISTEN, at=90).moment("recognisable", 110).did(THIGH, at=150).did(LISTEN, at=500).ended(600)
    assert item(story).looked_s == 90


def test_a_look_after_the_act_was_begun_did_not_lead_to_it(story):
    story.moment("recognisable", 110).did(LISTEN, at=180).did(THIGH, at=250, begun=170, who="nurse").ended(600)
    assert item(story).looked_s is None


def test_a_look_is_its_own_look():
    again = {**ADRENALINE, "do": {"examine": "chest", "how": "listen"}}
    again.pop("dose_mg")
    story = Story(case_of([again])).moment("recognisable", 110).did(LISTEN, at=180, begun=170).ended(600)
    assert item(story).looked_s == 180


def test_stopping_one_bag_of_two_leaves_the_other_running():
    rubric = [{**BOLUS, "while": "running(balanced-crystalloid)"}]
    fluid = {"fluid": "balanced-crystalloid", "volume_ml": 500, "pressure_bag": False}
    stop = {"stop": "balanced-crystalloid"}
    for stopped, verdict in (({**stop, "site": "left-hand"}, "harmful"), (stop, "avoided")):
        story = (
            Story(case_of(rubric))
            .did({**fluid, "site": "left-hand"}, at=10)
            .did({**fluid, "site": "right-hand"}, at=20)
        )
        story.did(stopped, at=30).did(ARREST_SYRINGE, at=40).ended(600)
        assert item(story, "bolus").verdict == verdict


def test_a_look_by_the_monitor_is_the_second_its_value_came_up():
    by_cuff = {**ADRENALINE, "looked": [{"attach": "cuff"}, {"measure": "blood-pressure"}]}
    story = Story(case_of([by_cuff])).did({"attach": "cuff"}, at=100).moment("recognisable", 110)
    story.found("monitor", "Blood pressure", at=130).did({"measure": "blood-pressure"}, at=300)
    assert item(story.ended(600)).looked_s == 130


def test_a_cuff_that_never_showed_anything_is_no_look():
    by_cuff = {**ADRENALINE, "looked": [{"attach": "cuff"}]}
    story = Story(case_of([by_cuff])).moment("recognisable", 110).did({"attach": "cuff"}, at=590).ended(600)
    assert item(story).looked_s is None


def test_without_patterns_the_finding_that_shows_the_moment_is_the_look():
    rubric = [{name: value for name, value in ADRENALINE.items() if name != "looked"}]
    story = Story(case_of(rubric)).moment("recognisable", 110)
    story.found("monitor", "SpO2", at=130).found("monitor", "Blood pressure", at=165).did(THIGH, at=200).ended(600)
    assert item(story).looked_s == 165


# ---- harmful actions and conditions

BOLUS = {
    "id": "bolus", "text": "The arrest dose into a vein", "class": "harmful", "do": {"give": "adrenaline", "route": "iv", "dose_mg": ">0.1"},
    "while": "pulse_present == 1", "cite": "the guideline", "feedback": {"harmful": "That can stop the heart."},
}  # fmt: skip
ARREST_SYRINGE = {"give": "adrenaline", "presentation": "syringe-1-in-10", "volume_ml": 10, "route": "iv"}


def test_the_arrest_dose_with_a_pulse_is_harmful():
    story = Story(case_of([BOLUS])).did(ARREST_SYRINGE, at=60.05).sign("pulse_present", 0, at=61).ended(100)
    assert (item(story, "bolus").verdict, item(story, "bolus").feedback) == ("harmful", "That can stop the heart.")


def test_the_same_dose_in_cardiac_arrest_is_not():
    story = Story(case_of([BOLUS])).sign("pulse_present", 0, at=50).did(ARREST_SYRINGE, at=60).ended(100)
    assert item(story, "bolus").verdict == "avoided"


def test_a_condition_is_asked_before_the_act_has_its_effect():
    """The row of the same second is written after the act."""
    story = Story(case_of([BOLUS])).did(ARREST_SYRINGE, at=60).sign("pulse_present", 0, at=60).ended(100)
    assert item(story, "bolus").verdict == "harmful"


def test_an_order_that_was_questioned_and_dropped_is_avoided():
    story = (
        Story(case_of([BOLUS]))
        .refused(ARREST_SYRINGE, at=60, reason="Into the vein?", key="nurse-challenges")
        .ended(100)
    )
    view = item(story, "bolus")
    assert (view.verdict, view.feedback) == ("avoided", "You ordered it, the nurse questioned it, and it was not done.")
    assert view.evidence[0].text == "Not done: Into the vein?"


def test_what_was_begun_and_put_down_again_is_avoided():
    story = Story(case_of([BOLUS])).cancelled(ARREST_SYRINGE, at=60, begun=50).ended(100)
    view = item(story, "bolus")
    assert (view.verdict, view.feedback) == ("avoided", "You began it and put it down again.")


FIRST = {
    "id": "morphine-first", "text": "Morphine before adrenaline", "class": "harmful", "do": {"give": "morphine"}, "before": "adrenaline",
    "feedback": FEEDBACK,
}  # fmt: skip
MORPHINE = {"give": "morphine", "presentation": "ampoule-10-in-1", "volume_ml": 0.5, "route": "iv"}


def test_before_counts_before_the_other_item_or_without_it():
    rubric = [ADRENALINE, FIRST]
    before = Story(case_of(rubric)).did(MORPHINE, at=100).did(THIGH, at=200).ended(600)
    after = Story(case_of(rubric)).did(THIGH, at=200).did(MORPHINE, at=300).ended(600)
    instead = Story(case_of(rubric)).did(MORPHINE, at=100).ended(600)
    assert [item(one, "morphine-first").verdict for one in (before, after, instead)] == [
        "harmful",
        "avoided",
        "harmful",
    ]


# ---- repeats, windows, parts

SECOND = {
    "id": "second", "text": "A second dose", "class": "critical", "do": {"give": "adrenaline", "route": "im"}, "nth": 2,
    "after": "adrenaline", "after_s": [240, 480], "needed": "given(adrenaline) > 0 and systolic_pressure < 90", "cite": "the guideline",
    "feedback": FEEDBACK,
}  # fmt: skip


def told(*doses, low_from=0, ended=900):
    story = Story(case_of([ADRENALINE, SECOND])).moment("recognisable", 20).sign("systolic_pressure", 80, at=low_from)
    for at in doses:
        story.did(THIGH, at=at)
    return item(story.ended(ended), "second")


def test_the_second_dose_has_a_window():
    assert told(100, 400).verdict == "done"
    assert told(100, 700).verdict == "late"
    assert (told(100, 200).verdict, told(100, 200).grade) == ("missed", "early")
    assert "4 minutes to 8 minutes after “Adrenaline into the thigh”" in told(100, 200).feedback
    assert told(100).verdict == "missed"


def test_a_third_dose_in_the_window_is_the_repeat():
    assert (told(100, 200, 450).verdict, told(100, 200, 450).acted_s) == ("done", 450)


def test_a_look_before_the_first_dose_is_no_look_for_the_second():
    second = {**SECOND, "looked": [LISTEN]}
    story = Story(case_of([ADRENALINE, second])).moment("recognisable", 20).sign("systolic_pressure", 80, at=0)
    story.did(LISTEN, at=60).did(THIGH, at=100).did(THIGH, at=400)
    assert (item(story.ended(600), "second").verdict, item(story, "second").looked_s) == ("done", None)


def test_without_need_the_second_dose_is_not_needed_given_or_not():
    assert told(100, low_from=5000).verdict == "not-needed"
    given_anyway = told(100, 400, low_from=5000)
    assert (given_anyway.verdict, given_anyway.acted_s) == ("not-needed", 400)
    assert given_anyway.feedback == "Done at 6:40, before or without the sign that calls for it in this case."


def test_a_case_that_ended_inside_the_window_is_not_assessed():
    assert told(100, ended=450).verdict == "not-assessable"


def test_what_comes_after_an_act_that_was_not_done_is_not_needed():
    assert "which was not done" in told().feedback


LOOK_AGAIN = {
    "id": "again", "text": "Look again", "class": "recommended", "do": LISTEN, "after": "adrenaline", "after_s": [240, 480],
    "feedback": FEEDBACK,
}  # fmt: skip


def listened(*times):
    story = Story(case_of([ADRENALINE, LOOK_AGAIN])).moment("recognisable", 20).did(THIGH, at=100)
    for at in times:
        story.did(LISTEN, at=at)
    return item(story.ended(600), "again")


def test_what_came_before_is_no_evidence_of_looking_again():
    assert [one.at_s for one in listened(30, 60, 120, 400, 500).evidence] == [400, 500]


def test_a_look_too_early_is_the_evidence_of_why_it_was_missed():
    view = listened(120)
    assert (view.verdict, view.grade, [one.at_s for one in view.evidence]) == ("missed", "early", [120])


def test_the_act_that_counts_is_among_the_evidence_however_much_there_is():
    early = [{"attach": "cuff"}] * 12
    story = Story(case_of([{**MONITOR, "do": {"attach": "cuff"}, "also": [[{"attach": "pulse-oximeter"}]]}]))
    for second, act in enumerate(early):
        story.did(act, at=second)
    view = item(story.did({"attach": "pulse-oximeter"}, at=250).ended(600), "monitor")
    assert (view.acted_s, view.evidence[-1].at_s, len(view.evidence)) == (250, 250, 8)


def test_what_is_not_needed_rests_on_nothing_that_was_done():
    story = Story(case_of([ADRENALINE, LOOK_AGAIN])).did(LISTEN, at=60).ended(600)
    assert (item(story, "again").verdict, item(story, "again").evidence) == ("not-needed", [])
    assert item(story).looked_s is None


def test_what_was_done_instead_is_evidence_of_what_was_missed(story):
    story.moment("recognisable", 110).did(ARREST_SYRINGE, at=200).ended(600)
    said = [one.text for one in item(story).evidence]
    assert said[1].startswith("Not what this asks for: ")


OXYGEN = {
    "id": "oxygen", "text": "High-flow oxygen", "class": "recommended", "do": {"oxygen": "reservoir-mask", "flow_l_min": ">=10"},
    "feedback": FEEDBACK,
}  # fmt: skip


def test_evidence_says_which_mask_and_how_much():
    little = Story(case_of([OXYGEN])).did({"oxygen": "nasal-cannula", "flow_l_min": 2}, at=50).ended(600)
    view = item(little, "oxygen")
    assert view.verdict == "missed"
    assert [one.text for one in view.evidence] == [
        "Not what this asks for: oxygen nasal cannula, nasal cannula, 2 L/min"
    ]
    enough = Story(case_of([OXYGEN])).did({"oxygen": "reservoir-mask", "flow_l_min": 15}, at=50).ended(600)
    assert "mask with reservoir bag, 15 L/min" in item(enough, "oxygen").evidence[0].text


MONITOR = {
    "id": "monitor", "text": "Oximeter and cuff", "class": "timed", "do": {"attach": "pulse-oximeter"}, "also": [[{"attach": "cuff"}]],
    "target_s": 300, "target_owner": "this case", "feedback": FEEDBACK,
}  # fmt: skip


def test_all_parts_are_needed_and_the_last_one_gives_the_time():
    both = Story(case_of([MONITOR])).did({"attach": "pulse-oximeter"}, at=50).did({"attach": "cuff"}, at=80).ended(600)
    assert (item(both, "monitor").verdict, item(both, "monitor").acted_s) == ("done", 80)
    one = Story(case_of([MONITOR])).did({"attach": "pulse-oximeter"}, at=50).ended(600)
    assert (item(one, "monitor").verdict, item(one, "monitor").grade) == ("missed", "partly done")
    assert "not done: Put the blood pressure cuff on" in item(one, "monitor").feedback


def test_without_recorded_vitals_nobody_says_that_harm_was_avoided():
    story = Story(case_of([BOLUS])).did(ARREST_SYRINGE, at=60).ended(100)
    assert debrief(story.case, story.recording(vitals=False)).items[0].verdict == "not-assessable"


def test_without_recorded_vitals_a_condition_is_not_assessed():
    needy = {**ADRENALINE, "id": "needy", "needed": "systolic_pressure < 90"}
    story = Story(case_of([needy])).moment("recognisable", 20).ended(600)
    view = debrief(story.case, story.recording(vitals=False)).items[0]
    assert (view.verdict, view.feedback) == ("not-assessable", "Not assessed: what it depends on was not recorded.")


def test_a_neutral_item_is_never_missed():
    story = Story(case_of([{**ADRENALINE, "class": "neutral"}])).moment("recognisable", 20).ended(600)
    assert item(story).verdict == "not-needed"


# ---- whatever happened, in whatever order

ACTIONS = [
    THIGH,
    ARM,
    ARREST_SYRINGE,
    MORPHINE,
    LISTEN,
    {"attach": "cuff"},
    {"attach": "pulse-oximeter"},
    {"stop": "drip"},
]
HAPPENING = st.tuples(
    st.sampled_from(["did", "began", "refused", "hint", "moment", "found", "ended", "handover"]),
    st.sampled_from(ACTIONS),
    st.floats(0, 300, allow_nan=False).map(lambda at: round(at * 20) / 20),
)
EVERYTHING = case_of([ADRENALINE, SECOND, BOLUS, FIRST, MONITOR])


@settings(max_examples=60)
@given(st.lists(HAPPENING, max_size=15), st.booleans())
def test_any_order_of_events_has_a_verdict_with_words_and_evidence_that_exists(happenings, with_vitals):
    story = Story(EVERYTHING)
    story.lasted_s = 300
    for what, action, at in happenings:
        match what:
            case "did" | "began":
                getattr(story, what)(action, at)
            case "refused":
                story.refused(action, at, reason="No.")
            case "hint":
                story.hint("Which drug treats all three?", at)
            case "moment":
                story.moment("recognisable", at)
            case "found":
                story.found("monitor", "Blood pressure", at)
            case "ended":
                story.ended(at)
            case "handover":
                story.did({"handover": "registrar"}, at)
    recording = story.recording(vitals=with_vitals)
    view = debrief(story.case, recording)
    ids = {event.id for event in recording.events}
    for one in view.items:
        assert one.feedback
        assert {evidence.event for evidence in one.evidence} <= ids
        if one.verdict in ("done", "late", "harmful"):
            assert one.acted_s is not None
        elif one.verdict != "not-needed":
            assert one.acted_s is None
        assert one.klass == "harmful" or one.verdict not in ("harmful", "avoided")
