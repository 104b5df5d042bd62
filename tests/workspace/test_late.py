"""A workspace of which files are read when they are asked for answers like one that was read at once."""

from __future__ import annotations

import datetime as dt
import random
import shutil
from pathlib import Path
from typing import Any

import pytest

from commops.errors import InputError
from commops.workspace import Workspace
from commops.workspace.load import DiskTree, load, load_late
from commops.workspace.shape.kinds import kinds

CLONE = Path(__file__).parents[2]
DAY = dt.date(2026, 11, 22)
KINDS = list(kinds().files_of)


@pytest.fixture(params=["demo", "bad-week"])
def root(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    source = CLONE if request.param == "demo" else CLONE / "examples/bad-week"
    for name in ("community", "content", "events"):
        if (source / name).is_dir():
            shutil.copytree(source / name, tmp_path / name)
    (tmp_path / "community/partners/archive").mkdir(parents=True, exist_ok=True)
    (tmp_path / "community/partners/archive/old.yml").write_text("name: Old\n")
    (tmp_path / "community/strange.yml").write_text("a: 1\n")
    (tmp_path / "community/team.yaml").symlink_to("team.yml")
    return tmp_path


def of_kind(ws: Workspace, kind: str) -> Any:
    """All that can be asked about one kind."""
    found = [(one.id, one.source.path, str(one.route), one.data) for one in ws.items(kind)]
    ids = ws.ids(kind)
    return found, {name: ids[name] for name in ids}, ids.repeated(), [ws.get(kind, one.id).data for one in ws.own(kind)]


def whole(ws: Workspace) -> Any:
    """All that can be asked about all files."""
    sources = {path: (one.kind, one.data, one.text, one.clean) for path, one in ws.sources.items()}
    rules = ("known-kind", "valid-value", "required-key", "no-symlink", "unknown-key", "utf8", "readable")
    faults = {rule: [repr(hit) for hit in ws.faults(rule)] for rule in {*rules, *ws._faults}}
    return list(sources.items()), faults, list(ws.claimed.items()), ws.languages, ws.zone, ws.as_of


@pytest.mark.parametrize("seed", range(3))
def test_whatever_is_asked_first(root: Path, seed: int) -> None:
    at_once, later = load(root, today=DAY), load_late(root, today=DAY)
    order = random.Random(seed).sample(KINDS, len(KINDS))
    for kind in order[: len(order) // 2]:
        assert of_kind(later, kind) == of_kind(at_once, kind)
    if seed:
        assert whole(later) == whole(at_once)
    for kind in order:
        assert of_kind(later, kind) == of_kind(at_once, kind)
    assert whole(later) == whole(at_once)
    assert [*later.file("community/channels.yml").source.data] == [*at_once.file("community/channels.yml").source.data]


def test_only_what_is_asked_for_is_read(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []
    real = DiskTree.read
    monkeypatch.setattr(DiskTree, "read", lambda self, path: read.append(path) or real(self, path))
    ws = load_late(root, today=DAY)
    assert ws.languages
    assert read == ["community/community.yml"]
    assert len(ws.items("channel")) == len(ws.items("channel"))
    assert sorted(set(read)) == ["community/channels.yml", "community/community.yml"]
    assert len(read) == 2


def test_a_folder_that_is_none(tmp_path: Path) -> None:
    told = []
    for way in (load, load_late):
        with pytest.raises(InputError) as caught:
            way(tmp_path, today=DAY)
        told.append(caught.value.render("en"))
    assert told[0] == told[1]
