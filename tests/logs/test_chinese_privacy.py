"""What the exports of Chinese platforms say about people is nowhere but in keyed pseudonyms."""

from __future__ import annotations

from pathlib import Path

import pyarrow.parquet as pq
import pytest
from chinesekit import FORMATS, NAMES, TALK, dump, feishu, pages, uin, wxid
from click.testing import CliRunner

from commops.cli.main import cli

CANARIES = [*NAMES, "好书", *(make(who) for who in range(5) for make in (wxid, uin))] + [f"ou_{n}" for n in range(5)]


@pytest.mark.parametrize(
    "name", ["chatlog-json", "chatlog-csv", "chatlog-text", "memotrace", "weflow", "qq", "qq-json", "feishu"]
)
@pytest.mark.parametrize("damaged", [False, True])
def test_no_name_id_or_word_is_told_or_stored(tmp_path: Path, name: str, damaged: bool) -> None:
    form = FORMATS[name]
    whole = form.write(TALK)
    path = tmp_path / form.name
    path.write_bytes(whole[: len(whole) * 2 // 3] + b"\xff" + whole[len(whole) * 2 // 3 + 9 :] if damaged else whole)
    told = ""
    for form_of_output in ("text", "json"):
        result = CliRunner().invoke(
            cli, ["logs", "import", str(path), "--root", str(tmp_path), "--format", form_of_output]
        )
        assert not result.exception or isinstance(result.exception, SystemExit)
        told += result.output
    told += (tmp_path / ".commops/warehouse/state.json").read_text("utf-8")
    for stored in (tmp_path / ".commops").rglob("*.parquet"):
        # What people wrote is kept in a file of its own, and nowhere else.
        if not stored.match("*-texts.parquet"):
            told += str(pq.read_table(stored).to_pydict())
    assert [canary for canary in CANARIES if canary in told] == []


def test_a_private_chat_is_not_even_mentioned(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(pages([feishu(number, said, chat_id="oc_secret") for number, said in enumerate(TALK[:2])]))
    result = CliRunner().invoke(cli, ["logs", "import", str(path), "--root", str(tmp_path), "--format", "json"])
    assert result.exit_code == 0, result.output
    assert "oc_secret" not in result.output
    assert "oc_secret" not in (tmp_path / ".commops/warehouse/state.json").read_text("utf-8")


def test_refusals_quote_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(dump({"msgid": "m", "encrypt_chat_msg": "林小满"}, None))
    result = CliRunner().invoke(cli, ["logs", "import", str(path), "--root", str(tmp_path)])
    assert result.exit_code == 1
    assert "林小满" not in result.output
