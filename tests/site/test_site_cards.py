"""Pictures for sharing: drawn from what is public, always the same, and left out where no font can draw Chinese."""

import io
import re
import shutil
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner
from PIL import Image

from commops.cli.build import command
from commops.site import cards, engine, fonts
from commops.site.prepare import prepare
from commops.workspace.load import load

SMALL = Path(__file__).parent / "small"
EVENT = "events/2026-12-12-meetup"


@pytest.fixture
def root(tmp_path):
    shutil.copytree(SMALL, tmp_path / "boat")
    return tmp_path / "boat"


@pytest.fixture
def font(monkeypatch):
    monkeypatch.delenv(fonts.VARIABLE)
    found = fonts.find()
    if found is None:
        pytest.skip("no font with Chinese characters on this computer")
    return found


def pictures(root, **options):
    made = prepare(load(root), root, root / "build", **options).docs
    return made, {path: content for path, content in made.items() if "/assets/cards/" in path}


def card(font, **changes):
    usual = {"key": "x", "community": "纸船", "kicker": "聚会", "title": "冬日聚会", "lines": ("12 月 12 日", "图书馆"),
             "colors": ("#1f6f5c", "#e0962f"), "font": font}  # fmt: skip
    return cards.Card(**{**usual, **changes})


def test_home_and_coming_events_have_one_in_each_language(root, font):
    made, found = pictures(root)
    names = sorted(path.rpartition("-")[0] for path in found)
    assert names == [f"{tag}/assets/cards/{key}" for tag in ("en", "zh-CN") for key in ("2026-12-12-meetup", "home")]
    for content in found.values():
        image = Image.open(io.BytesIO(content))
        assert (image.format, image.size) == ("PNG", (1200, 630))
        assert len(content) < 60_000
    for tag in ("en", "zh-CN"):
        front = yaml.safe_load(made[f"{tag}/{EVENT}.md"].decode().split("---")[1])
        assert f"{tag}/{front['card']}" in found
        assert f"https://boat.example.org/{'' if tag == 'en' else 'zh-cn/'}{front['card']}" in front["data"]
    assert pictures(root)[1] == found


def test_the_bytes_depend_on_what_is_told_and_the_name_too(font):
    one = card(font)
    assert cards.draw(one) == cards.draw(card(font))
    for changes in ({"title": "夏日聚会"}, {"lines": ("12 月 13 日",)}, {"colors": ("#7a4a00", "#0b6b57")}):
        other = card(font, **changes)
        assert cards.draw(other) != cards.draw(one)
        assert other.path != one.path


@pytest.mark.parametrize(
    "title",
    ["长" * 160, "W" * 160, "word " * 30, "🎉" * 5, "", "\u202e\u0000<script>", "、。，" * 20, "一 " * 70],
)
def test_any_title_can_be_drawn(font, title):
    made = cards.draw(card(font, title=title, lines=(title, title)))
    assert Image.open(io.BytesIO(made)).size == (1200, 630)


def test_lines_end_where_the_picture_does_and_never_start_with_a_full_stop(font):
    face = cards._font(font, bold=True, size=64)
    lines = cards._fit("我们在图书馆里读书，喝茶，聊天。" * 3, face, 900, 3)
    assert len(lines) == 3
    assert lines[-1].endswith("…")
    assert all(face.getlength(line) <= 900 + 64 for line in lines)
    assert not any(line[0] in "，。" for line in lines)
    assert cards._fit("short", face, 900, 1) == ["short"]


def test_what_was_drawn_before_is_not_drawn_again(root, font, monkeypatch):
    engine.write_prepared(load(root), root)
    _, before = pictures(root)

    def never(_card):
        raise AssertionError("drawn again")

    monkeypatch.setattr(cards, "draw", never)
    assert pictures(root)[1] == before


def test_a_link_or_another_file_in_its_place_is_not_taken(root, font, tmp_path):
    one = card(font)
    kept = tmp_path / one.path
    kept.parent.mkdir(parents=True)
    kept.write_bytes(b"<html>")
    assert cards.picture(one, tmp_path).startswith(b"\x89PNG")
    secret = tmp_path / "secret.png"
    secret.write_bytes(b"\x89PNG\r\n\x1a\nsecret")
    kept.unlink()
    kept.symlink_to(secret)
    assert b"secret" not in cards.picture(one, tmp_path)


def test_without_a_font_there_are_none_and_the_build_says_so_once(root, monkeypatch):
    monkeypatch.delenv(fonts.VARIABLE)
    monkeypatch.setattr(fonts, "_find", lambda _wanted: None)
    assert pictures(root)[1] == {}
    assert fonts.missing()
    monkeypatch.setattr(engine, "finish", lambda tree, _root, out, **_k: engine.Built(out, tree.pages, tree.languages))
    done = CliRunner().invoke(command, ["--root", str(root), "--lang", "en"])
    assert done.exit_code == 0, done.output
    assert done.stderr.count(fonts.MISSING.en) == 1


def test_nobody_has_to_have_pictures(root, monkeypatch):
    monkeypatch.setenv(fonts.VARIABLE, "off")
    assert pictures(root)[1] == {}
    assert not fonts.missing()


def test_a_font_can_be_named(monkeypatch, font):
    monkeypatch.setenv(fonts.VARIABLE, str(font.regular))
    assert fonts.find() == fonts.Family(font.regular, font.regular)


def test_fonts_are_found_by_name_anywhere_below_the_folders(monkeypatch, tmp_path):
    for name in ("deep/er/simhei.ttf", "NotoSansCJK-Bold.ttc", "other.ttf"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(b"x")
    monkeypatch.setattr(fonts, "_folders", lambda: [tmp_path])
    fonts._find.cache_clear()
    try:
        bold = tmp_path / "NotoSansCJK-Bold.ttc"
        assert fonts._find("") == fonts.Family(bold, bold)
        bold.unlink()
        fonts._find.cache_clear()
        assert fonts._find("").bold.name == "simhei.ttf"
    finally:
        fonts._find.cache_clear()


def test_private_events_are_on_no_picture(root, font):
    file = root / EVENT / "event.yml"
    file.write_text(file.read_text("utf-8") + "visibility: private\n", "utf-8")
    assert [path for path in pictures(root, team=True)[1] if "meetup" in path] == []


@pytest.mark.slow
def test_networks_get_the_full_address_of_the_picture(root, font):
    site = engine.build(load(root), root, root / "build/site").folder
    for place in ("", "zh-cn/"):
        built = (site / place / EVENT / "index.html").read_text("utf-8")
        start = f"https://boat.example.org/{place}"
        (address,) = re.findall(rf'<meta property="og:image" content="{start}([^"]+)">', built)
        assert (site / place / address).read_bytes().startswith(b"\x89PNG")
        assert '<meta name="twitter:card" content="summary_large_image">' in built
    assert "og:image" not in (site / "rules/index.html").read_text("utf-8")
