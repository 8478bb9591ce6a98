"""A bag of fluid as text."""

from typing import Annotated, Literal

from pydantic import Field

from osler.content.provenance import Positive, Sourced, Strict


class Bag(Strict):
    """One size in which it hangs in the store."""

    id: str
    label: str
    volume_ml: Positive


class Fluid(Sourced):
    """``kind`` is how the body distributes it (physiology/lines.py)."""

    id: str
    label: str
    kind: Literal["crystalloid"]
    bags: Annotated[list[Bag], Field(min_length=1)]
