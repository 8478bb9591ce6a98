"""Check the browser client with the Node that builds it: types, lint, tests. ``python scripts/web_checks.py``."""

from __future__ import annotations

import sys

from build_web import WEB, BuildError, find_node, is_installed

CHECKS = (
    ("typescript/bin/tsc", "--noEmit"),
    ("@biomejs/biome/bin/biome", "check", "src"),
    ("vitest/vitest.mjs", "run"),
)


def main() -> int:
    try:
        node = find_node()
        if not is_installed(WEB):
            node.run([str(node.npm), "ci", "--no-audit", "--no-fund", "--ignore-scripts"], WEB)
        for script, *arguments in CHECKS:
            node.run([str(WEB / "node_modules" / script), *arguments], WEB)
    except BuildError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
