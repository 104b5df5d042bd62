"""Takes the pictures of the READMEs from the built site: ``make screenshots``."""

import functools
import http.server
import os
import shutil
import sys
import threading
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PICTURES = {"": "home-zh.png", "en/": "home-en.png"}
SIZE = {"width": 1280, "height": 800}


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Serves files without a line for each."""

    def log_message(self, *_arguments):
        """Say nothing."""


def main(site: Path, target: Path) -> None:
    """Photograph the home page of each language in ``site``."""
    from playwright.sync_api import sync_playwright

    target.mkdir(parents=True, exist_ok=True)
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    path = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if not path:
        sys.exit("Chromium is needed; set CHROMIUM=/path/to/chrome. 需要 Chromium。")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--hide-scrollbars"])
        page = browser.new_page(viewport=SIZE, color_scheme="light", device_scale_factor=1)
        for where, name in PICTURES.items():
            page.goto(f"http://127.0.0.1:{server.server_port}/{where}", wait_until="networkidle")
            page.screenshot(path=target / name)
            print(f"{(target / name).relative_to(ROOT)}: {(target / name).stat().st_size // 1024} KB")
        browser.close()
    server.shutdown()


if __name__ == "__main__":
    if not (ROOT / "build/site/index.html").is_file():
        sys.exit("build/site is missing: run make first")
    main(ROOT / "build/site", ROOT / ".github/images")
