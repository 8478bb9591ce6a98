import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from osler.scenario.actions import ACTIONS, VERBS, Give, UnknownActionError, parse_action


def test_an_action_is_spelled_as_it_was_written():
    spelled = {
        "give": "adrenaline",
        "presentation": "ampoule-1-in-1",
        "volume_ml": 0.5,
        "route": "im",
        "site": "thigh",
        "by": "nurse",
    }
    action = parse_action(spelled)
    assert isinstance(action, Give)
    assert action.spelled() == spelled
    assert next(iter(action.spelled())) == "give"


def test_an_unknown_command_says_what_is_known():
    with pytest.raises(UnknownActionError, match=r"no known verb in \['defibrilate'\]: expected one of open, examine"):
        parse_action({"defibrilate": "now"})


def test_a_misspelt_verb_gets_the_nearest_known_one():
    with pytest.raises(UnknownActionError, match=r"no known verb in \['mesure'\]: did you mean 'measure'\?"):
        parse_action({"mesure": "glucose"})


@pytest.mark.parametrize("dose", ["a lot", None, math.nan, math.inf, -1, 0, [0.5]])
def test_a_dose_that_is_not_a_positive_number_is_refused_by_name(dose):
    with pytest.raises(UnknownActionError, match="volume_ml"):
        parse_action({"give": "adrenaline", "presentation": "ampoule-1-in-1", "volume_ml": dose, "route": "im"})


def test_two_verbs_are_two_actions():
    with pytest.raises(UnknownActionError, match="two"):
        parse_action({"stop": "pca", "oxygen": "reservoir-mask"})


@given(
    st.dictionaries(
        st.sampled_from([*VERBS, "by", "volume_ml", "x"]), st.none() | st.text(max_size=5) | st.floats(), max_size=4
    )
)
def test_anything_else_is_an_error_that_explains_itself(mapping):
    try:
        action = parse_action(mapping)
    except UnknownActionError as error:
        assert str(error)
    else:
        assert parse_action(action.spelled()) == action


def test_every_verb_is_the_name_of_its_first_own_field():
    for action in ACTIONS:
        assert action.verb in action.model_fields
