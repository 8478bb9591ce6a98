"""What an intensivist tests with a pencil: alveolar gas, saturation, apnoea, stores, and that no gas is lost."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from osler.physiology import body as living
from osler.physiology import devices
from osler.physiology.engine import Body
from osler.physiology.observables import value
from osler.physiology.parameters import PatientParameters
from osler.physiology.systems import blood

KPA = 7.50062
SECOND = 20


def adult(seed: int = 1, **changes: object) -> Body:
    return living.create_body(PatientParameters(age_years=30.0, **changes), seed)  # type: ignore[arg-type]


def stop_breathing(body: Body) -> None:
    """Muscles that no longer pull, as after a relaxant; the airway stays open."""
    body["drive"]["resting_pull_cmh2o"] = 0.0


def after(body: Body, seconds: float) -> Body:
    living.advance(body, round(seconds * SECOND))
    return body


@pytest.mark.parametrize(("device", "flow"), [("none", 0.0), ("nasal-cannula", 2.0), ("reservoir-mask", 15.0)])
def test_the_alveolar_gas_equation_holds_at_rest(device: str, flow: float) -> None:
    body = adult()
    devices.set_oxygen(body, device, flow)
    after(body, 480)
    inspired = float(body["devices"]["inspired_oxygen_fraction"][0])
    pencil = inspired * (101.3 - 6.3) - value(body, "arterial_pco2") / 0.8
    seen = float(body["gas_exchange"]["alveolar_po2_mmhg"][0]) / KPA
    assert seen == pytest.approx(pencil, abs=0.8 + 1.2 * (inspired - 0.21))


@pytest.mark.parametrize(("pco2_kpa", "low", "high"), [(8.0, 88, 92), (8.7, 83, 89), (9.3, 77, 85), (10.0, 68, 80)])
def test_saturation_on_air_for_a_given_carbon_dioxide(pco2_kpa: float, low: float, high: float) -> None:
    alveolar = 0.2094 * 95.0 - pco2_kpa / 0.8
    ph = blood.ph_at(pco2_kpa * KPA, 7.40)
    assert low <= 100 * blood.saturation((alveolar - 0.5) * KPA, ph) <= high


def test_at_60_percent_oxygen_no_carbon_dioxide_of_the_living_desaturates() -> None:
    for pco2_kpa in (8.0, 10.0, 13.0):
        alveolar = 0.6 * 95.0 - pco2_kpa / 0.8
        assert blood.saturation(alveolar * KPA, blood.ph_at(pco2_kpa * KPA, 7.40)) >= 0.98


def test_apnoea_on_air_desaturates_within_a_minute_and_a_half() -> None:
    body = adult()
    stop_breathing(body)
    saturation = [value(after(body, 1), "oxygen_saturation") for _ in range(150)]
    assert 42 <= int(np.argmax(np.array(saturation) < 90)) <= 90
    assert saturation[-1] <= 75


def test_apnoea_lifts_carbon_dioxide_fast_by_mixing_then_slowly() -> None:
    body = adult()
    devices.set_oxygen(body, "reservoir-mask", 15.0)
    after(body, 180)
    start = value(body, "arterial_pco2")
    stop_breathing(body)
    first = value(after(body, 60), "arterial_pco2") - start
    later = (value(after(body, 180), "arterial_pco2") - start - first) / 3
    assert 1.0 <= first <= 1.8
    assert 0.35 <= later <= 0.55


def test_three_minutes_of_preoxygenation_buy_five_minutes() -> None:
    body = adult()
    devices.set_oxygen(body, "reservoir-mask", 15.0)
    after(body, 180)
    stop_breathing(body)
    assert value(after(body, 300), "oxygen_saturation") >= 90


def test_after_a_fall_in_breathing_carbon_dioxide_needs_ten_minutes_to_follow() -> None:
    body = adult()
    stop_breathing(body)
    devices.set_bag_mask(body, True, 15, 550)
    start = value(after(body, 1800), "arterial_pco2")
    devices.set_bag_mask(body, True, 10, 550)
    course = np.array([value(after(body, 30), "arterial_pco2") - start for _ in range(240)])
    half = 0.5 * float(np.argmax(course >= 0.5 * course[-20:].mean()))
    assert 8 <= half <= 20


def test_a_bag_brings_carbon_dioxide_down_within_minutes_never_at_once() -> None:
    body = adult()
    stop_breathing(body)
    devices.set_bag_mask(body, True, 4, 350)
    after(body, 900)
    high = value(body, "arterial_pco2")
    devices.set_bag_mask(body, True, 14, 550)
    goal = 863 * float(body["gas_exchange"]["oxygen_consumption_ml_min"][0]) * 0.8 / (14 * (495 - 200)) / KPA
    course = np.array([value(after(body, 15), "arterial_pco2") for _ in range(120)])
    half = 0.25 * float(np.argmax(course <= high - 0.5 * (high - goal)))
    assert 1.0 < half <= 12


def test_anaemia_carries_less_at_the_same_saturation() -> None:
    contents = [blood.oxygen_content(95.0, 7.4, hb) for hb in (150.0, 75.0)]
    assert contents[1] == pytest.approx(0.5 * contents[0], rel=0.03)
    assert blood.saturation(95.0, 7.4) == pytest.approx(0.975, abs=0.005)


@given(st.floats(5, 600), st.floats(6.9, 7.7), st.floats(40, 200))
def test_oxygen_pressure_inverts_oxygen_content(po2: float, ph: float, hb: float) -> None:
    content = blood.oxygen_content(po2, ph, hb)
    guess = 60.0
    for _ in range(6):
        guess = blood.oxygen_pressure(content, ph, hb, guess)
    assert blood.oxygen_content(guess, ph, hb) == pytest.approx(content, rel=1e-3)


@given(st.floats(10, 200), st.floats(0.1, 1.0), st.floats(8, 40), st.floats(40, 200))
def test_carbon_dioxide_pressure_inverts_its_content(pco2: float, s: float, bicarbonate: float, hb: float) -> None:
    content = blood.co2_content(pco2, s, bicarbonate, hb)
    guess = 40.0
    for _ in range(6):
        guess = blood.co2_pressure(content, s, bicarbonate, hb, guess)
    assert guess == pytest.approx(pco2, rel=1e-3)


def stores(body: Body) -> tuple[float, float]:
    """Oxygen and carbon dioxide held in lungs, blood and tissue, mL STPD."""
    gas = body["gas_exchange"][0]
    btps = 863.0 / 713.0
    oxygen = (gas["alveolar_ml"][:, 0].sum() + gas["airway_ml"][:, 0].sum()) / btps
    oxygen += gas["arterial_content"][0] * gas["arterial_pool_ml"] + gas["venous_content"][0] * gas["venous_pool_ml"]
    oxygen += gas["tissue_o2_ml"].sum()
    carbon = (gas["alveolar_ml"][:, 1].sum() + gas["airway_ml"][:, 1].sum()) / btps
    carbon += gas["arterial_content"][1] * gas["arterial_pool_ml"] + gas["venous_content"][1] * gas["venous_pool_ml"]
    return float(oxygen), float(carbon + gas["tissue_co2_ml"].sum())


@settings(max_examples=8)
@given(
    device=st.sampled_from(devices.OXYGEN_DEVICES),
    bag=st.booleans(),
    manoeuvre=st.sampled_from(devices.AIRWAY_MANOEUVRES),
    pull=st.floats(0.0, 3.0),
    seed=st.integers(1, 5),
)
def test_no_gas_is_lost_whatever_is_done(device: str, bag: bool, manoeuvre: str, pull: float, seed: int) -> None:
    body = adult(seed, sleep_apnoea_severity=0.8)
    before = stores(body)
    account = [
        float(body["gas_exchange"][name][0])
        for name in ("inhaled_o2_ml", "consumed_o2_ml", "exhaled_co2_ml", "produced_co2_ml")
    ]
    devices.set_oxygen(body, device, 10.0)
    devices.set_bag_mask(body, bag, 18.0, 600.0)
    devices.set_airway_manoeuvre(body, manoeuvre)
    body["drive"]["resting_pull_cmh2o"] *= pull
    after(body, 240)
    gas = body["gas_exchange"]
    now = [float(gas[name][0]) for name in ("inhaled_o2_ml", "consumed_o2_ml", "exhaled_co2_ml", "produced_co2_ml")]
    inhaled, consumed, exhaled, produced = (b - a for a, b in zip(account, now, strict=True))
    oxygen, carbon = stores(body)
    assert oxygen - before[0] == pytest.approx(inhaled - consumed, abs=0.5)
    assert carbon - before[1] == pytest.approx(produced - exhaled, abs=0.5)
    for name in gas.dtype.names:
        assert np.all(np.isfinite(gas[name])), name
        assert np.all(gas[name] >= -1e-9) or name == "inhaled_o2_ml", name


def test_the_same_seed_breathes_the_same_breaths() -> None:
    first, second = after(adult(3), 120), after(adult(3), 120)
    assert first.tobytes() == second.tobytes()
