"""One line at the end of a check: how many files were read and what was found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from commops.findings import Finding, Severity, State
from commops.texts import Lang, Text

NAMES = {
    Severity.ERROR: Text("错误", "error"),
    Severity.WARNING: Text("警告", "warning"),
    Severity.INFO: Text("提示", "info"),
}
_COUNTED = {
    Severity.ERROR: (Text("{n} 个错误", "{n} error"), Text("{n} 个错误", "{n} errors")),
    Severity.WARNING: (Text("{n} 个警告", "{n} warning"), Text("{n} 个警告", "{n} warnings")),
    Severity.INFO: (Text("{n} 条提示", "{n} note"), Text("{n} 条提示", "{n} notes")),
}
_FILES = Text("检查了 {n} 个文件：", "{n} files checked: ")
_CLEAN = Text("没有问题", "no problems")
_WAIVED = Text("{n} 条已豁免", "{n} waived")
_HIDDEN = Text("（加 --info 显示提示）", " (--info shows the notes)")
_KEPT = Text("另有 {n} 条原来就有", "{n} more were there before")
_FIXED = Text("解决了 {n} 条", "{n} fixed")
_COMMA = Text("，", ", ")
_STOP = Text("。", ".")


class Summary(NamedTuple):
    """What a check came to. After a comparison errors, warnings and infos are those that the change brought."""

    files: int
    errors: int
    warnings: int
    infos: int
    waived: int
    existing: int = 0
    """Findings that were there before the change."""
    fixed: int = 0
    """Findings that the change repaired."""

    @classmethod
    def of(cls, findings: Iterable[Finding], *, files: int, waived: int = 0) -> Summary:
        """Count findings by severity, those of before the change apart."""
        counts = Counter(found.severity if found.state in (None, State.NEW) else found.state for found in findings)
        by_severity = (counts[Severity.ERROR], counts[Severity.WARNING], counts[Severity.INFO])
        return cls(files, *by_severity, waived, counts[State.EXISTING], counts[State.FIXED])

    def line(self, lang: Lang, *, hidden: bool = False) -> str:
        """The sentence; ``hidden`` says that notes were found but not shown."""
        parts = []
        for severity, n in zip(Severity, (self.errors, self.warnings, self.infos), strict=True):
            if n:
                parts.append(_COUNTED[severity][n > 1].fill(n=n).get(lang))
        parts = parts or [_CLEAN.get(lang)]
        for n, told in ((self.existing, _KEPT), (self.fixed, _FIXED)):
            if n:
                parts.append(told.fill(n=n).get(lang))
        if self.waived:
            parts.append(_WAIVED.fill(n=self.waived).get(lang))
        tail = _HIDDEN.get(lang) if hidden and self.infos else ""
        return f"{_FILES.fill(n=self.files).get(lang)}{_COMMA.get(lang).join(parts)}{tail}{_STOP.get(lang)}"
