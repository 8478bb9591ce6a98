"""The rubric of a case: each item can be done, has its owner, its source and its words."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from osler.content.loader import Document, Location, Problem
from osler.scenario.case import Case
from osler.scenario.expressions import parse
from osler.scenario.lint.conditions import nearest
from osler.scenario.lint.known import Known
from osler.scenario.lint.patterns import most_mg, reachable_amount
from osler.scenario.lint.reach import unreachable
from osler.scenario.model import Item

CITED = ("critical", "timed", "harmful")


def check_rubric(case: Case, document: Document, known: Known) -> Iterator[Problem]:
    """What is wrong with the items, one by one and together."""
    seen: set[str] = set()
    for index, item in enumerate(case.scenario.rubric):
        at: Location = ("rubric", index)
        if item.id in seen:
            yield document.problem((*at, "id"), f"another item is called {item.id!r} already")
        seen.add(item.id)
        yield from _reachable(item, at, case, document, known)
        yield from _references(item, at, case, document)
        yield from _target(item, at, document)
        yield from _doses(item, at, document, known)
        yield from _words(item, at, document)
    yield from _circles(case, document)


def _circles(case: Case, document: Document) -> Iterator[Problem]:
    """Items or moments that wait for each other: none of them could ever be judged, or happen."""
    items = {item.id: {other for other in (item.before, item.after) if other} for item in case.scenario.rubric}
    told: set[str] = set()
    for index, item in enumerate(case.scenario.rubric):
        if item.id in told:
            continue
        if (through := _way_back(item.id, items)) is not None:
            at = ("rubric", index, "before" if item.before == through else "after")
            told |= {item.id, through}
            yield document.problem(at, f"{item.id!r} waits for {through!r}, which waits for it")
    moments = {
        name: {argument for function, argument in parse(moment.when).calls if function == "since"}
        for name, moment in case.scenario.moments.items()
    }
    for name in moments:
        if (through := _way_back(name, moments)) is not None:
            yield document.problem(("moments", name, "when"), f"{name!r} waits for {through!r}, which waits for it")


def _way_back(start: str, edges: Mapping[str, Collection[str]]) -> str | None:
    """The first step of a way from ``start`` over the edges back to it, or None."""
    for first in sorted(edges[start]):
        seen, ahead = set(), [first]
        while ahead:
            here = ahead.pop()
            if here == start:
                return first
            if here not in seen:
                seen.add(here)
                ahead.extend(edges.get(here, ()))
    return None


def _reachable(item: Item, at: Location, case: Case, document: Document, known: Known) -> Iterator[Problem]:
    groups = [("do", item.do), *((f"also.{i}", group) for i, group in enumerate(item.also))]
    if item.looked:
        groups.append(("looked", item.looked))
    for name, group in groups:
        reasons = [unreachable(pattern, case, known) for pattern in group]
        if all(reason is not None for reason in reasons):
            field = (*at, *(int(part) if part.isdigit() else part for part in name.split(".")))
            yield document.problem(field, f"nobody can do this: {reasons[0]}")


def _references(item: Item, at: Location, case: Case, document: Document) -> Iterator[Problem]:
    items, moments = [one.id for one in case.scenario.rubric], list(case.scenario.moments)
    if item.from_ is not None and item.from_ not in moments:
        yield document.problem((*at, "from"), f"no such moment: {item.from_!r}{nearest(item.from_, moments)}")
    for name, other in (("before", item.before), ("after", item.after)):
        if other is not None and (other not in items or other == item.id):
            yield document.problem((*at, name), f"no such other item: {other!r}{nearest(other, items)}")
    if item.after_s is not None:
        if item.after is None:
            yield document.problem((*at, "after_s"), "a window needs `after`: the item that opens it")
        if item.after_s[0] > item.after_s[1]:
            yield document.problem((*at, "after_s"), f"the window closes before it opens: {list(item.after_s)}")


def _target(item: Item, at: Location, document: Document) -> Iterator[Problem]:
    if item.target_s is not None and item.target_owner is None:
        yield document.problem((*at, "target_s"), "whose target is it? add `target_owner: guideline` or `this case`")
    if item.target_s is None and item.target_owner is not None:
        yield document.problem((*at, "target_owner"), "there is no target_s for this owner")
    if item.klass == "timed" and item.target_s is None:
        yield document.problem((*at, "class"), "a timed item needs target_s")
    if item.klass == "harmful" and item.target_s is not None:
        yield document.problem((*at, "target_s"), "a harmful item has no target")
    if item.klass in CITED and not item.cite:
        yield document.problem((*at, "id"), f"a {item.klass} item needs `cite`: where this is written")


def _doses(item: Item, at: Location, document: Document, known: Known) -> Iterator[Problem]:
    if item.dose_mg is None:
        return
    most = max((most_mg(pattern, known) for pattern in item.do if "give" in pattern), default=0.0)
    if not any("give" in pattern or "infuse" in pattern for pattern in item.do):
        yield document.problem((*at, "dose_mg"), "there is no dose in what this item asks to do")
        return
    if most == 0.0:
        return  # by pump any dose can be made up; an unknown drug is named elsewhere
    for name in ("full", "under", "over"):
        wanted = getattr(item.dose_mg, name)
        if wanted is not None and not reachable_amount(wanted, most):
            yield document.problem(
                (*at, "dose_mg", name), f"{wanted!r} cannot be drawn up: at most {most:g} mg by this route"
            )


def _words(item: Item, at: Location, document: Document) -> Iterator[Problem]:
    words = item.feedback
    wanted = ["harmful"] if item.klass == "harmful" else ["done", "missed"]
    if item.klass == "neutral":
        wanted = ["done"]
    if item.target_s is not None:
        wanted.append("late")
    for name in wanted:
        if getattr(words, name) is None:
            yield document.problem((*at, "feedback"), f"there are no words for {name!r}")
    if item.after_s is not None and words.late is None:
        yield document.problem(
            (*at, "feedback"), "the window can be missed and there are no words for 'late'", "warning"
        )
    if item.dose_mg is not None and item.dose_mg.over is not None and words.harmful is None:
        yield document.problem(
            (*at, "feedback"), "over-dosed is graded and there are no words for 'harmful'", "warning"
        )
