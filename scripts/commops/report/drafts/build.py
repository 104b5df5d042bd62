"""Puts drafts together: weekly, monthly, quarterly, and for one event."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import chain

from commops.errors import InputError
from commops.report.drafts import choose, words
from commops.report.drafts.front import front_matter, titles
from commops.report.drafts.headlines import MONTH, WEEK, Sentence, headlines
from commops.report.drafts.ledger import Ledger
from commops.report.drafts.lines import Line, event_lines, left_out, month_lines, waiting_lines, week_lines
from commops.report.drafts.released import released_tables
from commops.report.drafts.tables import key_result_table, metric_table, month_table, result_table
from commops.report.markdown_text import inline
from commops.stats import periods
from commops.stats.monthly import monthly
from commops.stats.table import Row, Table
from commops.texts import LANGS, Lang, Text, pick
from commops.workspace import Workspace, times
from commops.workspace._types import Event
from commops.workspace.spans import quarter_of, span

KINDS = ("weekly", "monthly", "quarterly", "event")
FOLDER = "community/reports"
_AUDIENCE = {"weekly": "team", "monthly": "manager", "quarterly": "manager", "event": "team"}
_OTHER = Text("## 中文", "## In English")
_LIFT = Text("日志里的影响 / In the logs", "In the logs")


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft: where it belongs in the workspace, its text, and the released weeks whose tables it stands on."""

    path: str
    text: str
    weeks: tuple[str, ...]
    kind: str
    subject: str
    """The period, or the event's id."""


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked for: kind, period or event's id (None: the last one that is over), day, language, commit."""

    kind: str
    subject: str | None
    as_of: dt.date
    lang: Lang
    commit: str | None = None


def draft(ws: Workspace, request: Request) -> Draft:
    """The draft. Raises InputError when there is no snapshot, or no such event."""
    if request.kind == "event":
        return _event(ws, request)
    chooser = {"weekly": choose.week_of, "monthly": choose.month_of, "quarterly": choose.quarter}[request.kind]
    chosen = chooser(ws, request.subject, request.as_of)
    ledger = Ledger(ws, chosen.period)
    parts = {"weekly": _weekly, "monthly": _monthly, "quarterly": _quarterly}[request.kind](
        ledger, chosen, request.lang
    )
    sentences: Sequence[Sentence] = {"weekly": WEEK, "monthly": MONTH}.get(request.kind, ())
    opening = [headlines(ledger, sentences, chosen.period, chosen.before, request.lang)]
    held = _held(ws, chosen.period, request.as_of)
    parts += _events_part(ledger, held, request.lang)
    parts += _places([words.WINS, words.GAPS, _conclusion(request.kind), words.NEXT], request.lang)
    parts += _in_the_other(ledger, sentences, chosen, request.lang)
    body = _joined([*opening, *parts])
    front = front_matter(ledger, titles(request.kind, chosen.period), _AUDIENCE[request.kind], request, held)
    return Draft(
        f"{FOLDER}/{request.kind}/{chosen.period}.md", front + body, (chosen.week,), request.kind, chosen.period
    )


def _conclusion(kind: str) -> Text:
    return words.SO_WHAT if kind in ("weekly", "event") else words.DECISIONS


def _joined(parts: Iterable[str]) -> str:
    return "\n\n".join(part.rstrip() for part in parts if part.strip()) + "\n"


def _places(headings: Sequence[Text], lang: Lang) -> list[str]:
    return [words.place(heading, lang) for heading in headings]


def _headed(heading: Text, text: str, lang: Lang) -> str:
    return f"## {heading.get(lang)}\n\n{text}"


