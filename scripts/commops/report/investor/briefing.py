"""The briefing of the pack: every metric that is there with n, earlier values and source, then what is not there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from commops.report.drafts import choose
from commops.report.drafts.ledger import Ledger
from commops.report.drafts.lines import Line, chief_columns, month_lines, size_column, waiting_lines, week_lines
from commops.report.drafts.tables import grid, key_result_table
from commops.report.drafts.words import line_name, minutes
from commops.report.investor import sections, words
from commops.report.markdown_text import inline
from commops.stats import pages, periods
from commops.stats.table import Table
from commops.texts import Lang, Text, pick
from commops.workspace import Workspace
from commops.workspace.spans import quarter_of


@dataclass(frozen=True, slots=True)
class Basis:
    """What a pack is made of: released weeks and months up to the day, their rows, and the commit that holds them."""

    weeks: tuple[str, ...]
    months: tuple[str, ...]
    tables: Mapping[str, Table]
    commit: str | None

    def quarter_lines(self, ws: Workspace) -> list[Line]:
        """The lines of the weeks in which key results may have their newest number."""
        return [line for week in self.weeks[-choose.WEEKS_OF_A_QUARTER :] for line in week_lines(ws, week)]


@dataclass(frozen=True, slots=True)
class Figure:
    """A number as the pack shows it, in plain text: with n, its values 4 and 12 weeks before, and its period."""

    name: str
    value: str
    n: str
    earlier: tuple[str, str]
    period: str


def lines_of(ws: Workspace, basis: Basis) -> list[Line]:
    """Every line of the pack: those of the newest month, then those of the newest week."""
    return [*_months(ws, basis), *week_lines(ws, basis.weeks[-1])]


def briefing(ws: Workspace, basis: Basis, lang: Lang) -> str:
    """The Markdown text."""
    newest = basis.weeks[-1]
    ledger = Ledger(ws, newest)
    lines = lines_of(ws, basis)
    named = {name: [line for line in lines if words.section_of(line.page) == name] for name, _ in words.SECTIONS}
    named[words.OTHERS] = [line for line in lines if words.section_of(line.page) == words.OTHERS]
    parts = [_opening(ws, basis, lang)]
    for name, found in named.items():
        extra = _extra(ws, basis, name, lang)
        table = _table(ledger, found, lang) if found else ""
        told = "\n\n".join(part.rstrip() for part in (table, *extra) if part)
        if told:
            parts.append(f"## {name.get(lang)}\n\n{told}")
    parts.append(f"## {words.GAPS.get(lang)}\n\n{sections.gaps(ws, lang)}")
    parts.append(f"## {words.RISKS.get(lang)}\n\n{_risks(ws, basis, lang)}")
    parts.append(f"## {words.DEFINITIONS.get(lang)}\n\n{_definitions(basis, lang)}")
    return "\n\n".join(part.rstrip() for part in parts) + "\n"


def _opening(ws: Workspace, basis: Basis, lang: Lang) -> str:
    name = pick(ws.profile.name, lang) if ws.profile else ""
    facts = {
        "as_of": ws.as_of.isoformat(),
        "commit": basis.commit or words.NOT_COMMITTED.get(lang),
        "first": basis.weeks[0],
        "last": basis.weeks[-1],
    }
    title = words.TITLE.fill(name=inline(name)).get(lang)
    return f"# {title}\n\n{words.FACTS.fill(**facts).get(lang)}\n\n{words.LIMITS.get(lang)}"


def _months(ws: Workspace, basis: Basis) -> list[Line]:
    """The rows about the newest month that is released."""
    closing = [week for week in basis.weeks if month_lines(ws, week)]
    lines = month_lines(ws, closing[-1]) if closing else []
    return [*lines, *(waiting_lines(ws, basis.months[-1]) if basis.months else [])]


def _table(ledger: Ledger, lines: Sequence[Line], lang: Lang) -> str:
    rows = [
        [inline(one.name), one.value, one.n, *one.earlier, one.period]
        for line in lines
        for one in figures(ledger, line, lang)
    ]
    return grid(words.LINE_HEAD.get(lang).split("|"), rows)


def figures(ledger: Ledger, line: Line, lang: Lang) -> list[Figure]:
    """What the pack says about a line, one for each of its chief columns."""
    columns = chief_columns(line.page)
    found = []
    for column in columns:
        unit, size = line.page.columns[column].unit, size_column(line.page, column)
        earlier = (_before(ledger, line, column, 4, lang), _before(ledger, line, column, 12, lang))
        name = line_name(line, column, lang, several=len(columns) > 1)
        value = minutes(unit, ledger.cite(lang, unit, **line.source(column)), lang)
        n = ledger.cite(lang, "count", **line.source(size)) if size else "–"
        found.append(Figure(name, value, n, earlier, line.period))
    return found


def _before(ledger: Ledger, line: Line, column: str, weeks: int, lang: Lang) -> str:
    """The same number so many weeks before; for a month one month for four weeks."""
    if not line.comparable:
        return "–"
    if "W" in line.period:
        period = periods.week_label(periods.parse_week(line.period) - weeks)
    else:
        period = periods.month_label(periods.parse_month(line.period) - weeks // 4)
    unit = line.page.columns[column].unit
    return minutes(unit, ledger.cite(lang, unit, **line.source(column, period)), lang)


def _extra(ws: Workspace, basis: Basis, name: Text, lang: Lang) -> list[str]:
    """What the workspace adds to a section."""
    if name == words.GROWTH:
        return [f"### {words.MIX.get(lang)}\n\n{sections.mix(ws, lang)}"]
    if name == words.RETENTION:
        return [sections.curve(ws, basis.weeks, lang)]
    if name == words.EVENTS:
        return [sections.events(ws, sections.held(ws), lang)]
    if name == words.DELIVERY:
        return [sections.partners(ws, lang)]
    if name == words.PROGRESS:
        ledger = Ledger(ws, quarter_of(ws.as_of))
        return [f"### {words.GOALS.get(lang)}\n\n{key_result_table(ledger, basis.quarter_lines(ws), lang)}"]
    return []


def _risks(ws: Workspace, basis: Basis, lang: Lang) -> str:
    caveats = [
        f"- {pages.load_page(key).name.get(lang)}：{pages.load_page(key).caveat.get(lang)}" for key in basis.tables
    ]
    if lang == "en":
        caveats = [line.replace("：", ": ", 1) for line in caveats]
    absent = sections.missing(ws, basis.tables, basis.weeks[-1])
    gone = [f"- {_metric_name(ws, key, lang)} ({key}): {reason.get(lang)}" for key, reason in absent.items()]
    return "\n".join(caveats) + f"\n\n### {words.MISSING.get(lang)}\n\n" + ("\n".join(gone) or "–")


def _metric_name(ws: Workspace, key: str, lang: Lang) -> str:
    if key in pages.keys():  # noqa: SIM118 - a function, not a mapping
        return pages.load_page(key).name.get(lang)
    return inline(next((pick(metric.name, lang) for metric in ws.metrics if metric.id == key), key))


def _definitions(basis: Basis, lang: Lang) -> str:
    lines = []
    for key in basis.tables:
        page = pages.load_page(key)
        facts = {"name": page.name.get(lang), "key": key, "row": page.row, "formula": page.formula.get(lang)}
        lines.append(words.DEFINITION.fill(**facts, hash=page.definition[:12], caveat=page.caveat.get(lang)).get(lang))
    return "\n".join(lines) + "\n\n" + words.ANNEX.get(lang)
