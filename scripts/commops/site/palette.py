"""The colours of the site, light and dark, made from the two colours of a community's profile."""

from __future__ import annotations

from commops.color import Lch, contrast, from_hex, readable

DEFAULT = ("#1f6f5c", "#e0962f")
"""Primary and accent for a community that names none."""

_STEPS = 7


def palette(primary: str, accent: str, *, dark: bool) -> dict[str, str]:
    """Every colour variable of one scheme by name; text colours reach 4.5:1 on each ground they are used on."""
    main, second = from_hex(primary), from_hex(accent)
    tint = min(main.chroma, 0.16)

    def shade(light: float, share: float) -> str:
        return Lch(light, tint * share, main.hue).hex()

    if dark:
        grounds = {"bg": shade(0.19, 0.10), "surface": shade(0.225, 0.11), "sunken": shade(0.165, 0.10)}
        soft, line, ink = shade(0.30, 0.30), shade(0.335, 0.14), shade(0.93, 0.05)
        muted, strong = Lch(0.70, tint * 0.10, main.hue), Lch(max(main.light, 0.76), min(main.chroma, 0.13), main.hue)
        ramp = (0.27, 0.80)
    else:
        grounds = {"bg": shade(0.984, 0.045), "surface": shade(0.998, 0.008), "sunken": shade(0.957, 0.07)}
        soft, line, ink = shade(0.925, 0.26), shade(0.885, 0.10), shade(0.235, 0.20)
        muted, strong = Lch(0.50, tint * 0.14, main.hue), main
        ramp = (0.945, 0.42)
    read_on = [*grounds.values(), soft]
    colors = {**grounds, "soft": soft, "line": line, "ink": readable(from_hex(ink), read_on, 10)}
    colors["muted"] = readable(muted, read_on)
    colors["primary"] = readable(strong, read_on)
    colors["on-primary"] = max(("#ffffff", "#10201b"), key=lambda c: contrast(c, colors["primary"]))
    colors["accent"] = Lch(max(0.72, second.light), second.chroma, second.hue).hex()
    colors["accent-ink"] = readable(second, read_on)
    colors |= _series(main, second, dark=dark, grounds=read_on)
    colors |= _heat(main, tint, ramp)
    return colors


def _series(main: Lch, second: Lch, *, dark: bool, grounds: list[str]) -> dict[str, str]:
    """Colours that tell things apart (charts, kinds) and colours that judge (good, warn, bad)."""
    light = 0.75 if dark else 0.52
    hues = [main.hue, second.hue, main.hue + 75, main.hue + 150, main.hue + 215]
    colors = {
        f"c{number}": readable(Lch(light, 0.105, hue % 360), grounds, 3.2) for number, hue in enumerate(hues, start=1)
    }
    for name, hue in (("good", 150), ("warn", 70), ("bad", 27)):
        colors[name] = readable(Lch(light, 0.125, hue), grounds)
    return colors


def _heat(main: Lch, tint: float, ramp: tuple[float, float]) -> dict[str, str]:
    """Seven steps from nearly nothing to full, and for each the colour of a number written on it."""
    colors = {}
    for step in range(_STEPS):
        share = step / (_STEPS - 1)
        light = ramp[0] + (ramp[1] - ramp[0]) * share
        ground = Lch(light, tint * (0.15 + 0.75 * share), main.hue).hex()
        colors[f"heat-{step}"] = ground
        colors[f"on-heat-{step}"] = max(("#ffffff", "#000000"), key=lambda c: contrast(c, ground))
    return colors


def stylesheet(primary: str | None, accent: str | None) -> str:
    """CSS with both schemes as variables; paper always gets the light one."""
    pair = (primary or DEFAULT[0], accent or DEFAULT[1])
    light, dark = (
        "".join(f"  --co-{name}: {value};\n" for name, value in palette(*pair, dark=is_dark).items())
        for is_dark in (False, True)
    )
    return (
        f':root, [data-md-color-scheme="default"] {{\n  color-scheme: light;\n{light}}}\n'
        f'[data-md-color-scheme="slate"] {{\n  color-scheme: dark;\n{dark}}}\n'
        f"@media print {{\n:root, [data-md-color-scheme] {{\n  color-scheme: light;\n{light}}}\n}}\n"
    )


def monogram(letter: str, primary: str | None, accent: str | None) -> str:
    """A square mark with the first character of the community's name, for the header and the browser tab."""
    from html import escape

    colors = palette(primary or DEFAULT[0], accent or DEFAULT[1], dark=False)
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64">'
        f'<path d="M14 4h28l14 14v36a8 8 0 0 1-8 8H14a8 8 0 0 1-8-8V12a8 8 0 0 1 8-8z" fill="{colors["primary"]}"/>'
        f'<path d="M42 4l14 14H46a4 4 0 0 1-4-4z" fill="{colors["accent"]}"/>'
        f'<text x="31" y="47" font-size="32" font-weight="600" text-anchor="middle" fill="{colors["on-primary"]}" '
        f"font-family=\"'Songti SC','Noto Serif CJK SC',Georgia,serif\">{escape(letter)}</text></svg>\n"
    )
