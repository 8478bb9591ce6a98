"""Conditions and templates anywhere in a file: every name known, and each condition able to hold."""

from __future__ import annotations

import difflib
import string
from collections.abc import Collection, Iterator
from typing import Any

from osler.content.loader import Document, Location, Problem
from osler.physiology.observables import OBSERVABLES
from osler.scenario.expressions import Expression, ExpressionError, parse, unknown_names
from osler.scenario.facts import FACTS
from osler.scenario.lint.known import SENSORS, Known, range_of
from osler.scenario.lint.possible import contradiction

CONDITION_FIELDS = ("when", "while", "needed", "now", "shown")
FILLED_FIELDS = ("say",)
MOST_LISTED = 12
NEEDS_CONTACT = {
    "emergency_called": "emergency-team",
    "team_present": "emergency-team",
    "registrar_called": "registrar",
    "registrar_present": "registrar",
}
NAMES = (*OBSERVABLES, *FACTS)


def walk(data: Any, at: Location = ()) -> Iterator[tuple[Location, str, Any]]:
    """Every field of a document: (location, field name, value)."""
    if isinstance(data, dict):
        for name, value in data.items():
            yield (*at, name), str(name), value
            yield from walk(value, (*at, name))
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield from walk(value, (*at, index))


def conditions(document: Document) -> Iterator[tuple[Location, Expression]]:
    """Every condition of a document with its place."""
    for location, name, value in walk(document.data):
        if name in CONDITION_FIELDS and isinstance(value, str | int | float):
            yield from _parsed(location, value)
        elif name == "call_me_if" and isinstance(value, dict):
            for key, pair in value.items():
                if isinstance(pair, list) and len(pair) == 2:
                    yield from _parsed((*location, key, 1), pair[1])


def _parsed(location: Location, text: Any) -> Iterator[tuple[Location, Expression]]:
    try:
        yield location, parse(text)
    except ExpressionError:
        return  # the model has said so already


def check_conditions(document: Document, known: Known) -> Iterator[Problem]:
    """Unknown names, unknown arguments, and conditions that can never hold."""
    for location, expression in conditions(document):
        wrong = [*unknown_names(expression, NAMES), *_unknown_arguments(expression, known), *_nobody(expression, known)]
        yield from (document.problem(location, message) for message in wrong)
        if wrong or _meant(document, location, expression):
            continue
        reason = contradiction(expression.text, range_of)
        if reason is not None:
            yield document.problem(location, f"this can never hold: {reason}")


def _meant(document: Document, location: Location, expression: Expression) -> bool:
    """``needed: 0`` on a neutral item says on purpose that nothing ever calls for it."""
    return location[-1] == "needed" and expression.text == "0" and _parent(document, location).get("class") == "neutral"


def _parent(document: Document, location: Location) -> dict[str, Any]:
    found: Any = document.data
    for part in location[:-1]:
        found = found[part]
    return found if isinstance(found, dict) else {}


def _nobody(expression: Expression, known: Known) -> Iterator[str]:
    """Facts about somebody whom this case does not let anybody call."""
    for name in sorted(expression.names & set(NEEDS_CONTACT)):
        if known.contacts is not None and NEEDS_CONTACT[name] not in known.contacts:
            yield f"{name}: this case has no contact {NEEDS_CONTACT[name]!r}"


def _unknown_arguments(expression: Expression, known: Known) -> Iterator[str]:
    names: dict[str, tuple[str, Collection[str] | None]] = {
        "since": ("moment", known.moments),
        "done": ("item of the rubric", known.items),
        "given": ("drug of this case", list(known.drugs)),
        "running": ("thing that runs here", known.running if known.hanging is not None else None),
        "attached": ("sensor", SENSORS),
        "called": ("contact", known.contacts),
    }
    for function, argument in sorted(expression.calls):
        if function not in names:
            continue  # baseline(name) is checked as a name
        kind, choices = names[function]
        if choices is None:
            yield f"{function}({argument}): a place or a nurse knows no {kind}: only scenarios may ask this"
        elif argument not in choices:
            yield f"{function}({argument}): no such {kind}{nearest(argument, choices)}"


def nearest(name: str, choices: Collection[str]) -> str:
    """'; did you mean X?' or '; there are A, B'."""
    close = difflib.get_close_matches(name, list(choices), n=1)
    if close:
        return f"; did you mean {close[0]!r}?"
    return f"; there are {', '.join(sorted(set(choices)))}" if choices else "; there are none"


def check_templates(document: Document, slots: Collection[str] = ()) -> Iterator[Problem]:
    """Everything in braces must be an observable, a fact or one of the ``slots``, or the sentence cannot be said."""
    known = {*NAMES, *slots}
    for location, name, value in walk(document.data):
        if name in FILLED_FIELDS and isinstance(value, str):
            yield from (document.problem(location, message) for message in wrong_slots(value, known))


def wrong_slots(text: str, known: Collection[str]) -> Iterator[str]:
    """What is wrong with the braces of a sentence."""
    try:
        fields = [field for _, field, _, _ in string.Formatter().parse(text) if field is not None]
    except ValueError as error:
        yield f"braces are not closed: {error}"
        return
    for field in fields:
        if field not in known:
            there = nearest(field, known) if len(known) > MOST_LISTED else f"; there are {', '.join(sorted(known))}"
            yield f"{{{field}}} is nothing that can be filled in{there}"
