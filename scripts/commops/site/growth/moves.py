"""Who comes, who goes, and how people move between the segments from month to month."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from commops.site import graphs, reports, stories
from commops.site.charts.diverging import diverging
from commops.site.charts.figure import Data, Words, exact, figure
from commops.site.charts.flow import SLIM, Column, Group, Moves, flow
from commops.site.edition import Edition, visible
from commops.site.html import Html, div, join
from commops.stats.read import Point, Snapshot
from commops.stats.table import Row

GONE = "-"
_GROUPS = (
    ("new", "新人", "New", 4),
    ("rising", "上升", "Rising", 3),
    ("regular", "常客", "Regular", 5),
    ("core", "核心", "Core", 1),
    ("at-risk", "将流失", "At risk", 2),
    ("lapsed", "流失", "Lapsed", 0),
    ("lurker", "潜水", "Lurking", 0),
)
_QUIET = frozenset({"lurker", GONE})
"""Groups whose people who stay in them are not drawn: they would make everything else too thin to see."""


# Joined and left -----------------------------------------------------------------------------------------------------


def joins(edition: Edition) -> Html | None:
    """Joined above the line and left below it, week by week, with the public events of the time."""
    came = edition.numbers.series("joins", "joined")
    gone = edition.numbers.series("joins", "left_n")
    if not any(point.value is not None for point in [*came, *gone]):
        return None
    names = (edition.say("入群", "joined"), edition.say("退群", "left"))
    title = edition.say("每周入群和退群", "Joined and left each week")
    markers = graphs.markers(edition, came)
    words = Words(title, graphs.describe(edition, names[0], came).summary, edition.say("数据表", "Data table"))
    drawing = diverging(
        words,
        [stories.short(point.period) for point in came],
        [_whole(point) for point in came],
        [_whole(point) for point in gone],
        names=names,
        markers=markers,
    )
    rows = [[a.period, _cell(edition, a), _cell(edition, b)] for a, b in zip(came, gone, strict=True)]
    data = Data([edition.say("周", "Week"), *names], rows)
    hidden = sum(point.value is None for point in came)
    note = edition.say("上：入群；下：退群。", "Up: joined; down: left. ")
    if hidden:
        note += edition.say(
            f"虚线小格是没有公布的周（{hidden} 周），不是 0。", f"Dashed stubs: {hidden} weeks not published, not 0. "
        )
    note += graphs.marker_note(edition, came)
    periods = [shot.period for shot in edition.numbers.shots if shot.rows("joins")]
    known = [_whole(point) or 0 for point in came]
    basis = reports.Basis(
        ("joins", "net_growth", "leave_rate"),
        edition.say(f"{sum(known):,} 次入群", f"{sum(known):,} joins"),
        reports.snapshot_files(edition, periods),
    )
    return reports.shown(
        edition, figure(words, drawing, data, note=note, class_="broad"), basis, _net(edition, came, gone)
    )


def _whole(point: Point) -> int | None:
    return None if point.value is None else round(point.value)


def _cell(edition: Edition, point: Point) -> str:
    return edition.say("未公布", "not published") if point.value is None else exact(point.value)


def _net(edition: Edition, came: Sequence[Point], gone: Sequence[Point]) -> str:
    """The last four weeks against the four before, where all of them are known."""
    sums = []
    for points in (came, gone):
        values = [_whole(point) for point in points]
        sums.append(
            [sum(v or 0 for v in part) if part and None not in part else None for part in (values[-8:-4], values[-4:])]
        )
    (before, now), (_, left) = sums
    if now is None or left is None:
        return ""
    told = edition.say(
        f"最近四周进 {now} 人，退 {left} 人，净增 {now - left} 人",
        f"The last four weeks: {now} joined, {left} left, net {now - left}",
    )
    if before:
        told += edition.say(f"；之前四周进 {before} 人", f"; {before} joined in the four weeks before")
    return told + edition.say("。", ".")


# Segments ------------------------------------------------------------------------------------------------------------


def segment_names(edition: Edition) -> dict[str, str]:
    """What the segments are called: by the community where its list is public, else by the usual words."""
    names = {key: edition.say(zh, en) for key, zh, en, _ in _GROUPS}
    listed = edition.ws.segment_list
    if listed is not None and visible(listed):
        names |= {segment.id: edition.t(segment.name) for segment in edition.ws.segments}
    return names


def segments(edition: Edition) -> Html | None:
    """The last months' segments as columns with the people who moved between them as bands."""
    shots = [shot for shot in edition.numbers.months if shot.rows("segment_flow")][-2:]
    if not shots:
        return None
    names = segment_names(edition)
    colors = {key: color for key, _, _, color in _GROUPS}
    seen = {str(row[column]) for shot in shots for row in shot.rows("segment_flow") for column in ("before", "segment")}
    order = [key for key, *_ in _GROUPS if key in seen] + sorted(seen - {key for key, *_ in _GROUPS} - {GONE})
    groups = [Group(key, names.get(key, key), colors.get(key, 0), loose=key in _QUIET) for key in order]
    groups.append(Group(GONE, edition.say("不在（新来或离开）", "Not there"), 0, loose=True))
    columns = [Column(_month(edition, shots[0], -1), _sizes(edition, _before(shots[0].period)))]
    columns += [Column(_month(edition, shot, 0), _sizes(edition, shot.period)) for shot in shots]
    moves = [_moves(shot.rows("segment_flow")) for shot in shots]
    hidden = sum(count is None for one in moves for count in one.values())
    title = edition.say("各层的人往哪里走", "How people move between segments")
    words = Words(
        title,
        edition.say(
            f"{columns[0].name}到{columns[-1].name}。带子越粗人越多；虚线 {hidden} 条，人数太少不公布，不是 0。"
            "一直潜水的和一直不在的不画。",
            f"{columns[0].name} to {columns[-1].name}. Thicker: more people. Dotted ({hidden}): too few, not 0. "
            "Those who stay lurking are not drawn.",
        ),
        edition.say("数据表", "Data table"),
    )
    data = _table(edition, names, shots)
    drawn = figure(words, _drawing(words, groups, columns, moves), data, note=words.summary, class_="flow")
    people = sum(_count(row["people"]) or 0 for row in shots[-1].rows("segments"))
    files = reports.snapshot_files(edition, [shot.period for shot in shots])
    basis = reports.Basis(("segment_flow", "segments"), edition.say(f"{people:,} 人", f"{people:,} people"), files)
    return reports.shown(edition, drawn, basis, _stayed(edition, shots[-1], names))


