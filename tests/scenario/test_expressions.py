import math

import pytest

from osler.scenario.expressions import ExpressionError, parse, unknown_names


class Known:
    def __init__(self, **values):
        self.values = values

    def value(self, name):
        return self.values.get(name, math.nan)

    def call(self, function, argument):
        return self.values.get(f"{function}({argument})", math.nan)


def test_a_condition_reads_like_the_guideline():
    condition = parse("systolic_pressure <= 100 or (wheeze > 0.2 and respiratory_rate >= 22)")
    assert condition.holds(Known(systolic_pressure=120, wheeze=0.5, respiratory_rate=24))
    assert not condition.holds(Known(systolic_pressure=120, wheeze=0.5, respiratory_rate=18))


def test_what_is_not_known_makes_a_comparison_false():
    assert not parse("since(arrest) > 10").holds(Known())
    assert not parse("displayed_oxygen_saturation < 90").holds(Known())
    assert parse("not pulse_present").holds(Known(pulse_present=0.0))


def test_a_fall_is_measured_against_the_baseline():
    condition = parse("systolic_pressure <= 0.8 * baseline(systolic_pressure)")
    assert condition.holds(Known(systolic_pressure=96, **{"baseline(systolic_pressure)": 120}))


def test_hyphens_in_names_of_drugs_and_items_are_kept():
    assert parse("given(co-amoxiclav) > 0 and done(adrenaline-im)").calls == {
        ("given", "co-amoxiclav"),
        ("done", "adrenaline-im"),
    }


def test_chained_comparisons_work_as_in_mathematics():
    assert parse("90 <= oxygen_saturation < 94").holds(Known(oxygen_saturation=92))


@pytest.mark.parametrize(
    "text", ["__import__('os')", "a.b", "[1,2]", "x if y else z", "lambda: 1", "since(1)", "open('x')", "a <", ""]
)
def test_nothing_but_conditions_is_understood(text):
    with pytest.raises(ExpressionError):
        parse(text)


def test_a_misspelt_observable_gets_the_nearest_name():
    assert unknown_names(parse("sistolic_pressure < 90"), ["systolic_pressure", "wheeze"]) == [
        "'sistolic_pressure' is not observable; did you mean 'systolic_pressure'?"
    ]


def test_division_by_zero_is_unknown_not_a_crash():
    assert not parse("1 / wheeze > 0").holds(Known(wheeze=0.0))
