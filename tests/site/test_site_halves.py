"""A workspace read with two processes is the one that ``load`` reads, mistakes and all."""

import datetime as dt
import shutil
from pathlib import Path

import pytest

from commops.site import halves
from commops.site.reader import Reader
from commops.workspace.load import load

CLONE = Path(__file__).parents[2]
DAY = dt.date(2026, 11, 22)


@pytest.fixture(params=["demo", "bad-week"])
def root(request, tmp_path):
    source = CLONE if request.param == "demo" else CLONE / "examples/bad-week"
    for name in ("community", "content", "events"):
        if (source / name).is_dir():
            shutil.copytree(source / name, tmp_path / name)
    return tmp_path


def held(ws):
    """Everything that pages and rules can see of a workspace."""
    things = {kind: [(one.id, str(one.route), one.data) for one in found] for kind, found in ws.all_items.items()}
    sources = {path: (one.kind, one.data, one.text, one.body, one.clean) for path, one in ws.sources.items()}
    faults = {rule: [repr(hit) for hit in hits] for rule, hits in ws._faults.items()}
    return things, sources, faults, ws.claimed, ws.languages, ws.zone, ws.as_of


@pytest.mark.parametrize("forks", [True, False])
def test_the_same_workspace(root, monkeypatch, forks):
    monkeypatch.setattr(halves, "LEAST", 1)
    monkeypatch.setattr(halves, "can_fork", lambda: forks)
    read = Reader(root, as_of=DAY, today=DAY).read()
    assert held(read) == held(load(root, as_of=DAY))
    # What was read is kept, and the next one reads nothing again.
    again = Reader(root, as_of=DAY, today=DAY).read()
    assert held(again) == held(read)


def test_the_other_half_really_comes_from_another_process(root, monkeypatch):
    monkeypatch.setattr(halves, "LEAST", 1)
    here = []
    part = halves._read
    monkeypatch.setattr(halves, "_read", lambda tree, paths, day: here.extend(paths) or part(tree, paths, day))
    tree = Reader(root, as_of=DAY, today=DAY)._tree
    found = halves.read_ahead(tree, DAY)
    assert 0 < len(here) <= len(tree.sizes) // 2 + 1
    assert set(found) - set(here)


def test_a_small_workspace_is_read_by_one_process(root, monkeypatch):
    monkeypatch.setattr(halves, "beside", None)
    assert halves.read_ahead(Reader(root, as_of=DAY, today=DAY)._tree, DAY) == {}


def test_a_fault_of_the_program_in_the_other_process_is_not_lost(root, monkeypatch):
    monkeypatch.setattr(halves, "LEAST", 1)
    monkeypatch.setattr(halves, "packed", lambda sources: 1 / 0)
    with pytest.raises(RuntimeError, match="ZeroDivisionError"):
        Reader(root, as_of=DAY, today=DAY).read()
