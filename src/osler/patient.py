"""A living patient from Python: ``from osler import Patient``.

>>> from osler import Patient
>>> patient = Patient("male-25-volunteer", seed=1)
>>> patient.advance(60)
>>> 12 <= patient["respiratory_rate"] <= 17
True
"""

from __future__ import annotations

from pathlib import Path

from osler.physiology import body as living
from osler.physiology import devices, insults, observables, pharmacology
from osler.physiology.engine import TICK_S
from osler.physiology.systems import circulation
from osler.scenario.case import Library


class Patient:
    """One body with the shipped medicine at hand. The same patient, seed and calls always give the same values."""

    def __init__(self, base: str, seed: int = 1, content: Path | None = None) -> None:
        """``base`` names a file of content/patients. Raises ContentError when there is none."""
        self.library = Library(content)
        self.body = living.create_body(self.library.load("patients", base)[0].to_parameters(), seed)

    def __getitem__(self, name: str) -> float:
        """An observable of this moment in its bedside unit (physiology/observables.py). Raises KeyError."""
        return observables.value(self.body, name)

    def observe(self) -> dict[str, float]:
        """All observables of this moment; NaN for what a monitor does not show."""
        return dict(zip(observables.INDEX, map(float, observables.read(self.body)), strict=True))

    def advance(self, seconds: float) -> None:
        """Let the body live on."""
        living.advance(self.body, round(seconds / TICK_S))

    def give(self, drug: str, amount_mg: float, route: str, site: str = "", over_s: float = 0.0) -> None:
        """Give a drug of content/drugs. Raises ContentError for an unknown drug, ValueError for a route it lacks."""
        slot = pharmacology.load_drug(self.body, self.library.load("drugs", drug)[0].to_parameters())
        pharmacology.give(self.body, slot, route, site, amount_mg, over_s)

    def begin(self, condition: str, severity: float) -> None:
        """Begin a condition of content/conditions. Raises ContentError."""
        insult = self.library.load("conditions", condition)[0].to_parameters()
        insults.set_trigger(self.body, insults.load_insult(self.body, insult, severity), True)

    def oxygen(self, device: str, flow_l_min: float) -> None:
        """Put an oxygen device on; ``none`` takes it off. Raises ValueError."""
        devices.set_oxygen(self.body, device, flow_l_min)

    def lie(self, trunk_deg: float, legs_deg: float = 0.0) -> None:
        """Raise trunk and legs, degrees above horizontal."""
        circulation.set_posture(self.body, trunk_deg, legs_deg)
