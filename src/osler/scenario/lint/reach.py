"""Whether somebody can do what a pattern asks: through the menu of the place, the talk, the plans or the drugs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from osler.scenario.actions import VERBS, verb_of
from osler.scenario.case import Case
from osler.scenario.lint.known import Known
from osler.scenario.lint.patterns import most_mg, wrong_in
from osler.scenario.patterns import parse_pattern
from osler.scenario.ward import MenuItem

CHOSEN_IN_DIALOG = ("fluid", "oxygen", "cannula", "skip")
"""Dialogs that let the learner choose the object of the verb, not only its details."""
ALWAYS = ("open", "cancel")


def unreachable(pattern: Mapping[str, Any], case: Case, known: Known) -> str | None:
    """Why nobody can do it, or None when somebody can; a name that does not exist is told by itself."""
    if next(wrong_in(pattern, known), None) is not None:
        return None
    verb = verb_of(pattern)
    match verb:
        case "ask" | "say" | "plan":
            return _talk(verb, pattern, known)
        case "give":
            return None if most_mg(pattern, known) > 0 else "no such drug here"
        case "stop":
            return None
    if verb in ALWAYS or any(_offers(item, verb, pattern) for item in case.place.menu):
        return None
    return f"nothing in the menu of {case.place.id} offers {_spelled(pattern)}"


def _talk(verb: str, pattern: Mapping[str, Any], known: Known) -> str | None:
    if pattern[verb] in ("any", "*"):
        offered = {"ask": known.talk, "say": known.tell, "plan": known.plans}[verb]
        return None if offered else f"this case has nothing to {verb}"
    if verb == "ask" and "whom" in pattern and (pattern["ask"], pattern["whom"]) not in (known.talk or ()):
        return f"nobody answers {pattern['ask']!r} as {pattern['whom']}"
    return None


def _offers(item: MenuItem, verb: str, pattern: Mapping[str, Any]) -> bool:
    """Whether a line of the menu leads to an action that fits the pattern."""
    if verb not in item.do:
        return False
    if "by" in pattern and pattern["by"] not in item.may:
        return False
    performed = {**_defaults(verb), **item.do}
    chosen = {name for name in pattern if _free(item, verb, name)}
    wanted = {name: value for name, value in pattern.items() if name not in chosen or name == verb}
    if verb in chosen:
        wanted[verb] = "any"
    return parse_pattern(wanted).matches({**performed, **({"by": pattern["by"]} if "by" in pattern else {})})


def _free(item: MenuItem, verb: str, name: str) -> bool:
    if name == verb:
        return item.dialog in CHOSEN_IN_DIALOG
    return item.dialog != "none"


def _defaults(verb: str) -> dict[str, Any]:
    fields = VERBS[verb].model_fields
    return {
        name: field.default for name, field in fields.items() if not field.is_required() and field.default is not None
    }


def _spelled(pattern: Mapping[str, Any]) -> str:
    return "{" + ", ".join(f"{name}: {value}" for name, value in pattern.items()) + "}"
