"""The tables of a draft: a line per metric with n, the period before and the target; results of events; key results."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from commops.report.drafts import words
from commops.report.drafts.ledger import HIDDEN, NOTHING, Ledger, number_text
from commops.report.drafts.lines import Line, chief_columns, size_column
from commops.report.markdown_text import inline
from commops.stats.flows import SMALL
from commops.stats.pages import GREY_BELOW, Unit
from commops.texts import Lang, Text, pick
from commops.workspace._types import Event
from commops.workspace.aims import key_results
from commops.workspace.recorded import Missing
from commops.workspace.shape.schemas import schema

_ABOUT_PEOPLE = ("new_members", "spoke_during", "spoke_7d_after", "left_14d", "csat_n", "csat", "nps")
Before = Callable[[Line], str]
"""Names the period that a line is compared with."""


def grid(head: Sequence[str], rows: Iterable[Sequence[str]], *, texts: bool = False) -> str:
    """A Markdown table; cells are Markdown already. All columns but the first hold numbers, unless ``texts``."""
    lines = [head, ["---", *["---" if texts else "---:"] * (len(head) - 1)], *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines) + "\n"


def metric_table(ledger: Ledger, lines: Sequence[Line], before: Before, lang: Lang) -> str:
    """Every line with its n, what it was in the period before, the change in words, and its target."""
    if not lines:
        return words.NO_ROWS.get(lang) + "\n"
    rows = []
    for line in lines:
        columns = chief_columns(line.page)
        for column in columns:
            name = words.line_name(line, column, lang, several=len(columns) > 1)
            rows.append([inline(name), *_cells(ledger, line, column, before(line), lang)])
    return grid([text.get(lang) for text in words.COLUMNS.values()], rows)


def _cells(ledger: Ledger, line: Line, column: str, period: str, lang: Lang) -> list[str]:
    unit = line.page.columns[column].unit
    size = size_column(line.page, column)
    now = line.row.get(column)
    n = line.row.get(size) if size else now
    empty = now is None and n == 0
    shown = NOTHING.get(lang) if empty else ledger.cite(lang, unit, **line.source(column))
    people = ledger.cite(lang, "count", **line.source(size)) if size else "–"
    old: str | None = None
    change = words.NO_COMPARISON.get(lang)
    if line.comparable:
        old = ledger.cite(lang, unit, **line.source(column, period))
        past = ledger.value(**line.source(column, period))
        past_n = ledger.value(**line.source(size, period)) if size else past
        change = _change(now, past, unit, [n, past_n]).get(lang)
    told = [words.minutes(unit, text, lang) for text in (shown, old or "–")]
    return [told[0], people, told[1], change, _goal(ledger, line, column, lang)]


def _change(now: Any, past: float | Missing, unit: Unit, sizes: Sequence[Any]) -> Text:
    """Which way a number went, as far as the digits that are shown tell."""
    if not isinstance(now, int | float) or isinstance(past, Missing):
        return words.NO_COMPARISON
    if any(isinstance(size, int) and size < GREY_BELOW for size in sizes):
        return words.TOO_SMALL
    if number_text(now, unit) == number_text(past, unit):
        return words.SAME
    return words.UP if now > past else words.DOWN


def _goal(ledger: Ledger, line: Line, column: str, lang: Lang) -> str:
    """The target and whether it is reached, where one is set for just this line."""
    source = {"metric": line.page.key, "column": column, "target": True}
    wanted = ledger.value(**source)
    if isinstance(wanted, Missing) or not _meant(ledger, line):
        return "–"
    unit, now = line.page.columns[column].unit, line.row.get(column)
    shown = words.minutes(unit, ledger.cite(lang, unit, **source), lang)
    if not isinstance(now, int | float) or line.page.direction not in ("up", "down"):
        return shown
    reached = now >= wanted if line.page.direction == "up" else now <= wanted
    return (words.REACHED if reached else words.MISSED).fill(target=shown).get(lang)


def _meant(ledger: Ledger, line: Line) -> bool:
    """Whether a metric's target is about this line: where a metric has several, the key result says which."""
    marks = {name: value for name, value in line.where if name not in ("grain", "cohort") and value != "*"}
    results = [result for result in key_results(ledger.ws, ledger.period) if result["metric"] == line.page.key]
    wanted = {row["column"]: row["equals"] for result in results for row in result.get("where", ())}
    return all(wanted.get(name) == value for name, value in marks.items())


