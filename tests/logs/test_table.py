"""CSV and TSV through a column mapping."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from logkit import conserved, merged, put, run, skipped

from commops.errors import InputError
from commops.logs.mapping import load_mapping

HEADER = "columns: {time: when, author: who, text: what, id: nr}\n"


def table(
    tmp_path: Path, content: str | bytes, mapping: str = HEADER, name: str = "club.csv", **options: object
) -> object:
    (tmp_path / f"{Path(name).stem}.mapping.yml").write_text(mapping, encoding="utf-8")
    return put(tmp_path, content, name, **options)


def test_columns_by_name(tmp_path: Path) -> None:
    report = table(tmp_path, 'nr,who,when,what\n1,ann,2026-05-28T09:00:00Z,"hello, you"\n2,ben,2026-05-28 17:00,why?\n')
    assert (report.format, report.records, report.parsed, report.zone_assumed) == ("table", 2, 2, True)
    first, second = merged(tmp_path)
    assert second["ts_s"] - first["ts_s"] == 8 * 3600
    assert [row["length"] for row in (first, second)] == [10, 4]
    assert (first["msg_id"], first["channel"], first["source"], second["is_question"]) == ("1", "club", "table", True)


def test_columns_by_number_without_a_header(tmp_path: Path) -> None:
    mapping = "header: false\ndelimiter: tab\ncolumns: {channel: 2, time: 3, author: 4, id: 6, text: 7}\nbots: [u2]\n"
    rows = "r\troom\t2026-05-28T09:00:00Z\tu1\tAnn\t101\thi\nr\troom\t2026-05-28T09:01:00Z\tu2\tBot\t102\tbeep\n"
    report = table(tmp_path, rows, mapping, "export.txt")
    assert (report.parsed, report.zone_assumed) == (2, False)
    assert [(row["channel"], row["msg_id"], row["is_bot"]) for row in merged(tmp_path)] == [
        ("room", "101", False), ("room", "102", True),
    ]  # fmt: skip


ENCODINGS = ["utf-8", "utf-8-sig", "utf-16", "gb18030"]


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_encodings_are_recognised(tmp_path: Path, encoding: str) -> None:
    mapping = "columns: {time: 时间, author: 姓名, text: 内容}\ntime: {format: '%Y/%m/%d %H:%M', zone: Asia/Shanghai}\n"
    content = "时间,姓名,内容\n2026/5/28 17:00,小满,你好世界\n".encode(encoding)
    report = table(tmp_path, content, mapping)
    assert (report.parsed, report.zone) == (1, "Asia/Shanghai")
    [row] = merged(tmp_path)
    assert (row["length"], row["hour"], row["ts_s"]) == (4, 9, 1_779_958_800)


def test_a_late_chinese_character_still_decides_the_encoding(tmp_path: Path) -> None:
    rows = "".join(f"2026-05-28T09:00:00Z,a,{'x' * 2000}\n" for _ in range(1200))
    report = table(tmp_path, ("when,who,what\n" + rows + "2026-05-28T09:01:00Z,b,萤页\n").encode("gb18030"),
                   "columns: {time: when, author: who, text: what}\n")  # fmt: skip
    assert report.parsed == 1201
    assert merged(tmp_path)[-1]["length"] == 2


def test_rows_without_ids_are_counted_by_multiplicity(tmp_path: Path) -> None:
    mapping = "columns: {time: when, author: who, text: what}\nchannel: Club\n"
    table(tmp_path, "when,who,what\n" + "2026-05-28T09:00:00Z,a,ok\n" * 2, mapping)
    table(tmp_path, "when,who,what\n" + "2026-05-28T09:00:00Z,a,ok\n" * 3, mapping, "again.csv")
    assert [row["channel"] for row in merged(tmp_path)] == ["club"] * 3


def test_kinds_media_reactions_and_times(tmp_path: Path) -> None:
    mapping = (
        "columns: {time: [day, hour], author: who, kind: what, reactions: likes, reply_to: to, id: nr, bot: robot}\n"
        "kinds: {入群: join, 退群: leave}\ndefaults: {kind: system, media: other}\n"
    )
    content = (
        "nr,day,hour,who,what,likes,to,robot\n1,2026-05-28,09:00,a,入群,,,\n2,2026-05-28,09:01,a,message,3,1,yes\n"
        "3,2026-05-28,09:02,a,退群,many,,\n4,2026-05-28,09:03,,?,,,\n"
    )
    table(tmp_path, content, mapping)
    found = [(row["kind"], row["n_reactions"], row["reply_to"], row["is_bot"]) for row in merged(tmp_path)]
    assert found == [
        ("join", 0, None, False), ("message", 3, "1", True), ("leave", 0, None, False), ("system", 0, None, False),
    ]  # fmt: skip
    assert merged(tmp_path)[3]["author"] is None


@pytest.mark.parametrize(
    ("form", "cell"), [("unix", "1779958800"), ("unix", "1779958800.5"), ("unix-ms", "1779958800123")]
)
def test_times_as_numbers(tmp_path: Path, form: str, cell: str) -> None:
    report = table(
        tmp_path, f"t\n{cell}\n", f"columns: {{time: t}}\ntime: {{format: {form}}}\n", zone=ZoneInfo("Asia/Tokyo")
    )
    assert (merged(tmp_path)[0]["ts_s"], report.zone_assumed) == (1_779_958_800, False)


def rows_of(count: int) -> list[str]:
    return [f'{number},ann,2026-05-28T09:00:00Z,"text {number}"\n' for number in range(1, count + 1)]


def test_an_unclosed_quote_costs_one_row(tmp_path: Path) -> None:
    rows = rows_of(1000)
    rows[10] = '11,ann,2026-05-28T09:00:00Z,"never closed\n'
    report = table(tmp_path, "nr,who,when,what\n" + "".join(rows))
    # The next row's own quotation mark closes it again, so the two become one record, and no others are lost.
    assert report.records >= 999
    assert conserved(report)
    rows = [row.replace('"', "") for row in rows_of(1000)]
    rows[10] = '11,ann,2026-05-28T09:00:00Z,"never closed\n'
    report = table(tmp_path, "nr,who,when,what\n" + "".join(rows))
    assert (report.records, skipped(report)) == (1000, {"unclosed-quote": 1})


def test_cells_larger_than_the_csv_module_allows(tmp_path: Path) -> None:
    report = table(
        tmp_path, f"nr,who,when,what\n1,a,2026-05-28T09:00:00Z,{'x' * 200_000}\n2,a,2026-05-28T09:00:00Z,y\n"
    )
    assert report.parsed == 2
    assert merged(tmp_path)[0]["length"] == 200_000


def test_lines_without_end_are_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("commops.logs.csv_records.MAX_LINE", 1000)
    long = "x" * 5000
    report = table(tmp_path, f"nr,who,when,what\n1,a,2026-05-28T09:00:00Z,{long}\n2,a,2026-05-28T09:00:00Z,y\n{long}")
    assert (report.parsed, skipped(report)) == (1, {"too-long": 2})


def test_zero_bytes_and_odd_rows(tmp_path: Path) -> None:
    content = "nr,who,when,what\n1\0,a\0,2026-05-28T09:00:00Z,b\0c\n\n2,a\n3,a,,x\n4,a,yesterday,x\n5,a,1815-01-01,x\n"
    report = table(tmp_path, content)
    assert (report.records, report.parsed) == (5, 1)
    assert skipped(report) == {"columns": 1, "no-time": 1, "bad-time": 2}
    [row] = merged(tmp_path)
    assert (row["msg_id"], row["length"]) == ("1", 3)


def test_lines_before_the_table(tmp_path: Path) -> None:
    report = table(
        tmp_path, "# exported by hand\n\nnr,who,when,what\n1,a,2026-05-28T09:00:00Z,x\n", "skip_lines: 2\n" + HEADER
    )
    assert report.parsed == 1


def test_quote_none(tmp_path: Path) -> None:
    content = 'nr\twho\twhen\twhat\n1\ta\t2026-05-28T09:00:00Z\t"open\n2\ta\t2026-05-28T09:00:00Z\tx\n'
    assert table(tmp_path, content, f"quote: none\n{HEADER}", "club.tsv").parsed == 2


def test_records_equal_those_of_the_csv_module(tmp_path: Path) -> None:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["nr", "who", "when", "what"])
    for number in range(50):
        writer.writerow([number, 'a "b"\nc', "2026-05-28T09:00:00Z", 'x\r\ny, "z"' * (number % 3)])
    report = table(tmp_path, out.getvalue())
    assert (report.parsed, skipped(report)) == (50, {})


def test_without_a_mapping_the_message_shows_one(tmp_path: Path) -> None:
    report = put(tmp_path, "a,b\n", "club.csv")
    assert report.problem
    assert "club.mapping.yml" in report.problem.fix.en
    assert "columns: {time:" in report.problem.fix.zh


def test_the_mapping_given_by_hand_comes_first(tmp_path: Path) -> None:
    (tmp_path / "mine.yml").write_text("columns: {time: t}\n")
    (tmp_path / "club.mapping.yml").write_text("columns: {time: nothing}\n")
    (tmp_path / "club.csv").write_text("t\n2026-05-28\n")
    [report] = run(tmp_path, tmp_path / "club.csv", mapping=tmp_path / "mine.yml")
    assert report.parsed == 1


MISTAKES = [
    ("header: true\n", 1, "columns is missing"),
    ("columns:\n  author: who\n", 1, "time"),
    ("columns:\n  time: when\n  autor: who\n", 3, "did you mean author?"),
    ("delimitter: tab\ncolumns: {time: a}\n", 1, "did you mean delimiter?"),
    ("columns: {time: a}\ndelimiter: ab\n", 2, "one character"),
    ("columns: {time: a}\nheader: 3\n", 2, "true or false"),
    ("columns: {time: a}\nskip_lines: true\n", 2, "whole number"),
    ("columns: {time: a}\nencoding: big5\n", 2, "utf-8"),
    ("columns: {time: a}\ntime: {zone: Mars/Base}\n", 2, "Asia/Shanghai"),
    ("columns: {time: a}\nkinds: {x: y}\n", 2, "message"),
    ("columns: {time: a}\nkinds: [x]\n", 2, "kinds"),
    ("columns: {time: a}\nbots: {x: y}\n", 2, "list"),
    ("columns: {time: a}\ndefaults: {kind: talk}\n", 2, "message"),
    ("columns: {time: 0}\n", 1, "counted from 1"),
    ("columns: {time: [a, true]}\n", 1, "header"),
    ("header: false\ncolumns:\n  time: when\n", 3, "number"),
    ("columns: [time]\n", 1, "columns"),
    ("columns: &x {time: a}\n", 1, ""),
    ("columns: {time: a\n", 2, ""),
    ("- columns\n", 1, ""),
    ("columns: {time: a}\nquote: xx\n", 2, "quote"),
]


@pytest.mark.parametrize(("text", "line", "words"), MISTAKES)
def test_mistakes_in_the_mapping_name_the_line(tmp_path: Path, text: str, line: int, words: str) -> None:
    path = tmp_path / "club.mapping.yml"
    path.write_text(text)
    with pytest.raises(InputError) as caught:
        load_mapping(path, tmp_path / "club.csv")
    said = f"{caught.value.what.en} {caught.value.fix.en}"
    assert words in said
    assert caught.value.what.zh
    assert caught.value.fix.zh
    assert caught.value.place == f"{path}:{line}"


def test_a_column_that_the_header_lacks(tmp_path: Path) -> None:
    report = table(tmp_path, "nr,who,wen,what\n1,a,2026-05-28T09:00:00Z,x\n", f"header: true\n{HEADER}")
    assert report.problem
    assert report.problem.place.endswith("club.mapping.yml:2")
    assert report.problem.fix.en == "did you mean column 3?", "without a header, what stands there is a member's"


def test_names_in_columns_of_ids_are_not_kept(tmp_path: Path) -> None:
    (tmp_path / "club.mapping.yml").write_text("columns: {time: t, author: a, id: i, reply_to: r}\n")
    rows = (
        "t,a,i,r\n2026-05-28 09:00,Ann,Ann at nine,\n2026-05-28 09:01,Bo,17-2,Ann at nine\n2026-05-28 09:02,Cy,18,Ann\n"
    )
    put(tmp_path, rows, "club.csv")
    first, second, third = merged(tmp_path)
    assert second["reply_to"] == first["msg_id"]
    assert second["msg_id"] == "17-2"
    assert third["reply_to"] not in (None, first["msg_id"])
    assert not any("Ann" in str(value) for row in (first, second, third) for value in row.values())
