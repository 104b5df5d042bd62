"""The numbers page: growth, posters, newcomers, hours, concentration, answers, each with its definition."""

from __future__ import annotations

from collections.abc import Iterator

from commops.site import blocks, graphs, public, stories
from commops.site.charts.figure import Data, exact, figure
from commops.site.charts.series import Series, lines
from commops.site.edition import Edition
from commops.site.html import Child, Html, to_page
from commops.site.tree import Page, body, heading
from commops.stats.read import Point


def pages(edition: Edition) -> Iterator[Page]:
    """One page with everything that has been published."""
    title = edition.say("数据", "Numbers")
    numbers = edition.numbers
    lead = edition.say("还没有公布数据。", "No numbers have been published yet.")
    if numbers.shots:
        first, last = edition.period(numbers.shots[0].period), edition.period(numbers.shots[-1].period)
        lead = edition.say(
            f"{first}至 {last}，每周汇总一次。只公布汇总数，1 到 4 人的小数目不显示。",
            f"From {first} to {last}, one summary a week. Totals only; counts of 1 to 4 people are hidden.",
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
            *_section(edition.say("活跃时段", "Active hours"), "hours", graphs.hours(edition)),
            *_spread(edition),
            *_answers(edition),
            *_events(edition),
        ),
        edition.say(f"{edition.name}的公开数据", f"Published numbers of {edition.name}"),
        source="community/stats",
        toc=True,
        kind="numbers",
    )


def _section(title: str, anchor: str, *parts: Child) -> list[Child]:
    shown = [part for part in parts if part]
    return [heading(2, title, anchor), *shown] if shown else []


def _growth(edition: Edition) -> list[Child]:
    numbers = edition.numbers
    counts = [Point(day.isoformat(), sum(row.values()), None) for day, row in numbers.members]
    title = edition.say("成员总数", "Members")
    chart = None
    if counts:
        words = graphs.describe(edition, title, counts)
        labels = [f"{int(p.period[5:7])}/{int(p.period[8:])}" for p in counts]
        drawing = lines(words, labels, [Series(title, [p.value for p in counts], area=True)])
        channels = sorted({channel for _, row in numbers.members for channel in row})
        table = Data(
            [edition.say("日期", "Date"), *(edition.of("channel", c) for c in channels)],
            [[day.isoformat(), *(str(row.get(c, "–")) for c in channels)] for day, row in numbers.members],
        )
        note = edition.say(
            "各渠道每周登记的人数相加，同一个人进两个群算两次。",
            "Weekly counts of all channels added up; a person in two groups counts twice.",
        )
        chart = figure(words, drawing, table, now=exact(counts[-1].value or 0), note=note)
    joined = numbers.series("joins", "joined")
    return _section(
        edition.say("增长", "Growth"),
        "growth",
        graphs.charts(
            edition,
            chart,
            graphs.chart(edition, edition.say("每周入群", "Joined each week"), joined, bar=True),
            keys=["members", "joins"],
        ),
    )


def _posters(edition: Edition) -> list[Child]:
    speakers = edition.numbers.series("active_speakers", "speakers", grain="week")
    messages = edition.numbers.series("active_speakers", "messages", grain="week")
    return _section(
        edition.say("每周发言", "Posting"),
        "posters",
        graphs.charts(
            edition,
            graphs.chart(
                edition,
                edition.say("每周发言人数", "Weekly posters"),
                speakers,
                events=True,
                note=graphs.marker_note(edition, speakers),
            ),
            graphs.chart(edition, edition.say("每周消息数", "Messages each week"), messages, bar=True),
            keys=["active_speakers"],
        ),
        _by_channel(edition),
    )


def _by_channel(edition: Edition) -> Html | None:
    """The newest week by channel."""
    newest = edition.numbers.newest("active_speakers")
    if newest is None:
        return None
    rows: list[list[Child]] = []
    for row in newest.rows("active_speakers", grain="week"):
        if row["channel"] not in ("*", *edition.hidden):
            rates = newest.rows("active_rate", grain="week", channel=row["channel"])
            share = graphs.as_float(rates[0].get("active_rate")) if rates else None
            rows.append(
                [
                    edition.of("channel", str(row["channel"])),
                    _cell(row.get("speakers")),
                    _cell(row.get("messages")),
                    "–" if share is None else graphs.percent(share),
                ]
            )
    week = edition.period(newest.period)
    columns: list[Child] = [
        edition.say(f"渠道（{week}）", f"Channel ({week})"),
        to_page(f"{stories.GLOSSARY}#m-active_speakers", edition.say("发言人数", "Posters")),
        edition.say("消息数", "Messages"),
        stories.metric_link(edition, "active_rate"),
    ]
    return blocks.table(columns, rows, numeric=(1, 2, 3), class_="co-roomy") if rows else None


