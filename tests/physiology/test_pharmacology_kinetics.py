"""The drug solver against published compartment models, and what must hold for any drug."""

import math
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from osler.physiology import body as living
from osler.physiology import pharmacology
from osler.physiology.engine import Body, Record, kernel
from osler.physiology.parameters import DrugParameters, PatientParameters, PortParameters, ReceptorAction

VECTORS = yaml.safe_load((Path(__file__).parent / "compartment_vectors.yaml").read_text())
MINUTES = (1, 5, 10, 30, 60, 120)


@kernel
def _minutes(body: Body, ticks: int) -> None:
    for _ in range(ticks):
        pharmacology.advance(body[0].pharmacology, 1.0, 1.0, 1.0, 1.0)


def empty_body(**patient: Any) -> Body:
    """A body whose drug slots alone are used, with average kinetics."""
    body = np.zeros(1, living.BODY)
    pharmacology.initialise(body, PatientParameters(**patient))
    body["pharmacology"]["clearance_luck"] = body["pharmacology"]["absorption_luck"] = 1.0
    return body


def mammillary(v: dict[str, Any]) -> DrugParameters:
    """Published rate constants as volumes and clearances."""
    volume = v["volume_l"]
    return DrugParameters(
        name=v["name"],
        central_volume_l=volume,
        clearance_l_min=v["k10"] * volume,
        rapid_volume_l=max(v["k12"], 1e-9) * volume / v["k21"],
        rapid_exchange_l_min=max(v["k12"], 1e-9) * volume,
        deep_volume_l=max(v["k13"], 1e-9) * volume / v["k31"],
        deep_exchange_l_min=max(v["k13"], 1e-9) * volume,
        effect_ke0_per_min=v.get("ke0", 1.0),
        transit_s=0.0,
    )


@pytest.mark.parametrize("vector", VECTORS, ids=lambda v: f"{v['name']}, {v['source']}")
def test_a_bolus_follows_the_published_curve(vector: dict[str, Any]) -> None:
    body = empty_body()
    slot = pharmacology.load_drug(body, mammillary(vector))
    pharmacology.give(body, slot, "iv", "", vector["dose_mg"])
    done = 0
    for minute, expected in zip(MINUTES, vector["expected"], strict=False):
        _minutes(body, (minute - done) * 1200)
        done = minute
        seen = body["pharmacology"]["central_mg"][0, slot] / body["pharmacology"]["volume_l"][0, slot]
        assert seen == pytest.approx(expected, rel=0.012)


@pytest.mark.parametrize(
    "vector", [v for v in VECTORS if "effect_peak" in v], ids=lambda v: f"{v['name']}, {v['source']}"
)
def test_the_effect_site_peaks_where_the_paper_says(vector: dict[str, Any]) -> None:
    body = empty_body()
    slot = pharmacology.load_drug(body, mammillary(vector))
    pharmacology.give(body, slot, "iv", "", vector["dose_mg"])
    peak, at = 0.0, 0.0
    for step in range(60 * 20):
        _minutes(body, 60)
        level = float(body["pharmacology"]["effect_mg_l"][0, slot])
        if level <= peak:
            break
        peak, at = level, (step + 1) / 20
    height, minute = vector["effect_peak"]
    assert peak == pytest.approx(height, rel=0.01)
    assert at == pytest.approx(minute, rel=0.05, abs=0.1)


rates = st.floats(0.0, 3.0)


