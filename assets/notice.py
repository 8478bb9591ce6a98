"""Writes the assets' section of the NOTICE file from the manifest: author, licence and changes of every asset."""

from __future__ import annotations

import json
from typing import Any

from assets.manifest import PATH
from assets.sources import ROOT

NOTICE = ROOT / "NOTICE"
BEGIN, END = "--- 3D assets ---", "--- end of 3D assets ---"
LINKS = {
    "CC0-1.0": "https://creativecommons.org/publicdomain/zero/1.0/",
    "CC-BY-3.0": "https://creativecommons.org/licenses/by/3.0/",
    "Apache-2.0": "see LICENSE",
}
PREAMBLE = """Osler
Copyright the Osler authors. Licensed under the Apache License, Version 2.0; see LICENSE.

This file names the works of others that Osler ships in changed form, with their authors and licences.

"""


def section(rows: dict[str, Any]) -> str:
    """The text between the markers."""
    lines = [BEGIN, "", "Derived works in web/public/assets/, built by the scripts in assets/ from these sources.", ""]
    for name, row in rows.items():
        source = row["source"]
        origin = f"{source['package']} {source['version']}".strip()
        lines += [
            f"{row['file']}",
            f"  from:    {source['model'] or name} ({origin})",
            f"  author:  {source['author']}",
            f"  licence: {source['licence']} ({LINKS[source['licence']]})",
            f"  changes: {row['changes']}",
            "",
        ]
    return "\n".join([*lines, END, ""])


def write_notice() -> None:
    """Replaces the section, keeping whatever else the file holds."""
    text = NOTICE.read_text() if NOTICE.exists() else ""
    text = text if text.strip() else PREAMBLE
    new = section(json.loads(PATH.read_text()))
    if BEGIN in text:
        before, rest = text.split(BEGIN, 1)
        after = rest.split(END, 1)[1].lstrip("\n")
        NOTICE.write_text(before + new + (f"\n{after}" if after else ""))
    else:
        NOTICE.write_text(text.rstrip("\n") + "\n\n" + new)


if __name__ == "__main__":
    write_notice()
