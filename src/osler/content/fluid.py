"""A bag of fluid as text."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field


class Bag(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    label: str
    volume_ml: Annotated[float, Field(gt=0)]


class Fluid(BaseModel):
    """``kind`` is how the body distributes it (physiology/lines.py)."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    label: str
    kind: Literal["crystalloid"]
    bags: Annotated[list[Bag], Field(min_length=1)]
    source: str
    status: Literal["read", "recalled", "estimate"]
