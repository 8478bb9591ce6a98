"""Patterns over performed actions: the same spelling as an action, with less said and, for numbers, ranges.

``{give: adrenaline, route: iv, dose_mg: ">0.1"}`` matches every such dose; a list of patterns matches any of them.
"""

from __future__ import annotations

import math
import operator
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from osler.scenario.actions import VERBS, UnknownActionError, verb_of

COMPARISON = re.compile(r"^\s*(<=|>=|<|>)\s*(-?\d+(?:\.\d+)?)\s*$")
"""How a pattern writes a comparison with a number: '>=0.1'."""
_OPERATORS: dict[str, Callable[[float, float], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
DERIVED_FIELDS = ("dose_mg", "concentration_mg_per_ml", "label", "rate_mg_per_h")
TOLERANCE = 1e-9


@dataclass(frozen=True, slots=True)
class Pattern:
    """What a performed action must at least say."""

    verb: str
    tests: tuple[tuple[str, Callable[[Any], bool]], ...]
    spelled: Mapping[str, Any]

    def matches(self, performed: Mapping[str, Any]) -> bool:
        """Whether a performed action (spelled, with derived fields such as dose_mg) fits."""
        return self.verb in performed and all(name in performed and test(performed[name]) for name, test in self.tests)


def parse_pattern(spelled: Mapping[str, Any]) -> Pattern:
    """Read one pattern. Raises UnknownActionError naming the verb or field that does not exist."""
    verb = verb_of(spelled)
    known = {*VERBS[verb].model_fields, *DERIVED_FIELDS}
    tests = []
    for name, wanted in spelled.items():
        if name not in known:
            raise UnknownActionError(f"{verb} has no field {name!r}: known are {', '.join(sorted(known))}")
        if name == verb and wanted in ("any", "*"):
            continue
        tests.append((name, _test(wanted)))
    return Pattern(verb, tuple(tests), dict(spelled))


def number_test(wanted: Any) -> Callable[[Any], bool]:
    """A test of a number: ``0.5``, ``[0.45, 0.55]`` or ``">0.6"``. Raises UnknownActionError for anything else."""
    if isinstance(wanted, Sequence) and not isinstance(wanted, str) and len(wanted) == 2:
        low, high = float(wanted[0]), float(wanted[1])
        return lambda given: _is_number(given) and low - TOLERANCE <= given <= high + TOLERANCE
    if isinstance(wanted, str):
        match = COMPARISON.match(wanted)
        if match is None:
            raise UnknownActionError(f"{wanted!r} is not a number, a range [low, high] or a comparison like '>0.1'")
        compare, limit = _OPERATORS[match[1]], float(match[2])
        return lambda given: _is_number(given) and compare(given, limit)
    if _is_number(wanted):
        return lambda given: _is_number(given) and math.isclose(given, wanted, rel_tol=1e-6)
    raise UnknownActionError(f"{wanted!r} is not a number, a range [low, high] or a comparison like '>0.1'")


def _test(wanted: Any) -> Callable[[Any], bool]:
    if isinstance(wanted, str) and COMPARISON.match(wanted):
        return number_test(wanted)
    if isinstance(wanted, Sequence) and not isinstance(wanted, str):
        if len(wanted) == 2 and all(_is_number(bound) for bound in wanted):
            return number_test(wanted)
        options = list(wanted)
        return lambda given: any(one in options for one in (given if isinstance(given, list) else [given]))
    if isinstance(wanted, bool) or not _is_number(wanted):
        return lambda given: given == wanted
    return number_test(wanted)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
