"""The course of a case: where it begins, what is said when, and how it can end."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import fields
from typing import Any

from osler.content.loader import Document, Location, Problem
from osler.physiology.parameters import PatientParameters
from osler.scenario.case import Case
from osler.scenario.expressions import parse
from osler.scenario.lint.conditions import nearest
from osler.scenario.lint.possible import contradiction
from osler.scenario.model import Ending, Reply

_TIME_LIMIT = re.compile(r"\b(minutes|seconds)(?: - skipped_min)? >=? (\d+(?:\.\d+)?)")


def check_course(case: Case, document: Document) -> Iterator[Problem]:
    """Start, replies, ids and endings."""
    yield from _start(case, document)
    yield from _ids(case, document)
    yield from _replies(case, document)
    yield from _endings(case, document)


def check_guideline(case: Case, document: Document, today: str) -> Iterator[Problem]:
    """A review that is overdue is a warning: the card says so too."""
    due = case.scenario.guideline.review_due
    if due is not None and today[:7] > due:
        yield document.problem(
            ("guideline", "review_due"),
            f"the review of {case.scenario.guideline.name} was due in {due}: look for a successor",
            "warning",
        )


def _start(case: Case, document: Document) -> Iterator[Problem]:
    start = case.scenario.start
    hanging = [line.item for line in start.lines if line.item]
    for index, condition in enumerate(start.conditions):
        if condition.trigger is not None and condition.trigger.infusion not in hanging:
            name = condition.trigger.infusion
            at = ("start", "conditions", index, "trigger", "infusion")
            yield document.problem(at, f"nothing that runs is called {name!r}{nearest(name, hanging)}")
    traits = {field.name for field in fields(PatientParameters)}
    for name in case.scenario.patient.traits:
        if name not in traits:
            yield document.problem(("patient", "traits", name), f"a body has no such trait{nearest(name, traits)}")
    brought = {*case.place.at_bedside, *(thing for fetch in case.place.fetchable for thing in fetch.brings)}
    for index, thing in enumerate(start.at_bedside):
        if thing not in brought:
            yield document.problem(
                ("start", "at_bedside", index), f"the place has no {thing!r}{nearest(thing, brought)}"
            )


def check_name(identifier: str, document: Document) -> Iterator[Problem]:
    """A file is called what its id says."""
    if identifier != document.file.rpartition("/")[2].removesuffix(".yaml"):
        yield document.problem(("id",), f"the file is called {document.file!r}: id and name must be the same")


def _ids(case: Case, document: Document) -> Iterator[Problem]:
    scenario = case.scenario
    yield from check_name(scenario.id, document)
    named: list[tuple[str, Sequence[Any]]] = [
        ("says", [line.id for line in scenario.says]),
        ("end", [ending.id for ending in scenario.end]),
        ("talk", [(talk.ask, talk.whom) for talk in scenario.talk]),
        ("tell", [told.say for told in scenario.tell]),
        ("plans", [plan.plan for plan in scenario.plans]),
        ("contacts", [contact.id for contact in scenario.contacts]),
        ("examinations", [(one.examine, one.how) for one in scenario.examinations]),
        ("debrief.questions", [question.id for question in scenario.debrief.questions]),
    ]
    for name, ids in named:
        for index, one in enumerate(ids):
            if one in ids[:index]:
                yield document.problem((*name.split("."), index), f"{one!r} stands here twice")


def _replies(case: Case, document: Document) -> Iterator[Problem]:
    """Of several replies the first that holds is said: one behind a reply without condition is never heard."""
    scenario = case.scenario
    places: list[tuple[Location, Sequence[Reply]]] = []
    places += [(("talk", i, "replies"), talk.replies) for i, talk in enumerate(scenario.talk)]
    places += [(("tell", i, "replies"), told.replies) for i, told in enumerate(scenario.tell)]
    places += [
        (("examinations", i, "answers"), one.answers) for i, one in enumerate(scenario.examinations) if one.first
    ]
    for i, contact in enumerate(scenario.contacts):
        places += [(("contacts", i, name), getattr(contact, name)) for name in ("question", "advice", "arrival")]
    for at, replies in places:
        yield from _behind(document, at, [reply.when for reply in replies])
    now = [sentence.when for sentence in scenario.debrief.patient_now]
    at = ("debrief", "patient_now")
    yield from _behind(document, at, now)
    if now[-1] != "1":
        yield document.problem(
            at, "the last sentence must hold always (when: 1), so that every ending says how the patient is"
        )


def _behind(document: Document, at: Location, conditions: Sequence[str]) -> Iterator[Problem]:
    for index, condition in enumerate(conditions[:-1]):
        if condition == "1":
            yield document.problem((*at, index + 1), "never said: the one before it has no condition")
            return


def _endings(case: Case, document: Document) -> Iterator[Problem]:
    endings = case.scenario.end
    if not any(_with_time(ending) for ending in endings):
        yield document.problem(
            ("end",), "no ending comes with time: the case may never stop; add one such as `when: minutes >= 25`"
        )
    if not any(ending.won for ending in endings):
        yield document.problem(("end",), "no ending is won: even the best learner loses", "warning")
    handover = any("handover" in item.do for item in case.place.menu)
    for index, ending in enumerate(endings):
        if "handover_given" in parse(ending.when).names | parse(ending.now).names and not handover:
            yield document.problem(
                ("end", index, "when"), "nobody can hand over here: the place's menu offers no handover"
            )
        same = [one for one in endings[:index] if (one.when, one.now) == (ending.when, ending.now)]
        if any(one.for_s <= ending.for_s for one in same):
            yield document.problem(
                ("end", index, "when"), "an earlier ending has the same condition: this one never comes"
            )


def latest_end_s(case: Case) -> float:
    """Seconds at the bedside, absences not counted, after which time itself has ended the case."""
    ends = [
        float(found[2]) * (60.0 if found[1] == "minutes" else 1.0)
        for ending in case.scenario.end
        if _with_time(ending)
        for found in _TIME_LIMIT.finditer(ending.when)
    ]
    return min(ends, default=math.inf)


def _with_time(ending: Ending) -> bool:
    return ending.now == "1" and _by_time(ending.when)


def _by_time(text: str) -> bool:
    """Whether the condition holds at some time whatever is done: it names the clock and nothing else."""
    names = parse(text).names
    return (
        bool(names & {"minutes", "seconds"})
        and names <= {"minutes", "seconds", "skipped_min", "away"}
        and contradiction(text, _any) is None
    )


def _any(name: str) -> tuple[float, float]:
    return (0.0, float("inf"))
