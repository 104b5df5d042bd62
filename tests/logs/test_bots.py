"""Accounts that the operator says are bots: marked in the merged table, left out of metrics, and members again."""

from __future__ import annotations

import itertools
import json
import random
import stat
import subprocess
import tempfile
from collections.abc import Iterable
from functools import cache
from operator import itemgetter
from pathlib import Path
from typing import Any

import pytest
from chinesekit import ROOM, table
from click.testing import CliRunner, Result
from hypothesis import example, given
from hypothesis import strategies as st
from logkit import T0, Row, as_json, chat, merged, message, put, run, service

from commops.cli.main import cli
from commops.errors import InputError
from commops.logs.channels import channels_of
from commops.logs.keys import load_key
from commops.logs.warehouse import open_warehouse
from commops.workspace import Workspace
from commops.workspace.load import load
from property_tests import costly

WEEK = 604_800
IRC = "[09:00] <bo> one\n=== bo is now known as bo_\n[09:01] <bo_> two\n[09:02] <al> three\n"
WHATSAPP = "13/06/2018, 21:25 - Combot: welcome\n13/06/2018, 21:26 - Ann: hello\n13/06/2018, 21:27 - Combot: rules\n"


def found(folder: Path) -> Path:
    """A community with nothing but its profile, in UTC."""
    profile = folder / "community/community.yml"
    profile.parent.mkdir(parents=True)
    demo = Path(__file__).parents[2] / "community/community.yml"
    profile.write_text(demo.read_text("utf-8").replace("Asia/Shanghai", "UTC"), "utf-8")
    return folder


@cache
def club() -> Workspace:
    with tempfile.TemporaryDirectory() as name:
        return load(found(Path(name)))


def refresh(root: Path) -> bool:
    return open_warehouse(root).refresh(club())


def who(raw: str, source: str = "telegram") -> str:
    return load_key(Path("unused")).author(source, raw)


def logs(root: Path, *arguments: str) -> Result:
    return CliRunner().invoke(cli, ["logs", *arguments, "-C", str(root), "--lang", "en"])


def write(root: Path, *bots: str, people: Iterable[str] = ()) -> None:
    """Write the file by hand, as an operator does."""
    lines = ["people:\n" if people else "people: []\n", *(f"  - {person}\n" for person in people)]
    lines += ["bots:\n" if bots else "bots: []\n", *(f"  - {bot}\n" for bot in bots)]
    path = root / ".commops/aliases.yml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(lines), "utf-8")


def marked(root: Path) -> list[tuple[str, int]]:
    """(platform, place in time) of the rows that are a bot's."""
    return [(row["source"], row["ts_s"] - T0) for row in merged(root) if row["is_bot"]]


