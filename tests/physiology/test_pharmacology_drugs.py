"""The shipped drug files: complete, and doing in the body what a bedside expects of each."""

from pathlib import Path

import numpy as np
import pytest

import osler.content
from osler.content.drug import Drug
from osler.content.loader import load_model
from osler.physiology import body as living
from osler.physiology import devices, pharmacology
from osler.physiology.engine import Body
from osler.physiology.observables import value
from osler.physiology.parameters import PatientParameters

FOLDER = Path(osler.content.__file__).parent / "drugs"
FILES = sorted(FOLDER.glob("*.yaml"))
SECOND = 20


def drug(name: str) -> Drug:
    return load_model(Drug, FOLDER / f"{name}.yaml")[0]


def adult(**changes: object) -> Body:
    return living.create_body(PatientParameters(**changes), 1)  # type: ignore[arg-type]  # keywords of many types


def give(body: Body, name: str, route: str, amount_mg: float, site: str = "", over_s: float = 0.0) -> int:
    slot = pharmacology.load_drug(body, drug(name).to_parameters())
    pharmacology.give(body, slot, route, site, amount_mg, over_s)
    return slot


def after(body: Body, minutes: float) -> Body:
    living.advance(body, round(60 * minutes * SECOND))
    return body


def plasma(body: Body, slot: int) -> float:
    drugs = body["pharmacology"]
    return float(drugs["central_mg"][0, slot] / drugs["volume_l"][0, slot])


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_file_reads_and_every_presentation_has_a_dose_and_a_way_in(path: Path) -> None:
    model = load_model(Drug, path)[0]
    assert model.id == path.stem
    assert model.review.status == "unreviewed"
    parameters = model.to_parameters()
    ports = {port.name for port in parameters.ports}
    ways = {"im": "thigh_muscle", "sc": "under_skin", "neb": "airway", "in": "nose"}
    for presentation in model.presentations:
        assert presentation.concentration_mg_per_ml > 0
        for route in presentation.routes:
            assert route not in ways or ways[route] in ports, f"{presentation.id} by {route}"
    assert model.doses
    for dose in model.doses:
        assert dose.low_mg <= dose.high_mg <= dose.max_mg
        assert dose.given_by


def test_adrenaline_reaches_blood_faster_from_thigh_than_arm_than_skin() -> None:
    peaks = []
    for route, site in (("im", "thigh"), ("im", "arm"), ("sc", "")):
        body = adult()
        slot = give(body, "adrenaline", route, 0.5, site)
        peaks.append(max(plasma(after(body, 0.5), slot) for _ in range(24)))
    assert peaks[0] > 1.1 * peaks[1] > 1.1 * 1.1 * peaks[2]


def test_muscle_without_flow_keeps_its_adrenaline() -> None:
    levels = []
    for flow in (1.0, 0.1):
        body = adult()
        slot = give(body, "adrenaline", "sc", 0.5)
        for _ in range(8 * 60):
            body["circulation"]["skin_flow_fraction"] = flow
            living.advance(body, SECOND)
        levels.append(plasma(body, slot))
    assert levels[1] < 0.6 * levels[0]


def test_a_beta_blocker_takes_the_heart_from_adrenaline() -> None:
    gains = []
    for blockade in (0.0, 9.0):
        body = adult(beta_blockade=blockade)
        start = value(body, "heart_rate")
        give(body, "adrenaline", "im", 0.5, "thigh")
        gains.append(max(value(after(body, 1), "heart_rate") for _ in range(10)) - start)
    assert gains[1] < 0.6 * gains[0]


def test_salbutamol_by_nebuliser_opens_airways_and_quickens_the_heart() -> None:
    body = adult()
    rate, resistance = value(body, "heart_rate"), value(body, "airway_resistance")
    devices.set_oxygen(body, "nebuliser", 8.0)
    give(body, "salbutamol", "neb", 5.0, over_s=480)
    after(body, 10)
    assert value(body, "airway_resistance") < resistance
    assert 2 <= value(body, "heart_rate") - rate <= 25
    assert value(after(body, 25), "potassium") < 4.0


def test_a_nebuliser_does_nothing_for_someone_who_does_not_breathe() -> None:
    body = adult()
    body["drive"]["resting_pull_cmh2o"] = 0.0
    after(body, 1.5)
    slot = give(body, "salbutamol", "neb", 5.0, over_s=60)
    after(body, 1.2)
    kept = body["pharmacology"]["fast_depot_mg"][0, slot].sum() + body["pharmacology"]["slow_depot_mg"][0, slot].sum()
    assert kept < 0.05


def test_chlorphenamine_blocks_histamine_and_hydrocortisone_waits() -> None:
    body = adult()
    give(body, "chlorphenamine", "iv", 10.0, over_s=60)
    give(body, "hydrocortisone", "iv", 200.0, over_s=60)
    after(body, 10)
    assert float(body["receptors"]["h1"][0]) > 0.5
    assert float(body["receptors"]["glucocorticoid"][0]) < 0.6
    assert value(body, "mean_arterial_pressure") == pytest.approx(value(adult(), "mean_arterial_pressure"), abs=6)


def test_glucagon_quickens_a_blocked_heart() -> None:
    body = adult(beta_blockade=9.0)
    start = value(body, "heart_rate")
    give(body, "glucagon", "iv", 2.0, over_s=60)
    assert 5 <= max(value(after(body, 1), "heart_rate") for _ in range(8)) - start <= 40


def test_morphine_slows_breathing_narrows_pupils_and_naloxone_undoes_it() -> None:
    body = adult(pain=7.0)
    after(body, 10)
    rate, pupil, pain = (value(body, name) for name in ("own_breathing_rate", "pupil_size", "pain"))
    give(body, "morphine", "iv", 10.0, over_s=120)
    after(body, 25)
    assert value(body, "own_breathing_rate") < rate - 1.5
    assert value(body, "pupil_size") < pupil - 0.5
    assert value(body, "pain") < pain - 1.5
    give(body, "naloxone", "iv", 0.4)
    after(body, 5)
    assert value(body, "own_breathing_rate") > rate - 1.5
    assert value(body, "pain") > pain - 2.0


def test_failing_kidneys_keep_the_active_product_of_morphine() -> None:
    held = []
    for gfr in (100.0, 25.0):
        body = adult(glomerular_filtration_ml_min=gfr)
        slot = give(body, "morphine", "iv", 10.0)
        after(body, 90)
        held.append(float(body["pharmacology"]["central_mg"][0, int(body["pharmacology"]["metabolite"][0, slot])]))
    assert held[1] > 1.3 * held[0]


def test_paracetamol_takes_the_edge_off_pain() -> None:
    body, none = adult(pain=6.0), adult(pain=6.0)
    give(body, "paracetamol", "iv", 1000.0, over_s=900)
    assert value(after(body, 60), "pain") < value(after(none, 60), "pain") - 0.5


def test_a_thousand_milligrams_a_minute_of_anything_stays_finite() -> None:
    body = adult()
    for path in FILES[:8]:
        slot = pharmacology.load_drug(body, load_model(Drug, path)[0].to_parameters())
        pharmacology.set_infusion(body, slot, 60000.0)
    after(body, 5)
    for name in body["pharmacology"].dtype.names:
        assert np.all(np.isfinite(body["pharmacology"][name])), name
    for name in body["brain"].dtype.names:
        assert np.all(np.isfinite(body["brain"][name])), name
