"""How people respond: by kind of post, by hour, and by how much is posted."""

from __future__ import annotations

import datetime as dt
import statistics
from collections import Counter
from collections.abc import Sequence

from commops.site import graphs, reports
from commops.site.charts.box import Box, boxes
from commops.site.charts.figure import Data, Words, figure
from commops.site.charts.scatter import Spot, medians, scatter
from commops.site.content.results import DAYS, ENOUGH, Rate, published, quartiles, usual
from commops.site.edition import Edition
from commops.site.html import Html, div, span
from commops.site.labels import label

_POSTS = ("content/posts/",)


def _percent(value: float) -> str:
    return f"{value * 100:.1f}".removesuffix(".0") + "%"


def by_kind(edition: Edition, found: Sequence[Rate]) -> Html | None:
    """Box plots of the interaction rate, the kind with the highest median first, kinds with too few below."""
    if not found:
        return None
    kinds = sorted({rate.post.kind_ or "" for rate in found})
    rows = [_box(edition, kind, [rate for rate in found if (rate.post.kind_ or "") == kind]) for kind in kinds]
    rows.sort(key=lambda row: (row.quartiles is None, -(row.quartiles or (0, 0, 0))[1], row.name))
    title = edition.say("各形式的互动率", "Interaction rate by kind")
    words = Words(
        title,
        edition.say(
            f"最近 {DAYS} 天。箱是中间一半，竖线是中位数，每点是一条内容在一个渠道的结果；不足 {ENOUGH} 点的不画箱。",
            f"The last {DAYS} days. Box: the middle half; line: the median; each point is one post on one channel; "
            f"no box for fewer than {ENOUGH}.",
        ),
        edition.say("数据表", "Data table"),
    )
    none = edition.say("太少", "too few")
    table = [
        [row.name, str(len(row.values)), *(map(_percent, row.quartiles) if row.quartiles else [none] * 3)]
        for row in rows
    ]
    columns = [
        edition.say(zh, en)
        for zh, en in (
            ("形式", "Kind"),
            ("条数", "n"),
            ("下四分位", "Lower quartile"),
            ("中位数", "Median"),
            ("上四分位", "Upper quartile"),
        )
    ]
    drawn = figure(words, boxes(words, rows, show=_percent), Data(columns, table), note=words.summary, class_="broad")
    basis = reports.Basis(
        ("interaction_by_kind", "interaction_rate"),
        edition.say(f"{len(found)} 条结果", f"{len(found)} results"),
        _POSTS,
    )
    return reports.shown(edition, drawn, basis, best_kind(edition, rows))


def _box(edition: Edition, kind: str, found: Sequence[Rate]) -> Box:
    values = [(rate.value, f"{edition.t(rate.post.title)} · {edition.of('channel', rate.channel)}") for rate in found]
    name = label(edition.lang, "post", "kind", value=kind or None) or edition.say("没写形式", "no kind")
    return Box(name, values, quartiles(value for value, _ in values))


def best_kind(edition: Edition, rows: Sequence[Box]) -> str:
    """The best and the weakest kind, with a word on whether their middle halves overlap."""
    known = [(row.name, row.quartiles) for row in rows if row.quartiles is not None]
    if len(known) < 2:
        return edition.say(
            f"不足两种形式有 {ENOUGH} 条结果，还不能比。",
            f"Fewer than two kinds have {ENOUGH} results; nothing to compare yet.",
        )
    (best, high), (worst, low) = known[0], known[-1]
    told = edition.say(
        f"中位数最高的是{best}（{_percent(high[1])}），最低的是{worst}（{_percent(low[1])}）",
        f"Highest median: {best} ({_percent(high[1])}); lowest: {worst} ({_percent(low[1])})",
    )
    if high[0] > low[2]:
        return told + edition.say(
            "，中间一半不重叠。渠道不同分母不同，换渠道再比。",
            "; their middle halves do not overlap. Channels count differently, so compare within a channel too.",
        )
    return told + edition.say(
        "，中间一半有重叠，差别不大。", "; their middle halves overlap, so the difference is small."
    )


# Hours ---------------------------------------------------------------------------------------------------------------


def posting_hours(edition: Edition) -> Counter[tuple[int, int]]:
    """How many went out by weekday and hour in the 28 days of the newest map of active hours."""
    newest = edition.numbers.newest("active_hours")
    if newest is None:
        return Counter()
    last = dt.date.fromisoformat(newest.end)
    times = {(post.id, at.date(), at.hour) for post, _, at in published(edition) if 0 <= (last - at.date()).days < 28}
    return Counter((day.weekday(), hour) for _, day, hour in times)


