"""Print the opioid table: `PYTHONPATH=tests/physiology/oracles python tests/physiology/oracles/opioid_table.py`."""

import sys

from opioid_rules import SECTIONS, all_findings
from table import lines

if __name__ == "__main__":
    wanted = sys.argv[1:]
    chosen = [f for section in SECTIONS if section.__name__ in wanted for f in section()] if wanted else all_findings()
    print("\n".join(lines(chosen)))
