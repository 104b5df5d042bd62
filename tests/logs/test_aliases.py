"""Accounts of one person on several platforms become one author, and part again, without a new import."""

from __future__ import annotations

import itertools
import stat
import subprocess
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from logkit import T0, as_json, chat, merged, message, put

from commops.cli.main import cli
from commops.errors import InputError
from commops.logs.keys import load_key
from commops.logs.warehouse import open_warehouse


def who(raw: str, source: str = "telegram") -> str:
    return load_key(Path("unused")).author(source, raw)


def logs(root: Path, *arguments: str | Path) -> Result:
    return CliRunner().invoke(cli, ["logs", *map(str, arguments), "-C", str(root)])


IRC = "[09:00] <bo> one\n=== bo is now known as bo_\n[09:01] <bo_> two\n[09:02] <al> three\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    put(tmp_path, as_json(chat(message(1, T0, "user1"), message(2, T0 + 9, "user2"))), "1.json")
    put(tmp_path, IRC, "2026-05-01-club.txt")
    return tmp_path


def authors(root: Path) -> dict[str, set[Any]]:
    found: dict[str, set[Any]] = {}
    for row in merged(root):
        if row["author"]:
            found.setdefault(row["source"], set()).add(row["author"])
    return found


def write(root: Path, *people: str) -> None:
    (root / ".commops/aliases.yml").write_text("people:\n" + "".join(f"  - {person}\n" for person in people), "utf-8")


BO = "{person: bo, accounts: [{source: telegram, id: user1}, {source: irc, name: bo_}]}"


def test_joined_and_parted_again_without_an_import(root: Path) -> None:
    before = merged(root)
    added = logs(root, "alias", "add", "Bo", "--id", "telegram", "user1", "--name", "irc", "bo_", "--lang", "en")
    assert added.exit_code == 0, added.output
    assert who("user1") in added.output
    assert "Bo" not in added.output
    found = authors(root)
    [both] = found["telegram"] & found["irc"]
    assert both == min(who("user1"), who("bo", "irc"), who("bo_", "irc"), who("name:bo_", "irc"))
    assert sum(row["author"] == both for row in merged(root)) >= 3
    assert stat.S_IMODE((root / ".commops/aliases.yml").stat().st_mode) == 0o600
    assert logs(root, "alias", "remove", "1", "--lang", "en").output == "no aliases\n"
    assert merged(root) == before


def test_the_file_is_followed_by_the_next_command(root: Path) -> None:
    write(root, BO)
    put(root, as_json(chat(message(1), number=9)), "3.json")
    assert authors(root)["telegram"] & authors(root)["irc"]
    (root / ".commops/aliases.yml").unlink()
    put(root, as_json(chat(message(1), number=9)), "3.json")
    assert not authors(root)["telegram"] & authors(root)["irc"]


def test_the_table_is_a_function_of_exports_and_aliases(tmp_path: Path) -> None:
    exports = {
        "1.json": as_json(chat(message(1, T0, "user1"), message(2, T0 + 9, "user2"))),
        "2.json": as_json(chat(message(1, T0, "user1", "edited"), message(3, T0 + 20, "user3"))),
        "2026-05-01-club.txt": IRC.encode(),
    }
    results = []
    for number, order in enumerate(itertools.permutations([*exports, "aliases"])):
        if number % 9:
            continue
        root = tmp_path / str(number)
        for name in order:
            if name == "aliases":
                (root / ".commops").mkdir(parents=True, exist_ok=True)
                write(root, BO, "{person: x, accounts: [{source: telegram, id: user2}, {source: irc, id: al}]}")
            else:
                put(root, exports[name], name)
        put(root, exports["1.json"], "1.json")
        results.append((open_warehouse(root).state.parts, merged(root)))
    assert all(result == results[0] for result in results)
    assert len({row["author"] for row in results[0][1] if row["author"]}) == 3


def test_persons_that_share_an_account_by_name_are_one(root: Path) -> None:
    put(root, "[09:00] <al> x\n=== al is now known as ally\n", "2026-05-02-club.txt")
    write(
        root,
        "{person: a, accounts: [{source: telegram, id: user1}, {source: irc, name: al}]}",
        "{person: b, accounts: [{source: telegram, id: user2}, {source: irc, name: ally}]}",
    )
    put(root, IRC, "2026-05-01-club.txt")
    assert len(authors(root)["telegram"]) == 1