def hours(edition: Edition) -> Html | None:
    """When people talk, with the own posts of the same 28 days in rings."""
    newest = edition.numbers.newest("active_hours")
    ours = posting_hours(edition)
    drawn = graphs.hours_figure(edition, marks={place: str(count) for place, count in ours.items()})
    if newest is None or drawn is None:
        return None
    key = div(
        "co-key",
        span(
            "",
            edition.say(
                "圈里的数字：这 28 天里这个钟点我们发了几次",
                "Number in a ring: how often we posted in that hour of the 28 days",
            ),
        ),
    )
    messages = sum(row["messages"] for row in newest.rows("active_hours") if isinstance(row["messages"], int))
    n = edition.say(
        f"{messages:,} 条消息，{sum(ours.values())} 次发布", f"{messages:,} messages, {sum(ours.values())} posts"
    )
    basis = reports.Basis(("active_hours",), n, [*reports.snapshot_files(edition, [newest.period]), *_POSTS])
    return reports.shown(edition, div("", key, drawn), basis, busiest(edition)[1])


def busiest(edition: Edition) -> tuple[bool, str]:
    """Whether anything went out in one of the three busiest hours, and that in a sentence."""
    newest = edition.numbers.newest("active_hours")
    rows = newest.rows("active_hours") if newest else []
    known = [row for row in rows if isinstance(row["share"], float)]
    known.sort(key=lambda row: (-float(row["share"] or 0), row["dow"], row["hour"]))
    places = [(int(row["dow"] or 0), int(row["hour"] or 0)) for row in known[:3]]
    if not places:
        return True, ""
    ours = posting_hours(edition)
    hit = [place for place in places if ours[place]]
    names = edition.list(f"{edition.weekday(day)} {hour}:00" for day, hour in places)
    count = len(hit)
    return bool(hit), edition.say(
        f"最热闹的三个钟点是{names}，其中 {count} 个我们发过内容。",
        f"The three busiest hours are {names}; we posted in {count} of them.",
    )


# Cadence -------------------------------------------------------------------------------------------------------------


def spots(edition: Edition, found: Sequence[Rate]) -> list[Spot]:
    """Each channel and week with results: posts that went out, and the median rate as times the channel's usual."""
    known = usual(found)
    counts = Counter((channel, at.date().isocalendar()[:2]) for _, channel, at in published(edition))
    groups: dict[tuple[str, tuple[int, int]], list[float]] = {}
    for rate in found:
        if rate.channel in known:
            groups.setdefault((rate.channel, rate.day.isocalendar()[:2]), []).append(rate.value / known[rate.channel])
    return [
        Spot(
            counts[place],
            statistics.median(values),
            f"{edition.of('channel', place[0])} {place[1][0]}-W{place[1][1]:02d}",
        )
        for place, values in sorted(groups.items())
    ]


def cadence(edition: Edition, found: Sequence[Rate]) -> Html | None:
    """Whether more posts in a week go with less interaction for each."""
    points = spots(edition, found)
    if not points:
        return None
    title = edition.say("发得多，互动会少吗", "Do more posts mean less interaction?")
    words = Words(
        title,
        edition.say(
            "每点是一个渠道的一周。虚线是该渠道平时的互动率，折线是各频率的中位数（至少 3 点）。",
            "Each point is a week of a channel. Dashed: the channel's usual rate; line: medians of 3 points or more.",
        ),
        edition.say("数据表", "Data table"),
    )
    axes = (
        edition.say("一周发几条", "posts in the week"),
        edition.say("互动率 ÷ 该渠道平时", "rate ÷ the channel's usual"),
    )
    drawing = scatter(words, points, axes=axes, show=lambda value: f"×{value:g}", level=1)
    table = [[spot.name, f"{spot.x:g}", f"×{spot.y:.2f}"] for spot in points]
    drawn = figure(
        words,
        drawing,
        Data([edition.say("渠道和周", "Channel and week"), *axes], table),
        note=words.summary,
        class_="broad",
    )
    basis = reports.Basis(
        ("cadence", "interaction_rate"), edition.say(f"{len(points)} 个渠道周", f"{len(points)} channel-weeks"), _POSTS
    )
    return reports.shown(edition, drawn, basis, _fatigue(edition, points))


def _fatigue(edition: Edition, points: Sequence[Spot]) -> str:
    line = medians(points)
    if len(line) < 2:
        return edition.say("点太少，看不出频率和互动的关系。", "Too few points to see whether frequency matters.")
    (few, high, _), (many, low, _) = line[0], line[-1]
    told = edition.say(
        f"一周 {few:g} 条时中位数 ×{high:.2f}，{many:g} 条时 ×{low:.2f}。",
        f"Median ×{high:.2f} at {few:g} a week, ×{low:.2f} at {many:g}.",
    )
    verdict = (
        edition.say(
            "发得多的那几周每条互动少一些；是不是因为发得多，这张图说不了。",
            " Each post got less in the busier weeks; whether because of that, this chart cannot tell.",
        )
        if low < high * 0.8
        else edition.say("没有看到发多了互动变少。", " No sign that more posts mean less interaction.")
    )
    return told + verdict


def unread(edition: Edition) -> list[str]:
    """Titles of posts that have been out for a week on a channel and have no results yet."""
    due = edition.ws.as_of - dt.timedelta(days=7)
    since = edition.ws.as_of - dt.timedelta(days=DAYS - 1)
    found = {
        post.id: edition.t(post.title)
        for post, _, at in published(edition)
        if since <= at.date() <= due and not post.results
    }
    return [title for _, title in sorted(found.items())]
