"""Real public exports, when COMMOPS_REAL_DATA names a folder that holds them: the SQL agrees with the oracle."""

from __future__ import annotations

import os
from pathlib import Path
from zoneinfo import ZoneInfo

import pyarrow.parquet as pq
import pytest
from test_oracle import compare

from commops.logs.warehouse import open_warehouse
from commops.stats.context import Context

SAMPLES = Path(os.environ.get("COMMOPS_REAL_DATA", "/nonexistent"))
GITTER = """
delimiter: tab
header: false
quote: none
columns: {channel: 2, time: 3, author: 4, id: 6, text: 7}
"""


@pytest.mark.parametrize(
    ("part", "at_least"),
    [
        ("slack/export.zip", 150),
        ("gitter", 3000),
        # Eight days over seven years: many empty windows.
        pytest.param("ubuntu-irc", 9000, marks=pytest.mark.slow),
    ],
)
def test_numbers_of_real_logs(tmp_path: Path, part: str, at_least: int) -> None:
    if not (SAMPLES / part).exists():
        pytest.skip(f"no {part} among the sample logs")
    mapping = tmp_path / "mapping.yml"
    mapping.write_text(GITTER, encoding="utf-8")
    warehouse = open_warehouse(tmp_path)
    chosen = mapping if part == "gitter" else None
    warehouse.import_paths([SAMPLES / part], zone=ZoneInfo("UTC"), mapping=chosen, jobs=1)
    rows = [row for file in warehouse.parquet_files() for row in pq.read_table(file).to_pylist()]
    assert len(rows) >= at_least
    compare(warehouse.parquet_files(), rows, Context("UTC"))
