"""The calendar of the review page: the weeks that a change touches, before and after."""

from __future__ import annotations

from commops.elements import Child, Html, div, el, join, span
from commops.posting.days import Special
from commops.review.model import Review
from commops.review.say import both, joined, say
from commops.review.told import day, moment
from commops.review.weeks import MOST, Day, Slot
from commops.texts import Text

_VIEWS = (("both", Text("对比", "Compare")), ("before", Text("改动前", "Before")), ("after", Text("改动后", "After")))
_GONE = {
    "postponed": Text("推迟", "postponed"),
    "cancelled": Text("取消", "cancelled"),
    "withdrawn": Text("撤回", "withdrawn"),
    "rejected": Text("退回", "rejected"),
}
_DROPPED = Text("不再安排", "dropped")


def section(review: Review) -> Html | None:
    """The weeks, and a switch between before and after; None if no time is different."""
    weeks = review.weeks.weeks
    if not weeks:
        return None
    choices = [
        el(
            "label",
            _radio(name, checked=number == 0),
            span("", say(label)),
        )
        for number, (name, label) in enumerate(_VIEWS)
    ]
    left = review.weeks.left_out
    note = (
        el(
            "p",
            both(f"只显示前 {MOST} 周，另有 {left} 周。", f"Only the first {MOST} weeks are shown; {left} more."),
            class_="meta",
        )
        if left
        else None
    )
    return div(
        "calendar",
        el("fieldset", el("legend", both("显示", "Show")), *choices, class_="views"),
        *(el("ol", *(_day(one) for one in week), class_="week") for week in weeks),
        note,
    )


def _radio(name: str, *, checked: bool) -> Html:
    return Html(f'<input type="radio" name="view" id="view-{name}" value="{name}"{" checked" if checked else ""}>')


def _day(one: Day) -> Html:
    weekend = " weekend" if one.date.weekday() >= 5 else ""
    empty = "" if one.slots else " empty"
    head = el("h3", el("time", say(day(one.date)), datetime=one.date.isoformat()), *map(_special, one.special))
    return el("li", head, el("ul", *map(_slot, one.slots)) if one.slots else None, class_=f"day{weekend}{empty}")


def _special(one: Special) -> Html:
    return span(f"special {one.kind}", say(one.told))


def _slot(slot: Slot) -> Html:
    marks: list[Child] = []
    if slot.state == "new":
        marks.append(span("mark added", both("新增", "added")))
    if slot.state == "gone":
        marks.append(span("mark removed", say(_GONE.get(slot.status, _DROPPED))))
    if slot.state == "to" and slot.other:
        marks.append(span("mark changed", both("原 ", "was "), say(moment(slot.other))))
    if slot.state == "from" and slot.other:
        marks.append(span("mark away", both("改到 ", "now "), say(moment(slot.other))))
    if slot.quiet:
        marks.append(span("mark quiet", both("免打扰时段", "quiet hours")))
    if slot.kind == "event":
        marks.insert(0, span("mark event", both("活动", "event")))
    return el(
        "li",
        el("span", f"{slot.at:%H:%M}", class_="time"),
        join(" ", span("name", say(slot.name))),
        span("places", joined([say(place) for place in slot.places])) if slot.places else None,
        span("marks", *marks) if marks else None,
        class_=f"slot {slot.kind} {slot.state}",
    )
