"""What every content file says of itself: who reviewed it, where its numbers come from; and ranges of numbers."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

Positive = Annotated[float, Field(gt=0)]
NonNegative = Annotated[float, Field(ge=0)]
Share = Annotated[float, Field(ge=0, le=1)]


class Strict(BaseModel):
    """Nothing unknown, nothing changed after reading, no number that is none."""

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)


class Sourced(Strict):
    """A group of numbers that says where it comes from and how sure that is."""

    source: str
    status: Literal["read", "recalled", "estimate"]


class Review(Strict):
    """`unreviewed` until a named clinician signs."""

    status: Literal["unreviewed", "reviewed"] = "unreviewed"
    by: str = ""
    on: str = ""
