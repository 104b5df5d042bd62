"""The site in a real browser: search in both languages, language switch, dark mode, phone menu, no strangers."""

import pytest
from browserkit import Watched, Zipped, pages_of, serving, wait_until

pytestmark = pytest.mark.browser

PATHS = (
    "", "calendar/", "calendar/2026-11/", "calendar/2026-W48/", "calendar/2026-W50/", "calendar/agenda/",
    "calendar/board/", "calendar/subscribe/", "posts/2026-11-25-firmware-qa-9/", "events/",
    "events/2026-12-12-hangzhou-meetup/", "numbers/", "strategy/", "channels/", "rules/", "team/",
    "reference/metrics/", "reference/rules/absolute-terms/", "guide/first-pull-request/",
    "members/", "sop/", "sop/welcome/", "partners/", "personas/", "learning/", "decisions/", "privacy/",
)  # fmt: skip


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
    page.locator(".co-menu").click()
    page.locator(".md-nav--primary label.md-nav__link", has_text="手册").click()
    page.locator(".md-nav--primary .md-nav__item--nested a.md-nav__link", has_text="群规").first.click()
    page.wait_for_url("**/rules/")


@pytest.mark.parametrize("path", ["reports/growth/", "en/reports/growth/", "en/reports/order/", "reports/campaigns/"])
def test_drawings_read_on_a_phone_without_being_scrolled(visit, path):
    page = visit(path, width=390)
    plots = page.evaluate("""() => [...document.querySelectorAll('.co-figure__plot')].map(box => {
        const svg = [...box.querySelectorAll('svg')].find(one => one.getClientRects().length);
        const scale = svg.getBoundingClientRect().width / svg.viewBox.baseVal.width;
        const words = [...svg.querySelectorAll('text:not(.co-marker__sign)')];
        const sizes = words.map(one => parseFloat(getComputedStyle(one).fontSize) * scale);
        return [box.scrollWidth - box.clientWidth, Math.min(...sizes)];
    })""")
    assert len(plots) > 3
    assert all(beyond <= 0 and smallest > 8.9 for beyond, smallest in plots), plots


def test_the_pages_of_the_guide_are_no_row_of_tabs(visit):
    page = visit("guide/write-a-report/")
    assert page.locator(".co-siblings a").all_inner_texts() == ["运营指南", "写报告", "决策记录"]
    assert page.goto(page.url.replace("write-a-report/", "decisions/what-fails-a-build/"))
    assert page.locator(".co-siblings a").count() == 3
    assert page.locator("article .co-tag").first.inner_text() == "英文记录"


def test_a_phone_shows_what_was_found(visit):
    page = visit("", width=390)
    page.locator(".md-header__button[for=__search]").click()
    results(page, "申诉")
    assert page.locator(".md-search__output").bounding_box()["height"] > 300


# English has the longer words: the name of a memorial day, of a report.
@pytest.mark.parametrize("path", [*PATHS, "en/calendar/2026-12/", "en/calendar/2026-W50/", "en/reports/written/"])
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


def shown(page):
    """Names of the entries that can be seen, each once."""
    return page.evaluate(
        "[...new Set([...document.querySelectorAll('[data-item]')].filter(e => e.offsetParent)"
        ".map(e => e.dataset.item))].sort()"
    )


def test_the_calendar_is_filtered_and_the_address_keeps_the_choice(visit):
    page = visit("calendar/2026-11/")
    everything = shown(page)
    bar = page.locator("[data-filter]")
    assert bar.is_visible()
    assert not bar.get_by_role("button", name="清除").is_visible()
    bar.get_by_label("渠道").select_option("bili")
    chosen = shown(page)
    assert set(chosen) < set(everything)
    assert bar.get_by_role("status").inner_text() == f"显示 {len(chosen)} 项，共 {len(everything)} 项"
    assert page.url.endswith("#channel=bili")
    bar.get_by_label("负责").select_option("laohei")
    assert shown(page) == ["p-2026-11-03-solder-a-board-1", "p-2026-11-24-solder-a-board-2"]
    again = visit(f"calendar/{page.url.partition('/calendar/')[2]}")
    assert shown(again) == shown(page)
    assert again.get_by_label("渠道").input_value() == "bili"
    again.get_by_role("button", name="清除").press("Enter")
    assert shown(again) == everything
    assert "#" not in again.url


