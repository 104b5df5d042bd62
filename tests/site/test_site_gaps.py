"""A week that is not published shows as a gap, and the chart says that the gap is no 0."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

import pytest

from commops.site import graphs
from commops.site.edition import Edition
from commops.stats.read import Point


@pytest.mark.parametrize(
    ("lang", "said"), [("zh", "空着的 2 期没有公布或无法计算，不是 0。"), ("en", "Empty places (2) are not 0")]
)
def test_a_gap_is_explained(lang: str, said: str) -> None:
    def say(zh: str, en: str) -> str:
        return zh if lang == "zh" else en

    edition = cast("Edition", SimpleNamespace(say=say, period=str, lang=lang))
    weeks: Any = [5.0, None, 7.0, None, 9.0]
    points = [Point(f"2026-W{30 + number}", value, None) for number, value in enumerate(weeks)]
    assert said in str(graphs.chart(edition, "joined", points, bar=True))
    assert said not in str(graphs.chart(edition, "joined", points[:1], bar=True))
    assert "1 AMA" in str(graphs.chart(edition, "joined", points, note="1 AMA"))
