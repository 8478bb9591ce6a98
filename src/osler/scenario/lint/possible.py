"""Whether a condition can hold at all, from the ranges of what it names. Says no only when it is certain."""

from __future__ import annotations

import ast
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import product

MOST_TERMS = 512
"""Conditions with more alternatives than this are taken to be possible."""

Ranges = Callable[[str], tuple[float, float]]
"""The lowest and highest value of a name or call as it is spelled."""

_FLIPPED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.Gt, ast.LtE: ast.GtE, ast.Gt: ast.Lt, ast.GtE: ast.LtE, ast.Eq: ast.Eq, ast.NotEq: ast.NotEq,
}  # fmt: skip


@dataclass(frozen=True)
class _Bound:
    """One comparison of one name with a number."""

    name: str
    operator: type[ast.cmpop]
    limit: float


_Term = tuple[_Bound, ...]
_IMPOSSIBLE: tuple[_Term, ...] = ()
_ALWAYS: tuple[_Term, ...] = ((),)


def contradiction(text: str, ranges: Ranges) -> str | None:
    """Why a condition can never hold, or None when it can (or when that is not certain)."""
    terms = _terms(ast.parse(" ".join(text.split()), mode="eval").body)
    if terms is None or len(terms) > MOST_TERMS:
        return None
    if not terms:
        return "it is always false"
    reasons = []
    for term in terms:
        reason = _impossible(term, ranges)
        if reason is None:
            return None
        reasons.append(reason)
    return reasons[0]


def _terms(node: ast.expr) -> tuple[_Term, ...] | None:
    """The condition as alternatives of bounds; what is not a bound is left out (it may hold). None: too many."""
    match node:
        case ast.Constant(value=value):
            return _ALWAYS if value else _IMPOSSIBLE
        case ast.BoolOp(op=ast.Or(), values=values):
            parts = [_terms(value) for value in values]
            if any(part is None for part in parts):
                return None
            return tuple(term for part in parts for term in part or ())
        case ast.BoolOp(values=values):
            return _all([_terms(value) for value in values])
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            return _negated(operand)
        case ast.Compare(left=left, ops=ops, comparators=comparators):
            operands = [left, *comparators]
            return (
                tuple(bound for i, op in enumerate(ops) if (bound := _bound(operands[i], type(op), operands[i + 1]))),
            )
        case ast.Name() | ast.Call():
            return ((_Bound(ast.unparse(node), ast.NotEq, 0.0),),)
    return _ALWAYS


def _all(parts: Sequence[tuple[_Term, ...] | None]) -> tuple[_Term, ...] | None:
    if any(part is None for part in parts):
        return None
    known = [part or () for part in parts]
    if math.prod(len(part) for part in known) > MOST_TERMS:
        return None
    return tuple(tuple(bound for term in choice for bound in term) for choice in product(*known))


def _negated(node: ast.expr) -> tuple[_Term, ...] | None:
    """``not name`` says the name is 0; other negations are not followed, because what does not exist is false."""
    if isinstance(node, ast.Name | ast.Call):
        return ((_Bound(ast.unparse(node), ast.Eq, 0.0),),)
    if isinstance(node, ast.Constant):
        return _IMPOSSIBLE if node.value else _ALWAYS
    return _ALWAYS


def _bound(left: ast.expr, operator: type[ast.cmpop], right: ast.expr) -> _Bound | None:
    number = _number(right)
    if number is not None and isinstance(left, ast.Name | ast.Call):
        return _Bound(ast.unparse(left), operator, number)
    number = _number(left)
    if number is not None and isinstance(right, ast.Name | ast.Call):
        return _Bound(ast.unparse(right), _FLIPPED[operator], number)
    return None


def _number(node: ast.expr) -> float | None:
    if isinstance(node, ast.Constant) and isinstance(node.value, int | float):
        return float(node.value)
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        inner = _number(node.operand)
        return None if inner is None else -inner
    return None


def _impossible(term: _Term, ranges: Ranges) -> str | None:
    """Why the bounds exclude each other, or None."""
    low: dict[str, tuple[float, bool]] = {}  # value, and whether it is itself excluded
    high: dict[str, tuple[float, bool]] = {}
    for bound in term:
        lowest, highest = ranges(bound.name)
        low.setdefault(bound.name, (lowest, False))
        high.setdefault(bound.name, (highest, False))
        if bound.operator in (ast.Gt, ast.GtE, ast.Eq):
            low[bound.name] = max(low[bound.name], (bound.limit, bound.operator is ast.Gt))
        if bound.operator in (ast.Lt, ast.LtE, ast.Eq):
            tighter = (bound.limit, bound.operator is ast.Lt)
            high[bound.name] = min(high[bound.name], tighter, key=lambda one: (one[0], not one[1]))
    for name, (least, above) in low.items():
        most, below = high[name]
        if least > most or (least == most and (above or below)):
            lowest, highest = ranges(name)
            asked = " and ".join(
                f"{_SIGNS[bound.operator]} {bound.limit:g}"
                for bound in term
                if bound.name == name and bound.operator is not ast.NotEq
            )
            return f"{name} {asked} is impossible (it goes from {lowest:g} to {highest:g})"
    return None


_SIGNS: dict[type[ast.cmpop], str] = {
    ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=", ast.Eq: "==", ast.NotEq: "!=",
}  # fmt: skip
