"""What is pasted is what is counted: the limits of the platform, or those of the channel."""

import pytest

from commops.posting.fits import excesses
from commops.workspace.load import load

CHANNELS = """channels:
  - {id: sky, platform: bluesky, name: Sky, purpose: News, owner: lin, language: en, status: active}
  - {id: line, platform: threads, name: Threads, purpose: News, owner: lin, language: en, status: active}
  - {id: tusk, platform: mastodon, name: Mastodon, purpose: News, owner: lin, language: en, status: active}
"""
PICTURE = "  - {{id: p{}, url: https://example.org/a.png, kind: image, licence: own, alt: A}}\n"


def found(root, front, body, certain=True):
    for path, text in {
        "community/community.yml": "timezone: Asia/Shanghai\nas_of: 2026-11-22\n",
        "community/channels.yml": CHANNELS,
        "content/assets.yml": "assets:\n" + "".join(PICTURE.format(at) for at in range(5)),
        "content/posts/2026/11/2026-11-25-a.md": f"---\ntitle: A\ndate: 2026-11-25T20:00+08:00\n{front}\n---\n{body}\n",
    }.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    ws = load(root)
    return [(one.limit.field, one.used, one.limit.unit) for one in excesses(ws, ws.posts[0], certain=certain)]


FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466"


def test_a_platform_may_have_two_limits_for_one_text(tmp_path):
    assert found(tmp_path, "channels: [sky]", FAMILY * 130) == [("body", 3250, "utf8-bytes")]
    assert found(tmp_path, "channels: [sky]", FAMILY * 110) == []
    assert found(tmp_path, "channels: [sky]", "a" * 301) == [("body", 301, "grapheme")]


def test_links_of_a_text_are_counted_once(tmp_path):
    urls = " ".join(f"https://example.org/{n}" for n in (1, 2, 3, 4, 5, 5))
    assert found(tmp_path, "channels: [line]", urls) == []
    assert found(tmp_path, "channels: [line]", f"{urls} https://example.org/6") == [("links", 6, "items")]


@pytest.mark.parametrize(("status", "expected"), [("draft", 1), ("published", 0), ("withdrawn", 0)])
def test_only_what_still_goes_out_is_looked_at(tmp_path, status, expected):
    assert len(found(tmp_path, f"channels: [sky]\nstatus: {status}", "a" * 301)) == expected


def test_pictures_and_tags_are_counted(tmp_path):
    assert found(tmp_path, "channels: [sky]\nassets: [p0, p1, p2, p3]", "Hi") == []
    assert found(tmp_path, "channels: [sky]\nassets: [p0, p1, p2, p3, p4]", "Hi") == [("images", 5, "items")]
    tags = ", ".join("abcdefgh")
    front = f"channels: [sky]\nvariants: {{sky: {{hashtags: [{tags}, {'x' * 50}]}}}}"
    assert found(tmp_path, front, "Hi") == [("hashtags", 9, "items")]
