"""What must hold always, whatever is done to the body."""

import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from people import resting

from osler.physiology import devices, insults, lines
from osler.physiology.body import advance
from osler.physiology.engine import Body
from osler.physiology.observables import OBSERVABLES, read
from osler.physiology.parameters import EffectParameters, InsultParameters
from osler.physiology.systems import circulation

TRUTHS = [i for i, observable in enumerate(OBSERVABLES.values()) if observable.kind == "truth"]


def cause(mechanism: str, full: float) -> InsultParameters:
    """One mechanism, pulled at once and for good."""
    effect = EffectParameters(mechanism, full, half_level=0.5, hill=1.0, lag_s=1.0, recovery_s=1.0)
    return InsultParameters("test", 0.1, 0.1, 20.0, 1000.0, 1.0, self_sustaining=True, effects=(effect,))


def water_ml(body: Body) -> float:
    """All water that the model accounts for, less what came in and plus what went out."""
    f = body["fluids"][0]
    inside = body["circulation"]["volume"].sum() + f["interstitial_ml"]
    pending = body["circulation"]["inflow"].sum() * 0.05 + 0.0
    return float(inside + pending + f["urine_ml"] + f["bled_ml"] - f["infused_ml"])


causes = st.one_of(
    st.tuples(st.just("haemorrhage_conductance"), st.floats(0.0, 2.0)),
    st.tuples(st.just("systemic_resistance"), st.floats(0.1, 5.0)),
    st.tuples(st.just("pulmonary_resistance"), st.floats(0.2, 8.0)),
    st.tuples(st.just("venous_unstressed_volume"), st.floats(0.7, 1.4)),
    st.tuples(st.just("contractility"), st.floats(0.05, 2.0)),
    st.tuples(st.just("capillary_conductivity"), st.floats(0.1, 60.0)),
    st.tuples(st.just("lower_airway_resistance"), st.floats(0.5, 30.0)),
    st.tuples(st.just("upper_airway_swelling"), st.floats(0.0, 1.0)),
    st.tuples(st.just("lung_shunt"), st.floats(0.0, 0.9)),
    st.tuples(st.just("ventilatory_drive"), st.floats(0.05, 3.0)),
    st.tuples(st.just("ectopic_drive"), st.floats(0.0, 3.0)),
)
bedside = st.one_of(
    st.tuples(st.just("posture"), st.floats(-20, 90), st.floats(-90, 60)),
    st.tuples(st.just("fluid"), st.floats(0, 5000), st.floats(1, 20000)),
    st.tuples(st.just("compressions"), st.booleans(), st.just(0)),
    st.tuples(st.just("oxygen"), st.floats(0, 30), st.just(0)),
)


def do(body: Body, what: str, a: float, b: float) -> None:
    """One bedside action."""
    if what == "posture":
        circulation.set_posture(body, a, b)
    elif what == "fluid":
        lines.run(body, 0, "crystalloid", a, b, True)
    elif what == "compressions":
        circulation.set_compressions(body, bool(a))
    else:
        devices.set_oxygen(body, "reservoir-mask", a)


@settings(max_examples=25)
@given(st.lists(causes, max_size=4), st.lists(bedside, max_size=6), st.integers(0, 50))
def test_nothing_breaks_the_body(pulled: list, done: list, seed: int) -> None:
    """No nan, no negative volume, no water made or lost."""
    body = resting(seed % 3)
    lines.insert(body, 14)
    for mechanism, full in pulled:
        insults.set_trigger(body, insults.load_insult(body, cause(mechanism, full), 1.0), True)
    before = water_ml(body)
    for what, a, b in [*done, ("posture", 40.0, 0.0)]:
        do(body, what, a, b)
        advance(body, 800)
        assert np.isfinite(read(body)[TRUTHS]).all()
        assert (body["circulation"]["volume"] > 0.0).all()
        assert body["fluids"]["interstitial_ml"][0] > 0.0
        assert body["fluids"]["plasma_protein_g"][0] >= 0.0
    assert water_ml(body) == pytest.approx(before, abs=1e-4)


def test_a_cut_aorta_kills_but_does_not_break() -> None:
    """A bleed faster than any heart ends in arrest with blood left in every vessel."""
    body = resting()
    insults.set_trigger(body, insults.load_insult(body, cause("haemorrhage_conductance", 5.0), 1.0), True)
    advance(body, 20 * 600)
    assert body["circulation"]["pulse_present"][0] == 0.0
    assert (body["circulation"]["volume"] > 0.0).all()
    assert body["fluids"]["bled_ml"][0] > 1500.0


def test_nobody_presses_blood_out_of_an_empty_heart() -> None:
    """Compressions on somebody bled white move what is left and no more."""
    body = resting()
    insults.set_trigger(body, insults.load_insult(body, cause("haemorrhage_conductance", 1.0), 1.0), True)
    before = water_ml(body)
    advance(body, 1600)
    circulation.set_compressions(body, True)
    for _ in range(800):
        advance(body, 1)
        assert (body["circulation"]["volume"] > 0.0).all()
    assert water_ml(body) == pytest.approx(before, abs=1e-4)


def test_same_seed_gives_the_same_bytes_in_another_process() -> None:
    """A body is a function of patient, seed and what is done."""
    program = (
        "import hashlib; from osler.physiology.body import create_body, advance\n"
        "from osler.physiology.parameters import PatientParameters\n"
        "b = create_body(PatientParameters(), 7); advance(b, 2000); print(hashlib.sha256(b.tobytes()).hexdigest())"
    )
    digests = {
        subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout
        for _ in range(2)
    }
    assert len(digests) == 1


def test_seeds_differ() -> None:
    """Two seeds are two people."""
    assert resting(1).tobytes() != resting(2).tobytes()


def test_a_copy_from_bytes_lives_on_alike() -> None:
    """The record's bytes are the whole state."""
    body = resting()
    advance(body, 100)
    copy = np.frombuffer(bytearray(body.tobytes()), dtype=body.dtype).copy()
    advance(body, 400)
    advance(copy, 400)
    assert body.tobytes() == copy.tobytes()
