"""The same recipe gives the same bytes, whatever the hash seed, the time zone, the locale or the size of the rest."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

from commops.synth.recipe import Recipe
from commops.synth.run import make
from commops.synth.writers import formats

PROGRAM = """
import sys
from pathlib import Path
from commops.synth.recipe import Recipe
from commops.synth.run import make
from commops.synth.writers import formats
for name in formats():
    make(Path(sys.argv[1]) / name, Recipe(seed=7).sized(3000), name)
"""


def digest(folder: Path) -> str:
    found = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        found.update(str(path.relative_to(folder)).encode() + b"\0" + path.read_bytes())
    return found.hexdigest()


def test_in_other_surroundings(tmp_path: Path) -> None:
    digests = set()
    for number, (seed, zone, locale) in enumerate((("0", "UTC", "C"), ("4711", "America/New_York", "zh_CN.UTF-8"))):
        folder = tmp_path / str(number)
        surroundings = os.environ | {"PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": locale, "LANG": locale}
        subprocess.run([sys.executable, "-c", PROGRAM, str(folder)], check=True, env=surroundings)
        digests.add(digest(folder))
    assert len(digests) == 1


def test_another_seed_another_log(tmp_path: Path) -> None:
    for seed in (1, 2):
        make(tmp_path / str(seed), Recipe(seed=seed).sized(500), "irc")
    assert digest(tmp_path / "1") != digest(tmp_path / "2")


@pytest.mark.parametrize("name", formats())
def test_nobody_can_be_reached(name: str, tmp_path: Path) -> None:
    """No real-looking phone number, and no address but at example.org and example.com."""
    import re
    import zipfile

    make(tmp_path / "out", Recipe().sized(1500), name)
    texts = []
    for path in (tmp_path / "out").rglob("*"):
        if path.suffix == ".zip":
            with zipfile.ZipFile(path) as archive:
                texts += [archive.read(member).decode() for member in archive.namelist()]
        elif path.is_file():
            texts.append(path.read_text(encoding="utf-8"))
    text = "\n".join(texts)
    assert not re.search(r"(?<![\d.])1[3-9]\d{9}(?!\d)", text)
    assert set(re.findall(r"[\w.+-]+@([\w-]+(?:\.[\w-]+)+)", text)) <= {"example.org", "example.com"}
    hosts = set(re.findall(r"https?:(?:\\?/){2}([\w.-]+)", text))
    assert hosts <= {"example.org", "promo.example.com"}
