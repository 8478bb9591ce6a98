"""Patterns anywhere in a file: every value exists, and a dose can be drawn up."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any, get_args, get_origin

from pydantic import TypeAdapter, ValidationError

from osler.content.drug import Drug
from osler.content.loader import Document, Location, Problem
from osler.scenario.actions import VERBS, UnknownActionError, verb_of
from osler.scenario.lint.conditions import nearest, walk
from osler.scenario.lint.known import Known
from osler.scenario.patterns import COMPARISON, DERIVED_FIELDS

PATTERN_FIELDS = ("do", "also", "looked", "match")
ANYTHING = ("any", "*")
MOST_AMPOULES = 10
"""The ward lets nobody draw up more than this of one presentation (session/bedside.py)."""


def patterns(document: Document) -> Iterator[tuple[Location, dict[str, Any]]]:
    """Every action pattern of a document with its place."""
    for location, name, value in walk(document.data):
        if name in PATTERN_FIELDS or (len(location) == 2 and location[0] == "needs"):
            yield from _flat(location, value)


def _flat(location: Location, value: Any) -> Iterator[tuple[Location, dict[str, Any]]]:
    if isinstance(value, dict):
        yield location, value
    elif isinstance(value, list):
        for index, one in enumerate(value):
            yield from _flat((*location, index), one)


def check_patterns(document: Document, known: Known) -> Iterator[Problem]:
    """What the patterns of a file name and does not exist."""
    for location, pattern in patterns(document):
        yield from (document.problem(location, message) for message in wrong_in(pattern, known))


def wrong_in(pattern: Mapping[str, Any], known: Known) -> Iterator[str]:
    """What is wrong with one pattern."""
    try:
        verb = verb_of(pattern)
    except UnknownActionError:
        return  # the model has said so already
    for name, wanted in pattern.items():
        if name in DERIVED_FIELDS or (name == verb and _anything(wanted)) or name not in VERBS[verb].model_fields:
            continue
        for option in _options(wanted):
            yield from _wrong_value(verb, name, option)
    yield from _wrong_name(verb, pattern, known)


def _anything(wanted: Any) -> bool:
    return isinstance(wanted, str) and wanted in ANYTHING


def _options(wanted: Any) -> list[Any]:
    if isinstance(wanted, list):
        numbers = len(wanted) == 2 and all(isinstance(one, int | float) for one in wanted)
        return [] if numbers else wanted
    return [] if isinstance(wanted, str) and COMPARISON.match(wanted) else [wanted]


def _wrong_value(verb: str, name: str, option: Any) -> Iterator[str]:
    expected: Any = VERBS[verb].model_fields[name].annotation
    if get_origin(expected) is list:  # one of what it may hold
        (expected,) = get_args(expected)
    adapter: TypeAdapter[Any] = TypeAdapter(expected)
    try:
        adapter.validate_python(option)
    except ValidationError as error:
        yield f"{verb}: {name} is {option!r}: {error.errors()[0]['msg'][:1].lower()}{error.errors()[0]['msg'][1:]}"


def _wrong_name(verb: str, pattern: Mapping[str, Any], known: Known) -> Iterator[str]:
    """The object of the verb, where it is a name of content."""
    names: dict[str, tuple[str, Collection[str] | None]] = {
        "give": ("drug of this case", list(known.drugs)),
        "infuse": ("drug of this case", list(known.drugs)),
        "fluid": ("fluid of this case", known.fluids),
        "stop": ("thing that runs here", known.running if known.hanging is not None else None),
        "say": ("thing to tell", known.tell),
        "plan": ("plan", known.plans),
        "call": ("contact", known.contacts),
        "handover": ("contact", None if known.contacts is None else [*known.contacts, "nurse"]),
        "fetch": ("thing to fetch", known.fetchable),
        "ask": ("question", None if known.talk is None else [ask for ask, _ in known.talk]),
        "examine": ("examination", None if known.examinations is None else [place for place, _ in known.examinations]),
    }
    kind, choices = names.get(verb, ("", None))
    if choices is None:
        return
    for option in _options(pattern[verb]):
        if option not in ANYTHING and option not in choices:
            yield f"{verb}: no such {kind}: {option!r}{nearest(str(option), choices)}"
    yield from _wrong_detail(verb, pattern, known)


def _wrong_detail(verb: str, pattern: Mapping[str, Any], known: Known) -> Iterator[str]:
    if verb == "examine" and known.examinations is not None and "how" in pattern:
        for wanted in _options(pattern["examine"]):
            ways = [how for place, how in known.examinations if place == wanted]
            if ways and pattern["how"] not in ways:
                yield f"examine: {wanted!r} has no {pattern['how']!r} here; there are {', '.join(sorted(ways))}"
    if verb == "give":
        for drug in _drugs(pattern, known):
            yield from _wrong_gift(drug, pattern)


def _drugs(pattern: Mapping[str, Any], known: Known) -> list[Drug]:
    """The drugs that a pattern names; with ``any`` none in particular."""
    return [known.drugs[name] for name in _options(pattern["give"]) if name in known.drugs]


def _wrong_gift(drug: Drug, pattern: Mapping[str, Any]) -> Iterator[str]:
    ids = [presentation.id for presentation in drug.presentations]
    wanted = pattern.get("presentation")
    if wanted is not None and wanted not in ids:
        yield f"give: {drug.id} does not come as {wanted!r}{nearest(str(wanted), ids)}"
        return
    most = _most(drug, pattern)
    if most == 0.0:
        yield f"give: no presentation of {drug.id} is made for route {pattern.get('route')!r}"
    elif "dose_mg" in pattern and not reachable_amount(pattern["dose_mg"], most):
        yield f"give: dose_mg {pattern['dose_mg']!r} cannot be drawn up: at most {most:g} mg of {drug.id} by this route"


def _most(drug: Drug, pattern: Mapping[str, Any]) -> float:
    """The largest dose of a drug within a pattern's presentation and route, mg; 0 when there is none."""
    wanted = None if pattern.get("route") is None else _options(pattern["route"])
    amounts = [
        presentation.amount_mg * MOST_AMPOULES
        for presentation in drug.presentations
        if pattern.get("presentation", presentation.id) == presentation.id
        and (wanted is None or any(route in presentation.routes for route in wanted))
    ]
    return max(amounts, default=0.0)


def most_mg(pattern: Mapping[str, Any], known: Known) -> float:
    """The largest dose somebody can give within a pattern, mg; 0 when nobody can."""
    named = _drugs(pattern, known) if not _anything(pattern["give"]) else list(known.drugs.values())
    return max((_most(drug, pattern) for drug in named), default=0.0)


def interval(wanted: Any) -> tuple[float, float]:
    """A number test as (lowest, highest)."""
    if isinstance(wanted, list):
        return float(wanted[0]), float(wanted[1])
    match = COMPARISON.match(wanted) if isinstance(wanted, str) else None
    if match is None:
        return float(wanted), float(wanted)
    limit = float(match[2])
    return (limit, float("inf")) if match[1].startswith(">") else (0.0, limit)


def reachable_amount(wanted: Any, most: float) -> bool:
    """Whether a dose of more than nothing and at most ``most`` can pass a number test."""
    low, high = interval(wanted)
    strict = isinstance(wanted, str) and wanted.strip().startswith(">") and not wanted.strip().startswith(">=")
    return high > 0 and (low < most if strict else low <= most)
