"""The files of a place and a nurse, which many cases share."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from osler.content.loader import Document, Location, Problem
from osler.scenario.actions import VERBS, UnknownActionError, parse_action, verb_of
from osler.scenario.lint.conditions import check_conditions, check_templates, nearest, walk, wrong_slots
from osler.scenario.lint.known import Known
from osler.scenario.lint.patterns import check_patterns, wrong_in
from osler.scenario.lint.words import check_reading
from osler.scenario.ward import Nurse, Place

SPOKEN_SLOTS = ("what", "drug", "dose", "label", "route", "site", "volume")
"""What a nurse's sentence can be filled with (session/hands.py), beside the fields of the action itself."""
REFUSAL_SLOTS = ("what", "doing", "left", "drug", "route", "site", "volume", "say")
BUSY_SLOTS = ("doing", "left")


def check_place(place: Place, document: Document, known: Known) -> Iterator[Problem]:
    """What is wrong with a place by itself; what its menu names of a case is checked with the case."""
    yield from check_conditions(document, known)
    yield from check_templates(document)
    yield from check_reading(document)
    yield from (problem for problem in check_patterns(document, known) if not _of_a_case(document, problem))
    yield from _menu(place, document, known)
    yield from _things(place, document)
    for key, text in place.refusals.items():
        for message in wrong_slots(text, REFUSAL_SLOTS):
            yield document.problem(("refusals", key), message)


def check_nurse(nurse: Nurse, document: Document, known: Known) -> Iterator[Problem]:
    """What is wrong with a nurse's sentences."""
    yield from check_conditions(document, known)
    yield from check_reading(document)
    yield from check_patterns(document, known)
    for location, name, value in walk(document.data):
        if name == "say" and isinstance(value, str):
            for message in wrong_slots(value, {*SPOKEN_SLOTS, *_own_fields(document, location)}):
                yield document.problem(location, message)
    for message in wrong_slots(nurse.busy, BUSY_SLOTS):
        yield document.problem(("busy",), message)


def _own_fields(document: Document, location: Location) -> set[str]:
    """The fields of the actions that a sentence answers."""
    found: Any = document.data
    for part in location[:-1]:
        found = found[part]
    match = found.get("match", [])
    patterns = match if isinstance(match, list) else [match]
    fields: set[str] = set()
    for pattern in patterns:
        try:
            fields |= set(VERBS[verb_of(pattern)].model_fields)
        except UnknownActionError:
            continue  # the model has said so already
    return fields


def _of_a_case(document: Document, problem: Problem) -> bool:
    """Menu entries are whole actions and checked as such."""
    return problem.field.startswith("menu.")


def _menu(place: Place, document: Document, known: Known) -> Iterator[Problem]:
    seen: set[str] = set()
    for index, item in enumerate(place.menu):
        at: Location = ("menu", index)
        if item.id in seen:
            yield document.problem((*at, "id"), f"another line is called {item.id!r} already")
        seen.add(item.id)
        if item.dialog == "none":
            try:
                parse_action(item.do)
            except UnknownActionError as error:
                yield document.problem((*at, "do"), str(error))
                continue
        verb = next((name for name in item.do if name in VERBS), None)
        if verb is None:
            yield document.problem((*at, "do"), f"no known verb in {sorted(item.do)}")
            continue
        for message in wrong_in(item.do, known):
            yield document.problem((*at, "do"), message, "warning" if verb in ("give", "infuse") else "error")


def _things(place: Place, document: Document) -> Iterator[Problem]:
    brought = {*place.at_bedside, *(thing for fetch in place.fetchable for thing in fetch.brings)}
    for thing in place.needs:
        if thing not in brought:
            message = f"it stands at no bed and nothing fetched brings it{nearest(thing, brought)}"
            yield document.problem(("needs", thing), message)
    offered = {str(item.do["fetch"]) for item in place.menu if "fetch" in item.do}
    for index, fetch in enumerate(place.fetchable):
        if fetch.id not in offered:
            yield document.problem(("fetchable", index, "id"), f"no line of the menu fetches {fetch.id!r}", "warning")
    ids = [(one.examine, one.how) for one in place.examinations]
    for index, one in enumerate(ids):
        if one in ids[:index]:
            yield document.problem(("examinations", index), f"{one[0]}, {one[1]} stands here twice")
