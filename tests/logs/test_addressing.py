"""Whom a message speaks to by name, and how that stands in the merged table."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from logkit import merged, run

from commops.logs.addressing import Addressing
from commops.logs.warehouse import open_warehouse


@pytest.mark.parametrize(
    ("text", "whom"),
    [
        ("linqi: try again", "1"),
        ("LinQi, try again", "1"),
        ("@linqi try again", "1"),
        ("@linqi", "1"),
        ("linqi try again", "1"),
        ("小满，你看群公告", "2"),
        ("小满：你看群公告", "2"),
        ("@小满 你看群公告", "2"),
        ("小满 你看", None),  # two characters without a mark: as likely a word
        ("note: try again", None),
        ("try again, linqi", None),
        ("linqi's key", None),
        ("linqi/root", None),
        ("", None),
        (" ", None),
        ("::", None),
        ("me: nobody speaks to themselves", None),
    ],
)
def test_who_is_spoken_to(text: str, whom: str | None) -> None:
    heard = Addressing()
    for name, author in (("LinQi", "1"), ("小满", "2"), ("me", "3")):
        heard.hear(name, author)
    assert heard.spoken_to(text, "3") == whom


def test_only_names_heard_before_count_and_a_name_goes_with_its_last_bearer() -> None:
    heard = Addressing()
    assert heard.spoken_to("linqi: hello", "9") is None
    heard.hear("linqi", "1")
    heard.hear("linqi", "4")
    assert heard.spoken_to("linqi: hello", "9") == "4"


LOG = """\
[10:00] <Qiao> can I print this?
[10:02] <moss> qiao: yes, double-sided
=== Qiao is now known as Qiao_away
[10:03] <moss> qiao_away: see you
[10:04] <moss> later: gone
"""


def test_irc_addresses_end_at_the_person_whatever_the_nick(tmp_path: Path) -> None:
    log = tmp_path / "2026-06-01-room.txt"
    log.write_text(LOG, "utf-8")
    run(tmp_path, log)
    rows = [row for row in merged(tmp_path) if row["kind"] == "message"]
    qiao = rows[0]["author"]
    # The new nick has said nothing yet when it is spoken to, but its change of name was seen.
    assert [row["addressee"] for row in rows] == [None, qiao, qiao, None]
    files = (path for path in (tmp_path / ".commops/warehouse").rglob("*.parquet") if "-texts" not in path.name)
    stored = b"".join(path.read_bytes() for path in files)
    assert b"qiao" not in stored.lower()


def test_overlapping_exports_keep_the_address_that_one_of_them_knew(tmp_path: Path) -> None:
    whole, tail = tmp_path / "2026-06-01-room.txt", tmp_path / "more/2026-06-01-room.txt"
    tail.parent.mkdir()
    whole.write_text(LOG, "utf-8")
    tail.write_text("".join(LOG.splitlines(keepends=True)[1:]) + "[11:00] <moss> back\n", "utf-8")
    run(tmp_path, whole, tail)
    assert sum(row["addressee"] is not None for row in merged(tmp_path)) == 2


def test_exports_stored_before_there_were_addresses_still_merge(tmp_path: Path) -> None:
    log = tmp_path / "2026-06-01-room.txt"
    log.write_text(LOG, "utf-8")
    run(tmp_path, log)
    warehouse = open_warehouse(tmp_path)
    for path in (warehouse.folder / "exports").glob("*.parquet"):
        table = pq.read_table(path)
        if "addressee" in table.column_names:
            pq.write_table(table.drop_columns(["addressee"]), path)
    for path in warehouse.parquet_files():
        path.unlink()
    more = tmp_path / "2026-06-02-room.txt"
    more.write_text(LOG.replace("10:", "11:"), "utf-8")
    run(tmp_path, more)
    rows = merged(tmp_path)
    assert len(rows) == 2 * len(LOG.splitlines())
    assert sum(row["addressee"] is not None for row in rows) == 2
    assert pa.types.is_string(pq.read_schema(open_warehouse(tmp_path).parquet_files()[0]).field("addressee").type)


def test_who_is_forgotten_is_no_longer_spoken_to(tmp_path: Path) -> None:
    path = tmp_path / "2026-06-01.txt"
    path.write_text(LOG)
    run(tmp_path, path)
    before = {row["author"] for row in merged(tmp_path)}
    asked = [row["addressee"] for row in merged(tmp_path) if row["addressee"]]
    assert asked
    open_warehouse(tmp_path).forget(asked[0])
    assert not [row for row in merged(tmp_path) if asked[0] in (row["author"], row["addressee"])]
    assert {row["author"] for row in merged(tmp_path)} == before - {asked[0]}
