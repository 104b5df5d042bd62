"""Turns a finished site into one that works from a disk: links name files, and the search brings its index along.

Pages opened from a disk cannot read other files and may not start workers. So the index becomes a script, and a small
library stands in for workers (iframe-worker, MIT licence, from Material's author; see site/offline/). The pages carry
no Content-Security-Policy: for a browser, each file on a disk is of another origin, and 'self' would shut out all.
"""

from __future__ import annotations

import posixpath
import re
import shutil
from pathlib import Path

import orjson

from commops import resources
from commops.site.csp import unprotect
from commops.site.places import MARK
from commops.site.searching import INDEX, TEXTS

_LINK = re.compile(r'(?<= href=")(?P<path>[^"#?:]*)(?=["#?])')
_CHARSET = '<meta charset="utf-8">'
_LEFT_OUT = ("404.html", "sitemap.xml", "sitemap.xml.gz", TEXTS)
"""Files that only a server has a use for, in every language."""
_WORKER = "assets/js/iframe-worker.js"


def to_disk(site: Path, out: Path) -> None:
    """Write the finished site in ``site`` to ``out`` in a form that works from a disk; ``out`` is made anew."""
    shutil.rmtree(out, ignore_errors=True)
    for path in sorted(site.rglob("*")):
        name = path.relative_to(site).as_posix()
        if path.is_symlink() or not path.is_file() or name.endswith(_LEFT_OUT):
            continue
        target = out / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if name.endswith(".html"):
            target.write_text(_page(path.read_text("utf-8"), name), "utf-8", newline="")
        elif name.endswith(INDEX):
            texts = site / name[: -len(INDEX)] / TEXTS
            target.with_suffix(".js").write_bytes(_index(path.read_bytes(), texts.read_bytes()))
        else:
            shutil.copyfile(path, target)
    shutil.copyfile(resources.folder("site") / "offline" / "iframe-worker.js", out / _WORKER)
    assert (out / MARK).is_file()  # noqa: S101 - the site had one, and it is what lets the next build replace this folder


def _page(html: str, name: str) -> str:
    worker = posixpath.relpath(_WORKER, posixpath.dirname(name) or ".")
    plain = unprotect(html).replace(_CHARSET, f'{_CHARSET}\n<script src="{worker}"></script>', 1)
    return _LINK.sub(lambda link: _file(link["path"]), plain)


def _file(path: str) -> str:
    """The file that a server would hand out for an address."""
    if path.endswith("/"):
        return f"{path}index.html"
    return f"{path}/index.html" if posixpath.basename(path) in (".", "..") else path


def _index(index: bytes, texts: bytes) -> bytes:
    """The index with the texts in it, since a page on a disk cannot fetch them."""
    found = orjson.loads(index) | {"docs": orjson.loads(texts)}
    for entry in found["docs"]:
        path, mark, anchor = entry["location"].partition("#")
        entry["location"] = f"{_file(path) or 'index.html'}{mark}{anchor}"
    # "</script>" in a text is harmless here: this is a file of its own, not a part of a page.
    return b"var __index = " + orjson.dumps(found) + b";\n"
