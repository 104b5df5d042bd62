"""``commops topics`` from the outside: nothing private in what it prints, and a word on what to do when it cannot."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from made_up_log import profile

from commops.cli.main import cli
from commops.errors import InputError
from commops.logs.warehouse import open_warehouse

START = 1_780_272_000
"""2026-06-01T00:00:00Z."""
NAMES = ["Quillbert", "墨小满", "zorkina", "Vexley", "Tessa Lark", "欧阳雪梅花"]
"""Members whose names others often write."""
PRIVATE = [*NAMES, "13900001234", "vex_ley_77", "zorkina@example.org", "tessa", "lark", "雪梅", "secretplan"]
TOPICS = """topics:
  - {id: battery, name: {zh: 电池, en: Battery}, words: [battery, 电池]}
  - {id: kettle, name: {zh: 水壶, en: Kettle}, kind: product, words: [水壶侠]}
"""


def export(folder: Path) -> Path:
    """Twelve weeks of twelve people; 水壶侠 is the talk of three days of the last week but one."""
    records = []

    def say(day: int, person: int, text: str) -> None:
        number = len(records) + 1
        name = NAMES[person] if person < len(NAMES) else f"Nobody{person}"
        when = str(START + day * 86_400 + 36_000 + number)
        records.append(
            {
                "id": number,
                "type": "message",
                "date_unixtime": when,
                "from": name,
                "from_id": f"user{person}",
                "text": text,
            }
        )

    for day in range(84):
        for person in range(6 + day % 6):
            say(day, person, ["the battery is fine", "电池还行", "screen looks odd", "外壳有点松"][(day + person) % 4])
    for person in range(12):
        for day in (60, 80):
            say(
                day,
                person,
                "Quillbert 和 墨小满 都说好, ask zorkina or vexley 13900001234 加微信vex_ley_77 zorkina@example.org",
            )
        for day in (82, 83):
            say(day, person, "谢谢欧阳雪梅花，也谢谢 Tessa Lark!")
        for day in (73, 74, 75):
            say(day, person, "水壶侠什么时候到")
    for person in range(4):
        say(81, person, "secretplan")
    chat = {"name": "club", "type": "private_supergroup", "id": 7, "messages": records}
    (folder / "club.json").write_text(json.dumps(chat, ensure_ascii=False, indent=1), "utf-8")
    return folder / "club.json"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    profile(tmp_path)
    (tmp_path / "community/topics.yml").write_text(TOPICS, "utf-8")
    open_warehouse(tmp_path).import_paths([export(tmp_path)], jobs=1)
    return tmp_path


def invoke(root: Path, arguments: Sequence[str] = ()) -> Result:
    return CliRunner().invoke(cli, ["topics", "-C", str(root), *arguments], env={"COMMOPS_LANG": "en"})


def test_what_it_finds_and_what_it_never_names(root: Path) -> None:
    shown = invoke(root, ["--format", "json"])
    found = json.loads(shown.stdout)
    assert (found["from"], found["to"], found["texts_known"]) == ("2026-07-27", "2026-08-23", 1.0)
    assert [(one["term"], one["first"], one["last"], one["people"]) for one in found["bursts"]] == [
        ("水壶侠", "2026-08-13", "2026-08-15", 12)
    ]
    heat = {(one["week"], one["topic"]): one["people"] for one in found["topics"]}
    assert heat["2026-W33", "kettle"] == 12
    assert heat["2026-W34", "kettle"] == 0
    assert next(one for one in found["trends"] if one["term"] == "水壶侠")["people_before"] == 0
    outputs = [shown.output, *(invoke(root, how).output for how in ([], ["--format", "csv"], ["--lang", "zh"]))]
    assert all("水壶侠" in output for output in outputs)
    lowered = " ".join(outputs).lower()
    assert [word for word in PRIVATE if word.lower() in lowered] == []
    again = invoke(root, ["--format", "json"])
    assert again.stdout == shown.stdout

    exact = invoke(root, ["--format", "json", "--exact"]).stdout.lower()
    assert [word for word in PRIVATE[:-1] if word.lower() in exact] == []

    empty = json.loads(invoke(root, ["--format", "json", "--from", "2026-01-05", "--to", "2026-02-01"]).stdout)
    assert (empty["topics"], empty["trends"], empty["bursts"], empty["texts_known"]) == ([], [], [], None)
    later = json.loads(invoke(root, ["--format", "json", "--from", "2026-09-07", "--to", "2026-10-04"]).stdout)
    assert (later["topics"], later["trends"], later["bursts"]) == ([], [], [])


def test_purged_texts_leave_no_words_behind(root: Path) -> None:
    derived = root / ".commops/warehouse/derived"
    assert invoke(root).exit_code == 0
    assert list(derived.iterdir())
    warehouse = open_warehouse(root)
    warehouse.forget("user5", "telegram")
    assert list(derived.iterdir()) == []
    assert invoke(root).exit_code == 0
    warehouse.purge_texts(START + 82 * 86_400)
    assert list(derived.iterdir()) == []
    partly = invoke(root)
    assert partly.exit_code == 0
    assert "Texts are kept of" in partly.stderr
    warehouse.purge_texts()
    for verb in ("topics", "screen"):
        purged = CliRunner().invoke(cli, [verb, "-C", str(root)])
        assert isinstance(purged.exception, InputError)
        assert "purged" in purged.exception.what.en


def test_wrong_usage(root: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    assert invoke(root, ["--from", "2026-08-02", "--to", "2026-08-01"]).exit_code == 2
    unknown = invoke(root, ["--channel", "clbu"])
    assert isinstance(unknown.exception, InputError)
    assert "--channel club" in unknown.exception.fix.en
    bare = tmp_path_factory.mktemp("bare")
    profile(bare)
    assert isinstance(invoke(bare).exception, InputError)
