"""The numbers of a draft as they are cited: each is looked up where the check will look, and listed with its source."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import TYPE_CHECKING, Any, cast

from commops.stats.pages import Unit
from commops.texts import Lang, Text
from commops.workspace import Workspace
from commops.workspace.listed import value_of
from commops.workspace.recorded import Missing

if TYPE_CHECKING:
    from commops.workspace._shapes import ReportNumber

HIDDEN = Text("不公布（人数太少或无法计算）", "not published (too few people, or not known)")
_MISSING = {
    Missing.PERIOD: Text("还没有快照或结果", "no snapshot or result yet"),
    Missing.HIDDEN: HIDDEN,
}
NOTHING = Text("没有数据", "no data")


class Ledger:
    """Cites numbers of a workspace for a report on ``period``; ``numbers`` is the list for its front matter."""

    def __init__(self, ws: Workspace, period: str) -> None:
        self.ws = ws
        self.period = period
        self.numbers: list[dict[str, Any]] = []

    def value(self, **source: Any) -> float | Missing:
        """What the data say for a source, whose keys are those of the schema of reports."""
        return value_of(self.ws, cast("ReportNumber", source), self.period)

    def cite(self, lang: Lang, unit: Unit = "count", **source: Any) -> str:
        """The number as the text has it, and from now on in the list; in words where there is none."""
        value = self.value(**source)
        if isinstance(value, Missing):
            return _MISSING.get(value, NOTHING).get(lang)
        text = number_text(value, unit)
        if "key_result" in source or source.get("target"):
            text = text.replace(".0%", "%")  # people aim at 40 %, not at 40.0 %
        entry = {"text": text, **source}
        if entry.get("period") == self.period:
            del entry["period"]
        if entry not in self.numbers:
            self.numbers.append(entry)
        return str(entry["text"])


def number_text(value: float, unit: Unit) -> str:
    """A number in figures: shares in percent with one decimal, others as they are; minutes without their word."""
    exact = Decimal(str(value))
    if unit == "percent":
        return f"{(exact * 100).quantize(Decimal('0.1'))}%"
    return f"{int(exact):,}" if exact == int(exact) else f"{exact.normalize():,f}"


def yaml_line(entry: dict[str, Any]) -> str:
    """An entry of ``numbers`` on one line, as people write them."""
    parts = [f"{key}: {_yaml(value)}" for key, value in entry.items()]
    return f"  - {{{', '.join(parts)}}}"


def _yaml(value: Any) -> str:
    if isinstance(value, list):
        rows = (f"{{column: {row['column']}, equals: {_yaml(row['equals'])}}}" for row in value)
        return f"[{', '.join(rows)}]"
    # Quoted, since 1,057 and 28.8% and 2026 are text.
    return value if isinstance(value, str) and value.isidentifier() else json.dumps(value, ensure_ascii=False)
