"""The run sheet of an event: one page of paper for the day, minute by minute, with whom to call and what to bring."""

from __future__ import annotations

from commops.site import blocks, board, clocks, public
from commops.site.edition import Edition
from commops.site.html import Child, Html, div, el, join, span
from commops.site.tree import Page, body, heading, quiet
from commops.workspace._types import Budget
from commops.workspace.times import instant

_THINGS = frozenset({"material", "catering", "print", "prize"})
"""Kinds of costs that are things somebody has to bring."""
_MOST = 6
"""Rows of a list below the table; the rest is on the team's page of the event, so that a sheet stays one page."""

_EMERGENCY = {
    "cn": (("急救", "Ambulance", "120"), ("火警", "Fire", "119"), ("报警", "Police", "110")),
    "eu": (("紧急求助", "Emergency", "112"),),
    "na": (("紧急求助", "Emergency", "911"),),
    "hk": (("紧急求助", "Emergency", "999"),),
    "tw": (("急救、火警", "Ambulance, fire", "119"), ("报警", "Police", "110")),
    "jp": (("急救、火警", "Ambulance, fire", "119"), ("报警", "Police", "110")),
    "sg": (("急救、火警", "Ambulance, fire", "995"), ("报警", "Police", "999")),
}
_ZONES = {
    **dict.fromkeys(("Asia/Shanghai", "Asia/Urumqi", "Asia/Chongqing", "Asia/Harbin"), "cn"),
    **dict.fromkeys(
        (
            *("America/New_York", "America/Chicago", "America/Denver", "America/Los_Angeles", "America/Phoenix"),
            *("America/Toronto", "America/Vancouver", "America/Montreal", "America/Detroit"),
        ),
        "na",
    ),
    "Asia/Hong_Kong": "hk",
    "Asia/Taipei": "tw",
    "Asia/Tokyo": "jp",
    "Asia/Singapore": "sg",
}
"""Where the numbers are certain. Elsewhere the sheet leaves a line to write them on."""


def path(event: public.Event) -> str:
    """Where the sheet of an event stands."""
    return f"private/events/{event.id}-sheet.md"


def page(edition: Edition, event: public.Event) -> Page:
    """The run sheet of an event, for the team only: it also holds the parts that are not public."""
    name = edition.t(event.name)
    title = edition.say(f"流程表：{name}", f"Run sheet: {name}")
    lists = [part for part in (_contacts(edition, event), _bring(edition, event), _jobs(edition, event)) if part]
    return Page(
        path(event),
        title,
        body(
            heading(1, title, "sheet"),
            quiet(
                div(
                    "co-sheet",
                    _head(edition, event),
                    _minutes(edition, event),
                    div("co-sheet__lists", *lists, _emergency(edition, event), _risks(edition, event)),
                    _log(edition),
                )
            ),
        ),
        source=event.source.path,
        kind="sheet",
    )


def score(value: int) -> Html:
    """Likelihood times impact as a small square that is darker for a larger risk."""
    step = 3 if value >= 12 else 2 if value >= 6 else 1
    return span(f"co-score co-score--{step}", str(value))


def _head(edition: Edition, event: public.Event) -> Html:
    zone = clocks.zone_of(edition, event)
    when = f"{edition.span(instant(event.start), instant(event.end), zone)} ({clocks.zone_name(edition, event)})"
    capacity = event.safety["expected_max"] if event.safety else None
    most = edition.say(f"最多 {capacity} 人", f"at most {capacity} people") if capacity else ""
    way = event.online_url or ""
    return el("p", " · ".join(filter(None, [when, public.place(edition, event), way, most])), class_="co-sheet__head")


def _minutes(edition: Edition, event: public.Event) -> Child:
    """Every part of the agenda, the ones for the team only too, with what somebody noted."""
    rows = list(event.agenda or ())
    if not rows:
        return el("p", edition.say("还没有议程。", "There is no agenda yet."))
    zone = clocks.zone_of(edition, event)
    moments = clocks.parts(edition, event, rows)
    several = len({part.start.astimezone(zone).date() for part in moments}) > 1
    names = {speaker["id"]: edition.t(speaker["name"]) for speaker in event.speakers or ()}
    lines: list[list[Child]] = []
    for row, part in zip(rows, moments, strict=True):
        first, last = part.start.astimezone(zone), part.end.astimezone(zone)
        day = f"{edition.day(first.date())} " if several else ""
        inside = blocks.tag(edition.say("不公开", "team only"), "warn") if row.get("visibility") == "private" else None
        who = names.get(row.get("speaker", ""), blocks.person(edition, row.get("speaker")))
        notes = " · ".join(filter(None, [edition.t(row.get("place")), edition.t(row.get("notes"))]))
        lines.append(
            [
                f"{day}{first:%H:%M}–{last:%H:%M}",
                str(round((part.end - part.start).total_seconds() / 60)),
                join(edition.t(row["title"]), " ", inside),
                who,
                notes,
            ]
        )
    columns = (("时间", "Time"), ("分钟", "Min"), ("内容", "What"), ("谁", "Who"), ("地点与备注", "Place and notes"))
    return blocks.table([edition.say(zh, en) for zh, en in columns], lines, numeric=(1,), class_="co-roomy")


