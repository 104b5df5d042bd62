"""The sites that several tests look at, each built once for a test run, and a browser to look at them with."""

import contextlib
import shutil
from pathlib import Path

import browserkit
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


@pytest.fixture(scope="session")
def serving():
    """``serving(folder)`` gives the address under which a folder is served until the tests are over."""
    with contextlib.ExitStack() as open_ones:
        yield lambda folder: open_ones.enter_context(browserkit.serving(folder))


@pytest.fixture(scope="session")
def address(serving, demo_site):
    """The address of the demo's site."""
    return serving(demo_site)


@pytest.fixture(scope="session")
def desk_site(tmp_path_factory):
    """The built site of the demo's team."""
    root = tmp_path_factory.mktemp("desk") / "firefly"
    for name in ("community", "content", "events"):
        shutil.copytree(CLONE / name, root / name)
    return engine.build(load(root), root, root / "build/private/site", team=True).folder


@pytest.fixture(scope="session")
def desk(serving, desk_site):
    """The address of the team's site of the demo."""
    return serving(desk_site)


@pytest.fixture(scope="session")
def chromium():
    with browserkit.browsing() as browser:
        yield browser


@pytest.fixture
def visit(chromium, address):
    """``visit(path, ...)`` opens a page; at the end, nothing may have been asked of another origin or gone wrong."""
    watched = []

    def open_page(path, *, width=1280, scheme="light"):
        one = browserkit.Watched(chromium, address, viewport={"width": width, "height": 900}, color_scheme=scheme)
        watched.append(one)
        one.page.goto(address + path)
        return one.page

    yield open_page
    for one in watched:
        one.close()
