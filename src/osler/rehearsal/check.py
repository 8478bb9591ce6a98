"""Lint of virtual learners: what their scripts name exists in their case, and comes before its end."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from osler.content.loader import ContentError, Document, Location, Problem, load_model
from osler.rehearsal.script import SCRIPTS, Script, learners_of
from osler.scenario.case import Case, Library
from osler.scenario.lint.conditions import nearest
from osler.scenario.lint.course import latest_end_s
from osler.scenario.lint.known import Known
from osler.scenario.lint.patterns import MOST_AMPOULES, wrong_in

MEASURES = ("volume_ml", "route", "site", "over_s")
"""What the world may refuse by its own words: a learner may get it wrong on purpose."""


def check_scripts(library: Library, case: Case) -> list[Problem]:
    """Everything wrong with the scripts of a case, in the order of file and line."""
    problems: list[Problem] = []
    for path in learners_of(library, case.scenario.id).values():
        name = f"{SCRIPTS}/{path.name}"
        try:
            problems += check_script(case, path, name)
        except ContentError as error:
            problems += error.problems
    return sorted(problems, key=lambda problem: (problem.file, problem.line, problem.field))


def ownerless(library: Library) -> list[Problem]:
    """Scripts that no case plays, because their names say no case and learner that belong together."""
    owned = {path.name for scenario in library.names("scenarios") for path in learners_of(library, scenario).values()}
    message = "no case plays this script: it is called CASE-LEARNER.yaml, the case by its id, the learner in one word"
    names = [f"{name}.yaml" for name in library.names(SCRIPTS)]
    return [Problem(f"{SCRIPTS}/{name}", 0, "", message, "warning") for name in names if name not in owned]


def check_script(case: Case, path: Path, name: str) -> list[Problem]:
    """What one script names that its case does not have. Raises ContentError when it cannot be read at all."""
    return list(_check(*load_model(Script, path, name), case))


def _check(script: Script, document: Document, case: Case) -> Iterator[Problem]:
    known = Known.of(case)
    away_s, limit_s = 0.0, latest_end_s(case)
    for index, line in sorted(enumerate(script.root), key=lambda numbered: numbered[1].at):
        if line.at > limit_s + away_s:
            message = f"the case has ended by then: its time is {limit_s / 60:g} minutes, absences not counted"
            yield document.problem((index, "at"), message)
        if "control" in line.do:
            continue
        at: Location = (index, "do")
        yield from (document.problem(at, message) for message in _wrong(line.do, case, known))
        yield from (document.problem(at, message, "warning") for message in _refused(line.do, case))
        away_s += 60.0 * line.do.get("skip", 0)


def _wrong(do: Mapping[str, Any], case: Case, known: Known) -> Iterator[str]:
    """Names that this case does not have: drugs, presentations, contacts, topics, things that run, calls back."""
    named = {name: value for name, value in do.items() if name not in MEASURES and not isinstance(value, list)}
    yield from wrong_in(named, known)
    offered = list(case.scenario.skip.call_me_if) if case.scenario.skip else []
    for name in do.get("call_me_if", []):
        if name not in offered:
            yield f"skip: nobody is asked to call for {name!r}{nearest(name, offered)}"


def _refused(do: Mapping[str, Any], case: Case) -> Iterator[str]:
    """What the ward would refuse: a route the ampoule is not made for, more of it than anybody draws up."""
    drug = case.drugs.get(str(do.get("give")))
    found = [one for one in drug.presentations if one.id == do["presentation"]] if drug else []
    for presentation in found:
        if do["route"] not in presentation.routes:
            routes = ", ".join(route for route in presentation.routes)
            yield f"give: {presentation.label} is not made for route {do['route']!r}; it is for {routes}"
        if do["volume_ml"] > MOST_AMPOULES * presentation.volume_ml:
            yield f"give: {do['volume_ml']:g} mL is more than {MOST_AMPOULES} of {presentation.label}"
    minutes = case.scenario.skip.minutes if case.scenario.skip else []
    if "skip" in do and do["skip"] not in minutes:
        yield f"skip: the case offers {' or '.join(map(str, minutes)) or 'no'} minutes, not {do['skip']}"
