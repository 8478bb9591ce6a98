"""Bodies for tests: settled once, copied for each use."""

from functools import cache

from osler.physiology.body import create_body
from osler.physiology.engine import Body
from osler.physiology.parameters import PatientParameters


@cache
def _settled(seed: int) -> Body:
    return create_body(PatientParameters(), seed)


def resting(seed: int = 1) -> Body:
    """A healthy 70 kg adult at rest."""
    return _settled(seed).copy()
