"""The site of the team: built apart, marked, never in the place of the public one."""

import shutil
from pathlib import Path

import pytest

from commops.errors import InputError
from commops.site.places import MARK, build_folder, mark, may_replace
from commops.site.prepare import prepare
from commops.workspace.load import load

SMALL = Path(__file__).parent / "small"


@pytest.fixture
def root(tmp_path):
    shutil.copytree(SMALL, tmp_path / "boat")
    return tmp_path / "boat"


def test_the_public_tree_holds_no_page_of_the_team_and_stays_the_same(root):
    ws = load(root)
    public = prepare(ws, root, root / "build").docs
    private = prepare(ws, root, root / "build" / "private", team=True).docs
    assert not [path for path in public if "/private/" in path]
    shared = {path: content for path, content in private.items() if "/private/" not in path}
    assert shared == public


def test_the_site_of_the_team_never_takes_the_place_of_the_public_one(root):
    site = root / "build" / "site"
    with pytest.raises(InputError, match="build/site"):
        may_replace(site, root, team=True)
    elsewhere = root / "build" / "elsewhere"
    elsewhere.mkdir(parents=True)
    (elsewhere / MARK).write_text(mark(team=False), encoding="utf-8")
    with pytest.raises(InputError):
        may_replace(elsewhere, root, team=True)
    (elsewhere / MARK).write_text(mark(team=True), encoding="utf-8")
    may_replace(elsewhere, root, team=True)
    may_replace(build_folder(root, team=True) / "site", root, team=True)


def test_a_public_build_does_not_write_into_the_folder_of_the_team(root):
    with pytest.raises(InputError):
        may_replace(build_folder(root, team=True) / "site", root)