def _cell(value: object) -> str:
    return blocks.number(float(value)) if isinstance(value, int | float) else "–"


def _newcomers(edition: Edition) -> list[Child]:
    activation = edition.numbers.series("activation_7d", "activation")
    joiners = edition.numbers.series("activation_7d", "joiners")
    return _section(
        edition.say("新人", "Newcomers"),
        "newcomers",
        graphs.charts(
            edition,
            graphs.chart(
                edition,
                edition.say("新人 7 日内发言的比例", "Newcomers who speak within 7 days"),
                activation,
                show=graphs.percent,
            ),
            graphs.chart(edition, edition.say("每周新成员", "New members each week"), joiners, bar=True),
            keys=["activation_7d"],
        ),
        graphs.retention(edition),
    )


def _spread(edition: Edition) -> list[Child]:
    gini = edition.numbers.series("concentration", "gini", grain="28d")
    top = edition.numbers.series("concentration", "top10_share", grain="28d")
    return _section(
        edition.say("发言集中度", "Concentration"),
        "concentration",
        graphs.charts(
            edition,
            graphs.chart(
                edition,
                edition.say("发言最多的 10% 占多少消息", "Share of messages by the top 10%"),
                top,
                show=graphs.percent,
            ),
            graphs.chart(edition, edition.say("基尼系数", "Gini coefficient"), gini, show=lambda v: f"{v:.2f}"),
            keys=["concentration"],
        ),
    )


def _answers(edition: Edition) -> list[Child]:
    median = edition.numbers.series("first_response", "median_min")
    within = edition.numbers.series("first_response", "share_1h")
    return _section(
        edition.say("提问多久有人回", "How soon questions are answered"),
        "answers",
        graphs.charts(
            edition,
            graphs.chart(edition, edition.say("首次响应中位数（分钟）", "Median first reply (min)"), median),
            graphs.chart(
                edition, edition.say("1 小时内有人回的比例", "Answered within an hour"), within, show=graphs.percent
            ),
            keys=["first_response"],
        ),
    )


def _events(edition: Edition) -> list[Child]:
    """Speakers in the days of each event beside ordinary days, with the band of ordinary ups and downs."""
    known = {event.id: event for event in public.events(edition.ws)}
    latest = {
        str(row["event"]): row
        for shot in edition.numbers.shots
        for row in shot.rows("event_lift")
        if row["event"] in known
    }
    rows: list[list[Child]] = []
    for name, row in sorted(latest.items()):
        low, high, lift = (graphs.as_float(row.get(column)) for column in ("band_low", "band_high", "lift"))
        verdict = None
        if lift is not None and low is not None and high is not None:
            if lift > high:
                verdict = blocks.tag(edition.say("高于平常波动", "above ordinary"), "good")
            elif lift < low:
                verdict = blocks.tag(edition.say("低于平常波动", "below ordinary"), "bad")
            else:
                verdict = blocks.tag(edition.say("在平常波动内", "within ordinary"))
        band = "–" if low is None or high is None else f"{low:.2f}–{high:.2f}"
        rows.append(
            [
                to_page(f"events/{name}.md", edition.t(known[name].name)),
                _cell(row.get("speakers")),
                _cell(row.get("baseline")),
                "–" if lift is None else f"×{lift:.2f}",
                band,
                verdict,
            ]
        )
    columns = [
        edition.say(zh, en)
        for zh, en in (
            ("活动", "Event"),
            ("3 天发言人数", "Posters in 3 days"),
            ("平时", "Usual"),
            ("拉动", "Lift"),
            ("平常波动", "Ordinary band"),
            ("判断", "Verdict"),
        )
    ]
    return _section(
        edition.say("活动拉动", "What events moved"),
        "lift",
        blocks.table(columns, rows, numeric=(1, 2, 3, 4), class_="co-roomy") if rows else None,
        graphs.definition(edition, "event_lift") if rows else None,
    )
