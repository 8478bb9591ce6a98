import math

import pytest

from osler import Patient
from osler.content.loader import ContentError


def test_a_patient_lives_and_answers_to_a_drug_and_to_oxygen():
    patient = Patient("male-25-volunteer", seed=2)
    patient.advance(30)
    before = patient["respiratory_rate"]
    patient.give("morphine", 30.0, "iv", over_s=120)
    patient.advance(30 * 60)
    assert patient["respiratory_rate"] < before
    saturation = patient["oxygen_saturation"]
    patient.oxygen("reservoir-mask", 15)
    patient.advance(300)
    assert patient["oxygen_saturation"] > saturation


def test_what_no_sensor_shows_is_not_a_number():
    observed = Patient("male-25-volunteer").observe()
    assert math.isnan(observed["displayed_oxygen_saturation"])
    assert observed["oxygen_saturation"] > 94


def test_an_unknown_patient_or_observable_is_named():
    with pytest.raises(ContentError, match="there is no patient 'nobody'"):
        Patient("nobody")
    with pytest.raises(KeyError, match="happiness"):
        Patient("male-25-volunteer")["happiness"]


def test_a_condition_makes_ill():
    patient = Patient("female-54")
    patient.begin("anaphylaxis", 0.8)
    patient.advance(300)
    assert patient["systolic_pressure"] < 100
