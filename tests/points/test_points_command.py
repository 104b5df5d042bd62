"""``commops points`` from the outside: a small community, its log and its lists."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from commops.cli.main import cli
from commops.errors import InputError
from commops.logs.keys import load_key
from commops.logs.warehouse import open_warehouse
from commops.points.books import open_books
from commops.workspace.load import load

DEMO = Path(__file__).parents[2]
PROGRAMME = """\
points:
  - {action: talk, name: {zh: 发言, en: Talking}, points: 2, daily_cap: 4, verify: auto, counts: message}
  - {action: guide, name: {zh: 教程, en: A guide}, kind: contribute, points: 40, daily_cap: 40, verify: mod}
levels:
  - {id: spark, name: {zh: 萤火, en: Spark}, min_points: 0}
  - {id: lamp, name: {zh: 灯芯, en: Wick}, min_points: 40}
seasons:
  - {id: june, from: 2026-06-01, to: 2026-06-30}
badges:
  - {id: catch, name: {zh: 眼尖, en: Good catch}, criteria: {zh: 发现安全问题, en: Found a hole}, revocable: true}
guards: {min_length: 2}
"""


def message(number: int, at: int, who: str, text: str) -> dict[str, Any]:
    return {"id": number, "type": "message", "date_unixtime": str(at), "from": who, "from_id": who, "text": text}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A community in Shanghai, one chat; user0 talks on both sides of the local midnight of 10 June."""
    folder = tmp_path_factory.mktemp("made")
    community = folder / "community"
    (community / "members").mkdir(parents=True)
    (community / "community.yml").write_bytes((DEMO / "community/community.yml").read_bytes())
    (community / "members/programme.yml").write_text(PROGRAMME, "utf-8")
    midnight = 1_781_020_800  # 2026-06-10 00:00 in Shanghai, 2026-06-09 16:00 UTC
    rows = [message(n, midnight - 40 + 10 * n, "user0", f"text {n}") for n in range(1, 9)]
    rows += [message(100 + n, midnight + 90_000 + n, f"user{n % 9}", "hello") for n in range(9)]
    rows += [message(200, midnight + 30 * 86400, "user1", "x")]
    export = folder / "exports/chat.json"
    export.parent.mkdir()
    export.write_text(json.dumps({"name": "g", "type": "private_group", "id": 7, "messages": rows}, indent=1), "utf-8")
    open_warehouse(folder).import_paths([export], load(folder), jobs=1)
    return folder


@pytest.fixture
def root(made: Path, tmp_path: Path) -> Path:
    """A copy to work in."""
    shutil.copytree(made, tmp_path, dirs_exist_ok=True)
    return tmp_path


def run(root: Path, *arguments: str) -> Result:
    return CliRunner().invoke(cli, ["points", "-C", str(root), *arguments], env={"COMMOPS_LANG": "en"})


def member(root: Path, name: str) -> str:
    return load_key(root / ".commops").author("telegram", name)


def lists(root: Path, name: str, *lines: str) -> None:
    folder = root / ".commops/points"
    folder.mkdir(exist_ok=True)
    (folder / name).write_text("\n".join(lines) + "\n", "utf-8")


def test_days_are_the_communitys(root: Path) -> None:
    shown = run(root, "--explain", "telegram:user0").output
    # Three messages before the local midnight, five after it (one UTC day): two days, each with its cap.
    assert re.search(r"2026-06-09 +Talking +3 +\+4 +4 +daily cap", shown)
    assert re.search(r"2026-06-10 +Talking +5 +\+4 +8 +daily cap", shown)
    assert re.search(r"2026-06-11 +Talking +1 +\+2 +10$", shown, re.MULTILINE)


def test_grants_badges_and_the_one_who_is_asked_for(root: Path) -> None:
    lists(root, "june.csv", "member,on,action,times,note", "telegram:user1,2026-06-20,guide,,well done")
    lists(root, "more.csv", f"on,action,member\n2026-06-21,badge:catch,{member(root, 'user1')}")
    shown = run(root, "--member", member(root, "user1")).output
    assert "42 points, level Wick, badges Good catch" in shown
    assert "No points" in run(root, "--member", "telegram:nobody").output


