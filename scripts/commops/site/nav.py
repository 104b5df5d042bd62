"""The navigation: the few pages that stand in it, in their order, and the groups that several of them share."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from commops.site.edition import Edition

_FIRST = ("index.md", "calendar/index.md", "events/index.md")
"""Pages with a tab of their own. Pages name themselves; only groups need a name here."""
_NUMBERS = (
    "numbers.md",
    "reports/monday.md",
    "reports/growth.md",
    "reports/content.md",
    "reports/order.md",
    "reports/campaigns.md",
    "reports/written.md",
)
_HANDBOOK = (
    "rules.md",
    "team.md",
    "channels.md",
    "members.md",
    "sop/index.md",
    "partners.md",
    "personas.md",
    "learning.md",
    "decisions.md",
    "strategy.md",
    "privacy.md",
)
_REFERENCE = ("reference/index.md", "reference/metrics.md", "reference/rules/index.md")


def nav(edition: Edition, pages: Collection[str]) -> list[Any]:
    """The navigation as MkDocs reads it; pages that this community does not have are left out."""
    groups = (
        (edition.say("数据", "Numbers"), _NUMBERS),
        (edition.say("手册", "Handbook"), _HANDBOOK),
        (
            edition.say("团队内部", "Team only"),
            sorted((path for path in pages if _is_private(path)), key=_index_first),
        ),
        (edition.say("指南", "Guide"), sorted((p for p in pages if p.startswith("guide/")), key=_guide_order)),
        (edition.say("参考", "Reference"), _REFERENCE),
    )
    found: list[Any] = [path for path in _FIRST if path in pages]
    for name, paths in groups:
        if held := [path for path in paths if path in pages]:
            found.append({name: held})
    return found


def _is_private(path: str) -> bool:
    """Whether it is one of the team's own pages; those of single things are linked from them."""
    return path.startswith("private/") and path.count("/") == 1


def _index_first(path: str) -> tuple[bool, str]:
    return (not path.endswith("index.md"), path)


def _guide_order(path: str) -> tuple[bool, bool, str]:
    return ("decisions/" in path, not path.endswith("index.md"), path)
