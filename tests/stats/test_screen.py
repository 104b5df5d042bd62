"""``commops screen`` on made-up logs with planted spam and paid praise, and what it keeps to itself."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from made_up_log import profile

from commops.cli.main import cli
from commops.logs.keys import load_key
from commops.logs.warehouse import open_warehouse
from commops.synth.planted import shills, spammers
from commops.synth.recipe import DEMO_END, DEMO_START, Recipe, chats, recipe_for
from commops.synth.run import make

FIRST, LAST = dt.date(2026, 7, 27), dt.date(2026, 8, 23)
PRAISED = (dt.date(2026, 8, 5), dt.date(2026, 8, 19))
SMALL = recipe_for(FIRST, LAST, chats=chats(3), shill_days=PRAISED, scale=0.5)


def imported(folder: Path, of: Recipe) -> Path:
    profile(folder)
    make(folder / "exports", of, "telegram")
    open_warehouse(folder).import_paths([folder / "exports"], jobs=1)
    return folder


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return imported(tmp_path_factory.mktemp("screened"), SMALL)


def invoke(root: Path, *arguments: str, first: dt.date = FIRST, last: dt.date = LAST) -> Result:
    span = ["--from", f"{first}", "--to", f"{last}"]
    return CliRunner().invoke(cli, ["screen", "-C", str(root), *span, *arguments], env={"COMMOPS_LANG": "en"})


def measured(root: Path, of: Recipe, found: Any) -> tuple[float, float]:
    """Precision and recall of the listed accounts against what was planted."""
    listed = {row["account"] for row in found["accounts"]}
    key = load_key(root / ".commops")
    planted = {key.author("telegram", f"user{number}") for number in spammers(of) | shills(of)}
    return len(listed & planted) / len(listed), len(listed & planted) / len(planted)


@pytest.fixture(scope="module")
def found(root: Path) -> Any:
    return json.loads(invoke(root, "--format", "json").stdout)


def test_what_was_planted_is_found(root: Path, found: Any) -> None:
    precision, recall = measured(root, SMALL, found)
    assert precision >= 0.9
    assert recall >= 0.9


def test_waves_of_copies_have_their_days(found: Any) -> None:
    days = {(wave["first"][:10], wave["accounts"]) for wave in found["copies"] if wave["newcomers"] > 2}
    assert {(f"{day}", 8) for day in PRAISED} <= days
    assert any(day == "2026-08-12" for day, _ in days)


def test_texts_and_sites_stay_private(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for how in ("table", "csv", "json"):
        shown = invoke(root, "--format", how)
        assert shown.exit_code == 0
        assert not [word for word in ("保护套", "promo.example", "兼职", "资料客服", "阅友") if word in shown.output]
    assert "no verdict" in shown.stderr
    assert invoke(root, "--show-text").exit_code == 2
    assert invoke(root, "--show-text", "--format", "json").exit_code == 2
    monkeypatch.setattr("commops.cli.screen._on_terminal", lambda: True)
    private = invoke(root, "--show-text").output
    assert "保护套" in private
    assert "promo.example.com" in private


def test_ordinary_days_have_no_suspects(root: Path) -> None:
    quiet = invoke(root, "--format", "json", last=dt.date(2026, 8, 3))
    assert json.loads(quiet.stdout)["accounts"] == []
    empty = CliRunner().invoke(cli, ["screen", "-C", str(root), "--to", "2026-01-31", "--format", "json"])
    assert json.loads(empty.stdout)["accounts"] == json.loads(empty.stdout)["copies"] == []


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(4))
def test_it_is_not_one_lucky_seed(tmp_path: Path, seed: int) -> None:
    """The demo's five chats over half a year; the guide tells these figures."""
    praised = (dt.date(2026, 7, 20), dt.date(2026, 9, 9), dt.date(2026, 11, 3))
    of = recipe_for(DEMO_START, DEMO_END, seed=seed, shill_days=praised)
    root = imported(tmp_path / "log", of)
    found = json.loads(invoke(root, "--format", "json", first=of.start, last=of.end).stdout)
    precision, recall = measured(root, of, found)
    assert precision >= 0.85
    assert recall >= 0.95
