"""WeChat as chatlog gives it in CSV: local times, no ids (some builds have a first column of them), words for media."""

from __future__ import annotations

from collections.abc import Iterator

from commops.logs.canonical import BATCH_ROWS, Batch, Chat, Format, Settings
from commops.logs.csv_tables import Row, has_columns, open_table
from commops.logs.group_rows import GroupRows, system
from commops.logs.moments import LocalTimes
from commops.logs.probe import Probe
from commops.logs.wechat_contents import GROUP_END, SOURCE, SYSTEM_SENDER, by_words
from commops.texts import Text

_COLUMNS = ("Time", "SenderName", "Sender", "TalkerName", "Talker", "Content")
_ID = "MessageID"


def _sniff(probe: Probe) -> bool:
    return has_columns(probe, _COLUMNS)


FORMAT = Format(
    name="chatlog-csv",
    label=Text("微信：chatlog CSV", "WeChat: chatlog CSV"),
    source=SOURCE,
    has_id=True,
    zone="assumed",
    private=("SenderName", "Sender", "TalkerName", "Talker", "Content"),
    sniff=_sniff,
)


def read(probe: Probe, settings: Settings) -> Iterator[Batch]:
    """Batches in file order; messages outside groups are skipped as private."""
    rows, local = GroupRows(settings, SOURCE), LocalTimes(settings.zone)
    with open_table(probe.path) as table:
        places = [table.place(name) for name in (*_COLUMNS, _ID)]
        for row in table:
            _read(row, places, rows, local)
            if len(rows) >= BATCH_ROWS:
                yield rows.take(table.position)
        yield rows.take(probe.size)


def _read(row: Row, places: list[int], rows: GroupRows, local: LocalTimes) -> None:
    if row.problem:
        rows.rows.skip(row.problem, f"line {row.line}")
        return
    when, name, sender, talker_name, talker, text, number = (row.cells[at] if at >= 0 else "" for at in places)
    if not talker.endswith(GROUP_END):
        rows.rows.skip("private", "")
        return
    ts_s = local.read(when)
    if ts_s is None:
        rows.rows.skip("bad-time" if when.strip() else "no-time", f"line {row.line}")
        return
    rows.rows.zone = local.zone.key
    by_system = sender in (SYSTEM_SENDER, talker)
    rows.add(
        Chat(talker, talker_name or talker),
        ts_s,
        None if by_system else sender or None,
        name,
        system(text) if by_system else by_words(text),
        msg_id=number.strip() or None,
    )
