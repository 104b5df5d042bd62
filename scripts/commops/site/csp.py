"""Tells browsers what the pages of the built site may do: run our scripts, load from here, and nothing else."""

from __future__ import annotations

import base64
import hashlib
import re
from pathlib import Path

_SCRIPT = re.compile(rb"<script(?P<attributes>[^>]*)>(?P<code>.*?)</script>", re.DOTALL)
_CHARSET = b'<meta charset="utf-8">'


def policy(html: bytes) -> str:
    """A Content-Security-Policy that allows the inline scripts of exactly this page, by their hashes."""
    hashes = []
    for script in _SCRIPT.finditer(html):
        if b"src=" in script["attributes"] or b"application/" in script["attributes"]:
            continue
        found = "'sha256-" + base64.b64encode(hashlib.sha256(script["code"]).digest()).decode() + "'"
        if found not in hashes:
            hashes.append(found)
    scripts = " ".join(["'self'", *hashes])
    return (
        f"default-src 'none'; script-src {scripts}; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
        "font-src 'self'; connect-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'"
    )


def protect(site: Path) -> None:
    """Put the policy into every page below ``site``."""
    for path in sorted(site.rglob("*.html")):
        html = path.read_bytes()
        rule = f'<meta http-equiv="Content-Security-Policy" content="{policy(html)}">'.encode()
        path.write_bytes(html.replace(_CHARSET, _CHARSET + b"\n  " + rule, 1))
