"""The site is a function of the files: no clock, zone, locale, hash seed, folder or order of files gets into it."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

CLONE = Path(__file__).parents[2]
SMALL = Path(__file__).parent / "small"
PLACES = (
    ("here", False, {"PYTHONHASHSEED": "1", "TZ": "UTC", "LC_ALL": "C.UTF-8"}),
    ("far away/乙", True, {"PYTHONHASHSEED": "4711", "TZ": "Pacific/Kiritimati", "LC_ALL": "zh_CN.UTF-8"}),
)


def copied(source, target, *, backwards):
    """A copy whose files were made in order of name, or the other way round: folders list them as they came."""
    found = sorted((path for path in source.rglob("*") if path.is_file()), reverse=backwards)
    for path in found:
        place = target / path.relative_to(source)
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, place)


def made(folder, source, names, command, *, backwards, environment):
    """What a command leaves in build/, by path."""
    for name in sorted(names, reverse=backwards):
        copied(source / name, folder / name, backwards=backwards)
    subprocess.run(
        [sys.executable, "-m", "commops", *command],
        cwd=folder, env={**os.environ, **environment}, check=True, capture_output=True,
    )  # fmt: skip
    build = folder / "build"
    return {
        path.relative_to(build).as_posix(): path.read_bytes()
        for part in ("docs", "mkdocs", "site")
        for path in (build / part).rglob("*")
        if path.is_file()
    }


@pytest.mark.parametrize(
    ("source", "command"),
    [
        pytest.param(SMALL, ["site", "prepare"], id="pages of the small community"),
        pytest.param(CLONE, ["site", "prepare"], id="pages of the demo", marks=pytest.mark.slow),
        pytest.param(SMALL, ["build"], id="site of the small community", marks=pytest.mark.slow),
    ],
)
def test_the_same_files_give_the_same_bytes(tmp_path, source, command):
    names = [name for name in ("community", "content", "events") if (source / name).is_dir()]
    command = [*command, "--as-of", "2026-11-22"]
    here, there = (
        made(tmp_path / name, source, names, command, backwards=backwards, environment=environment)
        for name, backwards, environment in PLACES
    )
    assert len(here) > 100
    assert here.keys() == there.keys()
    # Configurations name the program, which lies elsewhere in relation to a folder that is deeper by one.
    different = [name for name in here if here[name] != there[name] and not name.startswith("mkdocs/")]
    assert different == []
