"""The opening sentences of a draft; one that lacks a number is left out, and the tables say why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from commops.report.drafts.ledger import Ledger
from commops.stats import pages
from commops.texts import Lang, Text
from commops.workspace.recorded import Missing


@dataclass(frozen=True, slots=True)
class Cell:
    """A number of a sentence: metric, column, grain where the metric has several, and of which period."""

    metric: str
    column: str
    grain: str = ""
    before: bool = False


Sentence = tuple[Text, Sequence[Cell]]

WEEK: Sequence[Sentence] = (
    (Text("各群合计 {0} 人。", "The groups count {0} members."), [Cell("active_rate", "members", "week")]),
    (
        Text("本周 {0} 人说过话，占 {1}，共 {2} 条消息。", "{0} people spoke this week ({1}) and wrote {2} messages."),
        [
            Cell("active_speakers", "speakers", "week"),
            Cell("active_rate", "active_rate", "week"),
            Cell("active_speakers", "messages", "week"),
        ],
    ),
    (
        Text("进群 {0} 人，退群 {1} 人。", "{0} joined and {1} left."),
        [Cell("joins", "joined"), Cell("joins", "left_n")],
    ),
)
MONTH: Sequence[Sentence] = (
    (
        Text("这个月 {0} 人说过话，上个月是 {1} 人。", "{0} people spoke in the month, {1} in the month before."),
        [Cell("active_speakers", "speakers", "month"), Cell("active_speakers", "speakers", "month", before=True)],
    ),
    (
        Text("他们写了 {0} 条消息。", "They wrote {0} messages."),
        [Cell("active_speakers", "messages", "month")],
    ),
)


def headlines(ledger: Ledger, sentences: Sequence[Sentence], period: str, before: str, lang: Lang) -> str:
    """The sentences all of whose numbers are there, in one paragraph; "" for none."""
    said = []
    for text, cells in sentences:
        sources = [_source(cell, before if cell.before else period) for cell in cells]
        if any(isinstance(ledger.value(**source), Missing) for source in sources):
            continue
        units = [pages.load_page(cell.metric).columns[cell.column].unit for cell in cells]
        numbers = [ledger.cite(lang, unit, **source) for unit, source in zip(units, sources, strict=True)]
        said.append(text.get(lang).format(*numbers))
    return ("" if lang == "zh" else " ").join(said)


def _source(cell: Cell, period: str) -> dict[str, object]:
    source: dict[str, object] = {"metric": cell.metric, "column": cell.column, "period": period}
    return {**source, "where": [{"column": "grain", "equals": cell.grain}]} if cell.grain else source