def month_table(ledger: Ledger, lines: Sequence[Line], months: Sequence[str], lang: Lang) -> str:
    """The lines of a quarter's newest month with the value of each month, and the n of the newest."""
    if not lines:
        return words.NO_ROWS.get(lang) + "\n"
    rows = []
    for line in lines:
        (column, *_) = chief_columns(line.page)
        unit, size = line.page.columns[column].unit, size_column(line.page, column)
        values = [words.minutes(unit, ledger.cite(lang, unit, **line.source(column, month)), lang) for month in months]
        people = ledger.cite(lang, "count", **line.source(size)) if size else "–"
        rows.append([inline(words.line_name(line, column, lang, several=False)), *values, people])
    return grid([words.COLUMNS["metric"].get(lang), *months, words.COLUMNS["n"].get(lang)], rows)


def result_table(ledger: Ledger, event: Event, lang: Lang) -> str:
    """What an event came to, field by field, beside what it aimed at."""
    results = ledger.ws.get("event-result", event.id)
    if results is None:
        return NOTHING.get(lang) + "\n"
    rows = []
    for name, spec in schema("event-result.schema.json").schema["properties"].items():
        if name in results.data and not isinstance(ledger.value(event=event.id, column=name), Missing):
            unit: Unit = "percent" if spec.get("maximum") == 1 else "count"
            label = Text(spec["x-label-zh"], spec["title"]).get(lang)
            money = results.data[name].get("currency", "") if isinstance(results.data[name], dict) else ""
            rows.append(_result(ledger, event, name, f"{label} {money}".strip(), unit, lang))
    for figure in results.data.get("figures") or ():
        label = f"{pick(figure['name'], lang)} {pick(figure.get('unit'), lang)}".strip()
        rows.append(_result(ledger, event, figure["id"], label, "count", lang))
    head = Text("项目|实际|目标", "What|Came|Target").get(lang).split("|")
    return grid(head, rows)


def _result(ledger: Ledger, event: Event, column: str, label: str, unit: Unit, lang: Lang) -> list[str]:
    source = {"event": event.id, "column": column}
    aim = {**source, "target": True}
    goal = "–" if isinstance(ledger.value(**aim), Missing) else ledger.cite(lang, unit, **aim)
    few = _about_few(ledger.ws.get("event-result", event.id).data, column)
    return [inline(label), HIDDEN.get(lang) if few else ledger.cite(lang, unit, **source), goal]


def _about_few(results: Mapping[str, Any], column: str) -> bool:
    """Whether a field tells what fewer than 5 people did or thought; a report may be read by more than the results.

    How many signed up or came in all is no secret: whoever was there could count that.
    """
    size = results.get("csat_n" if column in ("csat", "nps") else column)
    return column in _ABOUT_PEOPLE and isinstance(size, int) and 0 < size < SMALL


def key_result_table(ledger: Ledger, lines: Sequence[Line], lang: Lang) -> str:
    """Every key result of the plan: where it started, where it is and where it should be, in its own unit.

    ``lines``: the newest of what the snapshots hold; the other metrics are typed in by people.
    """
    rows = []
    for result in key_results(ledger.ws, ledger.period):
        metric = result["metric"]
        unit_text = pick(result.get("unit"), lang)
        unit: Unit = "percent" if unit_text == "%" else "count"
        source = {"key_result": metric}
        start, goal = (ledger.cite(lang, unit, **source, column=column) for column in ("baseline", "target"))
        wanted = {row["column"]: row["equals"] for row in result.get("where", ())}
        fitting = [line for line in lines if line.page.key == metric and wanted.items() <= line.row.items()]
        line = fitting[-1] if fitting else None
        if line is not None and "current" not in result:
            column = result.get("column") or chief_columns(line.page)[0]
            now = ledger.cite(lang, line.page.columns[column].unit, **line.source(column)) + f" ({line.period})"
        else:
            now = ledger.cite(lang, unit, **source, column="current")
        name = pick(result.get("name"), lang) or metric
        label = (
            name if unit_text in ("", "%") else f"{name}（{unit_text}）" if lang == "zh" else f"{name} ({unit_text})"
        )
        rows.append([inline(label), start, now, goal, result["due"]])
    head = Text("关键结果|起点|现在|目标|期限", "Key result|Start|Now|Target|Due").get(lang).split("|")
    return grid(head, rows) if rows else NOTHING.get(lang) + "\n"
