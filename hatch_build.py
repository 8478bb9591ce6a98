"""Build the browser client while the wheel is made. Runs for editable installs too; does nothing when it is current."""

from __future__ import annotations

import os
import runpy
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class WebBuild(BuildHookInterface):  # type: ignore[type-arg]  # hatchling's own plugins leave its parameter open, too
    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Called by hatchling before files are collected. A source archive carries no built client."""
        if self.target_name != "wheel" or os.environ.get("OSLER_SKIP_WEB") == "1":
            return
        if not Path(self.root, "web").is_dir() and Path(self.root, "src/osler/server/static/index.html").is_file():
            return
        runpy.run_path(str(Path(self.root, "scripts", "build_web.py")))["build"]()