def _drawing(words: Words, groups: Sequence[Group], columns: Sequence[Column], moves: Sequence[Moves]) -> Html:
    """All columns beside each other, and for a phone each step from one to the next by itself."""
    steps = [
        flow(
            Words(f"{words.title} {one.name} → {other.name}", words.summary, words.table),
            groups,
            [one, other],
            [move],
            SLIM,
        )
        for one, other, move in zip(columns, columns[1:], moves, strict=False)
    ]
    return join(div("co-only-desktop", flow(words, groups, columns, moves)), div("co-only-phone", *steps))


def _before(month: str) -> str:
    year, number = int(month[:4]), int(month[5:7])
    return f"{year - (number == 1)}-{12 if number == 1 else number - 1:02d}"


def _month(edition: Edition, shot: Snapshot, offset: int) -> str:
    period = _before(shot.period) if offset else shot.period
    return edition.month(int(period[:4]), int(period[5:7]))


def _sizes(edition: Edition, period: str) -> dict[str, int | None]:
    rows = next((shot.rows("segments") for shot in edition.numbers.months if shot.period == period), [])
    return {str(row["segment"]): _count(row["people"]) for row in rows}


def _count(value: object) -> int | None:
    return value if isinstance(value, int) else None


def _moves(rows: Sequence[Row]) -> dict[tuple[str, str], int | None]:
    pairs = {(str(row["before"]), str(row["segment"])): _count(row["people"]) for row in rows}
    return {
        pair: count for pair, count in pairs.items() if count != 0 and not (pair[0] == pair[1] and pair[0] in _QUIET)
    }


def _table(edition: Edition, names: Mapping[str, str], shots: Sequence[Snapshot]) -> Data:
    away = edition.say("不在", "not there")
    hidden = edition.say("未公布", "hidden")
    rows = []
    for shot in shots:
        for row in shot.rows("segment_flow"):
            count = _count(row["people"])
            if count != 0:
                start, goal = (
                    names.get(str(row[c]), away if row[c] == GONE else str(row[c])) for c in ("before", "segment")
                )
                rows.append([shot.period, start, goal, hidden if count is None else exact(count)])
    return Data(
        [
            edition.say(zh, en)
            for zh, en in (("月份", "Month"), ("上月底", "Before"), ("这月底", "After"), ("人数", "People"))
        ],
        rows,
    )


def _stayed(edition: Edition, shot: Snapshot, names: Mapping[str, str]) -> str:
    """What became of the core and of those at risk, as far as the numbers are published."""
    moves = {(str(row["before"]), str(row["segment"])): _count(row["people"]) for row in shot.rows("segment_flow")}
    sizes = _sizes(edition, _before(shot.period))
    told = []
    for start, goal, zh, en in (
        ("core", "core", "还是{}", "still {}"),
        ("at-risk", "lapsed", "成了{}", "became {}"),
    ):
        size, count = sizes.get(start), moves.get((start, goal))
        if size and count is not None:
            after = edition.say(zh, en).format(names.get(goal, goal))
            told.append(
                edition.say(
                    f"上月{names.get(start, start)} {size} 人，这月 {count} 人{after}",
                    f"of {size} {names.get(start, start).lower()} the month before, {count} {after.lower()}",
                )
            )
    text = edition.say("；", "; ").join(told)
    return f"{text[:1].upper()}{text[1:]}{edition.say('。', '.')}" if text else ""
