"""Prints a review as Markdown for a job summary or a comment: bounded, and no text of a file can act in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from commops.findings import Severity
from commops.report.markdown_text import inline
from commops.report.summary import NAMES
from commops.review import types as t
from commops.review.cards import Card, Sheet
from commops.review.model import Review, others, tallies
from commops.review.sentences import channel_name, line
from commops.review.told import day, kind_label, moment
from commops.review.verdict import verdict
from commops.review.weeks import Slot
from commops.rule import NOT_LEGAL_ADVICE
from commops.texts import Lang, Text

LONGEST = 60_000
"""Characters; GitHub takes 65,536 in a comment."""
_CELL = 300
_SIGNS = {Severity.ERROR: "🔴", Severity.WARNING: "🟡", Severity.INFO: "🔵"}
_MOODS = {"bad": "🔴", "warn": "🟡", "good": "🟢"}
_LEFT_OUT = Text(
    "另有 {n} 行放不下，请看完整的审核页。", "{n} more lines do not fit; see the whole page of the review."
)
_HEADS = {
    "findings": Text("检查结果", "Findings"),
    "posts": Text("要发的内容", "Posts"),
    "calendar": Text("日历", "Calendar"),
    "changes": Text("其他改动", "Other changes"),
}
_FINDINGS = Text("| 级别 | 位置 | 问题 | 怎么办 |", "| Level | Place | What is wrong | What to do |")
_POSTS = Text(
    "| 时间 | 内容 | 渠道与长度 | 审批与下一步 |", "| When | Post | Channels and length | Approval and next step |"
)
_CALENDAR = Text("| 日子 | 改动前 | 改动后 |", "| Day | Before | After |")
_CHANGES = Text("| 对象 | 改动 |", "| Thing | Change |")


def render(review: Review, lang: Lang) -> str:
    """The summary, at most LONGEST characters; what is left out is counted."""
    head = list(_head(review, lang))
    tail = list(_tail(review, lang))
    room = LONGEST - sum(len(one) + 1 for one in (*head, *tail)) - 1_000
    out = list(head)
    for name, title, rows in (
        ("findings", _FINDINGS, list(_finding_rows(review, lang))),
        ("posts", _POSTS, [_post_row(card, lang) for card in review.cards]),
        ("calendar", _CALENDAR, list(_calendar_rows(review, lang))),
        ("changes", _CHANGES, list(_change_rows(review, lang))),
    ):
        if not rows:
            continue
        # No table may take all the room from those after it.
        kept, room = _fitting(rows, room, lang, share=room * 2 // 3)
        ruler = f"|{' --- |' * (title.en.count('|') - 1)}"
        out += ["", f"### {_HEADS[name].get(lang)}", "", title.get(lang), ruler, *kept]
    return "\n".join([*out, *tail]) + "\n"


def _fitting(rows: list[str], room: int, lang: Lang, *, share: int) -> tuple[list[str], int]:
    kept: list[str] = []
    for row in rows:
        if len(row) + 1 > share:
            return [*kept, "", _LEFT_OUT.fill(n=len(rows) - len(kept)).get(lang)], room
        kept.append(row)
        share -= len(row) + 1
        room -= len(row) + 1
    return kept, room


def _cell(text: str) -> str:
    return inline(text if len(text) <= _CELL else f"{text[: _CELL - 1]}…")


def _say(text: Text | None, lang: Lang) -> str:
    return _cell(text.get(lang)) if text is not None else ""


def _joined(parts: Iterable[str], lang: Lang) -> str:
    return ("、" if lang == "zh" else ", ").join(part for part in parts if part)


def _aside(text: str, lang: Lang) -> str:
    return f"（{text}）" if lang == "zh" else f" ({text})"


def _head(review: Review, lang: Lang) -> Iterator[str]:
    yield f"## {_say(review.community, lang)}{'：改动审核' if lang == 'zh' else ': review of a change'}"
    yield ""
    mood, told = verdict(review)
    yield f"{_MOODS[mood]} **{told.get(lang)}**"
    yield ""
    counts = []
    for one in tallies(review):
        marks = (("+", one.added), ("−", one.removed), ("±", one.changed))
        counts.append(f"{_say(one.kind, lang)} {' '.join(f'{sign}{n}' for sign, n in marks if n)}")
    if counts:
        yield _joined(counts, lang)
        yield ""
    facts = Text(
        f"与 {_cell(review.against)} 比较 · 按 {day(review.as_of).zh} 检查 · 时间按 {_cell(review.ws.zone.key)}",
        f"Compared with {_cell(review.against)} · as of {day(review.as_of).en} · times in {_cell(review.ws.zone.key)}",
    )
    yield f"<sub>{facts.get(lang)}</sub>"


def _tail(review: Review, lang: Lang) -> Iterator[str]:
    old, gone, waived = len(review.existing), len(review.fixed), review.waived
    told = [
        Text(f"另有 {old} 条原来就有", f"{old} more were there before") if old else None,
        Text(f"解决了 {gone} 条", f"{gone} fixed") if gone else None,
        Text(f"{waived} 条已豁免", f"{waived} waived") if waived else None,
    ]
    line = ("，" if lang == "zh" else ", ").join(one.get(lang) for one in told if one)
    if line:
        yield ""
        yield f"{line}{'。' if lang == 'zh' else '.'}"
    if any(one.legal for one in (*review.new, *review.existing, *review.fixed)):
        yield ""
        yield NOT_LEGAL_ADVICE.get(lang)


def _finding_rows(review: Review, lang: Lang) -> Iterator[str]:
    for found in review.new:
        level = f"{_SIGNS[found.severity]} {NAMES[found.severity].get(lang)}"
        place = f"{_cell(found.at.path)}:{found.at.line}"
        yield f"| {level} | {place} | {_say(found.message, lang)} | {_say(found.fix, lang)} |"


def _post_row(card: Card, lang: Lang) -> str:
    when = _joined(dict.fromkeys(_say(sheet.at, lang) for sheet in card.sheets), lang) or "—"
    state = Text("新增", "new") if card.state == "new" else Text("改动", "changed")
    what = _joined(dict.fromkeys(change.heading.get(lang) for change in card.changes), lang)
    name = f"**{_say(card.thing.name, lang)}**<br>{state.get(lang)} · {_say(card.status, lang)}"
    if card.state == "changed":
        name += f" · {_cell(what)}"
    channels = "<br>".join(_sheet(sheet, lang) for sheet in card.sheets) or "—"
    return f"| {when} | {name} | {channels} | {_next(card, lang)} |"


def _sheet(sheet: Sheet, lang: Lang) -> str:
    parts = [
        f"{_say(gauge.field, lang)} {gauge.used:,}/{gauge.most:,}{' ⚠️' if gauge.used > gauge.most else ''}"
        for gauge in sheet.gauges
    ]
    return _say(sheet.name, lang) + (_aside(_joined(parts, lang), lang) if parts else "")


def _next(card: Card, lang: Lang) -> str:
    parts: list[str] = []
    if card.approved:
        parts.append(f"{'批准：' if lang == 'zh' else 'approved by '}{_say(card.approved, lang)}")
    elif not card.over:
        names = _joined((_say(one, lang) for one in card.approvers), lang) or "—"
        parts.append(f"{'可批准：' if lang == 'zh' else 'may approve: '}{names}")
    if card.next and card.missing and not card.over:
        missing = _joined((_say(one, lang) for one in card.missing), lang)
        words = Text("进入“{next}”还缺：{missing}", "missing for {next}: {missing}")
        parts.append(words.get(lang).format(next=_say(card.next, lang), missing=missing))
    return "<br>".join(parts) or "—"


def _calendar_rows(review: Review, lang: Lang) -> Iterator[str]:
    """Days on which something is different."""
    for week in review.weeks.weeks:
        for one in week:
            moved = [slot for slot in one.slots if slot.state != "kept"]
            if not moved:
                continue
            sides = [
                "<br>".join(_slot(slot, lang) for slot in moved if slot.state in states) or "—"
                for states in (("gone", "from"), ("new", "to"))
            ]
            special = "".join(_aside(_say(mark.name, lang), lang) for mark in one.special)
            yield f"| {day(one.date).get(lang)}{special} | {sides[0]} | {sides[1]} |"


def _slot(slot: Slot, lang: Lang) -> str:
    arrow = f" → {moment(slot.other).get(lang)}" if slot.state == "from" and slot.other else ""
    quiet = (" ⚠️ 免打扰时段" if lang == "zh" else " ⚠️ quiet hours") if slot.quiet else ""
    return f"{slot.at:%H:%M} {_say(slot.name, lang)}{arrow}{quiet}"


def _change_rows(review: Review, lang: Lang) -> Iterator[str]:
    for thing, group in others(review):
        label = kind_label(thing.kind) if thing.kind else Text("文件", "File")
        told = "<br>".join(_change(review, change, lang) for change in group[:12])
        more = len(group) - 12
        if more > 0:
            told += f"<br>… +{more}"
        yield f"| {_say(label, lang)} **{_say(thing.name, lang)}** | {told} |"


def _change(review: Review, change: t.Change, lang: Lang) -> str:
    told = line(review.ws, change)
    where = _say(told.place, lang)
    if isinstance(change, t.TextChanged):
        where = _say(channel_name(review.ws, change), lang)
    parts = [f"{'⚠️ ' if change.notable else ''}{_say(told.label, lang)}", where]
    if isinstance(change, t.Swapped):
        sides = (("+", told.after), ("−", told.before))
        parts += [f"{sign} {_say(side, lang)}" for sign, side in sides if side]
    elif told.before or told.after:
        parts.append(" → ".join(_say(side, lang) for side in (told.before, told.after) if side))
    parts.append(_aside(_say(told.note, lang), lang).strip() if told.note else "")
    return " ".join(part for part in parts if part)
