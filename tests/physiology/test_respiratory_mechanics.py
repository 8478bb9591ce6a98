"""Breathing, airways and what stands on the face."""

import numpy as np
import pytest

from osler.physiology import body as living
from osler.physiology import devices, insults
from osler.physiology.engine import Body
from osler.physiology.observables import value
from osler.physiology.parameters import EffectParameters, InsultParameters, PatientParameters
from osler.physiology.systems import brain

SECOND = 20


def after(body: Body, seconds: float) -> Body:
    living.advance(body, round(seconds * SECOND))
    return body


def adult(**changes: object) -> Body:
    return living.create_body(PatientParameters(**changes), 1)  # type: ignore[arg-type]  # keywords of many types


def narrowed(mechanism: str, full: float) -> Body:
    """An adult whose one mechanism is driven to `full` within a minute or two."""
    body = adult()
    effect = EffectParameters(mechanism, full, 0.05, 4.0, 2.0, 600.0)
    cause = InsultParameters("cause", 2.0, 0.2, 600.0, 5.0, 1.0, True, effects=(effect,))
    slot = insults.load_insult(body, cause, 1.0)
    insults.set_trigger(body, slot, True)
    return after(body, 240)


def test_a_resting_adult_breathes_quietly() -> None:
    body = after(adult(), 120)
    assert 12 <= value(body, "respiratory_rate") <= 16
    assert 350 <= value(body, "tidal_volume") <= 600
    assert value(body, "wheeze") == value(body, "stridor") == value(body, "snoring") == 0.0
    assert value(body, "air_entry") > 0.8


def test_pleural_pressure_swings_below_atmosphere_and_rises_under_the_bag() -> None:
    body = adult()
    quiet = [float(after(body, 0.1)["lungs"]["pleural_pressure_mmhg"][0]) for _ in range(100)]
    assert -9.0 < min(quiet) < max(quiet) < -1.0
    body["drive"]["resting_pull_cmh2o"] = 0.0
    devices.set_bag_mask(body, True, 25, 600)
    after(body, 30)
    bagged = [float(after(body, 0.1)["lungs"]["pleural_pressure_mmhg"][0]) for _ in range(100)]
    assert np.mean(bagged) > np.mean(quiet) + 1.0


def test_narrow_bronchi_wheeze_trap_gas_and_tire() -> None:
    body = narrowed("lower_airway_resistance", 12.0)
    assert value(body, "wheeze") > 0.3
    assert float(body["lungs"]["trapped_ml"][0]) > 50
    assert value(body, "breathlessness") > 0.2
    assert value(body, "speech") < 4


def test_very_narrow_bronchi_fall_silent() -> None:
    loud, silent = narrowed("lower_airway_resistance", 7.0), narrowed("lower_airway_resistance", 75.0)
    assert value(silent, "air_entry") < 0.45
    assert value(silent, "wheeze") < value(loud, "wheeze")


def test_a_swollen_throat_gives_stridor() -> None:
    assert value(narrowed("upper_airway_swelling", 0.7), "stridor") > 0.3


def test_an_unconscious_pharynx_collapses_and_hands_open_it() -> None:
    body = adult(sleep_apnoea_severity=0.9, sedative_load=1.4, wakefulness=0.0)
    after(body, 120)
    assert value(body, "snoring") > 0.8
    before = value(body, "upper_airway_openness")
    devices.set_airway_manoeuvre(body, "jaw-thrust")
    assert value(after(body, 20), "upper_airway_openness") > 1.5 * before
    assert value(body, "snoring") < 0.6


def test_a_voice_wakes_for_a_while() -> None:
    body = adult(sedative_load=2.0, wakefulness=0.0)
    asleep = value(after(body, 180), "consciousness")
    brain.stimulate(body, 1.0)
    roused = value(after(body, 30), "consciousness")
    assert roused > asleep + 0.05
    assert value(after(body, 300), "consciousness") == pytest.approx(asleep, abs=0.03)


def test_faster_breathing_thins_the_oxygen_of_a_simple_mask() -> None:
    quiet, fast = adult(), adult()
    fast["drive"]["set_point_mmhg"] -= 12.0
    for body in (quiet, fast):
        devices.set_oxygen(body, "simple-mask", 6.0)
        after(body, 120)
    thin = float(fast["devices"]["inspired_oxygen_fraction"][0])
    assert 0.3 < thin < float(quiet["devices"]["inspired_oxygen_fraction"][0]) - 0.03


@pytest.mark.parametrize(
    ("device", "flow", "low", "high"),
    [("nasal-cannula", 2, 0.25, 0.34), ("simple-mask", 6, 0.4, 0.68), ("reservoir-mask", 15, 0.6, 0.9)],
)
def test_inspired_fraction_of_the_ward_devices(device: str, flow: float, low: float, high: float) -> None:
    body = adult()
    devices.set_oxygen(body, device, flow)
    assert low <= float(after(body, 60)["devices"]["inspired_oxygen_fraction"][0]) <= high


def test_a_hard_squeezed_bag_blows_up_the_stomach() -> None:
    gentle, hard = adult(respiratory_compliance_ml_cmh2o=50.0), adult(respiratory_compliance_ml_cmh2o=50.0)
    for body, volume in ((gentle, 400), (hard, 1500)):
        body["drive"]["resting_pull_cmh2o"] = 0.0
        devices.set_bag_mask(body, True, 15, volume)
        after(body, 120)
    assert float(gentle["devices"]["stomach_gas_ml"][0]) == 0.0
    assert float(hard["devices"]["stomach_gas_ml"][0]) > 100


def test_carbon_dioxide_drives_breathing_two_to_three_litres_a_mmhg() -> None:
    body = after(adult(), 60)
    rest = value(body, "minute_ventilation")
    body["drive"]["set_point_mmhg"] -= 5.0
    driven = max(value(after(body, 5), "minute_ventilation") for _ in range(24))
    assert 5 * 0.5 <= driven - rest <= 5 * 8


def test_unknown_devices_and_senseless_flows_are_refused() -> None:
    body = adult()
    with pytest.raises(ValueError, match="unknown oxygen device 'scuba'"):
        devices.set_oxygen(body, "scuba", 5.0)
    with pytest.raises(ValueError, match="unknown airway manoeuvre"):
        devices.set_airway_manoeuvre(body, "wish")
    with pytest.raises(ValueError, match="finite"):
        devices.set_bag_mask(body, True, float("nan"), 500)
