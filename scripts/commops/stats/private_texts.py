"""What looks into texts needs to know first: whether there are any, and on which day the log ends."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from commops.errors import InputError
from commops.logs.warehouse import Warehouse
from commops.texts import Text
from commops.workspace import Workspace


def text_files(warehouse: Warehouse) -> list[Path]:
    """The files of texts in the private cache. Raises InputError when none were kept."""
    files = warehouse.text_files()
    if not files:
        raise no_texts()
    return files


def no_texts() -> InputError:
    """What is said when texts are needed and none are there."""
    return InputError(
        ".commops",
        Text("没有可用的消息文字：导入时没有保留，或已被清除。", "no texts to look at: not kept, or purged."),
        Text(
            "需要文字才能看。重新导出最近一段时间，用 commops logs import（不加 --no-texts）导入。",
            "This needs texts. Export the last weeks again and run commops logs import without --no-texts.",
        ),
    )


def last_day(warehouse: Warehouse, ws: Workspace) -> dt.date:
    """The day of the last message, in the community's zone."""
    return dt.datetime.fromtimestamp(max(row["last"] for row in warehouse.summary().channels), ws.zone).date()
