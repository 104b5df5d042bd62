"""The same made-up community, written as three formats, gives the same numbers."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from click.testing import CliRunner
from logkit import conserved, merged, run

from commops.cli.main import cli

CHANNELS = {
    "萤页-读书一群": "wx-read-1",
    "萤页-读书二群": "wx-read-2",
    "硬件玩家群": "wx-hw",
    "固件开源交流群": "qq-fw",
    "firefly-page": "discord",
}
"""Slugs of the Telegram chats -> names in the other formats."""


@pytest.mark.parametrize("name", ["slack", "irc"])
def test_slack_and_irc_agree_with_telegram(tmp_path: Path, name: str) -> None:
    counts = {}
    for form in ("telegram", name):
        made = CliRunner().invoke(
            cli, ["synth", str(tmp_path / form), "--format", form, "--messages", "600", "--to", "2026-06-20"]
        )
        assert made.exit_code == 0, made.output
        reports = run(tmp_path / f"{form}-root", tmp_path / form, zone=ZoneInfo("Asia/Shanghai"))
        assert all(conserved(report) and not report.problem and not report.skipped for report in reports)
        counts[form] = Counter(
            # IRC's joins have no time of their own, only a day.
            (
                CHANNELS.get(row["channel"], row["channel"]),
                row["kind"],
                row["day_n"],
                row["kind"] == "message" and row["hour"],
            )
            for row in merged(tmp_path / f"{form}-root")
        )
    assert counts["telegram"] == counts[name]
    assert sum(counts["telegram"].values()) > 500
