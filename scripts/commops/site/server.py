"""Serves a built site on this computer, and lets browsers know when it was built again.

``python -m commops.site.server FOLDER HOST PORT``; it ends with the process that started it.
"""

from __future__ import annotations

import functools
import http.server
import os
import sys
import threading
import time
from http import HTTPStatus
from pathlib import Path

from commops.site.places import MARK

_SCRIPT = "/_commops/reload.js"
_CHANGED = "/_commops/changed"
_WAIT = 25.0
"""Seconds that a browser waits for news before it asks again."""
_RELOAD = """
"use strict";
const wait = async (seen) => {
  try {
    const now = await (await fetch("/_commops/changed?" + seen)).text();
    if (seen && now !== seen) return location.reload();
    setTimeout(wait, 0, now);
  } catch {
    setTimeout(wait, 2000, seen);
  }
};
wait("");
"""


class Handler(http.server.SimpleHTTPRequestHandler):
    """Files of the site; pages get a script that reloads them."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """A page with its script, the script, the news, or a file."""
        path = self.path.partition("?")[0]
        if path == _SCRIPT:
            self._send(_RELOAD.encode(), "text/javascript")
        elif path == _CHANGED:
            self._send(self._news(self.path.partition("?")[2]).encode(), "text/plain")
        elif path.endswith("/") and (page := Path(self.translate_path(path)) / "index.html").is_file():
            script = f'<script src="{_SCRIPT}"></script></body>'.encode()
            self._send(page.read_bytes().replace(b"</body>", script, 1), "text/html")
        else:
            super().do_GET()

    def end_headers(self) -> None:
        """Nothing is kept: the next look may find another site."""
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def log_message(self, *_arguments: object) -> None:
        """Say nothing; what matters is said by the build."""

    def _send(self, content: bytes, kind: str) -> None:
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def _news(self, seen: str) -> str:
        """The mark of the build, as soon as it is another one than ``seen``."""
        until = time.monotonic() + _WAIT
        while (now := _build_mark(Path(self.directory))) == seen and time.monotonic() < until:
            time.sleep(0.1)
        return now


def _build_mark(folder: Path) -> str:
    try:
        return str((folder / MARK).stat().st_mtime_ns)
    except OSError:
        return ""


def _end_with(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(0.5)
    os._exit(0)


def main(folder: str, host: str, port: str) -> None:
    """Serve until the parent process is gone."""
    threading.Thread(target=_end_with, args=(os.getppid(),), daemon=True).start()
    handler = functools.partial(Handler, directory=folder)
    with http.server.ThreadingHTTPServer((host, int(port)), handler) as server:
        server.serve_forever()


if __name__ == "__main__":
    main(*sys.argv[1:4])