def test_a_telegram_name_means_the_one_who_bears_it(root: Path) -> None:
    logs(root, "alias", "add", "x", "--name", "telegram", "name of user2", "--id", "irc", "al")
    assert authors(root)["telegram"] & authors(root)["irc"] == {
        min(who("user2"), who("name:name of user2"), who("name of user2"), who("al", "irc"))
    }


TWO = "people:\n  - person: a\n    accounts:\n      - {source: irc, id: x}\n      - "
BAD = [
    ("people: [", 1, "YAML"),
    ("- a\n- b\n", 1, ""),
    ("people:\n  - person: a\n", 2, "accounts"),
    ("people:\n  - person: a\n    accounts: [{source: irc, id: secret}]\n", 2, "two accounts"),
    (TWO + "{source: irc}\n", 5, "id or name"),
    (
        "people:\n  - person: a\n    accounts:\n      - {source: irc, id: x}\n      - {source: irc, id: [x]}\n",
        5,
        "text",
    ),
    (
        "people:\n  - person: a\n    accounts:\n      - {source: irc, id: x}\n      - {source: irc, id: x}\n",
        5,
        "line 4",
    ),
    ("people:\n  - person: secret\n    person: b\n", 3, ""),
]


@pytest.mark.parametrize(("content", "line", "words"), BAD)
def test_a_mistake_in_the_file_names_the_line_and_no_name(root: Path, content: str, line: int, words: str) -> None:
    before = merged(root)
    (root / ".commops/aliases.yml").write_text(content, "utf-8")
    with pytest.raises(InputError) as caught:
        put(root, IRC, "2026-05-01-club.txt")
    assert caught.value.place.endswith(f"aliases.yml:{line}")
    assert words in caught.value.what.en
    assert "secret" not in caught.value.render("en") + caught.value.render("zh")
    assert merged(root) == before


def test_wrong_commands_are_messages(root: Path) -> None:
    for arguments in (["add", "x", "--id", "irc", "al"], ["remove", "7"], ["remove", "nobody"]):
        assert isinstance(logs(root, "alias", *arguments).exception, InputError)
    logs(root, "alias", "add", "x", "--id", "irc", "al", "--id", "telegram", "user1")
    error = logs(root, "alias", "add", "y", "--id", "irc", "al", "--id", "telegram", "user2").exception
    assert isinstance(error, InputError)
    assert logs(root, "alias", "add", "x", "--id", "telegram", "user2").exit_code == 0
    assert len(authors(root)["telegram"]) == 1
    assert logs(root, "alias", "list").output.count(" = ") == 2


def test_a_file_that_git_tracks_is_refused(root: Path) -> None:
    write(root, BO)
    subprocess.run(["git", "init", "-q"], cwd=root, check=True)
    subprocess.run(["git", "add", "-f", ".commops/aliases.yml"], cwd=root, check=True)
    with pytest.raises(InputError, match="tracked by Git"):
        put(root, IRC, "2026-05-01-club.txt")


def test_forgetting_takes_every_account_and_the_alias(root: Path) -> None:
    logs(root, "alias", "add", "Bo", "--id", "telegram", "user1", "--name", "irc", "bo")
    removed = open_warehouse(root).forget("bo_", "irc")
    assert removed.accounts == 2
    assert authors(root) == {"telegram": {who("user2")}, "irc": {who("al", "irc")}}
    assert b"user1" not in (root / ".commops/aliases.yml").read_bytes()
    put(root, as_json(chat(message(1, T0, "user1"), number=9)), "3.json")
    assert authors(root)["telegram"] == {who("user2")}


def test_no_key_is_needed_while_the_file_stays_the_same(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(root, BO)
    put(root, IRC, "2026-05-01-club.txt")
    before = merged(root)
    monkeypatch.delenv("COMMOPS_KEY")
    open_warehouse(root).purge_texts()
    assert merged(root) == before
    assert not (root / ".commops/key").exists()