@settings(max_examples=30)
@given(
    clearance=rates,
    exchange=rates,
    release=st.floats(0.05, 3.0),
    dispersal=st.one_of(st.just(0.0), st.floats(0.05, 60.0)),
    fast=st.floats(0.0, 1.0),
    available=st.floats(0.05, 1.0),
    dose=st.floats(0.001, 2000.0),
    flow=st.floats(0.0, 2.0),
    perfusion=st.floats(0.0, 1.0),
)
def test_no_milligram_is_lost_or_made(
    clearance: float,
    exchange: float,
    release: float,
    dispersal: float,
    fast: float,
    available: float,
    dose: float,
    flow: float,
    perfusion: float,
) -> None:
    body = empty_body()
    drug = DrugParameters(
        name="anything",
        central_volume_l=10.0,
        clearance_l_min=clearance,
        rapid_volume_l=20.0,
        rapid_exchange_l_min=exchange,
        ports=(PortParameters("thigh_muscle", release, fast, 0.3, 0.03, available, 0.5, dispersal),),
        metabolite=DrugParameters(name="product", central_volume_l=5.0, clearance_l_min=0.1, transit_s=0.0),
        metabolite_yield=0.5,
    )
    slot = pharmacology.load_drug(body, drug)
    pharmacology.give(body, slot, "im", "thigh", dose)
    pharmacology.give(body, slot, "iv", "", dose, 30.0)
    _with_flow(body, 6000, flow, perfusion)
    drugs = body["pharmacology"][0]
    held = sum(
        float(np.sum(drugs[name][slot]))
        for name in (
            "injected_mg",
            "dispersing_mg",
            "fast_depot_mg",
            "slow_depot_mg",
            "vein_mg",
            "heart_mg",
            "central_mg",
            "rapid_mg",
            "deep_mg",
        )
    )
    total = held + float(drugs["eliminated_mg"][slot] + drugs["lost_mg"][slot])
    assert total == pytest.approx(2 * dose, rel=1e-9)
    assert drugs["given_mg"][slot] == pytest.approx(2 * dose, rel=1e-9)
    product = int(drugs["metabolite"][slot])
    assert drugs["formed_mg"][product] == pytest.approx(0.5 * drugs["eliminated_mg"][slot], rel=1e-9)
    for name in drugs.dtype.names:
        if name.endswith(("_mg", "_mg_l")):
            assert np.all(np.isfinite(drugs[name])), name
            assert np.all(np.asarray(drugs[name]) >= 0.0), name


@kernel
def _with_flow(body: Body, ticks: int, flow: float, perfusion: float) -> None:
    for _ in range(ticks):
        pharmacology.advance(body[0].pharmacology, flow, perfusion, perfusion, 1.0)


def test_a_second_stage_of_dispersal_delays_the_first_minutes_and_nothing_else() -> None:
    levels = []
    for dispersal in (0.0, 3.0):
        body = empty_body()
        port = PortParameters("thigh_muscle", 0.4, 1.0, 0.2, dispersal_per_min=dispersal)
        drug = DrugParameters(name="x", central_volume_l=10, clearance_l_min=1, ports=(port,))
        slot = pharmacology.load_drug(body, drug)
        pharmacology.give(body, slot, "im", "thigh", 1.0)
        level = []
        for _ in range(30):
            _minutes(body, 1200)
            level.append(float(body["pharmacology"]["central_mg"][0, slot]))
        levels.append(level)
    at_once, delayed = levels
    assert delayed[0] < 0.7 * at_once[0]
    assert max(delayed) == pytest.approx(max(at_once), rel=0.02)
    assert np.argmax(delayed) - np.argmax(at_once) in (0, 1)


def test_the_same_name_is_the_same_slot_and_thirteen_drugs_are_too_many() -> None:
    body = empty_body()
    drug = DrugParameters(name="first", central_volume_l=10.0, clearance_l_min=1.0)
    assert pharmacology.load_drug(body, drug) == pharmacology.load_drug(body, drug) == 0
    for k in range(1, pharmacology.SLOTS):
        pharmacology.load_drug(body, DrugParameters(name=f"drug {k}", central_volume_l=10.0, clearance_l_min=1.0))
    with pytest.raises(ValueError, match="all 12 drug slots"):
        pharmacology.load_drug(body, DrugParameters(name="one more", central_volume_l=10.0, clearance_l_min=1.0))


def test_a_route_without_kinetics_and_a_senseless_dose_are_refused() -> None:
    body = empty_body()
    slot = pharmacology.load_drug(body, DrugParameters(name="vein only", central_volume_l=10.0, clearance_l_min=1.0))
    with pytest.raises(ValueError, match="no kinetics for route 'im'"):
        pharmacology.give(body, slot, "im", "thigh", 1.0)
    with pytest.raises(ValueError, match="finite"):
        pharmacology.give(body, slot, "iv", "", math.nan)


def test_a_quick_push_leaves_a_slow_one_its_pace() -> None:
    body = empty_body()
    slot = pharmacology.load_drug(body, DrugParameters(name="slow", central_volume_l=10.0, clearance_l_min=1.0))
    pharmacology.give(body, slot, "iv", "", 10.0, over_s=600.0)
    _minutes(body, 60 * 20)
    pharmacology.give(body, slot, "iv", "", 5.0, over_s=3.0)
    _minutes(body, 60 * 20)
    assert body["pharmacology"]["given_mg"][0, slot] == pytest.approx(10.0 * 120 / 600 + 5.0, rel=1e-3)


