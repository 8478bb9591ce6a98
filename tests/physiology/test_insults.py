"""Causes act through mechanisms, with their own time."""

import pytest
from people import resting
from test_properties import cause

from osler.physiology import insults, lines, mechanisms
from osler.physiology.body import advance
from osler.physiology.chance import STREAMS, uniform
from osler.physiology.observables import value


def test_an_untriggered_insult_does_nothing() -> None:
    """Loaded is not exposed."""
    body = resting()
    insults.load_insult(body, cause("systemic_resistance", 0.3), 1.0)
    advance(body, 600)
    assert body["mechanisms"]["systemic_resistance"][0] == mechanisms.NEUTRAL[mechanisms.INDEX["systemic_resistance"]]


def test_four_causes_and_no_fifth() -> None:
    """The body has four places for insults and says so."""
    body = resting()
    for _ in range(insults.SLOTS):
        insults.load_insult(body, cause("pain", 1.0), 1.0)
    with pytest.raises(ValueError, match="all 4 slots"):
        insults.load_insult(body, cause("pain", 1.0), 1.0)


def test_causes_of_one_mechanism_combine() -> None:
    """Factors multiply."""
    body = resting()
    for _ in range(2):
        insults.set_trigger(body, insults.load_insult(body, cause("pulmonary_resistance", 2.0), 1.0), True)
    advance(body, 400)
    assert body["mechanisms"]["pulmonary_resistance"][0] == pytest.approx(4.0, rel=0.15)


def test_a_cannula_limits_the_flow() -> None:
    """18 gauge with a pressure bag gives at most 180 ml/min, by gravity less than half."""
    for bag, low, high in ((True, 170, 181), (False, 60, 100)):
        body = resting()
        lines.run(body, lines.insert(body, 18), "crystalloid", 1000.0, None, bag)
        advance(body, 1200)
        assert low < body["lines"]["delivered_ml"][0, 0] < high


def test_lines_refuse_what_cannot_be() -> None:
    """Errors say what would be right."""
    body = resting()
    with pytest.raises(ValueError, match="known: 14, 16, 18, 20, 22"):
        lines.insert(body, 17)
    with pytest.raises(ValueError, match="no cannula"):
        lines.run(body, 0, "crystalloid", 100.0, 10.0)


def test_luck_is_a_pure_hash() -> None:
    """Same seed, stream and use give the same number; neighbours are unrelated."""
    numbers = [uniform(3, stream, n) for stream in range(STREAMS) for n in range(200)]
    assert numbers == [uniform(3, stream, n) for stream in range(STREAMS) for n in range(200)]
    assert all(0.0 <= number < 1.0 for number in numbers)
    assert abs(sum(numbers) / len(numbers) - 0.5) < 0.02
    assert len(set(numbers)) == len(numbers)


def test_weals_hide_in_pale_skin_and_return() -> None:
    """Urticaria needs blood in the skin."""
    body = resting()
    insults.set_trigger(body, insults.load_insult(body, cause("urticaria", 0.8), 1.0), True)
    advance(body, 4 * 1200)
    shown = value(body, "urticaria")
    pale = insults.load_insult(body, cause("skin_flow", 0.02), 1.0)
    insults.set_trigger(body, pale, True)
    advance(body, 4 * 1200)
    assert shown > 0.5
    assert value(body, "urticaria") < 0.3 * shown
    body["insults"]["slot"]["active"][0, pale] = 0
    advance(body, 5 * 1200)
    assert value(body, "urticaria") > 0.8 * shown
