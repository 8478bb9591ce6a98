"""What can never hold, and never a no where there is a yes."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from osler.scenario.expressions import parse
from osler.scenario.lint.known import range_of
from osler.scenario.lint.possible import contradiction


class Values:
    """A scope of chosen values; a name that is not chosen does not exist."""

    def __init__(self, values):
        self.values = values

    def value(self, name):
        return self.values.get(name, math.nan)

    def call(self, function, argument):
        return self.values.get(f"{function}({argument})", math.nan)


@pytest.mark.parametrize(
    "text",
    [
        "wheeze > 1",
        "gcs < 3",
        "pulse_present == 2",
        "wheeze >= 0.5 and wheeze < 0.5",
        "0.5 < wheeze and wheeze < 0.4",
        "0.6 <= wheeze <= 0.5",
        "not standing and standing == 1",
        "given(adrenaline) < 0",
        "(wheeze > 1 or gcs > 15) and seconds > 10",
        "0",
    ],
)
def test_a_contradiction_is_found(text):
    assert contradiction(text, range_of) is not None


@pytest.mark.parametrize(
    "text",
    [
        "wheeze >= 1",
        "gcs <= 3",
        "wheeze > 1 or gcs < 15",
        "systolic_pressure < 0.8 * baseline(systolic_pressure)",
        "not (wheeze > 0.2 and wheeze < 0.1)",
        "since(shock) >= 0 and since(shock) <= 0",
        "minutes - skipped_min >= 25",
        "wheeze",
        "1",
    ],
)
def test_what_may_hold_is_left_alone(text):
    assert contradiction(text, range_of) is None


NAMES = st.sampled_from(["wheeze", "gcs", "speech", "standing", "pulse_present", "systolic_pressure"])
NUMBERS = st.sampled_from([-1.0, 0.0, 0.2, 0.5, 1.0, 3.0, 4.0, 14.0, 15.0, 90.0])
COMPARISONS = st.tuples(NAMES, st.sampled_from(["<", "<=", ">", ">=", "==", "!="]), NUMBERS).map(
    lambda part: f"{part[0]} {part[1]} {part[2]:g}"
)
CONDITIONS = st.recursive(
    COMPARISONS | NAMES | NAMES.map(lambda name: f"not {name}"),
    lambda inner: (
        st.tuples(inner, st.sampled_from(["and", "or"]), inner).map(lambda part: f"({part[0]} {part[1]} {part[2]})")
        | inner.map(lambda one: f"not ({one})")
    ),
    max_leaves=8,
)


@given(CONDITIONS, st.data())
def test_a_condition_that_holds_somewhere_is_never_called_impossible(text, data):
    values = {}
    for name in sorted(parse(text).names):
        low, high = range_of(name)
        low, high = max(low, -200.0), min(high, 200.0)
        inside = [
            number
            for number in (-1.0, 0.0, 0.2, 0.3, 0.5, 1.0, 3.0, 4.0, 14.0, 15.0, 90.0, 120.0)
            if low <= number <= high
        ]
        values[name] = data.draw(st.sampled_from(inside), label=name)
    if parse(text).holds(Values(values)):
        assert contradiction(text, range_of) is None
