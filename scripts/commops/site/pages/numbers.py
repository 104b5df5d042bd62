"""The numbers page: growth, posters, newcomers, hours, concentration and answers, each with its definition beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from commops.site import blocks, public, stories
from commops.site.charts.figure import Data, Words, brief, figure
from commops.site.charts.grid import heat, triangle
from commops.site.charts.series import Marker, Series, bars, lines
from commops.site.edition import Edition
from commops.site.html import Child, Html, div, el, to_page
from commops.site.numbers import computed
from commops.site.tree import Page, body, heading
from commops.stats import pages as definitions
from commops.stats import read
from commops.stats.read import Point
from commops.workspace.times import instant


def pages(edition: Edition) -> Iterator[Page]:
    """One page with everything that has been published."""
    title = edition.say("数字", "Numbers")
    numbers = edition.numbers
    lead = edition.say("还没有公布数字。", "No numbers have been published yet.")
    if numbers.shots:
        first, last = numbers.shots[0].period, numbers.shots[-1].period
        lead = edition.say(
            f"{first} 到 {last},每周一份汇总。只公布汇总数,1 到 4 人的格子不显示。",
            f"{first} to {last}, one summary a week. Totals only; cells of 1 to 4 people are hidden.",
        )
    yield Page(
        "numbers.md",
        title,
        body(
            heading(1, title, "numbers"),
            blocks.lead(lead),
            *_growth(edition),
            *_posters(edition),
            *_newcomers(edition),
            *_hours(edition),
            *_spread(edition),
            *_answers(edition),
            *_events(edition),
        ),
        edition.say(f"{edition.name}的公开数据", f"Published numbers of {edition.name}"),
        source="community/stats",
        toc=True,
        kind="numbers",
    )


def _section(edition: Edition, title: str, anchor: str, *parts: Child) -> list[Child]:
    shown = [part for part in parts if part]
    return [heading(2, title, anchor), *shown] if shown else []


def _definition(edition: Edition, key: str) -> Html | None:
    """How the number is worked out and what to beware of, with the way to the whole definition."""
    if key not in computed():
        return None
    page = definitions.load_page(key)
    link = to_page(f"{stories.GLOSSARY}#m-{key}", edition.t(page.name))
    return el("p", link, edition.say(":", ": "), edition.t(page.formula), edition.say("。", ". "), edition.t(page.caveat),
              class_="co-definition")  # fmt: skip


def _words(edition: Edition, title: str, points: Sequence[Point], show: Callable[[float], str] = brief) -> Words:
    known = [point for point in points if point.value is not None]
    if not known:
        return Words(title, "", edition.say("数据表", "Data table"))
    low, high = min(p.value or 0 for p in known), max(p.value or 0 for p in known)
    last = known[-1]
    return Words(
        title,
        edition.say(
            f"{known[0].period} 到 {last.period},最低 {show(low)},最高 {show(high)},最近 {show(last.value or 0)}",
            f"{known[0].period} to {last.period}: lowest {show(low)}, highest {show(high)}, latest {show(last.value or 0)}",
        ),
        edition.say("数据表", "Data table"),
    )


def _percent(value: float) -> str:
    return f"{value * 100:.0f}%"


def _cells(points: Sequence[Point], show: Callable[[float], str] = brief) -> list[list[str]]:
    return [[point.period, "–" if point.value is None else show(point.value)] for point in points]


def _chart(
    edition: Edition, title: str, points: Sequence[Point], *, key: str, bar: bool = False,
    show: Callable[[float], str] = brief, events: bool = False, note: str = "",
) -> Html | None:  # fmt: skip
    """One series as a chart with its table and definition; nothing when no value is known."""
    if not any(point.value is not None for point in points):
        return None
    labels = [stories.short(point.period) for point in points]
    values = [point.value for point in points]
    words = _words(edition, title, points, show)
    markers = _markers(edition, points) if events else []
    drawing = (
        bars(words, labels, values, markers=markers, show=show)
        if bar
        else lines(words, labels, [Series(title, values, area=True)], markers=markers, show=show)
    )
    data = Data([edition.say("时段", "Period"), title], _cells(points, show))
    return div("", figure(words, drawing, data, note=note), _definition(edition, key))


def _markers(edition: Edition, points: Sequence[Point]) -> list[Marker]:
    """Public events at the week in which they started, numbered in order."""
    starts = {stories.monday(point.period): index for index, point in enumerate(points) if stories.monday(point.period)}
    found = []
    for event in public.events(edition.ws):
        day = edition.local(instant(event.start)).date()
        index = next((i for m, i in starts.items() if m and 0 <= (day - m).days < 7), None)
        if index is not None and event.status != "cancelled":
            found.append(Marker(index, str(len(found) + 1), edition.t(event.name)))
    return found


def _marker_note(edition: Edition, points: Sequence[Point]) -> str:
    return edition.say(";", "; ").join(f"{marker.sign} {marker.text}" for marker in _markers(edition, points))


def _growth(edition: Edition) -> list[Child]:
    numbers = edition.numbers
    counts = [Point(day.isoformat(), sum(row.values()), None) for day, row in numbers.members]
    title = edition.say("成员总数", "Members")
    chart = None
    if counts:
        words = _words(edition, title, counts)
        labels = [f"{int(p.period[5:7])}/{int(p.period[8:])}" for p in counts]
        drawing = lines(words, labels, [Series(title, [p.value for p in counts], area=True)])
        channels = sorted({channel for _, row in numbers.members for channel in row})
        table = Data(
            [edition.say("日期", "Date"), *(edition.of("channel", c) for c in channels)],
            [[day.isoformat(), *(str(row.get(c, "–")) for c in channels)] for day, row in numbers.members],
        )
        note = edition.say("各渠道每周登记的人数相加,同一个人进两个群算两次。", "Weekly counts of all channels added up; a person in two groups counts twice.")
        chart = div("", figure(words, drawing, table, note=note))
    joined = numbers.series("joins", "joined")
    return _section(
        edition, edition.say("增长", "Growth"), "growth",
        _pair(chart, _chart(edition, edition.say("每周入群", "Joined each week"), joined, key="joins", bar=True)),
    )  # fmt: skip


def _pair(*charts: Html | None) -> Html | None:
    shown = [chart for chart in charts if chart]
    return div("co-charts", *shown) if shown else None


def _posters(edition: Edition) -> list[Child]:
    speakers = edition.numbers.series("active_speakers", "speakers", grain="week")
    messages = edition.numbers.series("active_speakers", "messages", grain="week")
    return _section(
        edition, edition.say("每周发言", "Posting"), "posters",
        _pair(
            _chart(edition, edition.say("每周发言人数", "Weekly posters"), speakers, key="active_speakers", events=True,
                   note=_marker_note(edition, speakers)),
            _chart(edition, edition.say("每周消息数", "Messages each week"), messages, key="msgs_per_speaker", bar=True),
        ),
        _by_channel(edition),
    )  # fmt: skip


def _by_channel(edition: Edition) -> Html | None:
    """The newest week by channel."""
    newest = edition.numbers.newest
    if newest is None:
        return None
    rows: list[list[Child]] = []
    for row in newest.rows("active_speakers", grain="week"):
        if row["channel"] != "*":
            rates = newest.rows("active_rate", grain="week", channel=row["channel"])
            share = _float(rates[0].get("active_rate")) if rates else None
            rows.append([
                edition.of("channel", str(row["channel"])), _cell(row.get("speakers")), _cell(row.get("messages")),
                "–" if share is None else _percent(share),
            ])  # fmt: skip
    week = newest.period
    columns = [edition.say(zh, en) for zh, en in ((f"渠道({week})", f"Channel ({week})"), ("发言人数", "Posters"),
               ("消息数", "Messages"), ("活跃率", "Active rate"))]  # fmt: skip
    return blocks.table(columns, rows, numeric=(1, 2, 3)) if rows else None


def _cell(value: object) -> str:
    return blocks.number(float(value)) if isinstance(value, int | float) else "–"


def _newcomers(edition: Edition) -> list[Child]:
    activation = edition.numbers.series("activation_7d", "activation")
    return _section(
        edition, edition.say("新人", "Newcomers"), "newcomers",
        _chart(edition, edition.say("新人 7 日内发言的比例", "Newcomers who speak within 7 days"), activation,
               key="activation_7d", show=_percent),
        _retention(edition),
    )  # fmt: skip


def _retention(edition: Edition) -> Html | None:
    found = read.triangle(edition.numbers.shots)
    ages = [age for age in found.ages if age > 0]
    if not ages:
        return None
    names = [(_block_name(cohort), _size(edition, found.sizes[cohort])) for cohort in found.cohorts]
    cells = [[found.cells.get((cohort, age)) for age in ages] for cohort in found.cohorts]
    shares = [[cell.value if cell else None for cell in row] for row in cells]
    hidden = [[cell is not None and cell.value is None for cell in row] for row in cells]
    title = edition.say("留存三角:新人第 N 周还说话的比例", "Retention: share of newcomers who speak in week N")
    words = Words(
        title,
        edition.say("每行是四周内第一次发言的新人,每列是之后第几周。空白是还没到的周,虚线框是人数太少不公布。",
                    "Each row holds newcomers of four weeks, each column a later week. Empty: not there yet; dotted: too few people."),
        edition.say("数据表", "Data table"),
    )  # fmt: skip
    columns = [edition.say(f"{age} 周", f"W{age}") for age in ages]
    data = Data(
        [edition.say("批次", "Cohort"), edition.say("人数", "People"), *columns],
        [[name, size, *("–" if s is None else _percent(s) for s in row)] for (name, size), row in zip(names, shares, strict=True)],
    )
    drawing = triangle(words, names, columns, shares, hidden=hidden)
    return div("", figure(words, drawing, data, note=words.summary, class_="wide"), _definition(edition, "retention_classic"))


def _block_name(cohort: str) -> str:
    day = stories.monday(cohort)
    return f"{day.month}/{day.day} +4" if day else cohort


def _size(edition: Edition, size: int | None) -> str:
    return "–" if size is None else edition.say(f"{size} 人", str(size))


def _float(value: object) -> float | None:
    return float(value) if isinstance(value, int | float) else None


def _hours(edition: Edition) -> list[Child]:
    """The newest 28 days by weekday and hour."""
    newest = edition.numbers.newest
    if newest is None or not newest.rows("active_hours"):
        return []
    values = read.hours(newest, "share")
    days = [edition.weekday(day) for day in range(7)]
    hours = [str(hour) for hour in range(24)]
    best = max(((v or 0, d, h) for d, row in enumerate(values) for h, v in enumerate(row)), default=(0, 0, 0))
    title = edition.say("一周里什么时候有人说话", "When people talk")
    words = Words(
        title,
        edition.say(f"最近 28 天。最热闹的是{days[best[1]]} {best[2]} 点。格子越深消息越多,虚线框是人数太少不公布。",
                    f"Last 28 days. Busiest: {days[best[1]]} at {best[2]}:00. Darker means more; dotted: too few people."),
        edition.say("数据表", "Data table"),
    )  # fmt: skip
    data = Data(
        [edition.say("时", "Hour"), *days],
        [[hours[h], *("–" if values[d][h] is None else f"{(values[d][h] or 0) * 100:.1f}%" for d in range(7))] for h in range(24)],
    )
    flipped = [[values[day][hour] for day in range(7)] for hour in range(24)]
    both = Html(
        div("co-only-desktop", heat(words, days, hours, values))
        + div("co-only-phone", heat(words, hours, days, flipped))
    )
    return _section(
        edition, edition.say("活跃时段", "Active hours"), "hours",
        div("", figure(words, both, data, note=words.summary, class_="hours"), _definition(edition, "active_hours")),
    )  # fmt: skip


def _spread(edition: Edition) -> list[Child]:
    gini = edition.numbers.series("concentration", "gini", grain="28d")
    top = edition.numbers.series("concentration", "top10_share", grain="28d")
    return _section(
        edition, edition.say("发言集中度", "Concentration"), "concentration",
        _pair(
            _chart(edition, edition.say("发言最多的 10% 占多少消息", "Share of messages by the top 10%"), top, key="concentration",
                   show=_percent),
            _chart(edition, edition.say("基尼系数", "Gini coefficient"), gini, key="concentration", show=lambda v: f"{v:.2f}"),
        ),
    )  # fmt: skip


def _answers(edition: Edition) -> list[Child]:
    median = edition.numbers.series("first_response", "median_min")
    within = edition.numbers.series("first_response", "share_1h")
    return _section(
        edition, edition.say("提问多久有人回", "How soon questions are answered"), "answers",
        _pair(
            _chart(edition, edition.say("首次响应中位数(分钟)", "Median first reply (min)"), median, key="first_response"),
            _chart(edition, edition.say("1 小时内有人回的比例", "Answered within an hour"), within, key="first_response", show=_percent),
        ),
    )  # fmt: skip


def _events(edition: Edition) -> list[Child]:
    """Speakers in the days of each event beside ordinary days, with the band of ordinary ups and downs."""
    known = {event.id: event for event in public.events(edition.ws)}
    latest = {str(row["event"]): row for shot in edition.numbers.shots for row in shot.rows("event_lift") if row["event"] in known}
    rows: list[list[Child]] = []
    for name, row in sorted(latest.items()):
        low, high, lift = (_float(row.get(column)) for column in ("band_low", "band_high", "lift"))
        verdict = None
        if lift is not None and low is not None and high is not None:
            outside = lift > high or lift < low
            verdict = blocks.tag(edition.say("超出平常波动", "beyond ordinary") if outside else edition.say("在平常波动内", "within ordinary"),
                                 "good" if outside else "")  # fmt: skip
        band = "–" if low is None or high is None else f"{low:.2f}–{high:.2f}"
        rows.append([
            to_page(f"events/{name}.md", edition.t(known[name].name)), _cell(row.get("speakers")), _cell(row.get("baseline")),
            "–" if lift is None else f"×{lift:.2f}", band, verdict,
        ])  # fmt: skip
    columns = [edition.say(zh, en) for zh, en in (("活动", "Event"), ("3 天发言人数", "Posters in 3 days"), ("平时", "Usual"),
               ("拉动", "Lift"), ("平常波动", "Ordinary band"), ("", ""))]  # fmt: skip
    return _section(
        edition, edition.say("活动拉动", "What events moved"), "lift",
        blocks.table(columns, rows, numeric=(1, 2, 3, 4)) if rows else None,
        _definition(edition, "event_lift") if rows else None,
    )  # fmt: skip
