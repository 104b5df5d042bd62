"""What was planned and what went out by pillar, beside the quota; and how punctually."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence

from commops.site import graphs, public, reports
from commops.site.charts.figure import Data, Words, figure
from commops.site.charts.stacked import Row, kind, stacked
from commops.site.content.results import published
from commops.site.edition import Edition
from commops.site.html import Html, div, el, span
from commops.workspace.times import instant

_MONTHS = 3


def _last_months(edition: Edition) -> list[tuple[int, int]]:
    """This month and the two before, oldest first."""
    day = edition.ws.as_of
    return [divmod(day.year * 12 + day.month - 1 - back, 12) for back in reversed(range(_MONTHS))]


def planned_in(edition: Edition, year: int, month: int) -> tuple[Counter[str], int]:
    """Approved posts of a month by pillar, and how many of its slots nobody has approved yet."""

    def there(moment: dt.datetime) -> bool:
        local = edition.local(moment)
        return (local.year, local.month) == (year, month)

    approved = Counter(post.pillar or "" for post in public.posts(edition.ws) if there(instant(post.date)))
    return approved, sum(there(moment) for moment in public.planned(edition.ws))


def published_in(edition: Edition, year: int, month: int) -> Counter[str]:
    """Posts that went out in a month by pillar; a post on three channels counts once."""
    first: dict[str, tuple[str, dt.datetime]] = {}
    for post, _, at in published(edition):
        first.setdefault(post.id, (post.pillar or "", at))
    return Counter(pillar for pillar, at in first.values() if (at.year, at.month) == (year, month))


def mix(edition: Edition) -> Html | None:
    """Quota, planned and published of three months as stacked bars."""
    pillars = edition.ws.pillars
    if not pillars:
        return None
    names = [edition.t(pillar.name) for pillar in pillars]
    rows = [Row(edition.say("目标占比", "Quota"), "", [pillar.share_target for pillar in pillars])]
    table = [[rows[0].name, *(graphs.percent(pillar.share_target) for pillar in pillars), "–"]]
    for year, zero in _last_months(edition):
        month = edition.month(year, zero + 1)
        approved, waiting = planned_in(edition, year, zero + 1)
        out = published_in(edition, year, zero + 1)
        for word, counts, unknown in (
            (edition.say("计划", "planned"), approved, waiting),
            (edition.say("发出", "published"), out, 0),
        ):
            parts = [counts[pillar.id] for pillar in pillars]
            rest = unknown + sum(counts.values()) - sum(parts)
            if sum(parts) + rest:
                end = edition.say(f"{sum(parts) + rest} 条", f"{sum(parts) + rest} posts")
                rows.append(Row(f"{month} · {word}", end, parts, rest))
                table.append([f"{month} · {word}", *map(str, parts), str(rest)])
    if len(rows) == 1:
        return None
    title = edition.say("内容配比：目标、计划、发出", "Mix by pillar: quota, planned, published")
    words = Words(
        title,
        edition.say(
            "每条横条是一整份，按支柱分。虚线是还没有批准、不公开支柱的。",
            "Each bar is a whole, divided by pillar. Dashed: not approved yet, pillar not public.",
        ),
        edition.say("数据表", "Data table"),
    )
    drawn = figure(
        words,
        stacked(words, names, rows),
        Data([edition.say("时段", "Period"), *names, edition.say("未批准", "Not approved")], table),
        note=words.summary,
        class_="broad",
    )
    key = div("co-key", *(span("", el("i", class_=kind(place)), name) for place, name in enumerate(names)))
    total = sum(sum(published_in(edition, year, zero + 1).values()) for year, zero in _last_months(edition))
    basis = reports.Basis(
        (), edition.say(f"发出 {total} 条", f"{total} published"), ["content/pillars.yml", "content/posts/"]
    )
    return reports.shown(edition, div("", key, drawn), basis, off_target(edition)[1])


def off_target(edition: Edition) -> tuple[float, str]:
    """By how many points the pillar furthest from its quota was off in the last four weeks, and that in a sentence."""
    since = edition.ws.as_of - dt.timedelta(days=27)
    first: dict[str, str] = {}
    for post, _, at in published(edition):
        if at.date() >= since:
            first.setdefault(post.id, post.pillar or "")
    counts, total = Counter(first.values()), len(first)
    if total < 8 or not edition.ws.pillars:
        return 0.0, ""
    worst = max(
        edition.ws.pillars, key=lambda pillar: (abs(counts[pillar.id] / total - pillar.share_target), pillar.id)
    )
    share = counts[worst.id] / total
    name = edition.t(worst.name)
    now, quota = graphs.percent(share), graphs.percent(worst.share_target)
    told = edition.say(
        f"最近四周发出 {total} 条，离目标最远的是“{name}”：{now}，目标 {quota}。",
        f"Of {total} posts in four weeks, {name} is furthest off: {now}, quota {quota}.",
    )
    return 100 * (share - worst.share_target), told


def accepted_until(edition: Edition) -> str:
    """Until when the team has accepted that the mix is off, or ``""``."""
    listed = edition.ws.pillar_list
    rows = [row for row in (listed.waive if listed else None) or () if row["rule"] == "pillar-mix"]
    days = [row["until"] for row in rows if row.get("until", "") >= edition.ws.as_of.isoformat()]
    return max(days, default="")


def on_time(edition: Edition) -> Html | None:
    """The share of planned posts that went out within half an hour, by week."""
    points = edition.numbers.monthly("cadence", "on_time_rate")
    drawn = graphs.chart(edition, edition.say("按时发出的比例", "Sent on time"), points, show=graphs.percent)
    if drawn is None:
        return None
    shots = [shot for shot in edition.numbers.months if shot.rows("cadence")]
    count = graphs.chart(
        edition,
        edition.say("每周发出（按渠道计）", "Went out each week, by channel"),
        edition.numbers.monthly("cadence", "published"),
        bar=True,
    )
    due = sum(point.n or 0 for point in points)
    basis = reports.Basis(
        ("cadence",),
        edition.say(f"计划 {due} 条次", f"{due} planned"),
        reports.snapshot_files(edition, [shot.period for shot in shots]),
    )
    late = [point for point in points if point.value is not None and point.value < 1]
    so_what = edition.say("已公布的各周都按时。", "On time in every published week.")
    if late:
        so_what = edition.say(
            f"{len(points)} 周里有 {len(late)} 周没有全部按时。", f"Late in {len(late)} of {len(points)} weeks."
        )
    return reports.shown(edition, div("co-charts", drawn, count), basis, so_what)


def waiting_soon(edition: Edition) -> Sequence[dt.datetime]:
    """Slots of the next two weeks that nobody has approved yet."""
    last = edition.ws.as_of + dt.timedelta(days=14)
    return [one for one in public.planned(edition.ws) if edition.ws.as_of <= edition.local(one).date() <= last]
