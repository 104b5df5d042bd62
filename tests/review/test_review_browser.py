"""The page of a review in a real browser, opened from disk: copying, both languages, dark mode, phone, no request."""

import os
import shutil

import pytest

from commops.posting.copy_text import copy_text
from commops.workspace.load import load

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def chromium():
    sync_api = pytest.importorskip("playwright.sync_api")
    path = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if not path:
        pytest.skip("no Chromium; set CHROMIUM=/path/to/chrome")
    flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=flags)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def file(bad_week, tmp_path_factory):
    from test_review_page import review

    from commops.review.html import render

    path = tmp_path_factory.mktemp("page") / "review.html"
    path.write_text(render(review(bad_week), "zh"), encoding="utf-8")
    return path


@pytest.fixture
def visit(chromium, file):
    """``visit(...)`` opens the page; at the end nothing else may have been asked for, and nothing gone wrong."""
    asked, complaints, contexts = [], [], []

    def open_page(*, width=1280, scheme="light", script=None):
        context = chromium.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
        context.grant_permissions(["clipboard-read", "clipboard-write"])
        contexts.append(context)
        page = context.new_page()
        if script:
            page.add_init_script(script)
        page.on("request", lambda r: asked.append(r.url) if not r.url.startswith("data:") else None)
        page.on("console", lambda m: complaints.append(m.text))
        page.on("pageerror", lambda e: complaints.append(str(e)))
        page.goto(file.as_uri())
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert set(asked) == {file.as_uri()}
    assert complaints == []


POST, CHANNEL = "2026-11-28-on-x", "x-news"


@pytest.fixture(scope="module")
def text(bad_week):
    ws = load(bad_week)
    return copy_text(ws, ws.get("post", POST), CHANNEL).text


def test_the_button_copies_exactly_the_text(visit, text):
    page = visit()
    page.click(f'button[data-copy="copy-{POST}-{CHANNEL}"]')
    page.wait_for_selector("#toast.shown")
    assert page.evaluate("navigator.clipboard.readText()") == text
    assert page.inner_text("#toast") == "已复制"


def test_a_text_of_many_lines_is_copied_exactly(visit, bad_week):
    ws = load(bad_week)
    expected = copy_text(ws, ws.get("post", "2026-11-23-batch-3"), "oa").text
    assert "\n\n" in expected
    page = visit()
    page.click('button[data-copy="copy-2026-11-23-batch-3-oa"]')
    page.wait_for_selector("#toast.shown")
    assert page.evaluate("navigator.clipboard.readText()") == expected


def test_without_a_clipboard_it_copies_the_old_way(visit, text):
    page = visit(script="window.real = navigator.clipboard; delete Navigator.prototype.clipboard;")
    page.click(f'button[data-copy="copy-{POST}-{CHANNEL}"]')
    page.wait_for_selector("#toast.shown")
    assert page.evaluate("window.real.readText()") == text


def test_where_copying_is_forbidden_the_text_is_selected(visit, text):
    page = visit(script="delete Navigator.prototype.clipboard; Document.prototype.execCommand = () => false;")
    page.click(f'button[data-copy="copy-{POST}-{CHANNEL}"]')
    page.wait_for_selector("#toast.shown")
    assert page.evaluate("getSelection().toString()") == text
    assert "Ctrl+C" in page.inner_text("#toast")


def test_private_texts_cannot_be_copied(visit):
    page = visit()
    assert page.locator('button[data-copy="copy-2026-11-25-swap-photos-xhs"]').count() == 0
    assert page.locator('button[data-copy="copy-2026-11-25-swap-photos-wx-read-1"]').count() == 1


def test_the_language_changes_without_loading(visit):
    page = visit()
    assert page.locator("h1").inner_text() == "改动审核"
    page.click("#lang")
    assert page.locator("h1").inner_text() == "Review of a change"
    assert page.evaluate("document.documentElement.lang") == "en"
    assert "改动" not in page.locator(".summary").inner_text()
    page.click("#lang")
    assert page.locator("h1").inner_text() == "改动审核"


def test_dark_follows_the_system_and_the_switch(visit):
    ground = "getComputedStyle(document.body).backgroundColor"
    light, dark = visit(), visit(scheme="dark")
    assert light.evaluate(ground) != dark.evaluate(ground)
    dark.click("#theme")
    assert dark.evaluate(ground) == light.evaluate(ground)


@pytest.mark.parametrize("width", [390, 1280])
def test_nothing_sticks_out(visit, width):
    page = visit(width=width)
    for _ in range(2):
        for fold in page.locator("details").all():
            fold.evaluate("node => { node.open = true; }")
        assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0
        page.click("#lang")


def test_before_and_after_can_be_looked_at_apart(visit):
    page = visit()
    gone, new = page.locator(".slot.from").first, page.locator(".slot.to").first
    assert gone.is_visible()
    assert new.is_visible()
    page.check("#view-before")
    assert gone.is_visible()
    assert not new.is_visible()
    page.check("#view-after")
    assert not gone.is_visible()
    assert new.is_visible()


def test_everything_can_be_reached_with_the_keyboard(visit):
    page = visit()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    seen = set()
    for _ in range(40):
        page.keyboard.press("Tab")
        seen.add(page.evaluate("document.activeElement.id || document.activeElement.tagName"))
    assert {"lang", "theme", "view-both"} <= seen
    assert "BUTTON" in seen


# Relative luminance as WCAG 2.2 defines it; the nearest ground that is not transparent counts.
CONTRAST = """() => {
  const rgb = color => (color.match(/[\\d.]+/g) || []).map(Number);
  const light = c => c.slice(0, 3).map(v => v / 255)
    .map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
    .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  const ground = node => {
    for (let one = node; one; one = one.parentElement) {
      const c = rgb(getComputedStyle(one).backgroundColor);
      if (c.length === 3 || c[3] === 1) return c;
    }
    return [255, 255, 255];
  };
  const bad = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode.parentElement;
    if (!walker.currentNode.textContent.trim() || !node.checkVisibility() || node.closest('.toast, .skip')) continue;
    const style = getComputedStyle(node);
    const pair = [light(rgb(style.color)), light(ground(node))].sort((a, b) => b - a);
    const ratio = (pair[0] + 0.05) / (pair[1] + 0.05);
    if (ratio < 4.5) bad.push([node.className, ratio.toFixed(2), walker.currentNode.textContent.trim().slice(0, 20)]);
  }
  return bad;
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_text_has_contrast(visit, scheme):
    assert visit(scheme=scheme).evaluate(CONTRAST) == []
