"""The copy-ready text: word for word what stands in the files, in the form of each channel."""

from pathlib import Path

import pytest

from commops.posting.copy_text import copy_text
from commops.posting.plain import plain
from commops.workspace.load import load

PLATFORMS = {"group": "wechat-group", "oa": "wechat-oa", "weibo": "weibo", "forum": "discourse", "xhs": "xiaohongshu"}
CHANNELS = "channels:\n" + "".join(
    f"  - {{id: {name}, platform: {platform}, name: N, purpose: p, owner: lin,"
    f" language: {'en' if name == 'forum' else 'zh-CN'}, join: {{method: open}}, status: active}}\n"
    for name, platform in PLATFORMS.items()
)
CAMPAIGN = """name: C
objective: o1
start: 2026-11-01
end: 2026-12-31
owner: lin
channels: [oa]
targets: [{metric: m1, value: 1}]
status: running
commercial: false
utm: {campaign: spring sale, medium: community}
"""
PROFILE = """# The small, faultless workspace that the examples of every rule page are laid over.
id: paper-boat
name: {zh: 纸船, en: Paper Boat}
slogan: {zh: 一起读, en: Reading together}
description: {zh: 一个读书社群。, en: A reading community.}
avatar: logo
founded: 2025-03-01
languages: [zh-CN, en]
timezone: Asia/Shanghai
value_props:
  - {zh: 每周共读一章, en: One chapter together every week}
  - {zh: 有人回答问题, en: Somebody answers questions}
  - {zh: 月报公开, en: An open monthly report}
operator:
  name: {zh: 纸船读书会, en: Paper Boat Reading Club}
  type: project
  contact: hello@example.org
as_of: 2026-11-22
site_url: https://home.example.org/
"""
ASSETS = """assets:
  - {id: pic, file: content/assets/pic.png, kind: image, alt: {zh: 一盏灯, en: A lamp}, licence: CC0-1.0}
"""


@pytest.fixture
def copy(tmp_path):
    def make(front: str, body: str, channel: str):
        files = {
            "community/community.yml": PROFILE,
            "community/channels.yml": CHANNELS,
            "content/campaigns/spring.yml": CAMPAIGN,
            "content/assets.yml": ASSETS,
            "content/posts/2026/11/2026-11-25-a.md": "---\ntitle: {zh: 标题, en: Title}\ndate: 2026-11-25T20:00+08:00\n"
            f"channels: [group, oa, weibo, forum, xhs]\n{front}---\n{body}",
        }
        for name, text in files.items():
            path: Path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        ws = load(tmp_path)
        return copy_text(ws, ws.posts[0], channel)

    return make


BODY = "# 头\n\n**粗**体 <b>[词](https://a.example.org/x)</b>\n\n- 一\n- 二\n"


def test_a_group_gets_plain_text_and_no_title(copy):
    made = copy("", BODY, "group")
    assert made.title == ""
    assert made.text == "头\n\n粗体 <b>词 https://a.example.org/x </b>\n\n- 一\n- 二"


def test_a_forum_gets_the_markdown_and_the_title_in_the_language_of_the_body(copy):
    made = copy("language: en\n", BODY, "forum")
    assert (made.title, made.text) == ("Title", BODY.strip())
    assert copy("", BODY, "oa").title == "标题"


def test_a_variant_is_word_for_word(copy):
    front = 'variants:\n  oa: {body: "**a** [b](https://x.example.org)", link: "https://l.example.org/1"}\n'
    made = copy(front, BODY, "oa")
    assert made.text == "**a** [b](https://x.example.org)"
    assert made.links == ("https://l.example.org/1",)
    assert made.own_text


def test_tags_in_the_form_of_the_platform_and_never_twice(copy):
    front = "variants:\n  weibo: {hashtags: [读书, 灯]}\n  xhs: {hashtags: [读书, 灯]}\n  oa: {hashtags: [a]}\n"
    assert copy(front, "正文 #灯#\n", "weibo").text == "正文 #灯#\n\n#读书#"
    assert copy(front, "正文\n", "xhs").text == "正文\n\n#读书 #灯"


LINKS = """campaign: spring
links:
  - {url: "https://shop.example.org/a?b=1#c", label: {zh: 报名, en: Join}, utm: auto}
  - {url: "https://home.example.org/x", utm: auto}
  - {url: "https://shop.example.org/z?utm_source=me", utm: auto}
  - {url: "https://shop.example.org/plain"}
"""
OUT = "https://shop.example.org/a?b=1&utm_source=group&utm_medium=community&utm_campaign=spring%20sale#c"


def test_links_are_tracked_only_where_asked_outside_and_once(copy):
    made = copy(LINKS, "正文\n", "group")
    assert made.text.split("\n") == [
        "正文",
        "",
        f"报名 {OUT}",
        "https://home.example.org/x",
        "https://shop.example.org/z?utm_source=me",
        "https://shop.example.org/plain",
    ]


def test_a_link_in_the_body_is_tracked_there_and_not_repeated(copy):
    made = copy(LINKS, "来 https://shop.example.org/a?b=1#c 看，别去 https://shop.example.org/a?b=1#cd\n", "group")
    assert made.text.startswith(f"来 {OUT} 看，别去 https://shop.example.org/a?b=1#cd\n")
    assert made.text.count("utm_campaign") == 1


def test_pictures_come_with_their_alternative_text(copy):
    (picture,) = copy("assets: [pic]\n", "a\n", "oa").pictures
    assert (picture.file, picture.alt) == ("content/assets/pic.png", "一盏灯")


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("一行\n二行", "一行\n二行"),
        ("a\n\n\n\n\nb", "a\n\nb"),
        ("> 引\n> 文\n\n后", "引\n文\n\n后"),
        ("1. a\n2. b\n   - c\n\nd", "1. a\n2. b\n  - c\n\nd"),
        ("```\n<x>\n```\n", "<x>"),
        ("a\\*b &amp; `c*`", "a*b & c*"),
        ("[https://a.example.org](https://a.example.org)", "https://a.example.org"),
        ("![图](x.png)后", "后"),
        ("| a | b |\n|---|---|\n| 1 | 2 |\n", "a | b\n1 | 2"),
        ("---\n\na", "---\n\na"),
    ],
)
def test_markdown_as_plain_text(markdown, text):
    assert plain(markdown) == text
