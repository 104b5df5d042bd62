"""A community that attacks its readers: nothing of what it wrote runs, loads or leaks, in pages, feeds or pictures."""

import json
import re
import xml.etree.ElementTree as ET
from html.parser import HTMLParser

import pytest
from browserkit import Watched, pages_of, serving
from hostilekit import EVIL, FLAG, write_hostile

from commops.site import engine
from commops.workspace.load import load

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    root = tmp_path_factory.mktemp("hostile") / "community"
    assert write_hostile(root) > 1500
    return engine.build(load(root), root, root / "build" / "site").folder


class Live(HTMLParser):
    """What could act in a page: elements, handlers and addresses."""

    def __init__(self, html):
        super().__init__()
        self.acting, self.scripts, self.inside = [], [], None
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        for name, value in attrs:
            # The theme's own button says href="javascript:void(0)".
            bad = re.match(r"\s*(javascript|vbscript|data):", value or "", re.IGNORECASE) and "void(0)" not in value
            away = name in ("src", "srcset", "data", "poster", "action", "formaction") and "//" in (value or "")
            if (
                name.startswith("on")
                or (bad and name != "content")
                or away
                or (name == "style" and "url(" in (value or ""))
            ):
                self.acting.append((tag, name, value))
        if tag in ("iframe", "object", "embed", "base", "meta") and dict(attrs).get("http-equiv") == "refresh":
            self.acting.append((tag, "", ""))
        if tag in ("iframe", "object", "embed", "base"):
            self.acting.append((tag, "", ""))
        self.inside = dict(attrs) if tag == "script" else self.inside

    def handle_endtag(self, tag):
        self.inside = None if tag == "script" else self.inside

    def handle_data(self, data):
        if self.inside is not None and "application/" not in self.inside.get("type", ""):
            self.scripts.append(data)


def test_the_attacks_are_shown_as_text(hostile):
    """Otherwise the other tests would prove nothing."""
    shown = [path for path in hostile.rglob("*.html") if "&lt;script&gt;window.__ran" in path.read_text("utf-8")]
    assert {path.relative_to(hostile).parts[0] for path in shown} >= {
        "events",
        "calendar",
        "rules",
        "team",
        "index.html",
    }


def test_no_page_holds_anything_that_could_act(hostile):
    for name in (*pages_of(hostile), "404.html"):
        html = (hostile / name / "index.html" if not name.endswith(".html") else hostile / name).read_text("utf-8")
        page = Live(html)
        assert page.acting == [], name
        assert not [code for code in page.scripts if FLAG in code or "evil" in code], name
        # One policy, before anything that it should hold back.
        assert html.index("Content-Security-Policy") < html.index("<script"), name


def test_links_of_the_footer_are_text(hostile):
    footer = (hostile / "rules/index.html").read_text("utf-8").partition("co-footer__inner")[2]
    assert '<a href="https://example.org/?a=1&amp;b=2" rel="noopener nofollow">&#34;&gt;&lt;img src=x' in footer


def test_data_in_pages_cannot_end_its_element(hostile):
    for path in hostile.rglob("*.html"):
        for data in re.findall(
            r'<script type="application/[^"]*json"[^>]*>(.*?)</script>', path.read_text("utf-8"), re.DOTALL
        ):
            json.loads(data)
            assert "<" not in data, path


def test_feeds_and_pictures_are_sound(hostile):
    seen = set()
    for path in sorted(hostile.rglob("*")):
        seen.add(path.suffix)
        if path.suffix in (".svg", ".xml"):
            text = path.read_text("utf-8")
            if not text.strip():
                continue
            root = ET.fromstring(text)
            assert not [e for e in root.iter() if e.tag.rpartition("}")[2] in ("script", "foreignObject")], path
            assert not [name for e in root.iter() for name in e.attrib if name.startswith("on")], path
        elif path.suffix == ".json":
            json.loads(path.read_text("utf-8"))
        elif path.suffix == ".ics":
            lines = path.read_bytes().split(b"\r\n")
            assert all(len(line) <= 75 for line in lines), path
            assert not [line for line in lines if line.startswith((b"BEGIN:VALARM", b"ATTACH"))], path
    assert {".svg", ".json", ".ics", ".html"} <= seen


def test_the_index_holds_text_and_no_markup_of_strangers(hostile):
    for path in hostile.rglob("search_index.json"):
        for entry in json.loads(path.read_text("utf-8"))["docs"]:
            page = Live(entry["title"] + entry["text"])
            assert page.acting == [], entry["location"]
            assert page.scripts == [], entry["location"]


def test_links_lead_where_links_may_lead(hostile):
    for path in hostile.rglob("*.html"):
        for link in re.findall(r'<a [^>]*?\bhref="([^"]*)"', path.read_text("utf-8")):
            scheme = re.match(r"[a-z][a-z0-9+.-]*:", link, re.IGNORECASE)
            assert scheme is None or scheme[0].lower() in ("http:", "https:", "mailto:"), (path, link)


@pytest.mark.browser
def test_nothing_runs_and_nothing_calls_out(chromium, hostile):
    with serving(hostile) as home:
        watched = Watched(chromium, home, viewport={"width": 1280, "height": 900})
        for name in pages_of(hostile):
            watched.page.goto(home + name)
            assert watched.page.evaluate(f"typeof {FLAG}") == "undefined", name
        # What was found is put on the page by a script, with the words marked.
        watched.page.goto(home)
        watched.page.locator(".md-search__input").press_sequentially("script onerror", delay=30)
        watched.page.wait_for_selector(".md-search-result__link", timeout=30_000)
        watched.page.wait_for_timeout(500)
        assert watched.page.evaluate(f"typeof {FLAG}") == "undefined"
        assert EVIL not in watched.page.url
        watched.close()
