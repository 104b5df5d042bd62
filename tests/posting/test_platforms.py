"""The table of platforms knows every platform of the channel list, and every limit has a unit, a source and a date."""

import datetime as dt
import json
import re

import pytest

from commops.posting.lengths import UNITS
from commops.posting.platforms import _table, counted, platform, unit_hint
from commops.resources import folder

SCHEMA = json.loads((folder("schemas") / "channel-list.schema.json").read_text(encoding="utf-8"))
NAMES = SCHEMA["definitions"]["channel"]["properties"]["platform"]["enum"]
FIELDS = {"title", "body", "alt", "hashtags", "hashtag", "images", "links", "video_s", "image_bytes", "video_bytes"}


def test_the_table_and_the_schema_list_the_same_platforms():
    assert sorted(_table()["platforms"]) == sorted(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_every_row_is_complete(name):
    row = platform(name)
    assert row.paste in ("plain", "markdown", "html")
    assert row.checked_on <= dt.date(2026, 11, 22)
    assert row.tag == "" or "{tag}" in row.tag
    for limit in row.limits:
        assert limit.field in FIELDS
        assert limit.most > 0
        assert limit.source
        assert unit_hint(limit.unit).zh
        assert counted(limit) == (limit.field in ("title", "body", "alt", "hashtag"))


def test_every_unit_and_source_of_the_table_is_used():
    limits = [limit for name in NAMES for limit in platform(name).limits]
    assert set(UNITS) <= {limit.unit for limit in limits} | {"grapheme"}
    used = set(re.findall(r"source: ([\w-]+)\}", (folder("schemas") / "platforms.yml").read_text(encoding="utf-8")))
    assert used == set(_table()["sources"])


def test_only_what_the_platform_says_is_verified():
    assert all(limit.verified for limit in platform("bluesky").limits)
    assert not any(limit.verified for limit in platform("xiaohongshu").limits)


def test_the_first_limit_that_is_meant_for_a_post_counts():
    most = {limit.field: limit.most for limit in platform("telegram").fitting("text", {}, media=False)}
    assert most["body"] == 4096
    most = {limit.field: limit.most for limit in platform("telegram").fitting("image", {}, media=True)}
    assert most["body"] == 1024
    most = {limit.field: limit.most for limit in platform("douyin").fitting("video", {}, media=True)}
    assert most["title"] == 30


def test_a_limit_of_the_channel_counts_in_the_unit_of_the_platform():
    own = {limit.field: limit for limit in platform("x").fitting("text", {"body": 25000, "images": 2}, media=False)}
    assert (own["body"].most, own["body"].unit, own["body"].verified) == (25000, "weighted-x", True)
    assert own["images"].most == 2
    both = [limit for limit in platform("bluesky").fitting("text", {"body": 200}, media=False) if limit.field == "body"]
    assert [(limit.most, limit.unit) for limit in both] == [(200, "grapheme")]
