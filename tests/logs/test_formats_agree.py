"""The same made-up community, written as several formats, gives the same numbers."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from click.testing import CliRunner
from logkit import Row, conserved, merged, run

from commops.cli.main import cli

CHANNELS = {
    "萤页-读书一群": "wx-read-1",
    "萤页-读书二群": "wx-read-2",
    "硬件玩家群": "wx-hw",
    "固件开源交流群": "qq-fw",
    "firefly-page": "discord",
}
"""Slugs of the Telegram chats -> names in the other formats."""


def rows_of(root: Path, form: str, variant: str = "") -> list[Row]:
    """The merged rows of a made-up log in one format."""
    options = ["--format", form, "--variant", variant, "--messages", "600", "--to", "2026-06-20"]
    made = CliRunner().invoke(cli, ["synth", str(root / "export"), *options])
    assert made.exit_code == 0, made.output
    reports = run(root, root / "export", zone=ZoneInfo("Asia/Shanghai"))
    assert all(conserved(report) and not report.problem and not report.skipped for report in reports)
    return merged(root)


def counted(rows: list[Row]) -> Counter[tuple[object, ...]]:
    """How many rows of each kind there are per channel and hour; IRC's joins have no time of their own, only a day."""
    return Counter(
        (
            CHANNELS.get(row["channel"], row["channel"]),
            row["kind"],
            row["day_n"],
            row["kind"] == "message" and row["hour"],
        )
        for row in rows
    )


def said(rows: list[Row]) -> Counter[tuple[object, ...]]:
    """What was said when, and what was sent."""
    return Counter(
        (CHANNELS.get(row["channel"], row["channel"]), row["ts_s"], row["media"], row["text_hash"])
        for row in rows
        if row["kind"] == "message"
    )


@pytest.fixture(scope="module")
def telegram(tmp_path_factory: pytest.TempPathFactory) -> list[Row]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COMMOPS_KEY", "a key for tests only")
        return rows_of(tmp_path_factory.mktemp("telegram"), "telegram")


@pytest.mark.parametrize("name", ["slack", "irc"])
def test_slack_and_irc_agree_with_telegram(tmp_path: Path, telegram: list[Row], name: str) -> None:
    found = counted(rows_of(tmp_path, name))
    assert found == counted(telegram)
    assert sum(found.values()) > 500


@pytest.mark.parametrize("variant", ["new", "old"])
def test_qq_agrees_with_telegram_to_the_word(tmp_path: Path, telegram: list[Row], variant: str) -> None:
    rows = rows_of(tmp_path, "qq", variant)
    assert counted(rows) == counted(telegram)
    assert said(rows) == said(telegram)
