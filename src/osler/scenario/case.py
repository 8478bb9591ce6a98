"""A case: one scenario with everything it refers to, resolved, checked and hashed, so that it can be stored whole."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from osler.content.condition import Condition
from osler.content.drug import Drug
from osler.content.fluid import Fluid
from osler.content.loader import ContentError, Document, Problem, load_model
from osler.content.patient import Patient
from osler.scenario.model import Scenario
from osler.scenario.ward import Nurse, Place

KINDS: dict[str, type[BaseModel]] = {
    "patients": Patient,
    "conditions": Condition,
    "drugs": Drug,
    "fluids": Fluid,
    "places": Place,
    "nurses": Nurse,
    "scenarios": Scenario,
}
SHIPPED = Path(__file__).parent.parent / "content"


@dataclass(frozen=True)
class Case:
    """Everything that decides how a session goes, beside seed and commands."""

    scenario: Scenario
    place: Place
    nurse: Nurse
    patient: Patient
    conditions: Mapping[str, Condition]
    drugs: Mapping[str, Drug]
    fluids: Mapping[str, Fluid]

    @cached_property
    def content(self) -> dict[str, Any]:
        """The resolved content as JSON-ready data: ``Case.from_content(case.content) == case``."""
        return {
            "scenario": _dump(self.scenario),
            "place": _dump(self.place),
            "nurse": _dump(self.nurse),
            "patient": _dump(self.patient),
            "conditions": {name: _dump(value) for name, value in self.conditions.items()},
            "drugs": {name: _dump(value) for name, value in self.drugs.items()},
            "fluids": {name: _dump(value) for name, value in self.fluids.items()},
        }

    @cached_property
    def bundle(self) -> str:
        """Hash of the resolved content."""
        text = json.dumps(self.content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()

    @classmethod
    def from_content(cls, content: Mapping[str, Any]) -> Case:
        """Rebuild a case from stored content. Raises pydantic.ValidationError when today's models no longer read it."""
        return cls(
            scenario=Scenario.model_validate(content["scenario"]),
            place=Place.model_validate(content["place"]),
            nurse=Nurse.model_validate(content["nurse"]),
            patient=Patient.model_validate(content["patient"]),
            conditions={name: Condition.model_validate(value) for name, value in content["conditions"].items()},
            drugs={name: Drug.model_validate(value) for name, value in content["drugs"].items()},
            fluids={name: Fluid.model_validate(value) for name, value in content["fluids"].items()},
        )


def _dump(model: BaseModel) -> dict[str, Any]:
    return model.model_dump(mode="json", by_alias=True, exclude_defaults=True)


@dataclass(frozen=True)
class Library:
    """The content folders: what is shipped, overlaid file by file with what the site adds."""

    overlay: Path | None = None

    def __post_init__(self) -> None:
        """Raises ContentError for a folder that does not exist: a misspelt one must not pass for an empty one."""
        if self.overlay is not None and not self.overlay.is_dir():
            raise ContentError([Problem(str(self.overlay), 0, "", "this content folder does not exist")])

    def path(self, kind: str, name: str) -> Path:
        """Where ``kind/name.yaml`` is read from; the site's own file goes first."""
        if self.overlay is not None and (own := self.overlay / kind / f"{name}.yaml").is_file():
            return own
        return SHIPPED / kind / f"{name}.yaml"

    def names(self, kind: str) -> list[str]:
        """All names of one kind, sorted. Translations (``name.lang.yaml``) and scripts are not cases."""
        folders = [SHIPPED / kind] + ([self.overlay / kind] if self.overlay else [])
        return sorted(
            {
                file.stem
                for folder in folders
                if folder.is_dir()
                for file in folder.glob("*.yaml")
                if "." not in file.stem
            }
        )

    def load(self, kind: str, name: str) -> tuple[Any, Document]:
        """One file as its model. Raises ContentError."""
        there = self.names(kind)
        if name not in there:
            missing = f"there is no {kind[:-1]} {name!r}; there are {', '.join(there)}"
            raise ContentError([Problem(f"{kind}/{name}.yaml", 0, "", missing)])
        return load_model(KINDS[kind], self.path(kind, name), f"{kind}/{name}.yaml")

    def case(self, scenario_id: str) -> Case:
        """Resolve one scenario. Raises ContentError naming the file, line and field that refers to nothing."""
        scenario, document = self.load("scenarios", scenario_id)
        return self.resolve(scenario, document)

    def resolve(self, scenario: Scenario, document: Document) -> Case:
        """Load what a scenario refers to. Raises ContentError with every dangling reference."""
        problems: list[Problem] = []

        def fetch(kind: str, name: str, *location: int | str) -> Any:
            there = self.names(kind)
            if name not in there:
                message = f"no such {kind[:-1]}: {name!r}; there are {', '.join(there)}"
                problems.append(document.problem(location, message))
                return None
            return self.load(kind, name)[0]

        start = scenario.start
        place = fetch("places", scenario.place, "place")
        nurse = fetch("nurses", scenario.nurse, "nurse")
        patient = fetch("patients", scenario.patient.base, "patient", "base")
        conditions = {
            c.condition: fetch("conditions", c.condition, "start", "conditions", i)
            for i, c in enumerate(start.conditions)
        }
        drugs = {name: fetch("drugs", name, "drugs", i) for i, name in enumerate(scenario.drugs)}
        for i, line in enumerate(start.lines):
            if line.drug and line.drug not in drugs:
                drugs[line.drug] = fetch("drugs", line.drug, "start", "lines", i, "drug")
        for i, dose in enumerate(start.earlier):
            if dose.drug not in drugs:
                drugs[dose.drug] = fetch("drugs", dose.drug, "start", "earlier", i, "drug")
        fluids = {name: fetch("fluids", name, "fluids", i) for i, name in enumerate(scenario.fluids)}
        if problems:
            raise ContentError(problems)
        return Case(scenario, place, nurse, patient, conditions, dict(sorted(drugs.items())), fluids)
