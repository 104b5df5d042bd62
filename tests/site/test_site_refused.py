"""``commops build`` leaves nothing out in silence: a mistake or a missing translation stops it by file and line."""

import hashlib
import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

from commops.errors import InputError
from commops.site.faults import demand_translated
from commops.site.places import MARK, mark

POST = "content/posts/2026/11/2026-11-03-tea.md"


@pytest.fixture
def root(tmp_path):
    shutil.copytree(Path(__file__).parent / "small", tmp_path / "boat")
    return tmp_path / "boat"


def commops(root, *arguments, code):
    command = [sys.executable, "-m", "commops", *arguments, "-C", root]
    result = subprocess.run(command, capture_output=True, encoding="utf-8", env=os.environ | {"PYTHONUTF8": "1"})
    assert result.returncode == code, result.stderr
    return result.stdout + result.stderr


def line_of(root, start):
    lines = (root / POST).read_text("utf-8").splitlines()
    return next(number for number, line in enumerate(lines, 1) if line.startswith(start))


@pytest.mark.parametrize("arguments", [("build",), ("site", "prepare")])
@pytest.mark.parametrize(("lang", "said"), [("en", 'did you mean "channels"?'), ("zh", "是不是想写“channels”")])
def test_a_misspelt_key_stops_the_build_and_the_site_stays(root, arguments, lang, said):
    (root / "build/site").mkdir(parents=True)
    (root / "build/site" / MARK).write_text(mark(team=False))
    (root / "build/site/index.html").write_text("before")
    line = line_of(root, "channels:")
    (root / POST).write_text((root / POST).read_text("utf-8").replace("channels:", "chanels:"), "utf-8")
    shown = commops(root, *arguments, "--lang", lang, code=1)
    assert f"{POST}:{line}: " in shown
    assert said in shown
    assert "commops check" in shown
    assert (root / "build/site/index.html").read_text() == "before"
    assert not (root / "build/docs").exists()


def test_only_the_first_of_many_mistakes_are_listed_and_all_are_counted(root):
    for number in range(1, 31):
        (root / f"content/posts/2026/11/2026-11-{number:02}-broken.md").write_text("---\ntitle: [\n---\n")
    shown = commops(root, "build", "--lang", "en", code=1)
    assert "(30)" in shown
    assert shown.count("-broken.md:") == 20 + 1


def test_a_missing_translation_stops_a_build_that_asks_for_all_languages(root):
    line = line_of(root, "title:")
    said = (root / POST).read_text("utf-8")
    (root / POST).write_text(said.replace("title: {en: Which tea?, zh: 喝什么茶？}", "title: {en: Tea}"), "utf-8")
    shown = commops(root, "build", "--strict-languages", "--lang", "en", code=1)
    assert f"{POST}:{line}: " in shown
    assert "--strict-languages" in shown


def test_a_handbook_page_in_one_language_stops_it_too_but_no_post_does():
    posts = {"calendar/2026-10.md": 5, "posts/tea.md": 1}
    demand_translated({"en": posts, "zh-CN": {}})
    with pytest.raises(InputError) as caught:
        demand_translated({"en": {**posts, "learning.md": 2}, "zh-CN": {"rules.md": 3}})
    assert caught.value.what.en == (
        "5 texts are not translated, on these pages:\n    zh-CN/rules.md (3)\n    en/learning.md (2)"
    )


def test_one_call_gives_the_site_the_offline_zip_and_the_archive_with_its_checksum(root):
    shown = commops(root, "build", "--offline", "--tar", "--lang", "en", code=0)
    packed = root / "build/paper-boat-site.tar.gz"
    assert hashlib.sha256(packed.read_bytes()).hexdigest() in shown
    with tarfile.open(packed) as archive:
        assert archive.getmember("index.html").size > 1000
    assert zipfile.ZipFile(root / "build/paper-boat-handbook.zip").testzip() is None
    assert (root / "build/offline/index.html").is_file()