def _list(title: str, items: list[Child], class_: str = "") -> Html | None:
    return div("", el("h2", title), blocks.bullets(items, class_ or None)) if items else None


def _contacts(edition: Edition, event: public.Event) -> Html | None:
    """Who is called, with a line for the number: numbers of people never enter the repository."""
    lead = event.safety["lead"] if event.safety else None
    people = [(event.owner, edition.say("总负责", "In charge")), (lead, edition.say("安全", "Safety"))]
    named = [f"{role} {blocks.person(edition, person)}" for person, role in people if person]
    named += [f"{edition.say('嘉宾', 'Speaker')} {edition.t(speaker['name'])}" for speaker in event.speakers or ()]
    title = edition.say("联络（电话手写）", "Contacts (write numbers by hand)")
    return _list(title, [join(name, span("co-sheet__blank")) for name in named[: _MOST + 2]], "co-sheet__write")


def _bring(edition: Edition, event: public.Event) -> Html | None:
    """Things that the budget pays for, as a list to tick off."""
    budget: Budget | None = edition.ws.get("budget", event.id)
    lines = budget.lines if budget else []
    things = [edition.t(line["item"]) for line in lines if line.get("category") in _THINGS]
    return _list(edition.say("物料", "Bring"), list(things[:_MOST]), "co-sheet__tick")


def _jobs(edition: Edition, event: public.Event) -> Html | None:
    """What is due the day before, on the day and the day after, and not done yet."""
    due = [task for task in board.tasks(edition, event) if -1 <= task.t <= 1 and task.state in ("open", "late")]
    jobs: list[Child] = [f"T{task.t:+d} {task.title} · {blocks.person(edition, task.owner)}" for task in due[:_MOST]]
    return _list(edition.say("前后一天要做的", "To do around the day"), jobs, "co-sheet__tick")


def _emergency(edition: Edition, event: public.Event) -> Html | None:
    """Emergency numbers of the place, for events at one, and what is at hand."""
    if event.attendance_mode == "online":
        return None
    zone = str(clocks.zone_of(edition, event))
    numbers = _EMERGENCY.get(_ZONES.get(zone, "eu" if zone.startswith("Europe/") else ""), ())
    items: list[Child] = [join(edition.say(zh, en), " ", el("b", number)) for zh, en, number in numbers]
    if not items:
        blank = edition.say("当地急救、火警、报警电话", "Local ambulance, fire, police")
        items = [join(blank, span("co-sheet__blank"))]
    aid = edition.t(event.safety.get("first_aid")) if event.safety else ""
    if aid:
        items.append(join(edition.say("急救：", "First aid: "), aid))
    return _list(edition.say("紧急情况", "In an emergency"), items)


def _log(edition: Edition) -> Html:
    """Empty lines for what happens on the day; the look back is written from them."""
    title = edition.say("现场记录（时间、什么事、怎么处理）", "Log of the day (time, what happened, what was done)")
    return div("co-sheet__log", el("h2", title), *(span("co-sheet__blank") for _ in range(5)))


def _risks(edition: Edition, event: public.Event) -> Html | None:
    """The three worst risks with what to do."""
    worst = sorted(event.risks or (), key=lambda risk: -risk["likelihood"] * risk["impact"])[:3]
    items: list[Child] = [
        join(
            score(risk["likelihood"] * risk["impact"]),
            " ",
            el("b", edition.t(risk["risk"])),
            edition.say("：", ": "),
            edition.t(risk["plan"]),
            f" ({blocks.person(edition, risk['owner'])})",
        )
        for risk in worst
    ]
    return _list(edition.say("出了这些事怎么办", "If this happens"), items, "co-sheet__wide")