def test_more_pushes_than_hands_lose_nothing() -> None:
    body = empty_body()
    slot = pharmacology.load_drug(body, DrugParameters(name="many", central_volume_l=10.0, clearance_l_min=1.0))
    for _ in range(pharmacology.SYRINGES + 3):
        pharmacology.give(body, slot, "iv", "", 1.0, over_s=60.0)
    _minutes(body, 5 * 60 * 20)
    assert body["pharmacology"]["given_mg"][0, slot] == pytest.approx(pharmacology.SYRINGES + 3)


def test_a_drug_in_the_vein_waits_while_the_circulation_stands_still() -> None:
    body = empty_body()
    slot = pharmacology.load_drug(body, DrugParameters(name="waits", central_volume_l=10.0, clearance_l_min=1.0))
    pharmacology.give(body, slot, "iv", "", 1.0)
    _with_flow(body, 2400, 0.0, 0.0)
    assert body["pharmacology"]["central_mg"][0, slot] == 0.0
    _with_flow(body, 2400, 1.0, 1.0)
    assert body["pharmacology"]["central_mg"][0, slot] > 0.5


def test_a_failing_kidney_keeps_what_it_should_clear() -> None:
    levels = []
    for gfr in (100.0, 25.0):
        body = empty_body(glomerular_filtration_ml_min=gfr)
        drug = DrugParameters(name="renal", central_volume_l=10.0, clearance_l_min=0.5, renal_share=0.9)
        slot = pharmacology.load_drug(body, drug)
        pharmacology.give(body, slot, "iv", "", 10.0)
        _minutes(body, 30 * 1200)
        levels.append(float(body["pharmacology"]["central_mg"][0, slot]))
    assert levels[1] > 2.0 * levels[0]


@kernel
def _occupy(body: Record) -> None:
    pharmacology.occupy(body)


@kernel
def _respond(body: Body) -> None:
    _occupy(body[0])


def activation(level_mg_l: float, action: ReceptorAction, receptor: str, **reflexes: float) -> float:
    """Activation of one receptor by a drug held at a level, with the body's own transmitters as given."""
    body = empty_body()
    slot = pharmacology.load_drug(
        body, DrugParameters(name="x", central_volume_l=1, clearance_l_min=0, actions=(action,))
    )
    body["pharmacology"]["effect_site_mg_l"][0, slot] = level_mg_l
    for name, value in reflexes.items():
        body["reflexes"][name] = value
    _respond(body)
    return float(body["receptors"][receptor][0])


def test_an_agonist_at_its_half_effect_level_activates_half() -> None:
    assert activation(0.01, ReceptorAction("alpha1", 0.01), "alpha1") == pytest.approx(0.5)


def test_an_antagonist_divides_what_the_body_itself_does() -> None:
    free = activation(0.0, ReceptorAction("beta1", 0.01, 0.0), "beta1", beta1_drive=1.0)
    blocked = activation(0.09, ReceptorAction("beta1", 0.01, 0.0), "beta1", beta1_drive=1.0)
    assert free == pytest.approx(0.5)
    assert blocked == pytest.approx(1.0 / 11.0)


def test_a_partial_agonist_takes_places_from_a_full_one() -> None:
    both = activation(1.0, ReceptorAction("beta2", 0.01, 0.3), "beta2", beta2_drive=5.0)
    full = activation(0.0, ReceptorAction("beta2", 0.01, 0.3), "beta2", beta2_drive=5.0)
    assert both < full


def test_vessels_answer_alpha1_more_steeply_than_it_is_occupied() -> None:
    agonist = ReceptorAction("alpha1", 0.01, 1.0)
    half = activation(0.01, agonist, "alpha1")
    assert half == pytest.approx(0.5)
    low, high = (activation(level, agonist, "alpha1") for level in (0.002, 0.05))
    assert low < 1 / 6, "a hyperbola would give a sixth"
    assert high > 5 / 6, "and five sixths"
    assert low + high == pytest.approx(1.0), "as far below as above, on a logarithmic scale"
