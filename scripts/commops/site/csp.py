"""Tells browsers what a page of the built site may do: run our scripts, load from here, and nothing else."""

from __future__ import annotations

import base64
import hashlib
import re

_SCRIPT = re.compile(r"<script(?P<attributes>[^>]*)>(?P<code>.*?)</script>", re.DOTALL)
_CHARSET = '<meta charset="utf-8">'


def policy(html: str) -> str:
    """A Content-Security-Policy that allows the inline scripts of exactly this page, by their hashes."""
    hashes = []
    for script in _SCRIPT.finditer(html):
        if "src=" in script["attributes"] or "application/" in script["attributes"]:
            continue
        found = "'sha256-" + base64.b64encode(hashlib.sha256(script["code"].encode()).digest()).decode() + "'"
        if found not in hashes:
            hashes.append(found)
    scripts = " ".join(["'self'", *hashes])
    return (
        f"default-src 'none'; script-src {scripts}; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
        "font-src 'self'; connect-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'"
    )


def protect(html: str) -> str:
    """The page with its policy as the first thing that a browser reads after the encoding."""
    rule = f'<meta http-equiv="Content-Security-Policy" content="{policy(html)}">'
    return html.replace(_CHARSET, f"{_CHARSET}\n{rule}", 1)


def unprotect(html: str) -> str:
    """The page without its policy, for reading from disk: there every file is of another origin than every other."""
    return re.sub(r'<meta http-equiv="Content-Security-Policy" content="[^"]*">\n?', "", html, count=1)
