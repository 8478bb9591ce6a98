"""The shipped ward, nurse and cases: they validate, refer only to what exists, give nothing away and stay kind."""

import re
import string
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

from osler.content.loader import load_model
from osler.scenario.actions import parse_action
from osler.scenario.expressions import parse, unknown_names
from osler.scenario.model import Scenario
from osler.scenario.patterns import parse_pattern
from osler.scenario.ward import Nurse, Place
from osler.session.facts import NAMES

SOURCE = Path(__file__).parents[2] / "src" / "osler"
CONTENT = SOURCE / "content"
KINDS: dict[str, type[BaseModel]] = {"places": Place, "nurses": Nurse, "scenarios": Scenario}
FILES = [path for kind in KINDS for path in sorted((CONTENT / kind).glob("*.yaml"))]
CASES = sorted((CONTENT / "scenarios").glob("*.yaml"))
SCRIPTS = sorted((CONTENT / "scenarios" / "scripts").glob("*.yaml"))

# Words that would name the condition of a case before its debrief
GIVEAWAYS = {
    "bay-4-feels-strange": ("anaphyla", "hypersensitiv", "allergic reaction"),
    "bay-2-hard-to-wake": ("overdose", "toxicity", "narcosis", "poison", "tenfold", "ten times"),
}
AFTERWARDS = ("revealed_title", "objectives", "guideline", "sources", "start", "moments", "rubric", "debrief")
UNKIND = (
    "too slow",
    "well done",
    "congratulations",
    "fail",
    "score",
    "points",
    "you lost",
    "you win",
    "game over",
    "!!",
)


def read(path: Path) -> Any:
    model, _ = load_model(KINDS[path.parent.name], path)
    return model


def case_of(path: Path) -> Scenario:
    scenario: Scenario = read(path)
    return scenario


def texts(value: Any) -> Iterator[str]:
    """Every text in nested content."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from texts(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from texts(inner)


def under(value: Any, names: tuple[str, ...]) -> Iterator[Any]:
    """Everything that stands under one of these field names."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key in names:
                yield inner
            yield from under(inner, names)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from under(inner, names)


def dumped(model: BaseModel) -> dict[str, Any]:
    return model.model_dump(mode="json", by_alias=True)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_file_is_read_and_named_after_its_id(path: Path) -> None:
    assert read(path).id == path.stem


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_conditions_name_only_what_can_be_known(path: Path) -> None:
    found = under(dumped(read(path)), ("when", "while", "needed", "shown"))
    problems = [(text, unknown_names(parse(text), NAMES)) for text in found if text is not None]
    assert [problem for problem in problems if problem[1]] == []


@pytest.mark.parametrize("path", [path for path in FILES if path.parent.name != "nurses"], ids=lambda path: path.stem)
def test_what_is_found_and_said_fills_in_observables_and_facts_only(path: Path) -> None:
    spoken = texts(list(under(dumped(read(path)), ("answers", "replies", "says", "advice", "question"))))
    blanks = {name for text in spoken for _, name, _, _ in string.Formatter().parse(text) if name is not None}
    assert blanks <= set(NAMES)


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_nothing_gives_the_condition_away_before_the_debrief(path: Path) -> None:
    case = dumped(case_of(path))
    shown = " ".join(texts({key: value for key, value in case.items() if key not in AFTERWARDS})).lower()
    for word in GIVEAWAYS[path.stem]:
        assert word not in shown


