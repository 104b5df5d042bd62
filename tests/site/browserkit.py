"""What the browser tests share: a server for a folder, Chromium, and pages that note strangers and complaints."""

import contextlib
import functools
import gzip
import http.server
import io
import os
import shutil
import threading
import time
from pathlib import Path

import pytest

FLAGS = ["--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--disable-background-networking", "--no-first-run"]


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_arguments):
        pass


class Zipped(Quiet):
    """Hands out text packed, as web servers do."""

    def send_head(self):
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if path.suffix not in (".html", ".css", ".js", ".json", ".svg", ".ics") or not path.is_file():
            return super().send_head()
        content = gzip.compress(path.read_bytes(), 6, mtime=0)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(path))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        return io.BytesIO(content)


@contextlib.contextmanager
def serving(folder, handler=Quiet):
    """The address at which a folder is served."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(handler, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def wait_until(page, expression, patience=20):
    """Wait until a JavaScript expression is true.

    Asked from here again and again: what Playwright waits with is evaluated in the page later on, where the
    Content-Security-Policy rightly forbids it.
    """
    end = time.monotonic() + patience
    while not page.evaluate(expression):
        assert time.monotonic() < end, f"{expression} is still not true"
        page.wait_for_timeout(50)


@contextlib.contextmanager
def browsing():
    """Chromium, or a test that is skipped."""
    sync_api = pytest.importorskip("playwright.sync_api")
    path = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if not path:
        pytest.skip("no Chromium; set CHROMIUM=/path/to/chrome")
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


class Watched:
    """A page that notes requests to other origins than ``home``, complaints of the browser, and scripts that ran."""

    def __init__(self, browser, home, **options):
        self.strangers, self.complaints = [], []
        self.context = browser.new_context(**options)
        self.context.add_init_script(
            "window.addEventListener('securitypolicyviolation', e => console.error(e.violatedDirective))"
        )
        self.page = self.context.new_page()
        self.page.on("request", lambda r: None if r.url.startswith((home, "data:")) else self.strangers.append(r.url))
        self.page.on("console", lambda m: self.complaints.append(m.text) if m.type == "error" else None)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("dialog", lambda dialog: (self.complaints.append(f"dialog {dialog.message}"), dialog.dismiss()))

    def close(self):
        self.context.close()
        assert self.strangers == []
        assert self.complaints == []


def pages_of(site):
    """The address of every page below a folder."""
    found = (path.relative_to(site).as_posix().removesuffix("index.html") for path in sorted(site.rglob("*.html")))
    return [name for name in found if not name.endswith("404.html")]
