"""Lint: what is wrong with a case before anybody plays it, by file, line and field, and what would be right."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from osler.content.loader import ContentError, Document, Problem
from osler.scenario.case import Case, Library
from osler.scenario.lint.conditions import check_conditions, check_templates
from osler.scenario.lint.course import check_course, check_guideline, check_name
from osler.scenario.lint.doses import check_doses
from osler.scenario.lint.known import Known
from osler.scenario.lint.patterns import check_patterns
from osler.scenario.lint.rubric import check_rubric
from osler.scenario.lint.ward import check_nurse, check_place
from osler.scenario.lint.words import check_diagnosis, check_reading

__all__ = ["lint"]


def lint(library: Library, scenario_id: str, today: str) -> list[Problem]:
    """Everything wrong with a scenario, its place and its nurse, in the order of file and line.

    ``today`` (YYYY-MM-DD) says which reviews are overdue. A file that cannot be read is reported and checked no
    further.
    """
    try:
        scenario, document = library.load("scenarios", scenario_id)
        case = library.resolve(scenario, document)
        place_document = library.load("places", scenario.place)[1]
        nurse_document = library.load("nurses", scenario.nurse)[1]
    except ContentError as error:
        return error.problems
    problems = {
        *_scenario(case, document, today),
        *_names(library, case),
        *_ward(library, case, place_document, nurse_document),
    }
    return sorted(problems, key=lambda problem: (problem.file, problem.line, problem.field, problem.message))


def _scenario(case: Case, document: Document, today: str) -> Iterator[Problem]:
    known = Known.of(case)
    yield from check_conditions(document, known)
    yield from check_templates(document)
    yield from check_patterns(document, known)
    yield from check_rubric(case, document, known)
    yield from check_doses(case, document)
    yield from check_course(case, document)
    yield from check_diagnosis(case, document)
    yield from check_reading(document)
    yield from check_guideline(case, document, today)


def _names(library: Library, case: Case) -> Iterator[Problem]:
    """A file of the ward or of medicine is asked for by its name, and called by its id: a copy may have the old one."""
    used = {
        "places": [case.scenario.place], "nurses": [case.scenario.nurse], "patients": [case.scenario.patient.base],
        "conditions": list(case.conditions), "drugs": list(case.drugs), "fluids": list(case.fluids),
    }  # fmt: skip
    for kind, names in used.items():
        for name in names:
            content, document = library.load(kind, name)
            yield from check_name(content.id, document)


def _ward(library: Library, case: Case, place: Document, nurse: Document) -> Iterator[Problem]:
    """Place and nurse are shared: they may name every drug and fluid of the library, and nothing of one case."""
    drugs: dict[str, Any] = {}
    for name in library.names("drugs"):
        try:
            drugs[name] = case.drugs.get(name) or library.load("drugs", name)[0]
        except ContentError as error:
            yield from error.problems
    known = Known.of_ward(case.place, drugs, library.names("fluids"))
    yield from check_place(case.place, place, known)
    yield from check_nurse(case.nurse, nurse, known)
