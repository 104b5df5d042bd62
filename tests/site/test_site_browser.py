"""The site in a real browser: search in both languages, language switch, dark mode, phone menu, no strangers."""

import pytest
from browserkit import Watched, Zipped, browsing, pages_of, serving

pytestmark = pytest.mark.browser

PATHS = (
    "", "calendar/", "calendar/2026-11/", "events/", "events/2026-12-12-hangzhou-meetup/", "numbers/", "strategy/",
    "channels/", "rules/", "team/", "reference/metrics/", "reference/rules/absolute-terms/",
    "guide/first-pull-request/",
)  # fmt: skip


@pytest.fixture(scope="module")
def address(demo_site):
    with serving(demo_site) as home:
        yield home


@pytest.fixture(scope="module")
def chromium():
    with browsing() as browser:
        yield browser


@pytest.fixture
def visit(chromium, address):
    """``visit(path, ...)`` opens a page; at the end, nothing may have been asked of another origin or gone wrong."""
    watched = []

    def open_page(path, *, width=1280, scheme="light"):
        one = Watched(chromium, address, viewport={"width": width, "height": 900}, color_scheme=scheme)
        watched.append(one)
        one.page.goto(address + path)
        return one.page

    yield open_page
    for one in watched:
        one.close()


def results(page, words):
    # Key by key, as people type: the search listens to keys, not to a value that appears in the box.
    page.locator(".md-search__input").press_sequentially(words, delay=30)
    page.wait_for_selector(".md-search-result__link", timeout=20_000)
    return page.locator(".md-search-result__link").evaluate_all("links => links.map(a => a.getAttribute('href'))")


@pytest.mark.parametrize(
    ("words", "where"), [("申诉", "rules/"), ("合并请求", "guide/first-pull-request"), ("留存率", "reference/metrics")]
)
def test_chinese_words_are_found(visit, words, where):
    assert any(where in link for link in results(visit("numbers/"), words))


def test_pasted_words_are_found(visit):
    page = visit("")
    page.locator(".md-search__input").click()
    page.wait_for_timeout(1500)
    page.locator(".md-search__input").fill("申诉")  # an input event and no key
    page.wait_for_selector('.md-search-result__link[href*="rules/"]', timeout=20_000)


def test_a_coming_event_is_found_by_its_title(visit):
    assert any("events/2026-12-12" in link for link in results(visit(""), "年会"))


@pytest.mark.parametrize(
    ("words", "where"),
    [("appeal", "rules/"), ("retention", "reference/metrics"), ("pull request", "guide/first-pull-request")],
)
def test_english_words_are_found(visit, words, where):
    found = results(visit("en/"), words)
    assert any(where in link for link in found)
    assert all("/en/" in link for link in found)


def test_the_language_switch_leads_to_the_same_page_and_back(visit, address):
    page = visit("rules/")
    page.click("a.co-language")
    assert page.url == f"{address}en/rules/"
    assert page.locator("h1").inner_text().strip("#\n ").startswith("Rules")
    page.click("a.co-language")
    assert page.url == f"{address}rules/"


def test_the_first_visit_follows_the_system_and_the_toggle_is_kept(visit):
    page = visit("", scheme="dark")
    scheme = "document.body.getAttribute('data-md-color-scheme')"
    assert page.evaluate(scheme) == "slate"
    dark = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.locator('form[data-md-component="palette"] label:visible').click()
    page.locator("body[data-md-color-scheme=default]").wait_for()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != dark
    page.reload()
    assert page.evaluate(scheme) == "default"


def test_the_phone_has_a_menu_and_nothing_sticks_out(visit):
    page = visit("", width=390)
    page.locator('.md-header label[for="__drawer"]').click()
    page.locator(".md-nav--primary .md-nav__link", has_text="群规").first.click()
    page.wait_for_url("**/rules/")


def test_a_phone_shows_what_was_found(visit):
    page = visit("", width=390)
    page.locator(".md-header__button[for=__search]").click()
    results(page, "申诉")
    assert page.locator(".md-search__output").bounding_box()["height"] > 300


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("width", [390, 1280])
def test_no_page_scrolls_sideways(visit, path, width):
    page = visit(path, width=width)
    assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0


def test_a_month_is_a_grid_on_a_screen_and_a_list_on_a_phone(visit):
    assert visit("calendar/2026-11/").locator("table.co-month").is_visible()
    phone = visit("calendar/2026-11/", width=390)
    assert not phone.locator("table.co-month").is_visible()
    assert phone.locator("ol.co-agenda").first.is_visible()


def test_a_tile_leads_to_its_definition(visit):
    page = visit("")
    page.locator(".co-tile a", has_text="每周发言人数").click()
    page.wait_for_url("**/reference/metrics/#m-active_speakers")


@pytest.mark.slow
def test_no_page_calls_out_or_breaks_its_policy(chromium, address, demo_site):
    watched = Watched(chromium, address)
    for path in pages_of(demo_site):
        watched.page.goto(address + path)
    watched.close()


def test_the_first_page_is_light(chromium, demo_site):
    """At most 250 KB go over the line for the home page, packed as web servers pack it."""
    with serving(demo_site, Zipped) as home:
        watched = Watched(chromium, home)
        sizes = []
        watched.page.on("response", lambda answer: sizes.append(int(answer.headers.get("content-length", 0))))
        watched.page.goto(home)
        watched.page.wait_for_timeout(1500)
        watched.close()
    print(f"home page: {len(sizes)} requests, {sum(sizes) / 1000:.0f} KB")
    assert 0 < sum(sizes) < 250_000
