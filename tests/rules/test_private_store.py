"""The private store of imported logs is noticed when it was forced into Git."""

import shutil
import subprocess

from commops import check
from commops.rule import PAGES
from commops.workspace.load import load


def git(root, *arguments):
    subprocess.run(["git", "-C", root, *arguments], check=True, capture_output=True)


def test_a_committed_key_is_an_error(tmp_path):
    root = tmp_path / "ws"
    shutil.copytree(PAGES / "example_base", root)
    (root / ".commops/warehouse").mkdir(parents=True)
    for name, content in ((".gitignore", "*\n"), ("key", "0" * 64), ("warehouse/state.json", "{}")):
        (root / ".commops" / name).write_text(content)
    git(root, "init", "-q")
    git(root, "add", ".")
    assert check.run(load(root)) == []
    git(root, "add", "-f", ".commops")
    found = check.run(load(root))
    assert [(one.rule, one.at.path) for one in found] == [
        ("no-raw-logs", ".commops/key"),
        ("no-raw-logs", ".commops/warehouse/state.json"),
    ]
    assert "0000" not in "".join(one.message.en + one.fix.en for one in found)
