"""A file that is saved is on the screen: every language follows, soon, and a mistake keeps the site as it was."""

import datetime as dt
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from commops.site import engine, watch
from commops.site.reader import Reader
from commops.workspace.load import load

SMALL = Path(__file__).parent / "small"
CLONE = Path(__file__).parents[2]


@pytest.fixture
def serve(tmp_path):
    """``serve(folder)`` serves a copy of a workspace; gives the copy, its address and what is said."""
    running = []

    def start(folder):
        root = tmp_path / "served"
        for name in ("community", "content", "events"):
            if (folder / name).is_dir():
                shutil.copytree(folder / name, root / name)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        said = tmp_path / "said.txt"
        command = [sys.executable, "-m", "commops", "serve", "--lang", "en", "--address", f"127.0.0.1:{port}"]
        with said.open("w") as out:
            running.append(subprocess.Popen(command, cwd=root, stdout=out, stderr=subprocess.STDOUT))
        return root, f"http://127.0.0.1:{port}/", said

    yield start
    for process in running:
        process.terminate()
        process.wait(10)


def page(address):
    try:
        with urllib.request.urlopen(address, timeout=5) as answer:
            return answer.read().decode()
    except OSError:
        return ""


def wait_for(address, words, patience=120):
    start = time.monotonic()
    while time.monotonic() < start + patience:
        if words in page(address):
            return time.monotonic() - start
        time.sleep(0.05)
    raise AssertionError(f"{words} did not appear at {address}")


def edit(path, before, after):
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after), encoding="utf-8")


@pytest.mark.slow
def test_an_edit_shows_in_every_language_and_a_mistake_in_none(serve):
    root, address, said = serve(SMALL)
    profile = root / "community" / "community.yml"
    wait_for(address, "Fold it together")
    wait_for(f"{address}zh-cn/", "一起折")
    assert "/_commops/reload.js" in page(address)
    mark = page(f"{address}_commops/changed?")
    edit(profile, "Fold it together", "Fold again")
    edit(profile, "一起折", "再折一次")
    wait_for(address, "Fold again")
    wait_for(f"{address}zh-cn/", "再折一次")
    assert page(f"{address}_commops/changed?{mark}") != mark
    text = profile.read_text(encoding="utf-8")
    profile.write_text("id: [broken\n", encoding="utf-8")
    end = time.monotonic() + 60
    while "stays as it was" not in said.read_text() and time.monotonic() < end:
        time.sleep(0.2)
    assert "community/community.yml:" in said.read_text()
    assert "stays as it was" in said.read_text()
    assert "Fold again" in page(address)
    profile.write_text(text.replace("Fold again", "Fold once more"), encoding="utf-8")
    wait_for(address, "Fold once more")


@pytest.mark.slow
def test_the_demo_follows_an_edit_within_seconds(serve):
    """The promise is two seconds on an idle machine; a busy one is given its time, and the figure is printed."""
    root, address, _ = serve(CLONE)
    wait_for(f"{address}rules/", "<h1")
    took = []
    for number in range(3):
        time.sleep(1)
        words = f"一起把阅读做出来{number}"
        profile = root / "community" / "community.yml"
        before = "一起把阅读做出来" + (str(number - 1) if number else "")
        edit(profile, f"zh: {before},", f"zh: {words},")
        took.append(wait_for(address, words))
    print(f"an edit was served after {', '.join(f'{one:.2f}' for one in took)} s")
    assert min(took) < 8


def test_between_builds_the_process_gets_ready_once(tmp_path, monkeypatch):
    shutil.copytree(SMALL, tmp_path / "boat")
    root, done = tmp_path / "boat", []
    monkeypatch.setattr(engine, "warm", lambda ws, folder: done.append(("warm", ws.languages[0], folder)))
    monkeypatch.setattr(watch, "PAUSE", 0)
    build = lambda ws: done.append("build") or engine.Built(root / "out", 1, ws.languages)  # noqa: E731
    steps = watch.follow(Reader(root, as_of=None, today=dt.date(2026, 11, 22)), root, build, lambda text: None)
    for number in range(4):
        next(steps)
        if number == 1:
            edit(root / "community" / "community.yml", "Fold it together", "Fold again")
    assert done == ["build", ("warm", "en", root), "build"]
    assert not (root / "build").exists()


def test_getting_ready_changes_nothing_on_disk(tmp_path):
    shutil.copytree(SMALL, tmp_path / "boat")
    root = tmp_path / "boat"
    before = sorted(root.rglob("*"))
    engine.warm(load(root), root)
    assert sorted(root.rglob("*")) == before
