"""The sites that several tests look at, each built once for a test run."""

import shutil
from pathlib import Path

import pytest

from commops.site import engine
from commops.workspace.load import load

SMALL = Path(__file__).parent / "small"
CLONE = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def small_site(tmp_path_factory):
    """The built site of the small community, with English at the root and Chinese below zh-cn/."""
    root = tmp_path_factory.mktemp("site") / "boat"
    shutil.copytree(SMALL, root)
    return engine.build(load(root), root, root / "build" / "site").folder


@pytest.fixture(scope="session")
def demo_site(tmp_path_factory):
    """The built site of the demo community, from a copy of its files."""
    root = tmp_path_factory.mktemp("demo") / "firefly"
    for name in ("community", "content", "events"):
        shutil.copytree(CLONE / name, root / name)
    return engine.build(load(root), root, root / "build" / "site").folder


@pytest.fixture(scope="session", autouse=True)
def no_pictures():
    """Fonts differ from computer to computer, and with them the names of pictures; tests that want some say so."""
    patch = pytest.MonkeyPatch()
    patch.setenv("COMMOPS_FONT", "off")
    yield
    patch.undo()
