import pytest

from osler.scenario.actions import UnknownActionError
from osler.scenario.patterns import parse_pattern

GIVEN = {
    "give": "adrenaline",
    "presentation": "syringe-1-in-10",
    "volume_ml": 10,
    "route": "iv",
    "by": "self",
    "dose_mg": 1.0,
}


def test_a_pattern_says_less_than_the_action_it_matches():
    assert parse_pattern({"give": "adrenaline", "route": "iv"}).matches(GIVEN)
    assert not parse_pattern({"give": "adrenaline", "route": "im"}).matches(GIVEN)


@pytest.mark.parametrize(
    ("wanted", "fits"), [(">0.1", True), ("<=0.9", False), ([0.9, 1.1], True), (1, True), (0.5, False)]
)
def test_numbers_are_tested_by_value_range_or_comparison(wanted, fits):
    assert parse_pattern({"give": "adrenaline", "dose_mg": wanted}).matches(GIVEN) is fits


def test_any_object_of_a_verb():
    assert parse_pattern({"give": "any", "route": "iv"}).matches(GIVEN)
    assert not parse_pattern({"stop": "any"}).matches(GIVEN)


def test_one_of_several_words():
    assert parse_pattern({"give": "adrenaline", "route": ["im", "iv"]}).matches(GIVEN)


def test_the_ends_of_a_range_belong_to_it_whatever_the_rounding():
    assert parse_pattern({"give": "adrenaline", "dose_mg": [0.3, 0.5]}).matches({**GIVEN, "dose_mg": 0.1 + 0.2})


def test_a_field_that_does_not_exist_is_named():
    with pytest.raises(UnknownActionError, match="give has no field 'doze_mg'"):
        parse_pattern({"give": "adrenaline", "doze_mg": 1})


def test_a_list_of_what_was_done_needs_one_of_what_is_wanted():
    pattern = parse_pattern({"skip": "any", "call_me_if": ["breathing-slow", "hard-to-rouse"]})
    assert pattern.matches({"skip": 40, "call_me_if": ["in-pain", "hard-to-rouse"]})
    assert not pattern.matches({"skip": 40, "call_me_if": ["in-pain"]})
    assert not pattern.matches({"skip": 40, "call_me_if": []})