def stored(root: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in open_warehouse(root).parquet_files()}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Telegram knows user2 also by name only, in the line that says who was invited."""
    invited = service(3, T0 + 20, action="invite_members", members=["name of user2"])
    put(tmp_path, as_json(chat(message(1, T0, "user1"), message(2, T0 + 10, "user2"), invited)), "1.json")
    put(tmp_path, IRC, "2026-05-01-club.txt")
    return tmp_path


def test_named_and_members_again_without_an_import(root: Path) -> None:
    before, files = merged(root), stored(root)
    added = logs(root, "alias", "bot", "add", "--id", "telegram", "user2")
    assert added.output == f"bot 1  telegram {who('user2')}\n"
    assert marked(root) == [("telegram", 10), ("telegram", 20)]
    assert [{**row, "is_bot": False} for row in merged(root)] == before
    assert stat.S_IMODE((root / ".commops/aliases.yml").stat().st_mode) == 0o600
    assert logs(root, "alias", "list").output == added.output
    assert logs(root, "alias", "bot", "remove", "user2").output == "no aliases\n"
    assert stored(root) == files


@pytest.mark.parametrize("bot", ["{source: telegram, id: user2}", "{source: telegram, name: name of user2}"])
def test_a_display_name_and_its_id_are_one_bot(root: Path, bot: str) -> None:
    write(root, bot)
    assert refresh(root)
    assert marked(root) == [("telegram", 10), ("telegram", 20)]


def test_a_name_that_several_bear_is_nobodys_but_the_lines_under_it(root: Path) -> None:
    other = message(4, T0 + 30, "user3", **{"from": "name of user2"})
    put(root, as_json(chat(message(1, T0, "user1"), other, number=9)), "2.json")
    write(root, "{source: telegram, name: name of user2}")
    refresh(root)
    assert marked(root) == [("telegram", 20)]


def test_every_nickname_and_every_joined_account_is_the_bot(root: Path) -> None:
    write(root, "{source: irc, name: bo}")
    refresh(root)
    assert {row["author"] for row in merged(root) if row["is_bot"]} == {min(who("bo", "irc"), who("bo_", "irc"))}
    assert {row["source"] for row in merged(root) if row["is_bot"]} == {"irc"}
    joined = "{person: x, accounts: [{source: irc, name: bo_}, {source: telegram, id: user2}]}"
    write(root, "{source: irc, name: bo}", people=[joined])
    refresh(root)
    assert [row["ts_s"] - T0 for row in merged(root) if row["is_bot"] and row["source"] == "telegram"] == [10, 20]
    assert {row["is_bot"] for row in merged(root) if row["author"] == who("al", "irc")} == {False}


def test_exports_that_know_no_bots(tmp_path: Path) -> None:
    columns = ["TalkerId", "Type", "IsSender", "CreateTime", "StrContent", "Sender"]
    said = [[5, 1, 0, T0 + n, "hi", sender] for n, sender in enumerate(["wxid_a", "wxid_bot", "wxid_bot"])]
    put(tmp_path, WHATSAPP, "WhatsApp Chat with Paper Boat.txt")
    put(tmp_path, table(columns, said), f"读书({ROOM}).csv")
    assert not any(row["is_bot"] for row in merged(tmp_path))
    logs(tmp_path, "alias", "bot", "add", "--name", "whatsapp", "Combot", "--id", "wechat", "wxid_bot")
    rows = merged(tmp_path)
    assert [row["is_bot"] for row in rows if row["source"] == "whatsapp" and row["kind"] == "message"] == [
        *(True, False, True)
    ]
    assert [row["is_bot"] for row in rows if row["source"] == "wechat"] == [False, True, True]


def test_only_the_parts_of_that_platform_are_made_again(root: Path) -> None:
    def names(source: str) -> set[str]:
        warehouse = open_warehouse(root)
        plan = warehouse._plan(warehouse.state, channels_of(warehouse.state.ranked, None), club().zone)
        return {part.name for part in plan if part.source == source}

    telegram, irc = names("telegram"), names("irc")
    files = {path: path.stat().st_mtime_ns for path in open_warehouse(root).parquet_files()}
    logs(root, "alias", "bot", "add", "--id", "telegram", "user2")
    assert names("irc") == irc
    assert not names("telegram") & telegram
    assert {path.stat().st_mtime_ns == files[path] for path in open_warehouse(root).parquet_files() if path in files}
    one = names("telegram")
    logs(root, "alias", "bot", "add", "--name", "irc", "bo")
    assert names("telegram") == one
    write(root)
    refresh(root)
    assert (names("telegram"), names("irc")) == (telegram, irc)


def test_another_name_of_a_bot_leaves_what_is_merged_alone(root: Path) -> None:
    logs(root, "alias", "bot", "add", "--id", "telegram", "user2")
    before = set(open_warehouse(root).state.parts)
    renamed = message(1, T0 + WEEK, "user2", **{"from": "Another name"})
    put(root, as_json(chat(renamed, message(2, T0 + WEEK + 1, "user1"), name="Two", number=9)), "2.json")
    assert before < set(open_warehouse(root).state.parts)
    assert ("telegram", WEEK) in marked(root)


PEOPLE = ("user0", "user1", "user2", "user3")
Said = tuple[int, str, bool]
"""Number, who, and whether it is a line that names them only."""


def export(said: Iterable[Said]) -> bytes:
    return as_json(chat(*(line(*one) for one in said)))


def line(number: int, person: str, by_name: bool) -> Row:
    at = T0 + number * 2 * 86_400
    if by_name:
        return service(number, at, "user9", "invite_members", members=[f"name of {person}"])
    return message(number, at, person, "abc"[number % 3 :])


def told(history: list[Said], files: list[set[int]], bots: set[str]) -> list[tuple[str, bool]]:
    """What the table must say, in plain Python: who said it decides, a name counts when its bearer is known by id."""
    seen = {number for numbers in files for number in numbers}
    by_id = {person for number, person, by_name in history if number in seen and not by_name}
    return [
        (str(number), person in bots and (person in by_id or not by_name))
        for number, person, by_name in history
        if number in seen
    ]


@costly
@given(
    history=st.lists(st.tuples(st.sampled_from(PEOPLE), st.booleans()), min_size=1, max_size=16),
    cuts=st.lists(st.tuples(st.integers(0, 15), st.integers(1, 16)), min_size=1, max_size=3),
    bots=st.sets(st.sampled_from(PEOPLE), max_size=3),
    order=st.randoms(use_true_random=False),
)
@example(
    # The bot is first known by name, in another week and another file than by id.
    history=[("user1", True), ("user0", False), ("user2", False), ("user3", True), ("user1", False), ("user0", True)],
    cuts=[(0, 3), (2, 4)],
    bots={"user1", "user3"},
    order=random.Random(5),
)
def test_the_table_is_a_function_of_exports_and_file(
    history: list[tuple[str, bool]], cuts: list[tuple[int, int]], bots: set[str], order: Any
) -> None:
    lines = [(number, *one) for number, one in enumerate(history, 1)]
    parts = [part for low, length in cuts if (part := lines[low : low + length])]
    entries = [f"{{source: telegram, id: {person}}}" for person in sorted(bots)]
    with tempfile.TemporaryDirectory() as name, pytest.MonkeyPatch.context() as patch:
        root = Path(name)
        paths = [root / f"{number}.json" for number in range(len(parts))]
        for path, part in zip(paths, parts, strict=True):
            path.write_bytes(export(part))
        run(root / "plain", *paths)
        write(root / "once", *entries)
        run(root / "once", *paths)
        wanted = sorted(told(lines, [{one[0] for one in part} for part in parts], bots))
        assert sorted((row["msg_id"], row["is_bot"]) for row in merged(root / "once")) == wanted
        assert [{**row, "is_bot": False} for row in merged(root / "once")] == merged(root / "plain")
        steps: list[Path | None] = [*paths, None]
        order.shuffle(steps)
        follow(root / "steps", steps, entries[::-1])
        assert stored(root / "steps") == stored(root / "once")
        patch.setattr("commops.logs.parts.CUT_ROWS", 0)
        follow(root / "cut", steps[::-1], entries)
        assert sorted(merged(root / "cut"), key=itemgetter("ts_s")) == merged(root / "once")


def follow(root: Path, steps: Iterable[Path | None], bots: list[str]) -> None:
    """Import file by file; None stands for writing the file of bots."""
    for step in steps:
        if step:
            run(root, step)
        else:
            write(root, *bots)
    refresh(root)


def test_without_ids_too(tmp_path: Path) -> None:
    parts = [WHATSAPP, "".join(WHATSAPP.splitlines(keepends=True)[1:]) + "13/06/2018, 21:27 - Combot: rules\n"]
    tables = []
    for number, order in enumerate(itertools.permutations([*parts, ""])):
        for step, content in enumerate(order):
            if content:
                put(tmp_path / str(number), content, f"{step}/WhatsApp Chat with Paper Boat.txt")
            else:
                write(tmp_path / str(number), "{source: whatsapp, name: Combot}")
        refresh(tmp_path / str(number))
        tables.append(merged(tmp_path / str(number)))
    assert all(rows == tables[0] for rows in tables)
    combot = {who("name:Combot", "whatsapp"), who("Combot", "whatsapp")}
    assert {row["author"] in combot for row in tables[0] if row["is_bot"]} == {True}
    assert sum(row["is_bot"] for row in tables[0]) == 3


def test_what_an_export_says_itself_stays(tmp_path: Path) -> None:
    put(tmp_path, "[09:00] <logbot> one\n[09:01] <al> two\n", "2026-05-01-club.txt")
    before = [row["is_bot"] for row in merged(tmp_path)]
    assert any(before)
    logs(tmp_path, "alias", "bot", "add", "--name", "irc", "al")
    assert all(row["is_bot"] for row in merged(tmp_path))
    logs(tmp_path, "alias", "bot", "remove", "1")
    assert [row["is_bot"] for row in merged(tmp_path)] == before


BAD = [
    ("bots: {source: telegram, id: secret}\n", 1, "people and bots"),
    ("people: []\nbots: []\nstaff: [secret]\n", 1, "people and bots"),
    ("bots:\n  - {source: telegram, id: a}\n  - secret\n", 3, "id or name"),
    ("bots:\n  - {source: telegram, id: a}\n  - {source: telegram, id: [secret]}\n", 3, "text"),
    ("bots:\n  - {source: telegram, id: secret}\n  - {source: telegram, id: secret}\n", 3, "line 2"),
    ("bots:\n  - {source: telegram, id: secret\n", None, "YAML"),
]


@pytest.mark.parametrize(("content", "at", "words"), BAD)
def test_a_mistake_in_the_file_names_the_line_and_no_account(
    root: Path, content: str, at: int | None, words: str
) -> None:
    files = stored(root)
    (root / ".commops/aliases.yml").write_text(content, "utf-8")
    with pytest.raises(InputError) as caught:
        refresh(root)
    assert f"aliases.yml:{at or ''}" in caught.value.place
    assert words in caught.value.what.en
    assert caught.value.what.zh != caught.value.what.en
    assert "secret" not in caught.value.render("en") + caught.value.render("zh")
    assert stored(root) == files


def test_bots_alone_make_a_file(root: Path) -> None:
    (root / ".commops/aliases.yml").write_text("bots:\n  - {source: telegram, id: user1}\n", "utf-8")
    refresh(root)
    assert marked(root)[0] == ("telegram", 0)


def test_an_account_may_be_joined_and_a_bot(root: Path) -> None:
    logs(root, "alias", "bot", "add", "--id", "telegram", "user1")
    both = logs(root, "alias", "add", "x", "--id", "telegram", "user1", "--name", "irc", "al")
    assert both.output.count("\n") == 2
    assert {row["is_bot"] for row in merged(root) if row["source"] == "irc" and row["author"]} == {True, False}
    assert logs(root, "alias", "remove", "x").output == f"bot 1  telegram {who('user1')}\n"
    assert not any(row["is_bot"] for row in merged(root) if row["source"] == "irc")


def test_wrong_commands_are_messages_and_change_nothing(root: Path) -> None:
    logs(root, "alias", "bot", "add", "--id", "telegram", "user2")
    before = (root / ".commops/aliases.yml").read_bytes(), stored(root)
    again = ["add", "--name", "irc", "al", "--id", "telegram", "user2"]
    for arguments in (again, ["add"], ["remove", "2"], ["remove", "0"], ["remove", "nobody"]):
        error = logs(root, "alias", "bot", *arguments).exception
        assert isinstance(error, InputError)
        assert "user2" not in error.render("en")
    assert ((root / ".commops/aliases.yml").read_bytes(), stored(root)) == before


def test_forgetting_drops_the_bot(root: Path) -> None:
    logs(root, "alias", "bot", "add", "--id", "telegram", "user2", "--name", "irc", "bo")
    logs(root, "alias", "add", "x", "--id", "telegram", "user2", "--name", "irc", "bo_")
    assert open_warehouse(root).forget("name of user2", "telegram").accounts == 3
    content = (root / ".commops/aliases.yml").read_text("utf-8")
    assert not [name for name in ("user2", "bo", "bots") if name in content.split("\n", 1)[1]]
    assert {row["author"] for row in merged(root)} >= {who("user1"), who("al", "irc")}
    assert marked(root) == []


def test_forgetting_leaves_other_bots(root: Path) -> None:
    logs(root, "alias", "bot", "add", "--id", "telegram", "user2", "--id", "telegram", "never-imported")
    logs(root, "alias", "bot", "add", "--name", "irc", "al")
    assert open_warehouse(root).forget("never-imported", "telegram").accounts == 1
    assert open_warehouse(root).forget("user1", "telegram").accounts == 0
    assert logs(root, "alias", "list").output == f"bot 1  telegram {who('user2')}\nbot 2  irc {who('name:al', 'irc')}\n"
    assert ("telegram", 10) in marked(root)


def test_a_file_that_git_tracks_is_refused(root: Path) -> None:
    write(root, "{source: telegram, id: user2}")
    subprocess.run(["git", "init", "-q"], cwd=root, check=True)
    subprocess.run(["git", "add", "-f", ".commops/aliases.yml"], cwd=root, check=True)
    with pytest.raises(InputError, match="tracked by Git"):
        refresh(root)


def test_no_key_is_needed_while_the_file_stays_the_same(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    logs(root, "alias", "bot", "add", "--id", "telegram", "user2")
    monkeypatch.delenv("COMMOPS_KEY")
    warehouse = open_warehouse(root)
    assert not warehouse.refresh(club())
    warehouse.purge_texts()
    assert marked(root) == [("telegram", 10), ("telegram", 20)]
    assert not (root / ".commops/key").exists()


def test_what_the_warehouse_keeps_names_no_bot(root: Path) -> None:
    logs(root, "alias", "bot", "add", "--name", "telegram", "name of user2", "--id", "telegram", "user2")
    state = (root / ".commops/warehouse/state.json").read_text("utf-8")
    assert "user2" not in state


def test_a_state_of_before_there_were_bots_is_read(root: Path) -> None:
    logs(root, "alias", "add", "x", "--id", "telegram", "user2", "--name", "irc", "al")
    path = root / ".commops/warehouse/state.json"
    raw = json.loads(path.read_text("utf-8"))
    assert raw["aliases"].pop("bots") == []
    path.write_text(json.dumps(raw), "utf-8")
    assert not refresh(root)
    write(root, "{source: telegram, id: user2}")
    assert refresh(root)
    assert marked(root) == [("telegram", 10), ("telegram", 20)]


def test_active_speakers_without_the_bot(root: Path) -> None:
    put(found(root), as_json(chat(*(message(n, T0 + n, f"user{n}") for n in range(1, 9)), number=8)), "2.json")

    def speakers(*more: str) -> int:
        arguments = ["stats", "-C", str(root), "active_speakers", "--all-chats", "--exact", "--format", "json", *more]
        rows = json.loads(CliRunner().invoke(cli, arguments).output)["metrics"]["active_speakers"]["rows"]
        week = [row for row in rows if (row["grain"], row["channel"]) == ("week", "*")]
        return int(week[-1]["speakers"])

    assert speakers() == 8
    write(root, "{source: telegram, id: user2}", "{source: telegram, name: name of user5}")
    assert speakers() == 6
    (root / ".commops/aliases.yml").unlink()
    assert speakers() == 8
