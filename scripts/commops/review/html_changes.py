"""The changes of the review page, thing by thing: what stood there and what stands there."""

from __future__ import annotations

from commops.elements import Child, Html, div, el, join, span
from commops.review import types as t
from commops.review.delta import ABSENT
from commops.review.model import Review, others
from commops.review.pictures import Pictures
from commops.review.say import both, say, shown
from commops.review.sentences import Line, channel_name, line
from commops.review.textdiff import pieces
from commops.review.told import kind_label, place, value
from commops.texts import Text
from commops.workspace import Workspace

MOST_THINGS = 200
MOST_LINES = 60
"""Lines of one thing that are shown."""
_LONGEST_TEXT = 20_000
_LONG_VALUE = 40
"""Characters of a value from which on its words are compared, instead of showing it twice."""
_AROUND = 60
"""Characters of unchanged text that are shown on each side of a difference."""
_TAGS = {"old": "del", "new": "ins"}


def section(review: Review, pictures: Pictures) -> Html | None:
    """Everything that is not a post with a card; None if there is nothing."""
    groups = others(review)
    if not groups:
        return None
    left = len(groups) - MOST_THINGS
    note = (
        el("p", both(f"另有 {left} 处没有列出。", f"{left} more are not listed."), class_="meta") if left > 0 else None
    )
    return div("things", *(_thing(review, thing, group, pictures) for thing, group in groups[:MOST_THINGS]), note)


def _thing(review: Review, thing: t.Thing, group: list[t.Change], pictures: Pictures) -> Html:
    state = "removed" if any(isinstance(one, t.Removed) for one in group) else ""
    state = "added" if any(isinstance(one, t.Added) for one in group) else state
    label = kind_label(thing.kind) if thing.kind else Text("文件", "File")
    return el(
        "article",
        el("h3", span("kind", say(label)), " ", say(thing.name), class_="what"),
        el("p", shown(thing.path), class_="path"),
        lines(review.ws, group),
        _preview(thing, group, pictures),
        class_=f"thing {state}".strip(),
    )


def _preview(thing: t.Thing, group: list[t.Change], pictures: Pictures) -> Child:
    """The picture itself, for a picture that came or changed."""
    if thing.kind or not thing.path.lower().endswith((".png", ".jpg", ".jpeg", ".webp", ".gif")):
        return None
    if any(isinstance(one, t.Removed) for one in group):
        return None
    made = pictures.thumb(thing.path)
    return picture(made.address, "", made.width, made.height) if made.address else None


def picture(address: str, alt: str, width: int, height: int) -> Html:
    """A small copy of a picture."""
    return el("img", src=address, alt=alt, width=width, height=height, class_="picture")


def lines(ws: Workspace, group: list[t.Change] | tuple[t.Change, ...], *, texts: bool = True) -> Html | None:
    """The changes of one thing as a list; without ``texts`` a changed text is only named (it is compared elsewhere)."""
    rows = [_row(ws, change, texts) for change in group]
    if not rows:
        return None
    left = len(rows) - MOST_LINES
    note = el("li", both(f"另有 {left} 处改动。", f"{left} more changes.")) if left > 0 else None
    return el("ul", *rows[:MOST_LINES], note, class_="changes")


def _row(ws: Workspace, change: t.Change, texts: bool) -> Html:
    told = line(ws, change)
    mark = "notable" if change.notable else ""
    if isinstance(change, t.Added | t.Removed):
        mark = "added" if isinstance(change, t.Added) else "removed"
    where = channel_name(ws, change) if isinstance(change, t.TextChanged) else told.place
    return el(
        "li",
        span(f"mark {mark}".strip(), say(told.label)),
        span("where", say(where)) if where else None,
        _sides(told, change, texts),
        span("note", say(told.note)) if told.note else None,
        _facts(ws, change) if isinstance(change, t.Added | t.Removed | t.RuleChanged) else None,
    )


def _sides(told: Line, change: t.Change, texts: bool) -> Html | None:
    before, after = change.before, change.after
    if isinstance(change, t.TextChanged):
        sides = (str(side) if side is not ABSENT else "" for side in (before, after))
        return difference(*(side.strip("\n") for side in sides)) if texts else None
    if isinstance(change, t.Swapped):
        return join(
            span("sides", el("del", "− ", say(told.before))) if told.before else None,
            span("sides", el("ins", "+ ", say(told.after))) if told.after else None,
        )
    if told.before is None and told.after is None:
        return None
    if isinstance(before, str) and isinstance(after, str) and max(len(before), len(after)) > _LONG_VALUE:
        return difference(before, after)
    return span(
        "sides",
        el("del", say(told.before)) if told.before else None,
        span("arrow", "→", aria_hidden="true") if told.before and told.after else None,
        el("ins", say(told.after)) if told.after else None,
    )


def difference(before: str, after: str) -> Html:
    """A text with what went and what came marked in it; what stayed is shortened."""
    cut = max(len(before), len(after)) > _LONGEST_TEXT
    found = pieces(before[:_LONGEST_TEXT], after[:_LONGEST_TEXT])
    parts = [
        el(_TAGS[kind], shown(text)) if kind != "same" else _stayed(text, number > 0, number < len(found) - 1)
        for number, (kind, text) in enumerate(found)
    ]
    note = el("p", both("文字太长，只比较了前面一段。", "The text is long; only its start is compared."), class_="meta")
    return join(div("diff", *parts), note if cut else None)


def _stayed(text: str, after: bool, before: bool) -> Html:
    """Text that is the same; of a long one only what borders on a difference."""
    keep = (_AROUND if after else 0) + (_AROUND if before else 0)
    if len(text) <= keep + _AROUND:
        return shown(text)
    gap = span("gap", both(f" ［{len(text) - keep} 字没变］ ", f" [{len(text) - keep} characters as before] "))
    return join(shown(text[:_AROUND]) if after else None, gap, shown(text[-_AROUND:]) if before else None)


def _facts(ws: Workspace, change: t.Change) -> Child:
    """All that a new or removed thing says."""
    data = change.before if change.after is ABSENT else change.after
    if not isinstance(data, dict) or change.routes != ((),):
        return None
    rows: list[Child] = []
    for key, one in data.items():
        if key in ("id", t.BODY[0]) or one in (None, [], {}):
            continue
        kind = change.thing.kind
        rows += [el("dt", say(place(ws, kind, (key,)))), el("dd", say(value(ws, kind, (key,), one)))]
    if not rows:
        return None
    return el("details", el("summary", both("全部内容", "All of it")), el("dl", *rows, class_="facts"))
