"""Prints points: totals for people and programs, and one member's ledger for the private terminal."""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Iterable, Sequence

from commops.points.programme import Rules
from commops.points.replay import Entry, Ledger
from commops.points.totals import Totals
from commops.stats import periods
from commops.stats.table import Row, Value
from commops.texts import Lang, Text, safe, safe_json, width

_HIDDEN = "·"
_MEMBERS = Text("有积分或徽章的成员（到 {day}）：{count}", "Members with points or badges (to {day}): {count}")
_ACTIONS = (Text("行为", "Action"), Text("人数", "Members"), Text("次数", "Times"), Text("积分", "Points"))
_LEVELS = (Text("等级", "Level"), Text("人数", "Members"))
_BADGES = (Text("徽章", "Badge"), Text("人数", "Members"))
_LEGEND = Text("· = 人数过少（不足 5）而隐去", "· = hidden because fewer than 5 people stand behind it")
_BELOW = Text("未入级", "Below the first")
_NOBODY = Text("没有这个成员的积分或徽章。", "No points or badges of this member.")
_PRIVATE = Text("仅供内部查看，不要外传。", "For your own eyes; do not pass on.")
_SUMMARY = Text(
    "{member}：{points} 分，等级 {level}，徽章 {badges}", "{member}: {points} points, level {level}, badges {badges}"
)
_LEDGER = (
    Text("日期", "Day"),
    Text("行为", "Action"),
    Text("次数", "Times"),
    Text("不计", "Left out"),
    Text("积分", "Points"),
    Text("余额", "Balance"),
    Text("说明", "Why"),
)
_FADED = Text("衰减", "fading")
_WHY = {
    "": Text("", ""),
    "capped": Text("到每日上限", "daily cap"),
    "void": Text("停用期间不计", "nothing counts in this span"),
    "fading": Text("长期没有新积分", "no new points for long"),
}


def text(rules: Rules, found: Totals, as_of: int, lang: Lang) -> str:
    """Three aligned tables: actions, levels, badges."""
    names = _names(rules)
    parts = [_MEMBERS.fill(day=periods.day_label(as_of), count=_cell(found.members)).get(lang)]
    for head, rows in ((_ACTIONS, found.actions), (_LEVELS, found.levels), (_BADGES, found.badges)):
        if rows:
            shown = [[_called(names, row, lang), *map(_cell, list(row.values())[1:])] for row in rows]
            parts.append(_grid([h.get(lang) for h in head], shown, left={0}))
    return "\n\n".join([*parts, _LEGEND.get(lang)])


def as_json(_rules: Rules, found: Totals, as_of: int, _lang: Lang) -> str:
    """``{"schema": 1, "as_of": date, "members": n, "actions": [...], "levels": [...], "badges": [...]}``."""
    return safe_json(
        {
            "schema": 1,
            "as_of": periods.day_label(as_of),
            "members": found.members,
            "actions": found.actions,
            "levels": found.levels,
            "badges": found.badges,
        }
    )


def as_csv(_rules: Rules, found: Totals, _as_of: int, _lang: Lang) -> str:
    """One row per action, level and badge: ``what,id,members,times,points``; hidden numbers are empty."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(("what", "id", "members", "times", "points"))
    for what, rows in (("action", found.actions), ("level", found.levels), ("badge", found.badges)):
        writer.writerows((what, row[what], row["members"], row.get("times"), row.get("points")) for row in rows)
    return out.getvalue()


def member(rules: Rules, ledger: Ledger | None, *, every_entry: bool, lang: Lang) -> str:
    """Where one member stands, with ``every_entry`` also how that came about."""
    if ledger is None:
        return _NOBODY.get(lang)
    badges = {badge.id: badge.name for badge in rules.badges}
    summary = _SUMMARY.fill(
        member=ledger.member,
        points=ledger.balance,
        level=ledger.level.name.get(lang) if ledger.level else "-",
        badges=Text("、", ", ").get(lang).join(badges[badge].get(lang) for badge in ledger.badges) or "-",
    ).get(lang)
    lines = [_PRIVATE.get(lang), safe(summary, one_line=True)]
    if every_entry:
        rows = [_entry(rules, entry, lang) for entry in ledger.entries]
        lines += ["", _grid([head.get(lang) for head in _LEDGER], rows, left={0, 1, 6})]
    return "\n".join(lines)


def _entry(rules: Rules, entry: Entry, lang: Lang) -> list[str]:
    name = rules.actions[entry.action].name if entry.action else _FADED
    numbers = (entry.times, entry.dropped or "", f"{entry.points:+}", entry.balance)
    return [
        periods.day_label(entry.day_n),
        safe(name.get(lang), one_line=True),
        *map(str, numbers),
        _WHY[entry.why].get(lang),
    ]


def _names(rules: Rules) -> dict[tuple[str, Value], Text]:
    """What people call things, by sort and id."""
    names: dict[tuple[str, Value], Text] = {("level", "-"): _BELOW}
    names.update({("action", action.id): action.name for action in rules.actions.values()})
    names.update({("level", level.id): level.name for level in rules.levels})
    names.update({("badge", badge.id): badge.name for badge in rules.badges})
    return names


def _called(names: dict[tuple[str, Value], Text], row: Row, lang: Lang) -> str:
    return safe(names[next(iter(row.items()))].get(lang), one_line=True)


def _cell(value: Value) -> str:
    return _HIDDEN if value is None else f"{value:,}"


def _grid(head: Sequence[str], rows: Iterable[Sequence[str]], *, left: Collection[int]) -> str:
    """Columns aligned by their width on a terminal: those in ``left`` to the left, the others to the right."""
    lines = [list(head), *map(list, rows)]
    widths = [max(map(width, column)) for column in zip(*lines, strict=True)]
    return "\n".join(
        "  ".join(
            cell + " " * (size - width(cell)) if n in left else " " * (size - width(cell)) + cell
            for n, (cell, size) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in lines
    )
