"""Doses that a case asks for or begins with, beside the largest usual dose in the drug's own file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from osler.content.drug import Drug
from osler.content.loader import Document, Location, Problem
from osler.scenario.case import Case
from osler.scenario.lint.patterns import interval
from osler.scenario.model import Item

Wanted = tuple[Location, Drug, str | None, float, str]
"""Where it stands, the drug, the route (None: any), the smallest amount in mg that is meant, and what that is of."""


def check_doses(case: Case, document: Document) -> Iterator[Problem]:
    """A warning where nobody would give so much: a slip of a decimal point, or a mistake that the case is about."""
    for index, item in enumerate(case.scenario.rubric):
        if item.klass != "harmful":  # it warns of large doses itself
            for wanted in _of_item(item, ("rubric", index), case):
                yield from _too_much(document, wanted)
    for wanted in _of_start(case):
        yield from _too_much(document, wanted)


def _of_item(item: Item, at: Location, case: Case) -> Iterator[Wanted]:
    for pattern in item.do:
        drug = case.drugs.get(str(pattern.get("give")))
        routes = pattern.get("route")
        if drug is None:
            continue
        amounts: list[tuple[Location, Any]] = []
        if "dose_mg" in pattern:
            amounts.append(((*at, "do"), pattern["dose_mg"]))
        if item.dose_mg is not None:
            amounts.append(((*at, "dose_mg", "full"), item.dose_mg.full))
        for route in routes if isinstance(routes, list) else [routes]:
            for place, amount in amounts:
                yield place, drug, route, interval(amount)[0], "dose"


def _of_start(case: Case) -> Iterator[Wanted]:
    start = case.scenario.start
    for index, dose in enumerate(start.earlier):
        if dose.mistake is None:
            yield ("start", "earlier", index, "amount_mg"), case.drugs[dose.drug], dose.route, dose.amount_mg, "dose"
    for index, line in enumerate(start.lines):
        if line.drug is not None and line.volume_ml > 0:
            per_hour = line.amount_mg / line.volume_ml * line.rate_ml_per_h
            yield ("start", "lines", index, "rate_ml_per_h"), case.drugs[line.drug], "iv-infusion", per_hour, "hour"


def _too_much(document: Document, wanted: Wanted) -> Iterator[Problem]:
    at, drug, route, amount, per = wanted
    usual = [dose.max_mg for dose in drug.doses if dose.per == per and route in (None, dose.route)]
    if usual and amount > max(usual):
        by = f" {route}" if route else ""
        unit = "mg an hour" if per == "hour" else "mg"
        said = f"the largest usual dose in drugs/{drug.id}.yaml is {max(usual):g} {unit}"
        yield document.problem(at, f"{amount:g} {unit} of {drug.id}{by}: {said}", "warning")
