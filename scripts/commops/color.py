"""Colour arithmetic: sRGB to OKLCH and back, and the WCAG contrast of two colours."""

from __future__ import annotations

import math
from typing import NamedTuple


class Lch(NamedTuple):
    """A colour by perceived lightness (0 to 1), chroma (0 to about 0.4) and hue in degrees.

    The OKLab matrices are Björn Ottosson's (https://bottosson.github.io/posts/oklab/, 2020-12-23, public domain).
    """

    light: float
    chroma: float
    hue: float

    def hex(self) -> str:
        """``#rrggbb``, with the chroma lowered until the colour exists on a screen."""
        chroma = self.chroma
        while chroma > 0.001 and not all(-0.0005 <= part <= 1.0005 for part in _linear(self._replace(chroma=chroma))):
            chroma *= 0.96
        return "#" + "".join(f"{_encode(part):02x}" for part in _linear(self._replace(chroma=chroma)))


def _linear(color: Lch) -> tuple[float, float, float]:
    a = color.chroma * math.cos(math.radians(color.hue))
    b = color.chroma * math.sin(math.radians(color.hue))
    long = (color.light + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (color.light - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (color.light - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )


def _encode(part: float) -> int:
    part = min(1.0, max(0.0, part))
    return round(255 * (12.92 * part if part <= 0.0031308 else 1.055 * part ** (1 / 2.4) - 0.055))


def _decode(color: str) -> tuple[float, float, float]:
    parts = [int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return red, green, blue


def from_hex(color: str) -> Lch:
    """The OKLCH of ``#rrggbb``."""
    red, green, blue = _decode(color)
    long = math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
    medium = math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
    short = math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
    light = 0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short
    a = 1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short
    b = 0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short
    return Lch(light, math.hypot(a, b), math.degrees(math.atan2(b, a)) % 360)


def luminance(color: str) -> float:
    """Relative luminance of ``#rrggbb`` (WCAG 2.2)."""
    red, green, blue = _decode(color)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours, 1 to 21 (WCAG 2.2)."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def readable(color: Lch, grounds: list[str], ratio: float = 4.5) -> str:
    """The colour, darkened or lightened just enough to be read on every one of ``grounds``."""
    darker = sum(map(luminance, grounds)) / len(grounds) > 0.18
    step = -0.01 if darker else 0.01
    light = color.light
    while 0 < light < 1:
        found = color._replace(light=light).hex()
        if all(contrast(found, ground) >= ratio for ground in grounds):
            return found
        light += step
    return "#000000" if darker else "#ffffff"
