"""Prints findings as a Markdown table for a comment; what comes from files cannot act in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from commops.findings import Finding, Severity, State
from commops.report.markdown_text import inline
from commops.report.material import Material, worst_first
from commops.report.summary import NAMES
from commops.rule import page
from commops.texts import Text

LONGEST = 60_000
"""Characters of a comment; GitHub refuses more than 65,536."""
_LONGEST_CELL = 500
_HEADER = Text("| 级别 | 位置 | 问题 | 怎么办 | 规则 |", "| Level | Place | What is wrong | What to do | Rule |")
_RULER = "| --- | --- | --- | --- | --- |"
_LEFT_OUT = Text(
    "另有 {n} 条放不下，运行 `commops check` 查看全部。", "{n} more do not fit here; run `commops check` to see all."
)
_STATES = {
    State.NEW: Text("新增", "new"),
    State.EXISTING: Text("原有", "existing"),
    State.FIXED: Text("已解决", "fixed"),
}
_SIGNS = {Severity.ERROR: "🔴", Severity.WARNING: "🟡", Severity.INFO: "🔵"}


def render(material: Material) -> str:
    """The summary, the table, and how many findings were left out for lack of room."""
    return table(material, LONGEST, len)


def table(material: Material, room: int, measure: Callable[[str], int]) -> str:
    """Like ``render``, at most ``room`` long as ``measure`` counts it (characters or bytes)."""
    head = [material.summary.line(material.lang), ""]
    tail = [f"\n{material.notice()}"] if material.notice() else []
    if not material.findings:
        return head[0]
    head += [material.say(_HEADER), _RULER]
    spare = 200
    left = room - spare - measure("\n".join((*head, *tail)))
    rows: list[str] = []
    for row in _rows(material):
        left -= measure(row) + 1
        if left < 0:
            missing = len(material.findings) - len(rows)
            tail = [f"\n{material.say(_LEFT_OUT.fill(n=missing))}", *tail]
            break
        rows.append(row)
    return "\n".join((*head, *rows, *tail))


def _rows(material: Material) -> Iterator[str]:
    for found in worst_first(material.findings):
        cells = (_level(found, material), _place(found), _cell(material.message(found)), _cell(material.fix(found)))
        yield f"| {' | '.join((*cells, _rule(found, material)))} |"


def _level(found: Finding, material: Material) -> str:
    name = f"{_SIGNS[found.severity]} {material.say(NAMES[found.severity])}"
    state = f" ({material.say(_STATES[found.state])})" if found.state else ""
    return name + (state if material.lang == "en" else state.replace(" (", "（").replace(")", "）"))


def _place(found: Finding) -> str:
    return f"{_cell(found.at.path)}:{found.at.line}:{found.at.column}"


def _rule(found: Finding, material: Material) -> str:
    title = inline(page(found.rule).title.get(material.lang))
    link = material.link(found)
    return f"[{title}]({link})" if link else title


def _cell(text: str) -> str:
    return inline(text if len(text) <= _LONGEST_CELL else f"{text[: _LONGEST_CELL - 1]}…")
