"""Date rules exactly at their limits: the day itself, midnight, the ends of months and years, clock changes."""

from __future__ import annotations

import time

import pytest
from calendarkit import hits, post, published, workspace

CHANNEL = """channels:
  - id: oa
    platform: wechat-oa
    name: {zh: 公众号, en: Official account}
    purpose: {zh: 长文。, en: Long texts.}
    owner: mei
    language: zh-CN
    frequency: {max_per_day: 1}
    status: active
"""
SCHEDULED = {"status": "scheduled", "kind": "text", "pillar": "read", "author": "mei", "approved_by": "lin"}
SCHEDULED["approved_at"] = "2026-01-01T10:00+08:00"


@pytest.mark.parametrize(
    ("at", "as_of", "count"),
    [
        ("2026-11-21T23:59+08:00", "2026-11-22", 1),
        ("2026-11-22T00:00+08:00", "2026-11-22", 0),
        ("2026-11-21T16:00+00:00", "2026-11-22", 0),
        ("2026-11-21T15:59Z", "2026-11-22", 1),
        ("2026-12-31T23:59+08:00", "2027-01-01", 1),
        ("2028-02-29T20:00+08:00", "2028-03-01", 1),
    ],
)
def test_overdue_begins_the_day_after(tmp_path, at, as_of, count):
    ws = workspace(tmp_path, post(at, **{**SCHEDULED, "scheduled_at": at}), as_of=as_of)
    assert len(hits(ws, "overdue-post")) == count


@pytest.mark.parametrize(
    ("as_of", "count"), [("2026-03-07", 0), ("2026-03-08", 1), ("2026-08-30", 1), ("2026-09-02", 0)]
)
def test_results_are_due_after_seven_days_for_half_a_year(tmp_path, as_of, count):
    ws = workspace(tmp_path, published("2026-02-28T20:00+08:00"), as_of=as_of)
    assert len(hits(ws, "results-missing")) == count


@pytest.mark.parametrize(("as_of", "count"), [("2027-01-10", 0), ("2027-01-11", 1)])
def test_a_gap_runs_over_the_end_of_the_year(tmp_path, as_of, count):
    ws = workspace(tmp_path, published("2026-12-20T23:59+08:00"), as_of=as_of)
    assert len(hits(ws, "channel-gap")) == count


def test_a_gap_longer_than_the_outlook_is_seen(tmp_path):
    (hit,) = hits(workspace(tmp_path, published("2026-01-05T20:00+08:00")), "channel-gap")
    assert hit.facts["days"] == 321


@pytest.mark.parametrize(("second", "count"), [("2026-12-31T23:59+08:00", 1), ("2027-01-01T00:00+08:00", 0)])
def test_a_day_ends_at_the_community_s_midnight(tmp_path, second, count):
    files = {
        "community/channels.yml": CHANNEL,
        **post("2026-12-31T00:00+08:00", "first"),
        **post(second, "second"),
    }
    assert len(hits(workspace(tmp_path, files), "posts-per-day")) == count


def test_a_day_on_which_clocks_go_back_is_one_day(tmp_path):
    files = {
        "community/channels.yml": CHANNEL,
        **post("2026-10-25T00:00+02:00", "first"),
        **post("2026-10-25T23:59+01:00", "second"),
    }
    ws = workspace(tmp_path, files, zone="Europe/Berlin", as_of="2026-10-20")
    assert len(hits(ws, "posts-per-day")) == 1


def test_the_hour_that_comes_twice_is_an_hour(tmp_path):
    """02:50 and 02:10 stand on the clock in the wrong order; the instants are twenty minutes apart."""
    files = {**post("2026-10-25T02:50+02:00", "first"), **post("2026-10-25T02:10+01:00", "second")}
    ws = workspace(tmp_path / "a", files, zone="Europe/Berlin", as_of="2026-10-20")
    (hit,) = hits(ws, "posts-apart")
    assert (hit.facts["minutes"], hit.at.path) == (20, "content/posts/2026/10/2026-10-25-second.md")
    files = {**post("2026-10-25T02:10+02:00", "first"), **post("2026-10-25T02:10+01:00", "second")}
    assert hits(workspace(tmp_path / "b", files, zone="Europe/Berlin", as_of="2026-10-20"), "posts-apart") == []


def test_the_hour_that_is_skipped_does_not_part_posts(tmp_path):
    files = {**post("2026-03-29T01:50+01:00", "first"), **post("2026-03-29T03:10+02:00", "second")}
    (hit,) = hits(workspace(tmp_path, files, zone="Europe/Berlin", as_of="2026-03-20"), "posts-apart")
    assert hit.facts["minutes"] == 20


def test_an_embargo_ends_at_an_instant_not_at_a_clock_time(tmp_path):
    early = post("2026-10-25T02:30+02:00", embargo_until="2026-10-25T02:15+01:00")
    assert len(hits(workspace(tmp_path, early, zone="Europe/Berlin", as_of="2026-10-20"), "embargo")) == 1


def test_each_pair_is_told_once(tmp_path):
    files = {}
    for number in range(4):
        files |= post(f"2026-11-25T20:{number * 10:02d}+08:00", f"n{number}")
    ws = workspace(tmp_path, files)
    assert [hit.facts["file"][-5:] for hit in hits(ws, "posts-apart")] == ["n0.md", "n1.md", "n2.md"]


def test_what_is_over_clashes_with_nothing(tmp_path):
    files = {**published("2026-11-20T20:00+08:00", "first"), **published("2026-11-20T20:10+08:00", "second")}
    ws = workspace(tmp_path, files)
    assert hits(ws, "posts-apart") == hits(ws, "posts-per-day") == []


@pytest.mark.slow
def test_repeats_among_six_thousand_posts_are_not_sought_by_comparing_all(tmp_path):
    import random

    dice, files = random.Random(7), {}
    for number in range(6000):
        month, day = number // 28 % 12 + 1, number % 28 + 1
        at = f"{2026 - number // 336}-{month:02d}-{day:02d}T20:00+08:00"
        body = "".join(dice.choices("今晚八点一起读第三章带上书和一杯热茶纸墨灯雪江湖", k=400))
        files |= published(at, f"n{number}", body=body)
    files |= post("2026-11-25T20:00+08:00", "copy", body=body)
    ws = workspace(tmp_path, files)
    hits(ws, "posts-per-day")  # the outlook is shared
    begun = time.process_time()
    hits(ws, "near-duplicate")
    # Each with each would be 18 million comparisons: minutes.
    assert time.process_time() - begun < 5