@pytest.mark.parametrize("name", sorted(GIVEAWAYS))
def test_ward_and_nurse_give_no_condition_away(name: str) -> None:
    shown = " ".join(texts([dumped(read(path)) for path in FILES if path.parent.name != "scenarios"])).lower()
    assert [word for word in GIVEAWAYS[name] if word in shown] == []


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_feedback_and_teaching_are_never_gamified(path: Path) -> None:
    case = case_of(path)
    said = " ".join([*texts([dumped(item.feedback) for item in case.rubric]), *texts(dumped(case.debrief))]).lower()
    assert [word for word in UNKIND if word in said] == []


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_every_target_names_its_owner_and_every_item_explains_itself(path: Path) -> None:
    for item in case_of(path).rubric:
        assert (item.target_s is None) == (item.target_owner is None), item.id
        wanted = "harmful" if item.klass == "harmful" else "missed"
        assert getattr(item.feedback, wanted) or item.klass == "neutral", item.id
        assert item.target_s is None or item.feedback.late, item.id


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_every_question_is_answered_whatever_state_the_patient_is_in(path: Path) -> None:
    for talk in case_of(path).talk:
        assert talk.replies[-1].when == "1", talk.ask


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_rubric_and_moments_refer_to_what_the_case_offers(path: Path) -> None:
    case, place = case_of(path), read(CONTENT / "places" / f"{case_of(path).place}.yaml")
    offered = {
        "examine": {examination.examine for examination in [*place.examinations, *case.examinations]},
        "ask": {talk.ask for talk in case.talk},
        "say": {told.say for told in case.tell},
        "plan": {plan.plan for plan in case.plans},
        "call": {contact.id for contact in case.contacts},
        "handover": {contact.id for contact in case.contacts},
        "stop": {line.item for line in case.start.lines},
        "give": set(case.drugs),
        "infuse": set(case.drugs),
        "fluid": set(case.fluids),
    }
    for item in case.rubric:
        for pattern in [*item.do, *(item.looked or []), *(one for group in item.also for one in group)]:
            verb = parse_pattern(pattern).verb
            assert pattern[verb] == "any" or verb not in offered or pattern[verb] in offered[verb], (item.id, pattern)
    known = {"since": set(case.moments), "done": {item.id for item in case.rubric}, "given": set(case.drugs)}
    for text in under(dumped(case), ("when", "while", "needed")):
        for function, argument in parse(text).calls if text else ():
            assert function not in known or argument in known[function], text
    for item in case.rubric:
        assert item.from_ is None or item.from_ in case.moments, item.id
        assert {item.before, item.after} <= {None, *known["done"]}, item.id


def test_everything_that_can_be_examined_is_offered_and_the_other_way_round() -> None:
    place: Place = read(CONTENT / "places" / "medical-ward-bay.yaml")
    offered = {(item.do["examine"], item.do["how"]) for item in place.menu if "examine" in item.do}
    measured = {(item.do["measure"], "read") for item in place.menu if "measure" in item.do}
    by_stimulus = {("consciousness", "listen"), ("consciousness", "feel")}
    found = {(examination.examine, examination.how) for examination in place.examinations}
    assert found == offered | measured | by_stimulus


def test_menu_items_are_whole_actions_unless_a_dialog_fills_them_in() -> None:
    place: Place = read(CONTENT / "places" / "medical-ward-bay.yaml")
    assert len({item.id for item in place.menu}) == len(place.menu)
    for item in place.menu:
        if item.dialog not in ("drug", "infusion"):
            parse_action({**item.do, "by": item.may[0]})


def test_the_ward_has_words_for_every_refusal_of_the_session_and_no_others() -> None:
    place: Place = read(CONTENT / "places" / "medical-ward-bay.yaml")
    code = "".join(path.read_text(encoding="utf-8") for path in (SOURCE / "session").glob("*.py"))
    raised = set(re.findall(r'Refusal\(\s*"([a-z-]+)"', code))
    assert raised == set(place.refusals)


def test_a_challenge_or_a_refusal_of_the_nurse_is_one_or_two_short_sentences() -> None:
    nurse: Nurse = read(CONTENT / "nurses" / "ward-nurse.yaml")
    for spoken in [*nurse.challenges, *nurse.declines, *nurse.read_backs, *nurse.reports]:
        assert len(spoken.say.split()) <= 26, spoken.say


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_nobody_at_the_bed_is_told_what_belongs_on_the_telephone(path: Path) -> None:
    lines = {contact.id: contact.lines for contact in read(path).contacts}
    told = {line for text in lines.pop("nurse").model_dump().values() for line in text}
    assert told.isdisjoint(line for text in lines.values() for part in text.model_dump().values() for line in part)
