"""The built wheel works outside the clone, with schemas, rule pages, metric files and the site's sources inside."""

import os
import shutil
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

pytestmark = pytest.mark.wheel


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    folder = tmp_path_factory.mktemp("wheel")
    # Built without isolation: the locked build backend is installed already.
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "-w", folder, ROOT]
    subprocess.run(command, check=True, timeout=300)
    return next(folder.glob("commops-*.whl"))


@pytest.fixture(scope="module")
def outside(wheel, tmp_path_factory):
    """A virtual environment with the wheel only, and a copy of the demo's data away from the clone."""
    folder = tmp_path_factory.mktemp("outside")
    venv.create(folder / "venv", with_pip=True)
    python = folder / "venv" / "bin" / "python"
    locked = ["--require-hashes", "-r", str(ROOT / "requirements.txt")]
    subprocess.run([python, "-m", "pip", "install", "--quiet", *locked], check=True, timeout=900)
    subprocess.run([python, "-m", "pip", "install", "--quiet", "--no-deps", wheel], check=True, timeout=300)
    for name in ("community", "content", "events"):
        shutil.copytree(ROOT / name, folder / "demo" / name)
    return folder


def commops(outside, *arguments, code=0):
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "COMMOPS_"))}
    done = subprocess.run(
        [outside / "venv" / "bin" / "commops", *arguments],
        cwd=outside / "demo",
        capture_output=True,
        encoding="utf-8",
        env=environment,
        timeout=600,
    )
    assert done.returncode == code, done.stdout + done.stderr
    return done.stdout


def test_the_wheel_carries_what_the_clone_keeps_beside_it(wheel):
    names = zipfile.ZipFile(wheel).namelist()
    for needed in (
        "commops/_resources/schemas/kinds.yml",
        "commops/_resources/schemas/post.schema.json",
        "commops/rules/unknown_key.md",
        "commops/stats/metrics/joins.sql",
        "commops/stats/metrics/joins.md",
        "commops/py.typed",
    ):
        assert needed in names
    assert any(name.startswith("commops/_resources/site/guide/zh/") for name in names)
    assert not any(name.startswith(("tests/", "community/", "exports/")) for name in names)


def test_the_main_job_outside_the_clone(outside):
    assert "unknown-key" in commops(outside, "rules")
    assert commops(outside, "explain", "unknown-key")
    commops(outside, "check")
    commops(outside, "synth", "../log", "--messages", "3000")
    commops(outside, "logs", "import", "../log")
    assert "active_speakers" in commops(outside, "stats", "active_speakers", "--format", "json")
    commops(outside, "build")
    site = outside / "demo" / "build" / "site"
    assert (site / "index.html").is_file()
    assert (site / "en" / "index.html").is_file()
    assert (site / "calendar.ics").is_file()


@pytest.mark.parametrize(("languages", "hosting"), [("zh", "gitlab"), ("en", "github"), ("zh+en", "none")])
def test_a_community_of_your_own_in_an_empty_folder(outside, languages, hosting):
    home = f"../own-{hosting}"
    commops(outside, "init", home, "--name", "纸船 Paper Boat", "--languages", languages, "--hosting", hosting)
    assert "no problems" in commops(outside, "check", "-C", home, "--strict", "--lang", "en")
    channel = "discord" if languages == "en" else "wechat-group"
    commops(outside, "new", "post", "vote", "--title", "Vote", "--channel", channel, "-C", home)
    commops(outside, "new", "event", "meetup", "--title", "Meet-up", "-C", home)
    commops(outside, "check", "-C", home)
    commops(outside, "fmt", "--check", "-C", home)
    assert "hello.md" in commops(outside, "status", "--days", "30", "-C", home)
    commops(outside, "build", "-C", home)
    assert (outside / f"own-{hosting}" / "build" / "site" / "index.html").is_file()
