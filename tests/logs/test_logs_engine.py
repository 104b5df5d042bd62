"""The database of the warehouse: confined to its folder, and its failures are messages."""

import pytest

from commops.errors import InputError
from commops.logs.engine import connect


def test_a_failing_query_is_a_message_and_names_the_folder(tmp_path):
    with pytest.raises(InputError) as raised, connect(tmp_path) as connection:
        connection.execute("SELECT * FROM read_parquet('missing.parquet')")
    assert raised.value.place == str(tmp_path)
    assert "磁盘空间" in raised.value.fix.zh


def test_it_reads_and_writes_nothing_outside_its_folder(tmp_path):
    inside, outside = tmp_path / "warehouse", tmp_path / "outside.csv"
    inside.mkdir()
    outside.write_text("a\n1\n")
    with pytest.raises(InputError, match="nothing was changed"), connect(inside) as connection:
        connection.execute(f"SELECT * FROM read_csv('{outside}')")
    with pytest.raises(InputError), connect(inside) as connection:
        connection.execute(f"COPY (SELECT 1) TO '{tmp_path / 'leak.csv'}'")
    assert not (tmp_path / "leak.csv").exists()