@pytest.mark.parametrize("width", [390, 1280])
def test_an_unknown_choice_in_the_address_hides_nothing(visit, width):
    page = visit("calendar/agenda/#channel=nowhere&pillar=%22%3E%3Cimg%20src=x%3E", width=width)
    assert len(shown(page)) > 5


def test_days_without_a_chosen_entry_disappear_from_the_list(visit):
    page = visit("calendar/2026-W48/#status=review", width=390)
    assert page.locator(".co-agenda > li:visible").count() == 2


def test_a_text_is_copied_as_it_will_be_pasted(visit):
    page = visit("posts/2026-11-23-first-book-of-winter/")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="复制正文").click()
    wait_until(page, "navigator.clipboard.readText().then(text => text.includes('昨天小雪'))")
    copied = page.evaluate("navigator.clipboard.readText()").replace("\r\n", "\n")
    assert copied.strip() == page.locator("#x-xhs").evaluate("node => node.textContent").strip()
    assert "\n\n雨夜：" in copied


def test_without_a_script_there_is_no_dead_control(chromium, address):
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}calendar/2026-11/")
    assert not page.locator("[data-filter]").is_visible()
    assert page.locator("table.co-month").is_visible()
    page.goto(f"{address}posts/2026-11-23-first-book-of-winter/")
    assert not page.locator(".co-copy__button").first.is_visible()
    context.close()


HANDBOOK = (
    "", "rules/#r3", "team/#rota", "channels/#c-forum", "members/#ambassadors", "sop/", "sop/welcome/#t-hello",
    "partners/#p-shiguang-bookshop", "personas/#p-book-host", "learning/#l-holdout-group", "decisions/#d-rules-2-1-0",
    "strategy/", "privacy/#d-prizes",
)  # fmt: skip


@pytest.mark.parametrize("path", HANDBOOK)
def test_the_switch_keeps_the_page_and_the_place_on_it(visit, address, path):
    page = visit(path)
    page.click("a.co-language")
    page.wait_for_url(lambda url: url == f"{address}en/{path}")
    assert page.locator("html").get_attribute("lang") == "en"
    page.click("a.co-language")
    page.wait_for_url(lambda url: url == f"{address}{path}")


def test_a_click_copies_the_short_rules(visit, address):
    page = visit("rules/")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=address.rstrip("/"))
    button = page.locator(".co-copy__button:visible")
    button.click()
    page.locator(".co-copy__button", has_text="已复制").wait_for()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("萤页群规精简版")
    assert copied == page.locator(".co-copy pre").first.text_content()
    page.locator(".co-copy__button:visible", has_text="复制").wait_for()


def test_without_scripts_there_is_no_button_and_the_text_is_there(chromium, address):
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}rules/")
    assert not page.locator(".co-copy__button").first.is_visible()
    assert page.locator(".co-copy pre").first.is_visible()
    context.close()


def test_paper_shows_no_controls_and_what_is_folded_away(visit):
    page = visit("channels/")
    page.emulate_media(media="print")
    for gone in (".md-header", ".md-tabs", ".co-siblings", ".headerlink"):
        assert not page.locator(gone).first.is_visible()
    assert page.locator("details.co-fold .co-facts").first.is_visible()
    address = "getComputedStyle(document.querySelector('.co-card a[href^=http]'), '::after').content"
    assert "https://" in page.evaluate(f"{address}.replace(/attr.*/, '')") or "attr(href)" in page.evaluate(address)
    assert page.pdf()[:4] == b"%PDF"


def test_a_procedure_fits_on_one_sheet(visit):
    made = visit("sop/welcome/").pdf(prefer_css_page_size=True)
    assert made.count(b"/Type /Page\n") + made.count(b"/Type /Page/") + made.count(b"/Type /Page ") == 1


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
