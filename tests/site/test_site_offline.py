"""The site on a disk: links name files, nothing needs a server, and the archives are the same every time."""

import hashlib
import re
import tarfile
import zipfile
from pathlib import Path
from urllib.parse import unquote

import pytest
from browserkit import Watched

from commops.site import archive, offline


@pytest.fixture(scope="module")
def disk(small_site, tmp_path_factory):
    out = tmp_path_factory.mktemp("disk") / "offline"
    offline.to_disk(small_site, out)
    return out


def test_every_link_names_a_file(disk):
    missing = []
    for path in disk.rglob("*.html"):
        for link in re.findall(r' (?:href|src)="([^"#?]+)', path.read_text("utf-8")):
            if not re.match(r"[a-z]+:", link) and not (path.parent / unquote(link)).is_file():
                missing.append((path.relative_to(disk).as_posix(), link))
    assert missing == []


def test_pages_have_no_policy_and_nothing_for_servers_only(disk):
    assert not [path for path in disk.rglob("*.html") if 'http-equiv="Content-Security' in path.read_text("utf-8")]
    assert not list(disk.rglob("404.html"))
    assert not list(disk.rglob("search_index.json"))
    assert (disk / "zh-cn/search/search_index.js").read_text("utf-8").startswith("var __index = {")


def test_archives_hang_on_the_files_only(disk, tmp_path):
    for number in (1, 2):
        archive.pack_zip(disk, tmp_path / f"{number}.zip", "boat", epoch=1_700_000_000)
        archive.pack_tar(disk, tmp_path / f"{number}.tar.gz", epoch=1_700_000_000)
        (disk / "index.html").touch()
    assert (tmp_path / "1.zip").read_bytes() == (tmp_path / "2.zip").read_bytes()
    packed = (tmp_path / "1.tar.gz").read_bytes()
    assert packed == (tmp_path / "2.tar.gz").read_bytes()
    said = (tmp_path / "1.tar.gz.sha256").read_text()
    assert said == f"{hashlib.sha256(packed).hexdigest()}  1.tar.gz\n"
    names = zipfile.ZipFile(tmp_path / "1.zip").namelist()
    assert "boat/index.html" in names
    assert names == sorted(names)
    with tarfile.open(tmp_path / "1.tar.gz") as tar:
        assert {member.uid for member in tar} == {0}
        assert "rules/index.html" in tar.getnames()
        assert not any(Path(name).name.startswith(".") for name in tar.getnames())


@pytest.mark.browser
@pytest.mark.parametrize(("start", "words", "where"), [("zh-cn/index.html", "广告", "zh-cn/rules/index.html"),
                                                       ("index.html", "ads", "rules/index.html")])  # fmt: skip
def test_the_search_works_from_a_disk(chromium, disk, start, words, where):
    watched = Watched(chromium, "file://")
    page = watched.page
    page.goto(f"file://{disk}/{start}")
    page.locator(".md-search__input").press_sequentially(words, delay=30)
    page.wait_for_selector(f'.md-search-result__link[href*="{where}"]', timeout=30_000)
    page.locator(f'.md-search-result__link[href*="{where}"]').first.click()
    page.wait_for_url(f"file://{disk}/{where}*")
    page.locator("a.co-language").first.click()
    page.wait_for_load_state()
    assert page.url.endswith("rules/index.html")
    watched.close()
