"""Prints a review on a terminal: one line for each change."""

from __future__ import annotations

from commops.review import types as t
from commops.review.model import Review
from commops.review.sentences import channel_name, line
from commops.review.told import kind_label
from commops.review.verdict import verdict
from commops.texts import Lang, Text, safe, tame

_HINT = Text(
    "加 --html review.html 看完整的一页；每个问题在哪一行，用 commops check --base 加同一个版本来看。",
    "Add --html review.html for the whole page; commops check --base with the same version shows each finding.",
)


def render(review: Review, lang: Lang) -> str:
    """The things of the change with their differences below, then what it comes to."""
    out: list[str] = []
    last: t.Thing | None = None
    for change in review.changes:
        thing = change.thing
        if thing != last:
            label = kind_label(thing.kind) if thing.kind else Text("文件", "File")
            out += ["", f"{label.get(lang)} {thing.name.get(lang)}  {thing.path}"]
            last = thing
        out.append(f"  {_change(review, change, lang)}")
    _, told = verdict(review)
    out += ["", told.get(lang), _HINT.get(lang)]
    return "\n".join(tame(safe(one, one_line=True)) for one in out).lstrip("\n")


def _change(review: Review, change: t.Change, lang: Lang) -> str:
    told = line(review.ws, change)
    where = told.place
    if isinstance(change, t.TextChanged):
        where = channel_name(review.ws, change)
    signs = ("− ", "+ ") if isinstance(change, t.Swapped) else ("", "")
    sides = [f"{sign}{side.get(lang)}" for sign, side in zip(signs, (told.before, told.after), strict=True) if side]
    joined = ("  " if isinstance(change, t.Swapped) else " → ").join(sides)
    parts = [told.label.get(lang), where.get(lang) if where else "", joined, told.note.get(lang) if told.note else ""]
    return " ".join(part for part in parts if part)
