"""Doses, routes and durations in words, as a colleague would say them."""

from __future__ import annotations

ROUTES = {
    "iv": "into the vein",
    "im": "into the muscle",
    "sc": "under the skin",
    "neb": "by nebuliser",
    "oral": "by mouth",
}
SITES = {"thigh": "outer thigh", "arm": "upper arm", "abdomen": "abdomen", "cannula": "through the cannula"}
HALVES = {0.5: "half a", 1.0: "one", 2.0: "two", 5.0: "five", 10.0: "ten"}


def number(value: float) -> str:
    """The shortest plain spelling: 0.5, 12, 1,000."""
    rounded = round(value, 3)
    return f"{rounded:,.0f}" if rounded == int(rounded) else f"{rounded:,g}"


def dose(amount_mg: float) -> str:
    """A dose in the unit it is spoken in: grams from 1,000 mg, below 0.5 mg micrograms, never abbreviated."""
    if amount_mg >= 1000:
        return f"{number(amount_mg / 1000)} g"
    if amount_mg < 0.4999:
        return f"{number(amount_mg * 1000)} micrograms"
    return f"{number(amount_mg)} mg"


def spoken_dose(amount_mg: float) -> str:
    """A dose as it is read back: 'half a milligram', '300 micrograms', '1 gram'."""
    if round(amount_mg, 4) in HALVES and amount_mg < 1000:
        words = HALVES[round(amount_mg, 4)]
        return f"{words} milligram{'s' if amount_mg > 1 else ''}"
    amount, unit = dose(amount_mg).split()
    spoken = {"mg": "milligrams", "g": "grams"}.get(unit, unit)
    return f"{amount} {spoken.removesuffix('s') if amount == '1' else spoken}"


def minutes(seconds: float) -> str:
    """A stretch of time: '40 seconds', '3 minutes'."""
    if seconds < 90:
        whole = max(1, round(seconds))
        return "1 second" if whole == 1 else f"{number(whole)} seconds"
    return f"{number(round(seconds / 60))} minutes"


def clock(seconds: float) -> str:
    """m:ss since the curtain."""
    whole = int(seconds)
    return f"{whole // 60}:{whole % 60:02d}"


class Filled(dict[str, str]):
    """Words for a sentence; what is not known stays visible as a dash instead of breaking the case."""

    def __missing__(self, key: str) -> str:
        return "—"
