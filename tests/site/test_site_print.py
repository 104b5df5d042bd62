"""Report pages on paper: the Monday brief on one sheet of A4, the pack on two and its appendix."""

import functools
import http.server
import os
import re
import shutil
import threading
from contextlib import contextmanager
from pathlib import Path

import pytest

from commops.site import engine
from commops.site.places import build_folder
from commops.workspace.load import load

pytestmark = pytest.mark.browser

CLONE = Path(__file__).parents[2]
MARGIN = dict.fromkeys(("top", "bottom", "left", "right"), "10mm")


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_arguments):
        pass


@contextmanager
def served(folder):
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture(scope="module")
def chromium():
    sync_api = pytest.importorskip("playwright.sync_api")
    path = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if not path:
        pytest.skip("no Chromium; set CHROMIUM=/path/to/chrome")
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


def sheets(page):
    return len(re.findall(rb"/Type\s*/Page[^s]", page.pdf(format="A4", margin=MARGIN, print_background=True)))


@pytest.mark.parametrize("tag", ["", "en/"])
def test_the_monday_brief_is_one_sheet(chromium, demo_site, tag):
    with served(demo_site) as address:
        page = chromium.new_page()
        page.goto(f"{address}{tag}reports/monday/")
        assert sheets(page) == 1
        page.close()


def files(folder):
    return {path: path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_the_pack_is_two_sheets_and_its_build_leaves_the_public_site_alone(chromium, tmp_path):
    root = tmp_path / "firefly"
    for name in ("community", "content", "events"):
        shutil.copytree(CLONE / name, root / name)
    public = root / "build" / "site"
    public.mkdir(parents=True)
    (public / "index.html").write_text("the public site", "utf-8")
    before = files(public)
    out = build_folder(root, team=True) / "site"
    engine.build(load(root), root, out, team=True)
    assert files(public) == before
    with served(out) as address:
        for tag in ("", "en/"):
            page = chromium.new_page()
            page.goto(f"{address}{tag}private/investors/")
            whole = sheets(page)
            page.evaluate("document.querySelectorAll('.co-appendix, #appendix').forEach(one => one.remove())")
            assert sheets(page) <= 2 < whole
            page.close()
