"""An emulated Quest 3 (iwer), driven the way hands and controllers drive it."""

from __future__ import annotations

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
MOST_PAGES = 5


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

    def rows(self, panel: str = "panel") -> list[dict[str, Any]]:
        """What can be pressed on a panel now, as the page knows it: text, and where it is in the room."""
        return [row for row in self.page.evaluate("() => __osler.headset ?? []") if row["panel"] == panel]

    def press(self, text: str, *, panel: str = "panel", release: bool = True) -> None:
        """Point the right hand at the row with this text and pull; turns the pages of a long list."""
        for _ in range(MOST_PAGES):
            row = next((row for row in self.rows(panel) if text in row["text"]), None)
            if row is not None:
                self.aim("right", row["at"])
                self.pull("right", release=release)
                return
            self.press("More (", panel=panel)
        raise AssertionError(f"no row {text!r} among {[row['text'] for row in self.rows(panel)]}")

    def press_wrist(self, text: str, *, release: bool = True) -> None:
        """A row of the panel that rides over the left hand."""
        self.press(text, panel="wrist", release=release)

    def aim(self, hand: str, target: dict[str, float]) -> None:
        self.do("look_at", device=f"controller-{hand}", target=target)
        self.frames(1)

    def pull(self, hand: str, *, release: bool = True) -> None:
        """Press and release over several frames: a click inside one slow frame would be lost."""
        self.do("set_select_value", device=f"controller-{hand}", value=1)
        if release:
            self.frames(2)
            self.do("set_select_value", device=f"controller-{hand}", value=0)
            self.frames(1)
