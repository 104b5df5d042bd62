"""The engine's successor, Zensical, where it is installed: from the same files it makes the same addresses."""

import importlib.util
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from commops.site import engine
from commops.workspace.load import load

SMALL = Path(__file__).parent / "small"

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(importlib.util.find_spec("zensical") is None, reason="Zensical is not installed"),
]


def addresses(site):
    return {path.relative_to(site).as_posix() for path in site.rglob("*.html")}


@pytest.mark.parametrize("tag", ["en", "zh-CN"])
def test_the_successor_makes_the_same_addresses(tmp_path, tag):
    root = tmp_path / "boat"
    shutil.copytree(SMALL, root)
    engine.build(load(root), root, root / "build" / "site")
    config = json.loads((root / "build/mkdocs" / f"{tag}.yml").read_text("utf-8"))
    # Zensical wants the site below the folder of its configuration, which therefore lies one level higher.
    config |= {"INHERIT": config["INHERIT"].removeprefix("../"), "docs_dir": f"docs/{tag}", "site_dir": f"shadow/{tag}"}
    config["theme"]["custom_dir"] = config["theme"]["custom_dir"].removeprefix("../")
    (root / "build" / "shadow.yml").write_text(json.dumps(config), encoding="utf-8")
    command = [sys.executable, "-m", "zensical", "build", "-f", "shadow.yml"]
    done = subprocess.run(command, cwd=root / "build", capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert addresses(root / "build/shadow" / tag) == addresses(root / "build/editions" / tag)
