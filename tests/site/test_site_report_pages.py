"""The reports on growth and on content: what they show is what the committed files say, and gaps are said."""

import datetime as dt
import json
import re
import statistics
from pathlib import Path

import pytest
import yaml

from commops.site.edition import Edition
from commops.site.numbers import Numbers
from commops.site.pages import content, growth
from commops.workspace.load import load

CLONE = Path(__file__).parents[2]
SMALL = Path(__file__).parent / "small"
STATS = {path.stem: json.loads(path.read_text("utf-8")) for path in sorted((CLONE / "community/stats").glob("*.json"))}


def page(root, module, tag):
    ws = load(root)
    (made,) = module.pages(Edition(ws, tag, Numbers.of(ws)))
    return made.body


@pytest.fixture(scope="module", params=["en", "zh-CN"])
def grown(request):
    return request.param, page(CLONE, growth, request.param)


@pytest.fixture(scope="module", params=["en", "zh-CN"])
def written(request):
    return request.param, page(CLONE, content, request.param)


def rows(metric, *, months=False):
    return [
        row for name, shot in STATS.items() if ("W" not in name) == months for row in shot["metrics"].get(metric, [])
    ]


def figures(body):
    return re.findall(r"<figure.*?</figure>", body, re.S)


def tables(body, title):
    figure = next(one for one in figures(body) if title in one)
    found = re.findall(r"<tr>(.*?)</tr>", figure, re.S)
    return [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row) for row in found[1:]]


def posts():
    for path in sorted((CLONE / "content/posts").rglob("*.md")):
        yield yaml.safe_load(path.read_text("utf-8").split("---")[1]) | {"stem": path.stem}


@pytest.mark.parametrize("module", [growth, content])
@pytest.mark.parametrize("root", [CLONE, SMALL])
@pytest.mark.parametrize("tag", ["en", "zh-CN"])
def test_every_drawing_has_names_of_its_own(module, root, tag):
    body = page(root, module, tag)
    ids = re.findall(r'\bid="([^"]+)"', body)
    assert len(ids) == len(set(ids))
    for name in re.findall(r'aria-(?:labelledby|describedby)="([^"]+)"', body):
        assert name in ids
    assert "nan" not in re.sub(r"[a-z]{2,}nan|nan[a-z]{2,}", "", body)
    assert body.index("#next}") < body.index("{#", body.index("#next}"))


def test_every_figure_says_what_it_stands_on(grown, written):
    for _, body in (grown, written):
        for shown in body.split('class="co-shown"')[1:]:
            basis = re.search(r'class="co-basis".*?</p>', shown, re.S)[0]
            assert "<b>n</b>" in basis
            assert "community/stats/" in basis or "content/" in basis


def test_joins_and_leaves_are_those_of_the_snapshots(grown):
    tag, body = grown
    said = {"en": ("Joined and left each week", "not published"), "zh-CN": ("每周入群和退群", "未公布")}[tag]
    found = tables(body, said[0])
    expected = [
        [r["week"], *(said[1] if v is None else str(v) for v in (r["joined"], r["left_n"]))] for r in rows("joins")
    ]
    assert found == expected


def test_the_three_kinds_of_retention_show_every_released_cell(grown):
    tag, body = grown
    places = {
        "retention_classic": ("age", [1, 2, 3, 4, 8, 12], {"en": "Classic: ", "zh-CN": "经典："}),
        "retention_rolling": ("age", [1, 4, 8, 12], {"en": "Rolling: ", "zh-CN": "滚动："}),
        "retention_bracket": ("bracket", ["1-7", "8-14", "15-30", "31-60"], {"en": "Bracket: ", "zh-CN": "区间："}),
    }
    for metric, (along, columns, titles) in places.items():
        known = {(row["cohort"], row[along]): row["retention"] for row in rows(metric) if row[along] in columns}
        shown = [cell for row in tables(body, titles[tag]) for cell in row[2:]]
        few, later = {"en": ("too few", "not yet"), "zh-CN": ("太少", "未到")}[tag]
        assert sorted(c for c in shown if c.endswith("%")) == sorted(
            f"{v * 100:.0f}%" for v in known.values() if v is not None
        )
        assert shown.count(few) == sum(value is None for value in known.values())
        assert shown.count(later) == len(shown) - len(known)
        svg = next(one for one in figures(body) if titles[tag] in one)
        assert svg.count("co-cell--open") == shown.count(later)


