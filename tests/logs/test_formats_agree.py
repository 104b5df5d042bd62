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


@pytest.fixture(scope="module")
def telegram(tmp_path_factory: pytest.TempPathFactory) -> list[Row]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COMMOPS_KEY", "a key for tests only")
        return imported(tmp_path_factory.mktemp("telegram"), "telegram")


def imported(root: Path, form: str, variant: str = "") -> list[Row]:
    """The rows of the made-up log, written as a format and imported."""
    options = ["--variant", variant] if variant else []
    options += ["--format", form, "--messages", "600", "--to", "2026-06-20"]
    made = CliRunner().invoke(cli, ["synth", str(root / "made"), *options])
    assert made.exit_code == 0, made.output
    reports = run(root, root / "made", zone=ZoneInfo("Asia/Shanghai"))
    assert all(conserved(report) and not report.problem and not report.skipped for report in reports)
    return merged(root)


def place(row: Row) -> str:
    return CHANNELS.get(row["channel"], row["channel"])


@pytest.mark.parametrize("name", ["slack", "irc"])
def test_slack_and_irc_agree_with_telegram(tmp_path: Path, telegram: list[Row], name: str) -> None:
    counts = [
        # IRC's joins have no time of their own, only a day.
        Counter((place(row), row["kind"], row["day_n"], row["kind"] == "message" and row["hour"]) for row in rows)
        for rows in (telegram, imported(tmp_path, name))
    ]
    assert counts[0] == counts[1]
    assert len(telegram) > 500


CHATS = [("discord", "", "leave"), *(("whatsapp", variant, "system") for variant in ("android", "us", "ios"))]
"""Format, variant, and what one of the two does not tell: Discord who left, Telegram how a chat is encrypted."""


@pytest.mark.parametrize(("name", "variant", "untold"), CHATS)
def test_discord_and_whatsapp_agree_with_telegram(
    tmp_path: Path, telegram: list[Row], name: str, variant: str, untold: str
) -> None:
    rows = {
        form: [row for row in rows if row["kind"] != untold]
        for form, rows in (("telegram", telegram), (name, imported(tmp_path, name, variant)))
    }
    said = [
        # Phones show minutes, and Android does not say what kind of file was left out.
        Counter(
            (place(row), row["kind"], row["ts_s"] // 60, row["length"], row["is_question"], row["media"] == "link")
            for row in found
        )
        for found in rows.values()
    ]
    assert said[0] == said[1]
    people = [sorted(Counter((place(row), row["author"]) for row in found).values()) for found in rows.values()]
    assert people[0] == people[1]
    if variant not in ("android", "us"):
        kinds = [Counter(row["media"] for row in found) for found in rows.values()]
        assert kinds[0] == kinds[1]
    if name == "discord":
        told = [
            Counter((place(row), row["n_reactions"], row["reply_to"] is None) for row in found)
            for found in rows.values()
        ]
        assert told[0] == told[1]


@pytest.mark.parametrize("variant", ["new", "old"])
def test_qq_agrees_with_telegram_to_the_word(tmp_path: Path, telegram: list[Row], variant: str) -> None:
    said = [
        Counter((place(row), row["kind"], row["ts_s"], row["media"], row["text_hash"]) for row in rows)
        for rows in (telegram, imported(tmp_path, "qq", variant))
    ]
    assert {key: n for key, n in said[0].items() if key[1] == "message"} == {
        key: n for key, n in said[1].items() if key[1] == "message"
    }
    assert Counter(key[:2] for key in said[0].elements()) == Counter(key[:2] for key in said[1].elements())