def _elapsed(period: str, lang: Lang) -> str:
    """How much of the quarter is over, to read its targets against."""
    last = span(period)[1]
    quarter = quarter_of(last)
    start, end = span(quarter)
    gone, whole = (last - start).days + 1, (end - start).days + 1
    facts = {"period": quarter, "day": last.isoformat(), "gone": gone, "all": whole, "share": 100 * gone // whole}
    return words.ELAPSED.fill(**facts).get(lang)


def _notes(ledger: Ledger, chosen: choose.Chosen, lang: Lang) -> list[str]:
    """What stands below the tables."""
    names = Text("、", ", ").get(lang).join(page.name.get(lang) for page in left_out(ledger.ws, chosen.week))
    return [words.NOTE.get(lang), words.LEFT_OUT.fill(names=names).get(lang) if names else ""]


def _week_before(line: Line) -> str:
    return periods.week_label(periods.parse_week(line.period) - 1)


def _month_before(line: Line) -> str:
    return periods.month_label(periods.parse_month(line.period) - 1)


def _weekly(ledger: Ledger, chosen: choose.Chosen, lang: Lang) -> list[str]:
    table = metric_table(ledger, week_lines(ledger.ws, chosen.week), _week_before, lang)
    return [_elapsed(chosen.week, lang), _headed(words.NUMBERS, table, lang), *_notes(ledger, chosen, lang)]


def _monthly(ledger: Ledger, chosen: choose.Chosen, lang: Lang) -> list[str]:
    earlier = choose.closing_week(chosen.before)
    about = [*month_lines(ledger.ws, chosen.week), *waiting_lines(ledger.ws, chosen.period)]
    month = metric_table(ledger, about, _month_before, lang)
    week = metric_table(ledger, week_lines(ledger.ws, chosen.week), lambda _line: earlier, lang)
    return [
        _elapsed(chosen.period, lang),
        _headed(words.MONTH, month, lang),
        _headed(words.LAST_WEEK.fill(week=chosen.week), week, lang),
        *_notes(ledger, chosen, lang),
    ]


def _quarterly(ledger: Ledger, chosen: choose.Chosen, lang: Lang) -> list[str]:
    weeks = {week: week_lines(ledger.ws, week) for week in chosen.weeks}
    week = weeks[chosen.week]
    months = month_lines(ledger.ws, choose.closing_week(chosen.months[-1])) if chosen.months else []
    months = [line for line in months if line.period in chosen.months]
    return [
        _elapsed(chosen.week, lang),
        _headed(words.KEY_RESULTS, key_result_table(ledger, [*months, *chain(*weeks.values())], lang), lang),
        _headed(words.BY_MONTH, month_table(ledger, months, chosen.months, lang), lang),
        _headed(words.NEWEST_WEEK.fill(week=chosen.week), metric_table(ledger, week, _a_quarter_before, lang), lang),
        *_notes(ledger, chosen, lang),
    ]


def _a_quarter_before(line: Line) -> str:
    return periods.week_label(periods.parse_week(line.period) - choose.WEEKS_OF_A_QUARTER)


def _events_part(ledger: Ledger, held: Sequence[Event], lang: Lang) -> list[str]:
    if not held:
        return [_headed(words.EVENTS, words.NO_EVENTS.get(lang), lang)]
    tables = [f"### {inline(pick(event.name, lang))}\n\n{result_table(ledger, event, lang)}" for event in held]
    return [_headed(words.EVENTS, tables[0], lang), *tables[1:]]


def _held(ws: Workspace, period: str, as_of: dt.date) -> list[Event]:
    """The events that ended in a period, have results, and are over on the day."""
    first, last = span(period)
    ended = [(times.in_zone(event.end or event.start, ws.zone).date(), event) for event in ws.events]
    fitting = [(day, event) for day, event in ended if first <= day <= min(last, as_of)]
    return [
        event for _, event in sorted(fitting, key=lambda one: (one[0], one[1].id)) if ws.get("event-result", event.id)
    ]


def _in_the_other(ledger: Ledger, sentences: Sequence[Sentence], chosen: choose.Chosen, lang: Lang) -> list[str]:
    """The opening in the community's other language, so that its readers find the main numbers."""
    spoken = {tag.partition("-")[0] for tag in ledger.ws.languages}
    other = next((one for one in LANGS if one != lang and one in spoken), None)
    said = headlines(ledger, sentences, chosen.period, chosen.before, other) if other else ""
    return [f"{_OTHER.get(other)}\n\n{said}"] if other and said else []


def _event(ws: Workspace, request: Request) -> Draft:
    event: Event | None = ws.get("event", request.subject)
    results = ws.get("event-result", request.subject)
    if event is None or results is None:
        what = (
            Text("没有这场活动。", "there is no such event.")
            if event is None
            else Text("这场活动还没有 results.yml。", "this event has no results.yml yet.")
        )
        raise InputError(
            f"events/{request.subject}",
            what,
            Text("写 events/ 下有结果的活动编号。", "Give the id of an event in events/ that has results."),
        )
    day = times.in_zone(event.end or event.start, ws.zone).date()
    week = periods.week_label(periods.week_of_day(periods.day_number(day)))
    ledger, lang = Ledger(ws, week), request.lang
    lines = event_lines(ws, event.id)
    parts = [_headed(words.RESULTS, result_table(ledger, event, lang), lang)]
    parts += [_headed(_LIFT, metric_table(ledger, lines, _week_before, lang), lang)] if lines else []
    parts += [words.NOTE.get(lang), *_places([words.WINS, words.GAPS, words.SO_WHAT, words.NEXT], lang)]
    title = Text(f"活动报告：{pick(event.name, 'zh')}", f"Report on an event: {pick(event.name, 'en')}")
    front = front_matter(ledger, title, _AUDIENCE["event"], request, [event])
    weeks = tuple(dict.fromkeys(line.period for line in lines))
    return Draft(f"{FOLDER}/event/{event.id}.md", front + _joined(parts), weeks, "event", event.id)


def rows_of(ws: Workspace, made: Draft) -> dict[str, Table]:
    """The released rows that a draft stands on, for a workbook beside it."""
    chosen: dict[str, Callable[[Row], bool]] = {
        "weekly": lambda row: not monthly(row),
        "event": lambda row: row.get("event") == made.subject,
    }
    months = (made.subject,) if made.kind == "monthly" else ()
    return released_tables(ws, (*made.weeks, *months), chosen.get(made.kind))
