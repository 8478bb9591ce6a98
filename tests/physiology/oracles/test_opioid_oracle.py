"""The opioid arms against the bedside oracle: shapes must hold in every seed, lone values at most 5 % out of band."""

from collections.abc import Callable, Iterator

import pytest
from findings import MAX_LONE_MISSES, Finding, lone_misses
from opioid_rules import SECTIONS, all_findings

pytestmark = pytest.mark.slow

RECOVERING = "the untreated twin falls while this patient holds, so the gap widens past the rule"
OPEN = {
    "2a volunteer: strongest effect on the drive, min": "78 to 110: the active product fills the place of the drug",
    "2c bag 25 a minute: PaCO2 by 12": "4.36 to 4.50 in the eight seeds",
    "2c bag stopped on oxygen: PaCO2, kPa/min": "0.18 to 0.20 from the first minute on, 0.6 with the first minute",
    "2c chin-lift: SpO2 gained at 3": RECOVERING,
    "2c jaw-thrust: SpO2 gained at 3": RECOVERING,
    "2c naloxone 400 IM: lasts, times the vein": "1.15 to 1.23 by the row's own rate of 8",
    "2c naloxone 2 mg: lung oedema (share of seeds)": "2 of 40 seeds, the oracle allows 1",
    "2c naloxone by pump: slowest rate, 45 to 120": "8.9 in the worst of eight seeds",
    "2c naloxone by pump: lowest GCS, 45 to 120 (no re-sedation)": "9: the active product goes on rising",
    "2c 10 mg more morphine: largest change of rate, 10 to 30": "0.6 to 0.9 slower",
    "2c voice and squeeze: own_breathing_rate left at 6": RECOVERING,
    "2c voice and squeeze: gcs up for, min": RECOVERING,
    "2c voice and squeeze: gcs left at 6": RECOVERING,
}
"""Rules the body does not meet yet, each with the reason; the test fails when one is met and still listed."""


@pytest.mark.parametrize("section", SECTIONS, ids=lambda section: section.__name__)
def test_the_shape_of_the_arm_holds(section: Callable[[], Iterator[Finding]]) -> None:
    found = list(section())
    broken = [finding for finding in found if finding.shape and not finding.held]
    known = {name for name in OPEN if name in {f"{f.arm}: {f.rule}" for f in found}}
    assert {f"{f.arm}: {f.rule}" for f in broken} == known, "\n".join(
        f"{f.arm}: {f.rule}: wanted {f.wanted}, seen {f.seen}" for f in broken
    )


def test_lone_values_lie_in_their_bands() -> None:
    assert lone_misses(all_findings()) <= MAX_LONE_MISSES
