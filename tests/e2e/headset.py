"""An emulated Quest 3 (iwer), driven the way hands and controllers drive it."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

IWER = Path(__file__).parents[2] / "web" / "node_modules" / "iwer" / "build" / "iwer.min.js"


def headset_script() -> str:
    """Injected before the page's own scripts: the product's bundle holds no test code. One eye: half the drawing."""
    return (
        IWER.read_text()
        + ";(() => { const device = globalThis.__xrDevice = new IWER.XRDevice(IWER.metaQuest3, {stereoEnabled: false});"
        + " device.installRuntime({forceInstall: true}); })();"
    )


Point = tuple[float, float, float]
EYE: Point = (0.0, 1.2, 0.0)
LEFT: Point = (-0.22, 0.85, -0.42)
RIGHT: Point = (0.2, 0.95, -0.25)
TITLE_M, ROW_M = 0.07, 0.058  # a panel of the headset: its title, then its rows
WRIST_SCALE = 0.36


def row_of(top: Point, scale: float, row: int) -> dict[str, float]:
    """The centre of a row of a panel that hangs from ``top`` and faces the eye."""
    ahead = _unit((EYE[0] - top[0], EYE[1] - top[1], EYE[2] - top[2]))
    across = _unit((ahead[2], 0.0, -ahead[0]))
    up = (
        ahead[1] * across[2] - ahead[2] * across[1],
        ahead[2] * across[0] - ahead[0] * across[2],
        ahead[0] * across[1] - ahead[1] * across[0],
    )
    down = scale * (TITLE_M + ROW_M * (row + 0.5))
    return {"x": top[0] - up[0] * down, "y": top[1] - up[1] * down, "z": top[2] - up[2] * down}


def _unit(of: Point) -> Point:
    length = math.hypot(*of)
    return of[0] / length, of[1] / length, of[2] / length


class Headset:
    """What a wearer can do. Waits on frames, never on time."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def do(self, method: str, **parameters: Any) -> Any:
        return self.page.evaluate(
            "([method, parameters]) => __xrDevice.remote.dispatch(method, parameters)", [method, parameters]
        )

    def frames(self, count: int = 3) -> None:
        start = self.page.evaluate("() => __osler.frames")
        self.page.wait_for_function("end => __osler.frames >= end", arg=start + count)

    def sit(self) -> None:
        """On a chair, looking ahead, hands before the belly."""
        for device, (x, y, z) in (("headset", EYE), ("controller-left", LEFT), ("controller-right", RIGHT)):
            at, ahead = {"x": x, "y": y, "z": z}, {"x": 0, "y": 0, "z": 0, "w": 1}
            self.do("set_transform", device=device, position=at, orientation=ahead)

    def show_hands(self) -> None:
        """Both hands raised before the eyes."""
        for side, x in (("left", -0.18), ("right", 0.18)):
            at, ahead = {"x": x, "y": EYE[1] - 0.12, "z": -0.5}, {"x": 0, "y": 0, "z": 0, "w": 1}
            self.do("set_transform", device=f"hand-{side}", position=at, orientation=ahead)
        self.frames(3)

    def press_panel(self, row: int) -> None:
        """A row of the panel that was opened from the wrist: it hangs upright, straight ahead."""
        top = EYE[1] + 0.16
        self.aim("right", {"x": EYE[0], "y": top - TITLE_M - ROW_M * (row + 0.5), "z": EYE[2] - 0.95})
        self.pull("right")

    def press_wrist(self, row: int, *, release: bool = True) -> None:
        """A row of the panel that rides over the left hand."""
        self.aim("right", row_of((LEFT[0], LEFT[1] + 0.24, LEFT[2]), WRIST_SCALE, row))
        self.pull("right", release=release)

    def aim(self, hand: str, target: dict[str, float]) -> None:
        self.do("look_at", device=f"controller-{hand}", target=target)
        self.frames(2)

    def pull(self, hand: str, *, release: bool = True) -> None:
        """Press and release over several frames: a click inside one slow frame would be lost."""
        self.do("set_select_value", device=f"controller-{hand}", value=1)
        if release:
            self.frames(2)
            self.do("set_select_value", device=f"controller-{hand}", value=0)
            self.frames(2)
