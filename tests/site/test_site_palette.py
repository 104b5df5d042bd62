"""Whatever two colours a community names, its site can be read."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from commops.color import contrast, from_hex, readable
from commops.site.palette import DEFAULT, palette, stylesheet

COLORS = st.integers(0, 0xFFFFFF).map("#{:06x}".format)


@given(COLORS, COLORS, st.booleans())
@example("#ffffff", "#000000", False)
@example("#000000", "#ffffff", True)
@example("#ffff00", "#ff00ff", False)
@example(*DEFAULT, False)
def test_text_is_readable_on_every_ground(primary, accent, dark):
    colors = palette(primary, accent, dark=dark)
    grounds = [colors[name] for name in ("bg", "surface", "sunken", "soft")]
    for name in ("ink", "muted", "primary", "accent-ink", "good", "warn", "bad"):
        assert min(contrast(colors[name], ground) for ground in grounds) >= 4.5, name
    assert contrast(colors["on-primary"], colors["primary"]) >= 4.5
    for number in range(1, 6):
        assert min(contrast(colors[f"c{number}"], ground) for ground in grounds) >= 3
    for step in range(7):
        assert contrast(colors[f"on-heat-{step}"], colors[f"heat-{step}"]) >= 4.5


@given(COLORS)
def test_a_colour_survives_the_way_through_oklch(color):
    found = from_hex(color).hex()
    assert all(abs(int(color[i : i + 2], 16) - int(found[i : i + 2], 16)) <= 2 for i in (1, 3, 5))


def test_contrast_is_that_of_wcag():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_readable_moves_no_further_than_needed():
    assert readable(from_hex("#000000"), ["#ffffff"]) == "#000000"
    grey = readable(from_hex("#999999"), ["#ffffff"])
    assert 4.5 <= contrast(grey, "#ffffff") < 4.8


def test_paper_gets_the_light_scheme_whatever_the_screen_shows():
    css = stylesheet(None, None)
    light = css.split("}")[0].split("{")[1]
    assert css.count(light) == 2
    assert "@media print" in css
    assert css.count("[data-md-color-scheme=") == 2
