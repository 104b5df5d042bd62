"""Everybody can use the site: axe-core finds nothing on any kind of page, keys lead everywhere, motion can be off."""

import importlib.resources
import re

import pytest
from browserkit import Watched, pages_of

pytestmark = [pytest.mark.browser, pytest.mark.slow]

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


@pytest.fixture(scope="module")
def axe():
    package = pytest.importorskip("axe_playwright_python")
    return (importlib.resources.files(package) / "axe.min.js").read_text("utf-8")


def one_of_each(site):
    """A page of every kind: folders with many pages of one kind count once, the guide and the rules too."""
    kinds = {}
    for path in pages_of(site):
        if path.startswith("en/"):
            continue
        folder, _, rest = path.partition("/")
        name = folder if not rest else f"{folder}/{re.sub(r'[^/]+', '*', rest, count=1)}"
        # The last of a folder is the newest, which has the most to show.
        kinds[name if folder in ("events", "posts", "guide", "calendar", "sop") or "rules" in path else path] = path
    return sorted(kinds.values())


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("language", ["", "en/"])
def test_axe_finds_nothing(chromium, address, demo_site, axe, scheme, width, language):
    found = []
    watched = Watched(chromium, address, viewport={"width": width, "height": 900}, color_scheme=scheme, bypass_csp=True)
    for path in one_of_each(demo_site):
        watched.page.goto(f"{address}{language}{path}")
        watched.page.add_script_tag(content=axe)
        result = watched.page.evaluate("rules => axe.run(document, rules)", RULES)
        found += [
            (f"{language}{path}", one["id"], node["html"][:160], node["any"][0]["message"] if node["any"] else "")
            for one in result["violations"]
            for node in one["nodes"]
        ]
    watched.close()
    assert found == []


def test_keys_lead_through_the_page(chromium, address):
    watched = Watched(chromium, address, viewport={"width": 1280, "height": 900})
    page = watched.page
    page.goto(f"{address}rules/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className").startswith("md-skip")
    seen = set()
    for _ in range(60):
        page.keyboard.press("Tab")
        shown = page.evaluate("""() => {
            const here = document.activeElement, look = getComputedStyle(here), box = here.getBoundingClientRect();
            const ring = look.outlineStyle !== 'none' || look.boxShadow !== 'none';
            return [here.tagName, here.textContent.trim().slice(0, 20), ring, box.width > 0 && box.height > 0];
        }""")
        seen.add(shown[1])
        assert shown[2] or shown[0] in ("BODY", "INPUT"), f"nothing shows that {shown} has the focus"
    assert "日历" in seen
    page.keyboard.press("/")
    page.wait_for_function("document.activeElement.matches('.md-search__input')")
    page.keyboard.press("Escape")
    page.wait_for_function("!document.activeElement.matches('.md-search__input')")
    watched.close()


def test_who_wants_no_motion_gets_none(chromium, address):
    watched = Watched(chromium, address, reduced_motion="reduce")
    watched.page.goto(f"{address}numbers/")
    moving = watched.page.evaluate("""() => [...document.querySelectorAll('*')].filter(one => {
        const look = getComputedStyle(one);
        const long = text => text.split(',').some(part => parseFloat(part) > 0.02);
        return long(look.transitionDuration) || (look.animationName !== 'none' && long(look.animationDuration));
    }).map(one => one.className.toString()).slice(0, 10)""")
    watched.close()
    assert moving == []