def test_the_team_earns_nothing(root: Path) -> None:
    assert json.loads(run(root, "--format", "json").output)["members"] == 9
    lists(root, "staff.csv", "member", "telegram:user0", member(root, "user1"))
    lists(root, "june.csv", "member,on,action", "telegram:user0,2026-06-20,guide")
    assert json.loads(run(root, "--format", "json").output)["members"] == 7
    assert "No points" in run(root, "--explain", "telegram:user0").output


def test_accounts_of_one_person_earn_together(root: Path) -> None:
    lists(root, "staff.csv", "member", "telegram:user1")
    assert json.loads(run(root, "--format", "json").output)["members"] == 8
    accounts = "[{source: telegram, id: user0}, {source: telegram, id: user1}]"
    (root / ".commops/aliases.yml").write_text(f"people:\n  - {{person: bo, accounts: {accounts}}}\n", "utf-8")
    lists(root, "june.csv", "member,on,action", "telegram:user0,2026-06-20,guide")
    assert json.loads(run(root, "--format", "json").output)["members"] == 7
    assert "No points" in run(root, "--explain", "telegram:user0").output


def test_totals_in_every_format_hide_small_groups_and_name_nobody(root: Path) -> None:
    lists(root, "june.csv", "member,on,action", "telegram:user1,2026-06-20,guide")
    table, found, rows = (run(root, "--format", form).output for form in ("table", "json", "csv"))
    assert re.search(r"^Wick +·$", table, re.MULTILINE)
    assert json.loads(found)["levels"] == [{"level": "spark", "members": None}, {"level": "lamp", "members": None}]
    assert "action,guide,,,\n" in rows
    assert "action,talk,9," in rows
    exact = run(root, "--format", "csv", "--exact").output
    assert "level,lamp,1,,\n" in exact
    assert "m-" not in table + found + rows + exact


def test_season_and_day(root: Path) -> None:
    def points(*more: str) -> int:
        return int(json.loads(run(root, "--format", "json", *more).output)["actions"][0]["points"])

    assert points("--exact", "--as-of", "2026-06-09") == 4
    assert points("--season", "june") == points() == 26
    assert isinstance(run(root, "--season", "july").exception, InputError)


def test_a_month_is_settled_once(root: Path) -> None:
    first = run(root, "settle", "2026-06")
    path = root / "community/members/settlements/2026-06.yml"
    assert first.output == f"{path.as_posix()}: settled\n"
    before = path.read_bytes()
    assert "members: 9\n" in before.decode()
    assert run(root, "settle", "2026-06").output.endswith(": as settled\n")
    assert load(root).points_settlements[0].month == "2026-06"
    lists(root, "june.csv", "member,on,action", "telegram:user1,2026-06-20,guide")
    frozen = run(root, "settle", "2026-06")
    assert isinstance(frozen.exception, InputError)
    assert path.read_bytes() == before
    assert run(root, "settle", "2026-06", "--resettle").output.endswith(": settled again\n")
    assert "{action: guide}" in path.read_text()
    unfinished = run(root, "settle", "2026-07").exception
    assert isinstance(unfinished, InputError)
    assert "2026-07-10" in unfinished.what.en
    assert isinstance(run(root, "settle", "2026-13").exception, InputError)


