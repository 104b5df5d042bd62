"""The sites that several tests look at, each built once for a test run, and a browser to look at them with."""

import functools
import http.server
import os
import shutil
import threading
from pathlib import Path

import pytest

from commops.site import engine
from commops.workspace.load import load

SMALL = Path(__file__).parent / "small"
CLONE = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def small_site(tmp_path_factory):
    """The built site of the small community, with English at the root and Chinese below zh-cn/."""
    root = tmp_path_factory.mktemp("site") / "boat"
    shutil.copytree(SMALL, root)
    return engine.build(load(root), root, root / "build" / "site").folder


@pytest.fixture(scope="session")
def demo_site(tmp_path_factory):
    """The built site of the demo community, from a copy of its files."""
    root = tmp_path_factory.mktemp("demo") / "firefly"
    for name in ("community", "content", "events"):
        shutil.copytree(CLONE / name, root / name)
    return engine.build(load(root), root, root / "build" / "site").folder


@pytest.fixture(scope="session", autouse=True)
def no_pictures():
    """Fonts differ from computer to computer, and with them the names of pictures; tests that want some say so."""
    patch = pytest.MonkeyPatch()
    patch.setenv("COMMOPS_FONT", "off")
    yield
    patch.undo()


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_arguments):
        pass


@pytest.fixture(scope="session")
def serving():
    """``serving(folder)`` gives the address under which a folder is served until the tests are over."""
    servers = []

    def start(folder):
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(folder)))
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        servers.append((server, thread))
        return f"http://127.0.0.1:{server.server_port}/"

    yield start
    for server, thread in servers:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture(scope="session")
def address(serving, demo_site):
    """The address of the demo's site."""
    return serving(demo_site)


@pytest.fixture(scope="session")
def chromium():
    sync_api = pytest.importorskip("playwright.sync_api")
    path = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if not path:
        pytest.skip("no Chromium; set CHROMIUM=/path/to/chrome")
    flags = ["--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--disable-background-networking", "--no-first-run"]
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=flags)
        yield browser
        browser.close()


@pytest.fixture
def visit(chromium, address):
    """``visit(path, ...)`` opens a page; at the end, nothing may have been asked of another origin or gone wrong."""
    strangers, complaints, contexts = [], [], []

    def open_page(path, *, width=1280, scheme="light"):
        context = chromium.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
        contexts.append(context)
        page = context.new_page()
        page.on("request", lambda r: strangers.append(r.url) if not r.url.startswith((address, "data:")) else None)
        page.on("console", lambda m: complaints.append(m.text) if m.type == "error" else None)
        page.on("pageerror", lambda e: complaints.append(str(e)))
        page.goto(address + path)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert strangers == []
    assert complaints == []
