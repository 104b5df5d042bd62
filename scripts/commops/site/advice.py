"""What headline numbers ask for: a sentence by plain rules, and the steps that follow from those over a line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from commops.site import blocks, stories
from commops.site.edition import Edition
from commops.site.headlines import Headline
from commops.site.html import Child, to_page
from commops.site.reports import Severity, Step

_ASKS: dict[str, Severity] = {"alert": "now", "warn": "soon", "late": "soon", "met": "keep"}
_SEVERE = ("alert", "warn", "late", "on", "unknown", "met")


def steps(edition: Edition, found: Sequence[Headline]) -> Iterator[Step]:
    """The numbers over a line, worst first."""
    for one in sorted(found, key=lambda one: _SEVERE.index(one.goal.mood)):
        said = sentence(edition, one)
        if one.goal.mood == "alert":
            what = edition.say(f"“{one.name}”过了警戒线，今天定一个对策", f"Decide today what to do about: {one.name}")
            yield Step("now", what, said, _defined(edition, one))
        elif one.goal.mood in ("warn", "late"):
            what = edition.say(f"看看“{one.name}”为什么落后", f"Find out why this lags: {one.name}")
            yield Step("soon", what, said, _defined(edition, one))
        elif one.goal.mood == "unknown":
            what = edition.say(f"补上“{one.name}”的数", f"Get a number for: {one.name}")
            yield Step("soon", what, said, _defined(edition, one))


def _defined(edition: Edition, one: Headline) -> Child:
    page = stories.metric_page(edition, one.metric)
    return to_page(page, edition.say("这个数怎么算", "How it is worked out")) if page else None


def severity(one: Headline) -> Severity | None:
    """How urgent a number is; None for one on its way, or without a value."""
    return _ASKS.get(one.goal.mood)


def told(edition: Edition, one: Headline) -> str:
    """Name, value, target, period and n, then what that says."""
    unit = unit_of(one.unit)
    value, target = (f"{blocks.number(number or 0, 2)}{unit}" for number in (one.goal.value, one.goal.target))
    n = "" if one.n is None or one.typed else edition.say(f"，n = {one.n}", f", n = {one.n}")
    said = sentence(edition, one)
    return edition.say(
        f"{one.name} {value}，目标 {target}（{one.when}{n}）。{said}",
        f"{one.name} {value}, target {target} ({one.when}{n}). {said}",
    )


def sentence(edition: Edition, one: Headline) -> str:
    """What the number says by plain rules: against its zones, then against the time that is over."""
    goal = one.goal
    if goal.value is None:
        return edition.say(
            "人数太少没有公布，或还没有数；不是 0。", "Too few people to publish, or no number yet; it is not 0."
        )
    unit = unit_of(one.unit)
    if goal.mood == "met":
        return edition.say("已达到目标。", "The target is met.")
    if goal.mood in ("alert", "warn"):
        limit = blocks.number((goal.alert if goal.mood == "alert" else goal.warn) or 0, 2)
        name = edition.say(*(("警戒线", "the alert line") if goal.mood == "alert" else ("提醒线", "the warning line")))
        side = edition.say("低于", "below") if goal.rising else edition.say("高于", "above")
        return edition.say(f"{side}{name} {limit}{unit}。", f"It is {side} {name} of {limit}{unit}.")
    if goal.elapsed is None or goal.target == goal.baseline:
        return edition.say("在提醒线和目标之间。", "Between the warning line and the target.")
    # Adding 0.0 turns a minus nothing into nothing.
    done = f"{round((goal.value - goal.baseline) / (goal.target - goal.baseline), 2) + 0.0:.0%}"
    return edition.say(
        f"时间过去 {goal.elapsed:.0%}，走完 {done}。",
        f"{goal.elapsed:.0%} of the time is over, {done} of the way is done.",
    )


def unit_of(unit: str) -> str:
    """A unit behind its number."""
    return unit if unit in ("", "%") else f" {unit}"