def test_the_settlement_does_not_depend_on_how_exports_came_in(
    root: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    assert run(root, "settle", "2026-06").exit_code == 0
    other = tmp_path_factory.mktemp("other")
    for name in ("community", ".commops"):
        shutil.copytree(root / name, other / name, ignore=shutil.ignore_patterns("warehouse", "settlements"))
    whole = json.loads((root / "exports/chat.json").read_text())
    for number, part in enumerate((whole["messages"][9:], whole["messages"][:13])):
        (other / f"{number}.json").write_text(json.dumps({**whole, "messages": part}, indent=1), "utf-8")
        open_warehouse(other).import_paths([other / f"{number}.json"], load(other), jobs=1)
    assert run(other, "settle", "2026-06").exit_code == 0
    path = "community/members/settlements/2026-06.yml"
    assert (other / path).read_bytes() == (root / path).read_bytes()


@pytest.mark.parametrize(
    ("lines", "place", "said"),
    [
        (["member,on"], "june.csv:1", "lacks the columns: action"),
        (["member,on,action", "Zhang San,2026-06-02,guide"], "june.csv:2", "how a member is written"),
        (["member,on,action", "telegram:u,02.06.2026,guide"], "june.csv:2", "not a date"),
        (["member,on,action", "", "telegram:u,2026-06-02,gide"], "june.csv:3", "no such thing"),
        (["member,on,action", "telegram:u,2026-06-02,talk"], "june.csv:2", "no such thing"),
        (["member,on,action", "telegram:u,2026-06-02,badge:none"], "june.csv:2", "no such thing"),
        (["member,on,action", "telegram:u,2026-06-02,void:soon"], "june.csv:2", "no such thing"),
        (["member,on,action,times", "telegram:u,2026-06-02,guide,-1"], "june.csv:2", "whole number"),
    ],
)
def test_a_bad_list_is_named_by_line_and_never_quoted(root: Path, lines: list[str], place: str, said: str) -> None:
    lists(root, "june.csv", *lines)
    error = run(root).exception
    assert isinstance(error, InputError)
    assert error.place.endswith(place)
    assert said in error.what.en
    assert error.what.zh
    assert "Zhang San" not in error.render("en") + error.render("zh")


@pytest.mark.parametrize(
    ("before", "after", "line"),
    [
        ("action: guide", "action: talk", 3),
        ("id: lamp", "id: spark", 6),
        ("min_points: 40", "min_points: 0", 6),
        ("revocable: true", "rule: {action: gide, times: 3}", 10),
        ("to: 2026-06-30", "to: 2026-05-30", 8),
        ("to: 2026-06-30}", "to: 2026-06-30}\n  - {id: again, from: 2026-06-30, to: 2026-07-01}", 9),
        ("points: 2,", "points: two,", 2),
        ("levels:", "levels: [", 5),
    ],
)
def test_a_bad_programme_is_named_by_line(root: Path, before: str, after: str, line: int) -> None:
    path = root / "community/members/programme.yml"
    path.write_text(PROGRAMME.replace(before, after), "utf-8")
    error = run(root).exception
    assert isinstance(error, InputError)
    assert error.place == f"community/members/programme.yml:{line}"
    assert "has an error" in error.what.en
    assert "commops check" in error.fix.zh
    assert re.search("[\u4e00-\u9fff]", error.what.zh)


def test_without_a_programme_or_a_log_it_says_what_to_do(root: Path) -> None:
    (root / "community/members/programme.yml").rename(root / "kept.yml")
    assert isinstance(run(root).exception, InputError)
    (root / "kept.yml").rename(root / "community/members/programme.yml")
    shutil.rmtree(root / ".commops/warehouse")
    error = run(root).exception
    assert isinstance(error, InputError)
    assert "commops logs import" in error.fix.en


def test_a_list_of_another_key_finds_nobody(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lists(root, "staff.csv", "member", "telegram:user0")
    monkeypatch.setenv("COMMOPS_KEY", "another key of at least sixteen characters")
    with pytest.raises(InputError, match="another key"):
        open_books(root, load(root))


@pytest.mark.parametrize(
    "arguments",
    [
        ["settle"],
        ["settle", "2026-06", "--exact"],
        ["2026-06"],
        ["--resettle"],
        ["--member", "a", "--explain", "b"],
        ["--member", "a", "--format", "json"],
    ],
)
def test_wrong_usage(root: Path, arguments: list[str]) -> None:
    assert run(root, *arguments).exit_code == 2
