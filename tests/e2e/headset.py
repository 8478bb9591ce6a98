"""An emulated Quest 3 (iwer), driven the way hands and controllers drive it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from playwright.sync_api import Page

IWER = Path(__file__).parents[2] / "web" / "node_modules" / "iwer" / "build" / "iwer.min.js"


def headset_script() -> str:
    """Injected before the page's own scripts: the product's bundle holds no test code."""
    return (
        IWER.read_text()
        + ";(() => { const device = globalThis.__xrDevice = new IWER.XRDevice(IWER.metaQuest3, {stereoEnabled: true});"
        + " device.installRuntime({forceInstall: true}); })();"
    )


class Headset:
    """What a wearer can do. Waits on frames, never on time."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def do(self, method: str, **parameters: Any) -> Any:
        return self.page.evaluate("([method, parameters]) => __xrDevice.remote.dispatch(method, parameters)", [method, parameters])

    def frames(self, count: int = 3) -> None:
        start = self.page.evaluate("() => __osler.frames")
        self.page.wait_for_function("end => __osler.frames >= end", arg=start + count)

    def aim(self, hand: str, target: dict[str, float]) -> None:
        self.do("look_at", device=f"controller-{hand}", target=target)
        self.frames()

    def pull(self, hand: str) -> None:
        """Press and release over several frames: a click inside one slow frame would be lost."""
        self.do("set_select_value", device=f"controller-{hand}", value=1)
        self.frames(2)
        self.do("set_select_value", device=f"controller-{hand}", value=0)
        self.frames(2)
