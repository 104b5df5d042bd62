"""Three ways to count retention beside each other, for the same cohorts: classic, rolling, by bracket."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from commops.site import graphs, reports, stories
from commops.site.charts.figure import Data, Words, figure
from commops.site.charts.grid import triangle
from commops.site.edition import Edition
from commops.site.html import Html, div, el, span
from commops.stats.read import Snapshot

_WEEKS = ("1", "2", "3", "4", "8", "12")
_LATER = ("1", "4", "8", "12")
_DAYS = ("1-7", "8-14", "15-30", "31-60")


@dataclass(frozen=True, slots=True)
class _Cell:
    share: float | None
    newcomers: int | None


_Cells = Mapping[tuple[str, str], _Cell]


def cells(shots: Sequence[Snapshot], metric: str, along: str) -> dict[tuple[str, str], _Cell]:
    """The released cells of a kind of retention by cohort and by age (or bracket); a missing one is not known yet."""
    found = {}
    for shot in shots:
        for row in shot.rows(metric, grain="4w"):
            share, size = row["retention"], row["newcomers"]
            found[str(row["cohort"]), str(row[along])] = _Cell(
                float(share) if isinstance(share, int | float) else None, size if isinstance(size, int) else None
            )
    return found


def retention(edition: Edition) -> Html | None:
    """The three figures, for all cohorts of which anything is known."""
    shots = edition.numbers.shots
    kinds = (
        (
            "retention_classic",
            "age",
            _WEEKS,
            edition.say("经典：恰好第 N 周又发言", "Classic: spoke in exactly week N"),
        ),
        (
            "retention_rolling",
            "age",
            _LATER,
            edition.say("滚动：第 N 周起还发过言", "Rolling: spoke in week N or later"),
        ),
        (
            "retention_bracket",
            "bracket",
            _DAYS,
            edition.say("区间：首次发言后第几天发过言", "Bracket: spoke on one of these days after"),
        ),
    )
    found = [(metric, places, title, cells(shots, metric, along)) for metric, along, places, title in kinds]
    cohorts = sorted({cohort for *_, one in found for cohort, _ in one})
    if not cohorts:
        return None
    newcomers = {cohort: next((size for *_, one in found if (size := _size(one, cohort))), None) for cohort in cohorts}
    drawings = [_figure(edition, title, newcomers, places, one) for _, places, title, one in found]
    keys = tuple(metric for metric, *_ in found)
    periods = [shot.period for shot in shots if any(shot.rows(key) for key in keys)]
    sizes = [size for size in newcomers.values() if size is not None]
    n = edition.say(
        f"{len(cohorts)} 批，每批 {min(sizes, default=0)}–{max(sizes, default=0)} 人",
        f"{len(cohorts)} cohorts of {min(sizes, default=0)} to {max(sizes, default=0)} people",
    )
    basis = reports.Basis(keys, n, reports.snapshot_files(edition, periods))
    both = div("", _key(edition), div("co-charts co-charts--cohorts", *drawings))
    return reports.shown(edition, both, basis, _change(edition, found[0][3]))


def _size(known: _Cells, cohort: str) -> int | None:
    return next((cell.newcomers for (name, _), cell in sorted(known.items()) if name == cohort), None)


def _key(edition: Edition) -> Html:
    return div(
        "co-key",
        span("", el("i", class_="co-key__open"), edition.say("还没到时候", "not there yet")),
        span("", el("i", class_="co-key__none"), edition.say("人数太少，不公布", "too few, hidden")),
        span(
            "",
            edition.say(
                "颜色越浓，留下的越多；三种算法不能互相比",
                "stronger: more stayed; the three do not compare with each other",
            ),
        ),
    )


def _figure(
    edition: Edition, title: str, cohorts: Mapping[str, int | None], places: Sequence[str], known: _Cells
) -> Html:
    names = [(block(cohort), _people(edition, size)) for cohort, size in cohorts.items()]
    grid = [[known.get((cohort, place)) for place in places] for cohort in cohorts]
    shares = [[cell.share if cell else None for cell in row] for row in grid]
    hidden = [[cell is not None and cell.share is None for cell in row] for row in grid]
    columns = [p.replace("-", "–") if "-" in p else edition.say(f"{p} 周", f"W{p}") for p in places]
    open_cells = sum(cell is None for row in grid for cell in row)
    few_cells = sum(map(sum, hidden))
    words = Words(
        title,
        edition.say(
            f"每行是四周里首次发言的新人。灰格 {open_cells} 个，还没到时候；虚线格 {few_cells} 个，人数太少。",
            f"A row: newcomers of four weeks. Grey ({open_cells}): not there yet; dashed ({few_cells}): too few.",
        ),
        edition.say("数据表", "Data table"),
    )
    later, few = edition.say("未到", "not yet"), edition.say("太少", "too few")
    rows = [
        [name, size, *(later if c is None else few if c.share is None else graphs.percent(c.share) for c in row)]
        for (name, size), row in zip(names, grid, strict=True)
    ]
    data = Data([edition.say("批次", "Cohort"), edition.say("人数", "People"), *columns], rows)
    return figure(words, triangle(words, names, columns, shares, hidden=hidden, censored=True), data)


def block(cohort: str) -> str:
    """First and last day of the four weeks that a cohort is named after."""
    day = stories.monday(cohort)
    if day is None:
        return cohort
    last = day + dt.timedelta(days=27)
    return f"{day.month}/{day.day}–{last.month}/{last.day}"


def _people(edition: Edition, size: int | None) -> str:
    return "–" if size is None else edition.say(f"{size} 人", str(size))


def _change(edition: Edition, classic: _Cells) -> str:
    """The two newest cohorts whose fourth week is known, and whether their difference is more than chance."""
    fourth = [(cohort, cell) for (cohort, place), cell in sorted(classic.items()) if place == "4"]
    known = [(cohort, cell.share, cell.newcomers or 0) for cohort, cell in fourth if cell.share is not None]
    if len(known) < 2 or not all(size for *_, size in known[-2:]):
        return ""
    (old, before, few), (new, now, many) = known[-2:]
    pooled = (before * few + now * many) / (few + many)
    margin = 1.96 * (pooled * (1 - pooled) * (1 / few + 1 / many)) ** 0.5
    told = edition.say(
        f"第 4 周留存：{block(new)} 这批 {graphs.percent(now)}，{block(old)} 那批 {graphs.percent(before)}。",
        f"Week 4: {graphs.percent(now)} of the cohort {block(new)}, {graphs.percent(before)} of {block(old)}. ",
    )
    if abs(now - before) <= margin:
        return told + edition.say(
            f"差别在 ±{margin * 100:.0f} 个百分点的偶然范围内，不能算变化。",
            f"That is within chance (±{margin * 100:.0f} points), so no change is shown.",
        )
    return told + (
        edition.say("超出偶然范围，是真的升了。", "More than chance: it rose.")
        if now > before
        else edition.say("超出偶然范围，是真的降了。", "More than chance: it fell.")
    )
