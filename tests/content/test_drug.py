"""Drug files: units, refusals that name the field, and the way into the body's parameters."""

from pathlib import Path

import pytest

from osler.content.drug import Drug
from osler.content.loader import ContentError, load_model

GOOD = """\
id: example
title: Example
version: 1.0.0
sources: [a paper]
presentations:
  - {id: ampoule, label: 10 mg in 2 mL, amount_mg: 10, volume_ml: 2, form: ampoule, routes: [iv], source: here, status: read}
doses:
  - {route: iv, purpose: test, low_mg: 1, high_mg: 2, max_mg: 4, given_by: [nurse], source: here, status: read}
kinetics: {central_volume_l: 10, clearance_l_min: 1, source: here, status: read}
effect_site: {ke0_per_min: 1, source: here, status: read}
actions:
  - {receptor: alpha1, ec50_ng_ml: 8, source: here, status: estimate}
  - {receptor: mu_opioid, kb_ng_ml: 0.5, source: here, status: estimate}
"""


def read(tmp_path: Path, text: str) -> Drug:
    path = tmp_path / "example.yaml"
    path.write_text(text)
    return load_model(Drug, path)[0]


def test_literature_units_become_the_bodys(tmp_path: Path) -> None:
    parameters = read(tmp_path, GOOD).to_parameters()
    agonist, antagonist = parameters.actions
    assert agonist.half_effect_mg_l == pytest.approx(0.008)
    assert agonist.efficacy == 1.0
    assert antagonist.half_effect_mg_l == pytest.approx(0.0005)
    assert antagonist.efficacy == 0.0


def test_concentration_follows_from_the_label(tmp_path: Path) -> None:
    assert read(tmp_path, GOOD).presentation("ampoule").concentration_mg_per_ml == 5.0
    with pytest.raises(KeyError, match="does not come as 'pen'"):
        read(tmp_path, GOOD).presentation("pen")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("receptor: alpha1", "receptor: alpha9", "unknown receptor 'alpha9'"),
        ("kb_ng_ml: 0.5", "kb_ng_ml: 0.5, ec50_ng_ml: 1", "either ec50_ng_ml"),
        ("central_volume_l: 10", "central_volume_l: -10", "greater than 0"),
        ("title: Example", "title: Example\ncolour: red", "there is no such field"),
        ("effect_site: {ke0_per_min: 1, source: here, status: read}\n", "", "effect_site: this field is required"),
    ],
)
def test_a_mistake_is_named_with_its_line(tmp_path: Path, old: str, new: str, message: str) -> None:
    with pytest.raises(ContentError, match=message) as error:
        read(tmp_path, GOOD.replace(old, new))
    assert "example.yaml:" in str(error.value)
