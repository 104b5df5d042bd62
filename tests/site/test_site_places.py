"""A build can be led neither to empty a folder that is not its own, nor to delete what people wrote."""

import shutil
import subprocess
from pathlib import Path

import pytest

from commops.errors import InputError
from commops.site import engine
from commops.site.places import MARK, PARTS, may_replace, own
from commops.workspace.load import load

SMALL = Path(__file__).parent / "small"


@pytest.fixture
def root(tmp_path):
    shutil.copytree(SMALL, tmp_path / "boat")
    return tmp_path / "boat"


@pytest.fixture
def elsewhere(tmp_path):
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere/precious.txt").write_text("keep")
    return tmp_path / "elsewhere"


@pytest.mark.parametrize("link", ["build", *(f"build/{part}" for part in PARTS), "build/editions/en"])
def test_a_link_in_the_build_folder_is_refused_and_what_it_leads_to_stays(root, elsewhere, link):
    (root / link).parent.mkdir(parents=True, exist_ok=True)
    (root / link).symlink_to(elsewhere)
    with pytest.raises(InputError, match="symbolic link"):
        engine.write_prepared(load(root), root)
    assert [path.name for path in elsewhere.iterdir()] == ["precious.txt"]


def test_the_build_folder_stays_out_of_git_without_a_rule_of_the_community(root):
    subprocess.run(["git", "init", "-q", root], check=True)
    own(root / "build")
    (root / "build/site").mkdir()
    (root / "build/site/index.html").write_text("+86 138 0013 8000")
    seen = subprocess.run(["git", "-C", root, "status", "--porcelain", "-uall"], capture_output=True, text=True)
    assert "build" not in seen.stdout
    assert not any(path.startswith("build/") for path in load(root).tracked)


@pytest.mark.parametrize(
    "place",
    [".", "..", "/", "content", "content/posts", "community/new", "events", "build", "build/docs", "build/editions/x",
     ".git/x"],
)  # fmt: skip
def test_no_mark_makes_a_folder_of_the_community_replaceable(root, place):
    out = (root / place).resolve()
    if out.is_dir() and out.is_relative_to(root):
        (out / MARK).write_text("")
    with pytest.raises(InputError, match="Something else is here"):
        may_replace(out, root)


def test_empty_missing_and_earlier_sites_may_be_replaced(root, elsewhere):
    may_replace(root / "build/site", root)
    may_replace(root / "public", root)
    with pytest.raises(InputError):
        may_replace(elsewhere, root)
    (elsewhere / MARK).write_text("")
    may_replace(elsewhere, root)