def test_the_flow_leaves_out_nothing_but_those_who_stay_away(grown):
    tag, body = grown
    last = STATS["2026-10"]["metrics"]["segment_flow"] + STATS["2026-09"]["metrics"]["segment_flow"]
    quiet = [("lurker", "lurker"), ("-", "-")]
    moved = [row for row in last if row["people"] != 0 and (row["before"], row["segment"]) not in quiet]
    wide, slim = next(one for one in figures(body) if "co-flow" in one).split("co-only-phone")
    assert (wide.count("<svg"), slim.count("<svg")) == (1, 2)
    for drawn in (wide, slim):
        assert drawn.count("co-flow__few") == sum(row["people"] is None for row in moved)
        assert drawn.count("co-flow__band") == sum(row["people"] is not None for row in moved)
    assert {"en": "Of 29 core the month before, 26 still core", "zh-CN": "上月核心 29 人，这月 26 人还是核心"}[
        tag
    ] in body


def test_the_funnel_after_the_first_message_is_the_cohort_of_the_snapshot(grown):
    tag, body = grown
    cells = {row["age"]: row for row in rows("retention_classic") if row["cohort"] == "2026-W39"}
    found = tables(body, {"en": "After the first message", "zh-CN": "开口之后"}[tag])
    assert [row[1] for row in found[:3]] == [
        str(n) for n in (cells[1]["newcomers"], cells[1]["active"], cells[4]["active"])
    ]
    assert found[2][2] == "–"  # week 4 is no part of week 1
    assert found[3][1] == {"en": "not counted", "zh-CN": "没有统计"}[tag]


def test_private_trials_and_segments_are_not_shown(grown):
    _, body = grown
    assert "miss-you-2026-11" not in body
    assert "95% 区间" not in body


def test_small_counts_of_a_typed_funnel_are_withheld(tmp_path):
    import shutil

    root = tmp_path / "boat"
    shutil.copytree(SMALL, root)
    (root / "content/campaigns").mkdir()
    (root / "content/campaigns/tea.yml").write_text(
        "id: tea\nname: Tea <b>\nsummary: Drinkers\nobjective: o1\nstart: 2026-11-01\nend: 2026-11-30\nowner: ann\n"
        "status: running\nchannels: [forum]\ncommercial: false\n"
        "targets: [{metric: active_speakers, value: 9}]\nutm: {campaign: tea}\n"
        "funnel:\n  - {from: 2026-11-01, to: 2026-11-07, steps: {exposure: 900, click: 40, join: 37, speak: 3}}\n",
        "utf-8",
    )
    body = page(root, growth, "en")
    figure = next(one for one in figures(body) if "Tea &lt;b&gt;" in one)
    counts = [row[1] for row in tables(figure, "Tea")]
    assert counts == ["900", "40", "too few, hidden", "too few, hidden", *["not counted"] * 3]


@pytest.mark.parametrize(
    ("module", "tag", "said"),
    [
        (growth, "en", "No cohort of newcomers is four weeks old yet."),
        (growth, "zh-CN", "还没有一批新人满四周。"),
        (content, "en", "No impressions and interactions have been entered yet."),
        (content, "zh-CN", "还没有登记过展示次数和互动。"),
    ],
)
def test_a_small_community_learns_what_is_missing(module, tag, said):
    body = page(SMALL, module, tag)
    assert said in body
    assert body.count("co-missing") >= 4
    assert "secret" not in body.lower()
    assert "Unfinished" not in body


