"""Conditions in content files: ``systolic_pressure <= 100 or (wheeze > 0.2 and respiratory_rate >= 22)``.

Names are observables and session facts (session/facts.py); functions are ``baseline(name)`` (the value before the case
began), ``since(moment)`` (seconds since it was first true), ``given(drug)`` (mg so far) and, each 1 or 0,
``done(item)``, ``running(infusion)``, ``attached(sensor)``, ``called(contact)``.
A comparison with a value that does not exist (not measured, not happened) is false.
"""

from __future__ import annotations

import ast
import difflib
import math
import operator
from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Protocol

FUNCTIONS = ("baseline", "since", "given", "done", "running", "attached", "called")
MOST_DEPTH = 50
_COMPARE: dict[type[ast.cmpop], Callable[[float, float], bool]] = {
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
}
_ARITHMETIC: dict[type[ast.operator], Callable[[float, float], float]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}


class Scope(Protocol):
    """Where an expression finds its values. Both return NaN for what does not exist."""

    def value(self, name: str) -> float: ...

    def call(self, function: str, argument: str) -> float: ...


class ExpressionError(ValueError):
    """The text is not an expression of this language."""


@dataclass(frozen=True, slots=True)
class Expression:
    """A checked condition and the names it uses."""

    text: str
    names: frozenset[str]
    calls: frozenset[tuple[str, str]]
    _evaluate: Callable[[Scope], float]

    def value(self, scope: Scope) -> float:
        return self._evaluate(scope)

    def holds(self, scope: Scope) -> bool:
        """True when the expression is a number other than 0; NaN (unknown) is false."""
        result = self._evaluate(scope)
        return not math.isnan(result) and result != 0.0


@lru_cache(maxsize=4096)
def parse(text: str | bool | float) -> Expression:
    """Parse one condition. Raises ExpressionError saying what is not understood."""
    source = {"True": "1", "False": "0"}.get(str(text), str(text))
    try:
        tree = ast.parse(" ".join(source.split()), mode="eval")
    except SyntaxError as error:
        raise ExpressionError(f"{source!r:.80} is not a condition: {error.msg}") from error
    except (RecursionError, MemoryError, ValueError) as error:
        raise ExpressionError(f"{source!r:.80} is not a condition that can be read") from error
    if _depth(tree) > MOST_DEPTH:
        raise ExpressionError(f"{source!r:.80} nests deeper than {MOST_DEPTH}: give its parts names of their own")
    names: set[str] = set()
    calls: set[tuple[str, str]] = set()
    evaluate = _compile(tree.body, names, calls)
    return Expression(source, frozenset(names), frozenset(calls), evaluate)


def _depth(tree: ast.AST) -> int:
    """How deep the parts of a condition stand in each other."""
    depth, level = 0, [tree]
    while level:
        depth += 1
        level = [child for node in level for child in ast.iter_child_nodes(node)]
    return depth


def unknown_names(expression: Expression, known: Collection[str]) -> list[str]:
    """What the expression uses that is not known, each with the nearest known name."""
    found = []
    for name in sorted(expression.names - set(known)):
        close = difflib.get_close_matches(name, list(known), n=1)
        found.append(f"{name!r} is not observable" + (f"; did you mean {close[0]!r}?" if close else ""))
    return found


def _compile(node: ast.expr, names: set[str], calls: set[tuple[str, str]]) -> Callable[[Scope], float]:
    match node:
        case ast.Constant(value=bool() | int() | float() as number):
            constant = float(number)
            return lambda scope: constant
        case ast.Name(id=name):
            names.add(name)
            return lambda scope: scope.value(name)
        case ast.Call(func=ast.Name(id=function), args=[argument], keywords=[]) if function in FUNCTIONS:
            return _compile_call(function, argument, names, calls)
        case ast.BoolOp(op=op, values=values):
            return _compile_logic(isinstance(op, ast.And), [_compile(value, names, calls) for value in values])
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            inner = _compile(operand, names, calls)
            return lambda scope: float(not _true(inner(scope)))
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            positive = _compile(operand, names, calls)
            return lambda scope: -positive(scope)
        case ast.BinOp(left=left, op=op, right=right) if type(op) in _ARITHMETIC:
            return _compile_arithmetic(
                _ARITHMETIC[type(op)], _compile(left, names, calls), _compile(right, names, calls)
            )
        case ast.Compare(left=left, ops=ops, comparators=comparators) if all(type(op) in _COMPARE for op in ops):
            terms = [_compile(term, names, calls) for term in [left, *comparators]]
            return _compile_comparison([_COMPARE[type(op)] for op in ops], terms)
    known = f"names, numbers, and, or, not, < <= > >= == !=, + - * /, {', '.join(FUNCTIONS)}(...)"
    raise ExpressionError(f"{ast.unparse(node)!r:.80} is not understood: use {known}")


def _compile_call(
    function: str, argument: ast.expr, names: set[str], calls: set[tuple[str, str]]
) -> Callable[[Scope], float]:
    text = argument.value if isinstance(argument, ast.Constant) else ast.unparse(argument).replace(" ", "")
    if not isinstance(text, str):
        raise ExpressionError(f"{function}({text!r}): expected a name")
    if function == "baseline":
        names.add(text)
    calls.add((function, text))
    return lambda scope: scope.call(function, text)


def _compile_logic(conjunction: bool, terms: list[Callable[[Scope], float]]) -> Callable[[Scope], float]:
    combine: Any = all if conjunction else any
    return lambda scope: float(combine(_true(term(scope)) for term in terms))


def _compile_arithmetic(
    operate: Callable[[float, float], float], left: Callable[[Scope], float], right: Callable[[Scope], float]
) -> Callable[[Scope], float]:
    def evaluate(scope: Scope) -> float:
        try:
            return operate(left(scope), right(scope))
        except ZeroDivisionError:
            return math.nan

    return evaluate


def _compile_comparison(
    compare: list[Callable[[float, float], bool]], terms: list[Callable[[Scope], float]]
) -> Callable[[Scope], float]:
    def evaluate(scope: Scope) -> float:
        values = [term(scope) for term in terms]
        if any(math.isnan(value) for value in values):
            return 0.0
        return float(all(test(a, b) for test, a, b in zip(compare, values, values[1:], strict=False)))

    return evaluate


def _true(value: float) -> bool:
    return not math.isnan(value) and value != 0.0
