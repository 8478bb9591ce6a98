"""Words: the diagnosis stands nowhere before the debrief, and lines can be read while they are said."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from osler.content.loader import Document, Location, Problem
from osler.scenario.case import Case
from osler.scenario.lint.conditions import walk

MOST_SPOKEN = 200
MOST_LABEL = 110
SHORTEST = 5
"""Shorter words give nothing away by themselves."""
BEFORE_THE_CASE: tuple[Location, ...] = (("id",), ("title",), ("card",), ("prebrief",), ("you_are",))
NURSE_FIELDS: tuple[Location, ...] = (("says",), ("plans",))
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


def check_diagnosis(case: Case, document: Document) -> Iterator[Problem]:
    """The words of the diagnosis in what is read before the case, or said by the nurse in it."""
    named = names_of_conditions(case)
    secret = named | revealing(case)
    for start in BEFORE_THE_CASE:
        for location, text in _texts(document.data, start):
            yield from _leaks(document, location, text, secret, "before the case")
    for start in NURSE_FIELDS:
        for location, text in _texts(document.data, start):
            if location[-1] in ("say", "reply"):
                yield from _leaks(document, location, text, named, "during the case")


def names_of_conditions(case: Case) -> set[str]:
    """The words by which the conditions of a case are known."""
    texts = [text for name, condition in case.conditions.items() for text in (name, condition.title)]
    return {word for text in texts for word in words(text)} - _ward(case)


def revealing(case: Case) -> set[str]:
    """The words of the revealed title that say more than what hangs at the bed and what any ward says."""
    return set(words(case.scenario.revealed_title)) - _ward(case)


def words(text: str) -> Iterator[str]:
    """The words of a text that could give something away, in lower case, also the parts of joined ones."""
    for found in _WORD.findall(text.lower()):
        for word in {found, *found.split("-")}:
            if len(word) >= SHORTEST:
                yield word


def _ward(case: Case) -> set[str]:
    """Ordinary words: of the place, the nurse, the patient's notes, and the labels of what runs."""
    patient, start = case.scenario.patient, case.scenario.start
    texts: list[Any] = [patient.history, patient.medicines, [line.label or "" for line in start.lines]]
    texts += [case.place.model_dump(mode="json"), case.nurse.model_dump(mode="json")]
    return {word for data in texts for _, text in _texts(data, ()) for word in words(text)}


def _leaks(document: Document, location: Location, text: str, secret: Iterable[str], when: str) -> Iterator[Problem]:
    found = sorted(set(words(text)) & set(secret))
    if found:
        yield document.problem(location, f"gives the diagnosis away {when}: {', '.join(found)}")


def _texts(data: Any, start: Location) -> Iterator[tuple[Location, str]]:
    """Every text at or below one place of a document."""
    for part in start:
        if not isinstance(data, dict) or part not in data:
            return
        data = data[part]
    if isinstance(data, str):
        yield start, data
        return
    if isinstance(data, list):
        yield from (((*start, index), one) for index, one in enumerate(data) if isinstance(one, str))
    for location, _, value in walk(data, start):
        if isinstance(value, str):
            yield location, value
        elif isinstance(value, list):
            yield from (((*location, index), one) for index, one in enumerate(value) if isinstance(one, str))


def check_reading(document: Document) -> Iterator[Problem]:
    """Lines that are too long to be read while somebody is dying."""
    for location, name, value in walk(document.data):
        if not isinstance(value, str):
            continue
        most = MOST_SPOKEN if name in ("say", "reply") else MOST_LABEL if name == "label" else None
        if most is not None and len(value) > most:
            yield document.problem(
                location, f"{len(value)} characters: at most {most} can be read in passing", "warning"
            )