def shown_rates():
    """Every rate of the demo by post and channel, counted from the files."""
    for post in posts():
        out = {row["channel"]: row["at"] for row in post.get("published") or []}
        for row in post.get("results") or []:
            names = [name for name in ("likes", "comments", "shares", "saves", "clicks") if name in row]
            if row.get("impressions") and names and row["channel"] in out:
                yield post, row["channel"], sum(row[name] for name in names) / row["impressions"]


def test_boxes_are_the_medians_of_the_files(written):
    tag, body = written
    kinds = {}
    for post, _, rate in shown_rates():
        kinds.setdefault(post["kind"], []).append(rate)
    table = tables(body, {"en": "Interaction rate by kind", "zh-CN": "各形式的互动率"}[tag])
    assert sorted(int(row[1]) for row in table) == sorted(len(rates) for rates in kinds.values())
    medians = sorted(statistics.median(rates) for rates in kinds.values() if len(rates) >= 5)
    shown = sorted(float(row[3].removesuffix("%")) for row in table if row[3].endswith("%"))
    assert shown == pytest.approx([100 * value for value in medians], abs=0.06)


def test_rates_agree_with_the_released_month():
    ours = {(post["stem"], channel): rate for post, channel, rate in shown_rates()}
    released = rows("interaction_rate", months=True)
    assert len(released) == 34
    for row in released:
        assert ours[row["post"], row["channel"]] == pytest.approx(row["interaction_rate"], abs=6e-5)


def test_the_three_lists_follow_the_rule(written):
    tag, body = written
    channels = {}
    for _, channel, rate in shown_rates():
        channels.setdefault(channel, []).append(rate)
    usual = {name: statistics.median(rates) for name, rates in channels.items() if len(rates) >= 5}
    times = {}
    for post, channel, rate in shown_rates():
        if channel in usual:
            times.setdefault(post["stem"], []).append(rate / usual[channel])
    scores = {stem: statistics.median(values) for stem, values in times.items()}
    expected = [
        sum(value >= 1.25 for value in scores.values()),
        sum(0.75 < value < 1.25 for value in scores.values()),
        sum(value <= 0.75 for value in scores.values()),
    ]
    cards = body.split("co-verdicts")[1].split('class="co-card"')[1:4]
    assert [card.split("co-basis")[0].count("<li>") for card in cards] == expected
    best = max(scores, key=lambda stem: (scores[stem], stem))
    assert f"#p-{best}" in cards[0]
    assert cards[0].count({"en": "approved by", "zh-CN": "批准"}[tag]) == expected[0]


def test_the_mix_counts_posts_not_channels(written):
    tag, body = written
    table = tables(body, {"en": "Mix by pillar", "zh-CN": "内容配比："}[tag])
    out = [p for p in posts() if p.get("published") and str(p["date"])[:7] == "2026-11"]
    row = next(
        row for row in table if row[0] == {"en": "November 2026 · published", "zh-CN": "2026 年 11 月 · 发出"}[tag]
    )
    assert sum(map(int, row[1:])) == len(out)
    plan = next(
        row for row in table if row[0] == {"en": "November 2026 · planned", "zh-CN": "2026 年 11 月 · 计划"}[tag]
    )
    waiting = [p for p in posts() if p["status"] in ("draft", "review") and str(p["date"])[:7] == "2026-11"]
    assert int(plan[-1]) == len(waiting) > 0


def test_what_nobody_approved_stays_unnamed(written):
    _, body = written
    for post in posts():
        if post["status"] in ("draft", "review", "idea"):
            assert post["stem"] not in body
            assert post["title"]["en"] not in body


def test_rings_stand_on_the_hours_of_posts(written):
    _, body = written
    first, last = dt.date(2026, 10, 26), dt.date(2026, 11, 22)
    hours = {
        (post["stem"], at.date(), at.hour)
        for post in posts()
        for row in post.get("published") or []
        if first <= (at := dt.datetime.fromisoformat(str(row["at"]))).date() <= last
    }
    figure = next(one for one in figures(body) if "co-only-phone" in one)
    rings = re.findall(r'class="co-marker__sign">(\d+)<', figure)
    assert sum(map(int, rings)) == 2 * len(hours)  # once for desktops, once for phones
