"""A file that is saved is on the screen: every language rebuilds, and a broken file does not end the preview."""

import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

SMALL = Path(__file__).parent / "small"

pytestmark = pytest.mark.slow


@pytest.fixture
def served(tmp_path):
    """A folder with the small community, and the address at which it is served."""
    root = tmp_path / "boat"
    shutil.copytree(SMALL, root)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    from commops.site import engine
    from commops.workspace.load import load

    tree = engine.write_prepared(load(root), root)
    config = root / "build" / "mkdocs" / f"{tree.languages[0]}.yml"
    process = subprocess.Popen(
        [sys.executable, "-m", "mkdocs", "serve", "--no-strict", "-f", config, "-a", f"127.0.0.1:{port}"],
        env=engine.environment(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    yield root, f"http://127.0.0.1:{port}/"
    process.terminate()
    process.wait(10)


def page(address):
    try:
        with urllib.request.urlopen(address, timeout=5) as answer:
            return answer.read().decode()
    except OSError:
        return ""


def wait_for(address, words):
    end = time.monotonic() + 60
    while time.monotonic() < end:
        if words in page(address):
            return True
        time.sleep(0.3)
    return False


def test_an_edit_shows_in_every_language(served):
    root, address = served
    profile = root / "community" / "community.yml"
    assert wait_for(address, "Fold it together")
    assert wait_for(f"{address}zh-cn/", "一起折")
    text = profile.read_text(encoding="utf-8")
    profile.write_text(text.replace("Fold it together", "Fold again").replace("一起折", "再折一次"), encoding="utf-8")
    assert wait_for(address, "Fold again")
    assert wait_for(f"{address}zh-cn/", "再折一次")
    profile.write_text("id: [broken\n", encoding="utf-8")
    time.sleep(3)
    profile.write_text(text, encoding="utf-8")
    assert wait_for(address, "Fold it together")
