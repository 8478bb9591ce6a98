"""What the lint finds, each told by a small change to a case that is right."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from osler.scenario.case import SHIPPED, Library
from osler.scenario.lint import lint
from osler.scenario.lint.patterns import MOST_AMPOULES
from osler.session.bedside import MAX_AMPOULES

RIGHT = (Path(__file__).parent / "a-case.yaml").read_text(encoding="utf-8")
TODAY = "2026-01-15"


@pytest.fixture
def found(tmp_path):
    """Lint a-case with one text replaced by another; what is found as 'line-less' sentences."""

    def found(old: str = "", new: str = "", kind: str = "scenarios", name: str = "a-case") -> list[str]:
        scenarios = tmp_path / "scenarios"
        scenarios.mkdir(exist_ok=True)
        (scenarios / "a-case.yaml").write_text(RIGHT, encoding="utf-8")
        file = tmp_path / kind / f"{name}.yaml"
        file.parent.mkdir(exist_ok=True)
        text = RIGHT if kind == "scenarios" else (SHIPPED / kind / f"{name}.yaml").read_text(encoding="utf-8")
        assert old in text, f"{old!r} is not in {name}"
        file.write_text(text.replace(old, new, 1) if old else text, encoding="utf-8")
        problems = lint(Library(tmp_path), "a-case", TODAY)
        return [f"{one.severity} {one}" for one in problems if one.file == f"{kind}/{name}.yaml"]

    return found


def only(problems: list[str]) -> str:
    assert len(problems) == 1, problems
    return problems[0]


def test_a_case_that_is_right_has_no_problems(found):
    assert found() == []


@pytest.mark.parametrize(
    ("kind", "name"),
    [("places", "medical-ward-bay"), ("nurses", "ward-nurse"), ("patients", "female-54"), ("drugs", "morphine")],
)
def test_a_copied_file_of_the_ward_or_of_medicine_must_take_its_new_name(found, kind, name):
    said = found(f"id: {name}", "id: another", kind=kind, name=name)
    assert any(f"id: the file is called '{kind}/{name}.yaml': id and name must be the same" in one for one in said)


def test_the_nurse_can_be_handed_over_to_without_lines_of_her_own(found):
    assert found("do: {ask: pain}", "do: {handover: nurse}") == []
    assert "no such contact: 'emergency-team'" in only(found("do: {ask: pain}", "do: {handover: emergency-team}"))


def test_a_problem_names_severity_file_line_field_and_what_would_be_right(found):
    said = only(found("systolic_pressure < 100", "sistolic_pressure < 100"))
    line = RIGHT[: RIGHT.index("systolic_pressure < 100")].count("\n") + 1
    assert said == (
        f"error scenarios/a-case.yaml:{line}: moments.recognisable.when: "
        "'sistolic_pressure' is not observable; did you mean 'systolic_pressure'?"
    )


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        # names in conditions
        ("since(recognisable) >= 30", "since(recognizable) >= 30", "no such moment; did you mean 'recognisable'?"),
        ("given(adrenaline) == 0", "given(adrenalin) == 0", "given(adrenalin): no such drug of this case; did you mean 'adrenaline'?"),
        ("given(adrenaline) == 0", "done(adrenaline) == 0", "done(adrenaline): no such item of the rubric"),
        ("given(adrenaline) == 0", "running(drop) == 0", "running(drop): no such thing that runs here; did you mean 'drip'?"),
        ("given(adrenaline) == 0", "attached(oximeter) == 0", "attached(oximeter): no such sensor; did you mean 'pulse-oximeter'?"),
        ("given(adrenaline) == 0", "called(surgeon) == 0", "called(surgeon): no such contact"),
        # what can never hold
        ("speech >= 3", "speech >= 5", "this can never hold: speech >= 5 is impossible (it goes from 0 to 4)"),
        ("speech >= 3", "oxygen_saturation > 100", "this can never hold: oxygen_saturation > 100 is impossible (it goes from 0 to 100)"),
        ("speech >= 3", "displayed_oxygen_saturation < 0", "this can never hold"),
        ("speech >= 3", "respiratory_rate < 0", "this can never hold"),
        ("speech >= 3", "not " * 60 + "speech", "nests deeper than 50"),
        ("speech >= 3", "gcs < 3", "this can never hold: gcs < 3 is impossible"),
        ("speech >= 3", "wheeze > 0.5 and wheeze < 0.3", "wheeze > 0.5 and < 0.3 is impossible"),
        ("handover_given == 1", "handover_given > 1", "this can never hold"),
        ("speech >= 3", "team_present == 1", "team_present: this case has no contact 'emergency-team'"),
        # sentences
        ("{heart_rate:.0f}", "{heartrate:.0f}", "{heartrate} is nothing that can be filled in; did you mean 'heart_rate'?"),
        ("{heart_rate:.0f}", "{score:.0f}", "{score} is nothing that can be filled in"),
        # patterns
        ("do: {stop: drip}", "do: {stop: drop}", "stop: no such thing that runs here: 'drop'; did you mean 'drip'?"),
        ("route: im, site: thigh", "route: im, site: knee", "give: site is 'knee'"),
        ("route: im, site: thigh", "route: oral", "no presentation of adrenaline is made for route 'oral'"),
        ("route: im, site: thigh", "presentation: pill", "adrenaline does not come as 'pill'"),
        ("looked: [{examine: chest}]", "looked: [{examine: chests}]", "rubric.0.looked.0: examine: no such examination: 'chests'; did you mean 'chest'?"),
        ("do: {plan: tell-family}", "do: {plan: tell-famly}", "plan: no such plan: 'tell-famly'; did you mean 'tell-family'?"),
        ("do: {ask: pain}", "do: {ask: pane}", "ask: no such question: 'pane'; did you mean 'pain'?"),
        ("do: {ask: pain}", "do: {ask: pain, whom: nurse}", "nobody answers 'pain' as nurse"),
        ("do: {stop: drip}", "do: {measure: blood-gas, by: nurse}", "nothing in the menu of medical-ward-bay offers {measure: blood-gas, by: nurse}"),
        # doses
        ("full: [0.45, 0.55]", "full: [450, 550]", "[450, 550] cannot be drawn up: at most 10 mg by this route"),
        ("over: '>0.55'", "over: '>50'", "'>50' cannot be drawn up"),
        # rubric
        ("from: recognisable", "from: recognizable", "no such moment: 'recognizable'; did you mean 'recognisable'?"),
        ("before: adrenaline-im", "before: adrenaline", "no such other item: 'adrenaline'; did you mean 'adrenaline-im'?"),
        ("target_owner: this case", "", "whose target is it? add `target_owner: guideline` or `this case`"),
        ("target_s: 300", "", "there is no target_s for this owner"),
        ("cite: the guideline", "", "a critical item needs `cite`: where this is written"),
        (" late: You did it late.,", "", "there are no words for 'late'"),
        ("harmful: That hurt.", "done: Fine.", "there are no words for 'harmful'"),
        ("id: stop-drip", "id: adrenaline-im", "another item is called 'adrenaline-im' already"),
        # course
        ("when: minutes >= 10", "when: heart_rate < 20", "no ending comes with time"),
        ("- {when: '1', say: She is awake.}", "- {when: gcs > 3, say: She is awake.}", "the last sentence must hold always"),
        ("- {when: speech >= 3, say: It hurts.}", "- {say: It hurts.}", "never said: the one before it has no condition"),
        ("id: grey", "id: sore", "'sore' stands here twice"),
        ("end:\n", "end:\n  - {id: soon, when: minutes >= 10, outcome: Over, text: Over.}\n", "an earlier ending has the same condition"),
        ("when: minutes >= 10", "when: minutes >= 10, now: handover_given == 1", "no ending comes with time"),
        ("id: a-case", "id: other-case", "id and name must be the same"),
        ("traits: {}", "traits: {wings: 2}", "a body has no such trait"),
        ("at_bedside: []", "at_bedside: [piano]", "the place has no 'piano'"),
        ("trigger: {infusion: drip}", "trigger: {infusion: drop}", "nothing that runs is called 'drop'; did you mean 'drip'?"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said(found, old, new, said):
    problems = found(old, new)
    assert any(one.startswith("error") and said in one for one in problems), problems


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("title: A small case", "title: Anaphylaxis on the ward", "title: gives the diagnosis away before the case: anaphylaxis"),
        ("Woman, 54", "Woman, 54, with anaphylaxis", "card.patient: gives the diagnosis away"),
        ("keywords: [ward]", "keywords: [ward, shellfish]", "card.keywords.0: gives the diagnosis away" ),
        ("- Here she is.", "- I think it is anaphylaxis.", "prebrief.handover.0: gives the diagnosis away"),
        ("say: She has gone grey.", "say: It looks like anaphylaxis.", "says.1.say: gives the diagnosis away during the case"),
    ],
)  # fmt: skip
def test_the_diagnosis_stands_nowhere_before_the_debrief(found, old, new, said):
    problem = only(found(old, new))
    assert re.sub(r"keywords\.\d", "keywords.0", problem).count(said) == 1


def test_what_hangs_at_the_bed_gives_nothing_away(found):
    assert found("- Here she is.", "- I put up her metronidazole a minute ago.") == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("review_due: 2026-05", "review_due: 2025-12", "the review of The guideline was due in 2025-12: look for a successor"),
        ("say: She has gone grey.", f"say: {'grey ' * 50}.", "at most 200 can be read in passing"),
        ("won: true", "won: false", "no ending is won: even the best learner loses"),
    ],
)  # fmt: skip
def test_what_is_worth_a_look_is_a_warning(found, old, new, said):
    problem = only(found(old, new))
    assert problem.startswith("warning")
    assert said in problem


def test_a_guideline_is_overdue_from_the_month_after_its_date(tmp_path, found):
    found()
    assert lint(Library(tmp_path), "a-case", "2026-05-31") == []
    assert len(lint(Library(tmp_path), "a-case", "2026-06-01")) == 1


def test_a_file_that_is_no_scenario_is_reported_and_no_more(found):
    said = only(found("class: critical", "class: vital"))
    assert "rubric.0.class" in said


def test_what_refers_to_nothing_is_reported(found):
    assert "no such place: 'moon'" in only(found("place: medical-ward-bay", "place: moon"))


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("shown: attached(pulse-oximeter)", "shown: since(recognisable) > 3", "a place or a nurse knows no moment"),
        ("when: pallor >= 0.4", "when: palor >= 0.4", "'palor' is not observable; did you mean 'pallor'?"),
        ("no-access: There is no IV access yet.", "no-access: 'There is no {acess}.'", "{acess} is nothing that can be filled in"),
        ("do: {examine: patient, how: look}", "do: {examine: patient, how: taste}", "examine: how: input should be"),
        ("do: {examine: patient, how: look}", "do: {examine: patiens, how: look}", "no such examination: 'patiens'; did you mean 'patient'?"),
        ("id: read-chart", "id: stand-back", "another line is called 'stand-back' already"),
        ("  monitor: {attach: any}", "  montor: {attach: any}", "nothing fetched brings it; did you mean 'monitor'?"),
        ("{match: [{stop: any}]", "{match: [{stop: any, by: robot}]", "stop: by is 'robot'"),
    ],
)  # fmt: skip
def test_the_place_is_checked_too(found, old, new, said):
    problems = found(old, new, "places", "medical-ward-bay")
    assert any(one.startswith("error") and said in one for one in problems), problems


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("{dose} of {drug}, {volume}", "{does} of {drug}, {volume}", "{does} is nothing that can be filled in"),
        ("busy: 'One moment. {doing}", "busy: 'One moment. {what}", "{what} is nothing that can be filled in"),
        ("while: gcs <= 13,", "while: gcs <= 2,", "this can never hold"),
        ("{match: [{position: flat}]", "{match: [{position: flatt}]", "position: position is 'flatt'"),
    ],
)  # fmt: skip
def test_the_nurse_is_checked_too(found, old, new, said):
    problems = found(old, new, "nurses", "ward-nurse")
    assert any(one.startswith("error") and said in one for one in problems), problems


@pytest.mark.parametrize("scenario", Library().names("scenarios"))
def test_the_shipped_cases_have_no_errors(scenario):
    assert [str(one) for one in lint(Library(), scenario, TODAY) if one.severity == "error"] == []


def test_the_lint_knows_how_much_the_ward_lets_anybody_draw_up():
    assert MOST_AMPOULES == MAX_AMPOULES


def test_a_dose_nobody_would_give_is_questioned_by_the_drugs_own_file(found):
    said = "10 mg of adrenaline im: the largest usual dose in drugs/adrenaline.yaml is 0.5 mg"
    problems = found("dose_mg: {full: [0.45, 0.55]", "dose_mg: {full: [10, 10]")
    assert any(one.startswith("warning") and "dose_mg.full" in one and said in one for one in problems), problems


EARLIER = "start:\n  earlier:\n    - {drug: adrenaline, route: im, amount_mg: 10, before_s: 60%s}"


def test_a_dose_before_the_case_is_questioned_unless_it_is_the_mistake_of_the_case(found):
    assert "start.earlier.0.amount_mg: 10 mg of adrenaline im" in only(found("start:", EARLIER % ""))
    assert found("start:", EARLIER % ", mistake: a slip of the decimal point") == []


def test_what_nobody_can_do_is_told_once(found):
    problems = found("do: {stop: drip}", "do: {stop: drop}")
    assert len([one for one in problems if "drop" in one]) == 1, problems


def test_items_and_moments_that_wait_for_each_other_are_named(found):
    said = only(found("from: recognisable\n", "from: recognisable\n    after: morphine-first\n"))
    assert "rubric.0.after: 'adrenaline-im' waits for 'morphine-first', which waits for it" in said
