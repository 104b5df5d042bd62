"""Everybody can use the site: axe-core finds nothing on any kind of page, keys lead everywhere, motion can be off."""

import importlib.resources
import itertools
import re

import pytest
from browserkit import Watched, pages_of, wait_until

pytestmark = [pytest.mark.browser, pytest.mark.slow]

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


@pytest.fixture(scope="module")
def axe():
    package = pytest.importorskip("axe_playwright_python")
    return (importlib.resources.files(package) / "axe.min.js").read_text("utf-8")


KINDS = (
    (re.compile(r"calendar/\d{4}-\d\d/"), "month"),
    (re.compile(r"calendar/\d{4}-W\d\d/"), "week"),
    (re.compile(r"(events|posts|sop|guide|guide/decisions|reference/rules|private/events)/[^/]+/"), ""),
)
"""Addresses of which there are many of one kind, and which kind; ``""``: it is called after the folder."""
VIEWS = [*itertools.product(("light", "dark"), (1280, 390), ("", "en/"))]
"""Colours, widths and languages."""


def one_of_each(site):
    """A page of every kind. Of many, the last is the newest, which has the most to show."""
    kinds = {}
    for path in pages_of(site):
        if not path.startswith("en/"):
            found = next(((m[0], name) for known, name in KINDS if (m := known.fullmatch(path))), None)
            folder = path.rpartition("/")[0].rpartition("/")[0]
            kind = (found[1] or f"{folder}{'-sheet' if path.endswith('-sheet/') else ''}") if found else path
            kinds[kind] = path
    return sorted(kinds.values())


def complaints(chromium, address, pages, axe, *, scheme, width):
    """What axe-core finds on some pages."""
    found = []
    watched = Watched(chromium, address, viewport={"width": width, "height": 900}, color_scheme=scheme, bypass_csp=True)
    for path in pages:
        watched.page.goto(f"{address}{path}")
        watched.page.add_script_tag(content=axe)
        result = watched.page.evaluate("rules => axe.run(document, rules)", RULES)
        found += [
            (path, one["id"], node["html"][:160], node["any"][0]["message"] if node["any"] else "")
            for one in result["violations"]
            for node in one["nodes"]
        ]
    watched.close()
    return found


@pytest.mark.parametrize(("scheme", "width", "language"), VIEWS)
def test_axe_finds_nothing(chromium, address, demo_site, axe, scheme, width, language):
    pages = [f"{language}{path}" for path in one_of_each(demo_site)]
    assert len(pages) > 30
    assert complaints(chromium, address, pages, axe, scheme=scheme, width=width) == []


@pytest.mark.parametrize(("scheme", "width", "language"), VIEWS)
def test_axe_finds_nothing_on_the_pages_of_the_team(chromium, desk, desk_site, axe, scheme, width, language):
    pages = [f"{language}{path}" for path in one_of_each(desk_site) if path.startswith("private/")]
    assert len(pages) > 8
    assert complaints(chromium, desk, pages, axe, scheme=scheme, width=width) == []


def test_keys_lead_through_the_page(chromium, address):
    watched = Watched(chromium, address, viewport={"width": 1280, "height": 900})
    page = watched.page
    page.goto(f"{address}rules/")
    assert not page.locator(".co-menu").is_visible()
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
    # The theme looks at the focus once a millisecond. Somewhere in these sixty steps it was in the search, and a "/"
    # within the same millisecond would look as if it had never left; nobody types that fast.
    page.evaluate("new Promise(done => setTimeout(done, 100))")
    page.keyboard.press("/")
    wait_until(page, "document.activeElement.matches('.md-search__input')")
    # The theme takes note of it a moment later; before that it hears no Escape.
    wait_until(page, "document.querySelector('[data-md-toggle=search]').checked")
    page.keyboard.press("Escape")
    wait_until(page, "!document.activeElement.matches('.md-search__input')")
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


@pytest.mark.parametrize("language", ["", "en/"])
def test_keys_open_and_leave_the_menu_of_a_narrow_window(chromium, address, language):
    watched = Watched(chromium, address, viewport={"width": 390, "height": 844})
    page = watched.page
    page.goto(f"{address}{language}rules/")
    menu = page.locator(".co-menu")
    focus = "document.activeElement"
    inside = f"{focus}.matches('.md-nav--primary a')"
    for _ in range(30):
        page.keyboard.press("Tab")
        assert not page.evaluate(inside), "a closed menu takes no focus"
        if page.evaluate(f"{focus}.matches('.co-menu')"):
            break
    assert menu.get_attribute("aria-label")
    for key in ("Enter", "Space"):
        assert menu.get_attribute("aria-expanded") == "false"
        menu.press(key)
        assert menu.get_attribute("aria-expanded") == "true"
        assert page.evaluate(inside)
        wait_until(page, f"{focus}.getBoundingClientRect().left >= 0")
        page.keyboard.press("Escape")
        assert page.evaluate(f"{focus}.matches('.co-menu')")
    menu.press("Enter")
    page.keyboard.press("Enter")
    page.wait_for_load_state()
    assert page.url.startswith(f"{address}{language}rules/")
    watched.close()
