"""Makes the files of the pack and the archive that holds them; the same workspace and commit give the same bytes."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Mapping

from commops.report.drafts import choose
from commops.report.drafts.released import released_tables
from commops.report.investor.briefing import Basis, briefing
from commops.report.investor.sections import missing
from commops.report.tables import as_csv
from commops.stats import pages
from commops.texts import Lang
from commops.workspace import Workspace

# The first moment that a zip archive can name.
_FIXED = (1980, 1, 1, 0, 0, 0)
MANIFEST = "manifest.json"


def pack(ws: Workspace, commit: str | None, lang: Lang) -> dict[str, bytes]:
    """The files by path: the briefing, a CSV per metric, and the manifest. Raises InputError without snapshots."""
    basis = basis_of(ws, commit)
    files = {f"tables/{key}.csv": as_csv({key: table}).encode() for key, table in basis.tables.items()}
    files["briefing.md"] = briefing(ws, basis, lang).encode()
    return {**files, MANIFEST: _manifest(ws, basis, files)}


def basis_of(ws: Workspace, commit: str | None) -> Basis:
    """What a pack of the day is made of. Raises InputError without snapshots."""
    weeks = tuple(choose.weeks_until(ws, ws.as_of))
    months = tuple(choose.months_until(ws, ws.as_of))
    return Basis(weeks, months, released_tables(ws, (*weeks, *months)), commit)


def _manifest(ws: Workspace, basis: Basis, files: Mapping[str, bytes]) -> bytes:
    """What the pack holds and what it was made from, with hashes."""
    reasons = missing(ws, basis.tables, basis.weeks[-1])
    document = {
        "schema": 1,
        "as_of": ws.as_of.isoformat(),
        "commit": basis.commit,
        "files": {path: {"sha256": _hash(content), "bytes": len(content)} for path, content in sorted(files.items())},
        "definitions": {key: pages.load_page(key).definition for key in basis.tables},
        "snapshots": {
            week: _hash(ws.get("snapshot", week).source.text.encode()) for week in (*basis.weeks, *basis.months)
        },
        "missing": {key: reason._asdict() for key, reason in reasons.items()},
    }
    return (json.dumps(document, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def archive(files: Mapping[str, bytes]) -> bytes:
    """A zip of the files, stored without packing: bytes then do not hang on the version of a library."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as book:
        for path, content in sorted(files.items()):
            entry = zipfile.ZipInfo(path, _FIXED)
            entry.create_system, entry.external_attr = 3, 0o600 << 16
            book.writestr(entry, content)
    return out.getvalue()
