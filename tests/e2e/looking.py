"""What a picture shows where something is drawn: colours of skin at the patient's face."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from playwright.sync_api import Page

FACE_PX = 0.5  # of the distance between the middle of the head and the mouth: cheeks and nose, no hair, no pillow


@dataclass(frozen=True)
class Skin:
    """The patient's face as it is drawn."""

    share: float  # of the pixels looked at that have a colour of skin
    red: float  # red of all light, median; 1/3 is grey
    saturation: float  # 0 grey .. 1, median
    brightness: float  # 0..255, median


def face(page: Page) -> Skin:
    """Look at the patch of the screen where the ward says that it draws the face."""
    spot = page.evaluate(
        """() => {
            const [head, mouth] = [__osler.place('head'), __osler.place('mouth')];
            const ward = document.querySelector('canvas.ward').getBoundingClientRect();
            return head && mouth && {x: ward.x + (head.x + mouth.x) / 2, y: ward.y + (head.y + mouth.y) / 2,
                                     size: Math.hypot(head.x - mouth.x, head.y - mouth.y)};
        }"""
    )
    assert spot, "the face is not in the picture"
    half = max(6.0, spot["size"] * FACE_PX)
    clip = {"x": spot["x"] - half, "y": spot["y"] - half, "width": 2 * half, "height": 2 * half}
    image = Image.open(io.BytesIO(page.screenshot(clip=clip, timeout=120_000)))  # type: ignore[arg-type]  # a FloatRect
    return _skin(np.asarray(image.convert("RGB"), dtype=np.float64).reshape(-1, 3))


def _skin(pixels: NDArray[np.float64]) -> Skin:
    red, green, blue = pixels.T
    light = np.maximum(pixels.sum(axis=1), 1.0)
    most = np.maximum(pixels.max(axis=1), 1.0)
    # the hue of skin of any tone, flushed or pale, lies between red and yellow; walls, linen and gown are bluish or grey
    warm = (red >= green) & (green >= blue * 0.9) & (red - blue > 8) & (most > 40)
    chosen = warm if warm.any() else np.ones(len(pixels), dtype=bool)
    return Skin(
        share=float(warm.mean()),
        red=float(np.median((red / light)[chosen])),
        saturation=float(np.median(((most - pixels.min(axis=1)) / most)[chosen])),
        brightness=float(np.median(most[chosen])),
    )


def gloves(page: Page) -> float:
    """How much of the picture about the chest has the colour of the learner's gloves: 0 where it is out of sight, to 1."""
    spot = page.evaluate("() => __osler.place('chest')")
    ward = page.locator("canvas.ward").bounding_box()
    if not spot or not ward:
        return 0.0
    reach = ward["height"] / 6
    clip: Any = {
        "x": ward["x"] + spot["x"] - reach,
        "y": ward["y"] + spot["y"] - reach,
        "width": 2 * reach,
        "height": 2 * reach,
    }
    image = Image.open(io.BytesIO(page.screenshot(clip=clip))).convert("RGB")
    red, green, blue = np.moveaxis(np.asarray(image, dtype=float), 2, 0)
    return float(np.mean((blue > 1.9 * red) & (blue > 1.25 * green) & (blue > 90)))
