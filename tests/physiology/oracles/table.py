"""Print the oracle table: `PYTHONPATH=tests/physiology/oracles python tests/physiology/oracles/table.py`."""

import sys
from collections import defaultdict

from findings import MAX_LONE_MISSES, Finding, lone_misses
from rules import SECTIONS, all_findings


def lines(findings: list[Finding]) -> list[str]:
    """One line a rule; lone values of all seeds share a line."""
    merged: dict[tuple[str, str], list[Finding]] = defaultdict(list)
    for finding in findings:
        merged[finding.arm, finding.rule].append(finding)
    out = []
    for (arm, rule), group in merged.items():
        if group[0].shape:
            verdict, seen = ("pass" if group[0].held else "FAIL"), group[0].seen
        else:
            missed = sum(not finding.held for finding in group)
            values = [float(finding.seen) for finding in group]
            verdict = "pass" if not missed else f"{missed} of {len(group)} out"
            seen = f"{min(values):.3g} .. {max(values):.3g}"
        out.append(f"{arm:28} {rule:42} {group[0].wanted:>20}  {seen:>32}  {verdict}")
    shape = [finding.held for finding in findings if finding.shape]
    out.append(
        f"shape rules {sum(shape)} of {len(shape)}; lone values out {100 * lone_misses(findings):.1f} % "
        f"(limit {100 * MAX_LONE_MISSES:.0f} %)"
    )
    return out


if __name__ == "__main__":
    wanted = sys.argv[1:]
    chosen = [f for section in SECTIONS if section.__name__ in wanted for f in section()] if wanted else all_findings()
    print("\n".join(lines(chosen)))
