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
from osler.physiology.rhythm import Rhythm
from osler.physiology.systems import blood

KPA = 7.50062
SECOND = 20


def adult(seed: int = 1, **changes: object) -> Body:
    return living.create_body(PatientParameters(age_years=30.0, **changes), seed)  # type: ignore[arg-type]  # keywords of many types


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


ALVEOLAR_ARTERIAL_KPA = 0.7
"""Oxygen difference of a clear lung at low alveolar pressures: what the pencil leaves out."""
PENCIL = [(8.0, 88, 91), (8.7, 84, 88), (9.3, 77, 84), (10.0, 69, 79)]


@pytest.mark.parametrize(("pco2_kpa", "low", "high"), PENCIL)
def test_saturation_on_air_for_a_given_carbon_dioxide(pco2_kpa: float, low: float, high: float) -> None:
    alveolar = 0.2094 * 95.0 - pco2_kpa / 0.8
    ph = blood.ph_at(pco2_kpa * KPA, 7.40)
    assert low <= 100 * blood.saturation((alveolar - ALVEOLAR_ARTERIAL_KPA) * KPA, ph) <= high


def held_at(breaths_per_min: float, oxygen_l_min: float) -> Body:
    """An adult who only breathes by the bag, long enough for all stores to fill."""
    body = adult()
    stop_breathing(body)
    devices.set_bag_mask(body, True, breaths_per_min, 500, oxygen_l_min)
    return after(body, 3600)


def over_minutes(body: Body, *names: str) -> tuple[float, ...]:
    """Means of ten minutes: the bag waits for efforts of the patient, so that no two breaths are the same."""
    seen = [[value(then, name) for name in names] for then in (after(body, 10) for _ in range(60))]
    return tuple(np.mean(seen, axis=0))


def left_out_by_the_pencil(pco2_kpa: float) -> float:
    """Points of saturation by which `PIO2 - PaCO2 / R` lies below the alveolar gas equation (its last term, R 0.8)."""
    pencil = 0.2094 * 95.0 - pco2_kpa / 0.8 - ALVEOLAR_ARTERIAL_KPA
    last_term = 0.2094 * pco2_kpa * (1.0 - 0.8) / 0.8
    ph = blood.ph_at(pco2_kpa * KPA, 7.40)
    return 100 * float(blood.saturation((pencil + last_term) * KPA, ph) - blood.saturation(pencil * KPA, ph))


def test_the_whole_body_desaturates_as_the_pencil_says() -> None:
    """Held by a bag on air, at six rates, since no two breaths are the same; two points, or what the pencil leaves out."""
    rates = (6.5, 7, 7.5, 8, 8.5, 9)
    seen = np.array([over_minutes(held_at(n, 0), "arterial_pco2", "oxygen_saturation") for n in rates])
    line = np.polynomial.Polynomial.fit(seen[:, 0], seen[:, 1], 2)
    within_reach = [band for band in PENCIL if seen[:, 0].min() <= band[0] <= seen[:, 0].max()]
    assert len(within_reach) >= 3
    for wanted, low, high in within_reach:
        assert low <= line(wanted) <= high + max(2.0, left_out_by_the_pencil(wanted))


def test_nobody_saturates_92_percent_on_four_breaths_of_air() -> None:
    assert value(held_at(4, 0), "oxygen_saturation") < 92


def test_nobody_with_clear_lungs_desaturates_on_four_breaths_of_oxygen() -> None:
    assert value(held_at(4, 15), "oxygen_saturation") > 97


def test_at_60_percent_oxygen_no_carbon_dioxide_of_the_living_desaturates() -> None:
    for pco2_kpa in (8.0, 10.0, 13.0):
        alveolar = 0.6 * 95.0 - pco2_kpa / 0.8
        assert blood.saturation(alveolar * KPA, blood.ph_at(pco2_kpa * KPA, 7.40)) >= 0.98


def test_apnoea_on_air_desaturates_within_a_minute_and_a_half() -> None:
    body = adult()
    stop_breathing(body)
    saturation = [value(after(body, 1), "oxygen_saturation") for _ in range(150)]
    assert 45 <= 1 + int(np.argmax(np.array(saturation) < 90)) <= 90
    assert saturation[-1] <= 75


def asphyxiated(percent: float) -> Body:
    """An adult who stopped breathing air, at the second at which saturation falls to `percent`."""
    body = adult()
    stop_breathing(body)
    while value(body, "oxygen_saturation") > percent:
        after(body, 1)
    return body


def test_asphyxia_ends_the_pulse_within_five_minutes_of_a_saturation_of_forty() -> None:
    body = asphyxiated(40)
    assert value(body, "pulse_present") == 1.0
    lost = [value(after(body, 1), "pulse_present") for _ in range(300)]
    assert lost.index(0.0) > 60
    assert Rhythm(int(value(body, "rhythm"))) in (Rhythm.PULSELESS_ELECTRICAL_ACTIVITY, Rhythm.ASYSTOLE)


def test_oxygen_gives_the_asphyxiated_heart_its_force_back() -> None:
    body = asphyxiated(15)
    weakened = float(body["circulation"]["force_left"][0])
    assert weakened < 0.8
    devices.set_bag_mask(body, True, 12.0, 500.0, 15.0)
    after(body, 60)
    assert body["circulation"]["force_left"][0] > weakened + 0.1
    assert value(body, "pulse_present") == 1.0


@pytest.mark.parametrize(("preoxygenated", "until_s"), [(False, 180), (True, 300)])
def test_apnoea_lifts_carbon_dioxide_fast_by_mixing_then_slowly(preoxygenated: bool, until_s: int) -> None:
    """On air the slow rise is followed as long as a heart without oxygen beats well."""
    body = adult()
    if preoxygenated:
        devices.set_oxygen(body, "reservoir-mask", 15.0)
        after(body, 180)
    start = value(body, "arterial_pco2")
    stop_breathing(body)
    mixed = value(after(body, 60), "arterial_pco2")
    later = (value(after(body, until_s - 60), "arterial_pco2") - mixed) / (until_s / 60 - 1)
    assert 1.0 <= mixed - start <= 1.8
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
    half = 0.5 * (1.0 + float(np.argmax(course >= 0.5 * course[-20:].mean())))
    assert 8 <= half <= 20


def test_a_bag_halves_the_excess_of_carbon_dioxide_in_five_to_twelve_minutes() -> None:
    """After an hour of too little breath, as the oracle's patient; never in one minute."""
    body = adult()
    stop_breathing(body)
    devices.set_bag_mask(body, True, 6, 450)
    high = value(after(body, 3600), "arterial_pco2")
    devices.set_bag_mask(body, True, 11, 500)
    course = np.array([value(after(body, 15), "arterial_pco2") for _ in range(360)])
    half = 0.25 * (1 + int(np.argmax(course <= 0.5 * (high + course[-1]))))
    assert 5 <= half <= 12


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
