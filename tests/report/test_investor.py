"""The pack for investors: the same bytes from the same data, hashes that hold, nothing personal, never in Git."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest
from reportkit import copy_demo, report

from commops.errors import InputError
from commops.report.investor.pack import MANIFEST, archive, pack
from commops.stats import pages
from commops.workspace.load import load


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy_demo(tmp_path_factory.mktemp("demo"))


@pytest.fixture(scope="module")
def files(demo: Path) -> dict[str, bytes]:
    return pack(load(demo), "4c24cfa4c24c", "zh")


def test_the_same_bytes_wherever_it_is_built(demo, files, tmp_path):
    copy = shutil.copytree(demo, tmp_path / "elsewhere")
    assert pack(load(copy), "4c24cfa4c24c", "zh") == files
    assert archive(files) == archive(dict(reversed(files.items())))
    with zipfile.ZipFile(io.BytesIO(archive(files))) as book:
        assert book.namelist() == sorted(files)
        assert {entry.date_time for entry in book.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_the_manifest_holds(demo, files):
    manifest = json.loads(files[MANIFEST])
    assert (manifest["schema"], manifest["commit"], manifest["as_of"]) == (1, "4c24cfa4c24c", "2026-11-22")
    assert set(manifest["files"]) == set(files) - {MANIFEST}
    for path, entry in manifest["files"].items():
        assert entry == {"sha256": hashlib.sha256(files[path]).hexdigest(), "bytes": len(files[path])}
    week = (demo / "community/stats/2026-W47.json").read_bytes()
    assert manifest["snapshots"]["2026-W47"] == hashlib.sha256(week).hexdigest()
    assert manifest["definitions"]["joins"] == pages.load_page("joins").definition
    assert "typed in by people" in manifest["missing"]["completed"]["en"]


def test_every_metric_is_there_or_said_to_be_missing(files):
    manifest = json.loads(files[MANIFEST])
    told = {path.removeprefix("tables/").removesuffix(".csv") for path in files if path.startswith("tables/")}
    assert told | set(manifest["missing"]) >= set(pages.keys())
    text = files["briefing.md"].decode()
    for key in told:
        assert pages.load_page(key).definition[:12] in text


def test_small_cells_stay_hidden(files):
    for path, content in files.items():
        if path.endswith(".csv"):
            page = pages.load_page(path.removeprefix("tables/").removesuffix(".csv"))
            for row in csv.DictReader(io.StringIO(content.decode())):
                assert not [row[name] for name in page.people if row.get(name) in ("1", "2", "3", "4")]


def test_nobody_is_named_and_nothing_is_promised(demo, files):
    everything = b"\n".join(files.values()).decode()
    ws = load(demo)
    names = {str(name) for person in ws.people for name in (person.id, *dict(person.data.get("name") or {}).values())}
    contacts = {str(partner.data["contact_ref"]) for partner in ws.items("partner") if partner.data.get("contact_ref")}
    assert len(names) > 5
    assert not [name for name in names | contacts if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", everything)]
    assert not [word for word in ("预计", "保证", "年化", "回报率", "expected to") if word in everything]


def test_only_what_was_known_on_the_day(demo):
    early = pack(load(demo, as_of=load(demo).as_of.replace(month=10, day=4)), None, "en")
    manifest = json.loads(early[MANIFEST])
    assert max(manifest["snapshots"]) == "2026-W40"
    assert manifest["commit"] is None
    assert b"AMA" not in early["briefing.md"]


def test_it_goes_where_git_does_not_look(tmp_path):
    copy_demo(tmp_path)
    (tmp_path / ".gitignore").write_text("/build/\n")
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    done = report(tmp_path, "investor")
    assert done.exit_code == 0, done.output
    assert "还没提交" in done.stderr
    folder = tmp_path / "build/investor/2026-11-22"
    assert (folder / MANIFEST).stat().st_mode & 0o077 == 0
    for place in ("community/pack", "pack"):
        done = report(tmp_path, "investor", "-o", str(tmp_path / place))
        assert isinstance(done.exception, InputError)
        assert "Git" in done.exception.what.zh
        assert not (tmp_path / place).exists()
    done = report(tmp_path, "investor", "--xlsx", str(tmp_path / "pack.xlsx"))
    assert isinstance(done.exception, InputError)
