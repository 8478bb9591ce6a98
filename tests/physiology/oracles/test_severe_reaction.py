"""The severe allergic reaction against its bedside oracle: shape rules hold, lone values may stray a little.

`python table.py` prints every rule with what the body did.
"""

import warnings

import pytest
from findings import MAX_LONE_MISSES, Finding, lone_misses
from rules import SECTIONS

pytestmark = pytest.mark.slow

NEAR = "within a few per cent of the wanted range"
OPEN = {
    "1a untreated: PaCO2 at 4, kPa": NEAR,
    "1a untreated: PaCO2 at 10, kPa": "respiratory muscles tire too late in shock",
    "1b treated: MAP at 30 below its best after 13": "pressure overshoots at 18 min by about 5 mmHg",
    "1c 0.5 mg IM at 3: peak effect, min after": NEAR,
    "1c salbutamol nebule: diastolic difference at 7": "vessels already dilated hardly answer to beta2",
    "1c salbutamol nebule: heart rate difference at 7": "more would race a healthy heart",
    "1c refractory (1.0): SBP at 15": NEAR,
    "1c refractory (1.0): SBP 95 reached, min of infusion": NEAR,
    "1c refractory (1.0): fastest heart on infusion": NEAR,
    "1c beta-blocked: heart rate at SBP 70": NEAR,
    "1c beta-blocked: IM gain over unblocked": NEAR,
    "1c beta-blocked: glucagon: heart rate gain": NEAR,
    "1c beta-blocked: glucagon: SBP gain": "force gained does not lift pressure while preload is lost",
    "1c 50 microgram IV: onset gain or s": NEAR,
    "1c 50 microgram IV: peak gain or s": "one seed peaks late",
    "1c 50 microgram IV: SBP gain or s": NEAR,
    "1c 50 microgram IV: left gain or s": NEAR,
    "1c 1 mg IV with a pulse: fastest heart in 90 s": NEAR,
    "1c 1 mg IV with a pulse: chest pain": NEAR,
    "1c 1 mg IV with a pulse: crackles 2-10 min after": "pulmonary venous pressure stays near 11 mmHg",
    "1c 1 mg IV with a pulse: SBP 11 min after": "half-life 3.5 min leaves a muscle dose's peak at 11 min",
}
"""Rules the body does not meet yet, each with what is known of the reason; no other rule may break."""


@pytest.fixture(scope="module")
def findings() -> list[Finding]:
    """All arms in all seeds, simulated once."""
    return [finding for section in SECTIONS for finding in section()]


def test_shape_rules_hold(findings: list[Finding]) -> None:
    """What must be true of every arm is true, except for the rules listed as open."""
    broken = {f"{f.arm}: {f.rule}" for f in findings if f.shape and not f.held}
    for rule in sorted(set(OPEN) - broken):
        warnings.warn(f"{rule} is met now: take it off the open list", stacklevel=1)
    assert broken <= set(OPEN), "\n".join(
        f"{f.arm}: {f.rule} wanted {f.wanted}, saw {f.seen}"
        for f in findings
        if f.shape and not f.held and f"{f.arm}: {f.rule}" not in OPEN
    )


def test_few_lone_values_stray(findings: list[Finding]) -> None:
    """Minute-by-minute values lie in their bands; strays are warned about and stay under the limit."""
    for finding in findings:
        if not finding.shape and not finding.held:
            warnings.warn(f"{finding.arm}: {finding.rule} {finding.seen} outside {finding.wanted}", stacklevel=1)
    assert lone_misses(findings) <= MAX_LONE_MISSES
