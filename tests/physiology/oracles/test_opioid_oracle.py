"""The opioid arms against the bedside oracle: shapes must hold in every seed, lone values at most 5 % out of band."""

from collections.abc import Callable, Iterator

import pytest
from findings import MAX_LONE_MISSES, Finding, lone_misses
from opioid_rules import SECTIONS, all_findings

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("section", SECTIONS, ids=lambda section: section.__name__)
def test_the_shape_of_the_arm_holds(section: Callable[[], Iterator[Finding]]) -> None:
    found = list(section())
    broken = [finding for finding in found if finding.shape and not finding.held]
    assert not broken, "\n".join(f"{f.arm}: {f.rule}: wanted {f.wanted}, seen {f.seen}" for f in broken)


def test_lone_values_lie_in_their_bands() -> None:
    assert lone_misses(all_findings()) <= MAX_LONE_MISSES
