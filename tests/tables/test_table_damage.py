"""Tables cut at any byte, in any encoding, or with any bytes changed: every row is accounted for, nothing crashes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tablekit import EVENT, conserved, put, table

from commops.tables.store import TableStore
from property_tests import costly

HEAD = ["姓名", "手机号", "报名时间"]
ENCODINGS = {"utf-8": b"", "utf-8-sig": b"", "gb18030": b"", "utf-16-le": b"\xff\xfe", "utf-16-be": b"\xfe\xff"}

cell = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), max_size=6)
sheets = st.lists(st.tuples(st.sampled_from(["甲", "乙 丙", "Ann"]), cell, cell), max_size=6)


def encoded(text: str, encoding: str) -> bytes:
    return ENCODINGS[encoding] + text.encode(encoding)


@costly
@given(rows=sheets, encoding=st.sampled_from(sorted(ENCODINGS)), delimiter=st.sampled_from(",\t;"))
def test_whatever_the_cells_and_the_encoding_every_row_counts(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, ...]], encoding: str, delimiter: str
) -> None:
    text = table([HEAD, *rows], delimiter)
    report = put(tmp_path_factory.mktemp("t") / "ws", encoded(text, encoding), event=EVENT)
    assert report.problem is None
    assert conserved(report)
    assert report.records == len(rows)


WHOLE = table([HEAD, *[[f"测试{n}", f"138001380{n:02}", '2026-11-01 "早"\n上午'] for n in range(60)]])


@pytest.mark.parametrize("encoding", sorted(ENCODINGS))
@costly
@given(share=st.floats(0, 1))
def test_a_table_cut_anywhere(tmp_path_factory: pytest.TempPathFactory, encoding: str, share: float) -> None:
    whole = encoded(WHOLE, encoding)
    cut = whole[: int(len(whole) * share)]
    report = put(tmp_path_factory.mktemp("t") / "ws", cut, event=EVENT)
    text = cut.decode(encoding if encoding != "utf-8-sig" else "utf-8", "ignore")
    if report.problem:
        assert "报名时间" not in text
        return
    assert conserved(report)
    begun = text.count("测试")
    # The line that follows an open quotation mark stands alone in a file that ends there.
    assert begun <= report.records <= begun + 2


@costly
@given(start=st.integers(0, 400), noise=st.binary(max_size=12))
def test_a_table_with_any_bytes_replaced(tmp_path_factory: pytest.TempPathFactory, start: int, noise: bytes) -> None:
    whole = WHOLE.encode()
    report = put(tmp_path_factory.mktemp("t") / "ws", whole[:start] + noise + whole[start + len(noise) :], event=EVENT)
    assert report.problem or conserved(report)


MEMBERS = {
    "group_chat": {"name": "g", "member_list": [{"userid": f"wm{n}", "join_time": 1_780_000_000} for n in range(9)]}
}


@pytest.mark.parametrize("indent", [None, 1])
@costly
@given(share=st.floats(0, 1))
def test_an_answer_of_wecom_cut_anywhere(
    tmp_path_factory: pytest.TempPathFactory, indent: int | None, share: float
) -> None:
    whole = json.dumps(MEMBERS, indent=indent).encode()
    cut = whole[: int(len(whole) * share)]
    report = put(tmp_path_factory.mktemp("t") / "ws", cut, "g.json", channel="wx")
    if report.problem:
        assert b'"member_list":' not in cut
        return
    assert conserved(report)
    assert cut.count(b'"userid"') <= report.records <= cut.count(b'"userid"') + 1


@costly
@given(content=st.binary(max_size=200))
def test_any_bytes_at_all(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    report = put(tmp_path_factory.mktemp("t") / "ws", content, event=EVENT)
    assert report.problem or conserved(report)


def test_a_quotation_mark_that_never_closes_costs_one_row(tmp_path: Path) -> None:
    rows = "".join(f"测试{n},1380013{n:04},2026-11-01\n" for n in range(500))
    report = put(tmp_path, ",".join(HEAD) + '\n"坏,13800138000,\n' + rows, event=EVENT)
    assert (report.records, report.parsed) == (501, 500)
    assert len(TableStore(tmp_path).merged("attendance")) == 500
