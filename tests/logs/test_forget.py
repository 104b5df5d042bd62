"""A forgotten person is gone from the private cache, stays out of later imports, and nobody else's rows change."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st
from logkit import T0, as_json, chat, conserved, merged, message, put, run, service, skipped, texts

from commops.cli.main import cli
from commops.errors import InputError
from commops.logs.keys import load_key
from commops.logs.rows import Rows
from commops.logs.sieve import without
from commops.logs.warehouse import open_warehouse
from property_tests import costly


def who(raw: str, source: str = "telegram") -> str:
    return load_key(Path("unused")).author(source, raw)


def logs(root: Path, *arguments: str | Path) -> Result:
    return CliRunner().invoke(cli, ["logs", *map(str, arguments), "-C", str(root)])


def club(*messages: Any, number: int = 7) -> bytes:
    return as_json(chat(*messages, number=number))


def everything(root: Path) -> bytes:
    """All that the private folder holds, parquet files as text."""
    files = [path for path in sorted((root / ".commops").rglob("*")) if path.is_file()]
    return b"".join(
        repr(pq.read_table(path).to_pylist()).encode() if path.suffix == ".parquet" else path.read_bytes()
        for path in files
        if path.name not in ("forgotten.json", "state.json")
    )


TALK = [
    message(1, T0, "user1", "good morning"),
    message(2, T0 + 10, "user2", "a word of mine"),
    message(3, T0 + 20, "user2", "good morning"),
    message(4, T0 + 30, "user3", "bye"),
    service(5, T0 + 40, "user1", "invite_members", members=["name of user2", "name of user3"]),
]


def test_a_person_goes_with_all_rows_names_and_texts(tmp_path: Path) -> None:
    put(tmp_path, club(*TALK))
    before = merged(tmp_path)
    removed = open_warehouse(tmp_path).forget("user2", "telegram")
    assert (removed.exports, removed.rows, removed.texts) == (1, 3, 1)
    assert merged(tmp_path) == [row for row in before if row["author"] != who("user2")]
    assert sorted(texts(tmp_path).values()) == ["bye", "good morning"], "what others said too stays"
    for name in ("user2", "name:name of user2"):
        assert who(name).encode() not in everything(tmp_path)
    assert json.loads((tmp_path / ".commops/forgotten.json").read_text())["people"] == sorted(
        [who("user2"), who("name:name of user2")]
    )


@pytest.mark.parametrize("member", ["user2", "name of user2"])
def test_a_person_is_found_by_id_and_name(tmp_path: Path, member: str) -> None:
    put(tmp_path, club(*TALK))
    result = logs(tmp_path, "forget", member, "--source", "telegram", "--lang", "en")
    assert result.exit_code == 0, result.output
    assert "forgotten: 3 rows, 1 texts" in result.output
    assert "released statistics stay" in result.output
    assert "exports/" in result.output
    assert {row["author"] for row in merged(tmp_path)} == {who("user1"), who("user3")}


def test_a_person_is_found_by_pseudonym(tmp_path: Path) -> None:
    put(tmp_path, club(*TALK))
    assert "已遗忘" in logs(tmp_path, "forget", who("user2"), "--lang", "zh").output
    assert {row["author"] for row in merged(tmp_path)} == {who("user1"), who("user3")}


def test_nobody_is_a_message_that_repeats_no_name(tmp_path: Path) -> None:
    put(tmp_path, club(*TALK))
    for arguments, place in ((["somebody", "--source", "telegram"], "telegram"), (["m-aaaaaaaaaaaaa"], "MEMBER")):
        error = logs(tmp_path, "forget", *arguments).exception
        assert isinstance(error, InputError)
        assert error.place == place
        assert "--source" in error.fix.en
        assert "somebody" not in error.render("en") + error.render("zh")
    error = logs(tmp_path, "forget", "user2", "--source", "slack").exception
    assert isinstance(error, InputError)
    assert "telegram" in error.fix.zh
    assert logs(tmp_path, "forget", "user2").exit_code == 2
    assert len(merged(tmp_path)) == 6


def test_a_name_of_several_people_is_refused(tmp_path: Path) -> None:
    put(tmp_path, club(message(1, T0, "user1", **{"from": "Bo"}), message(2, T0 + 1, "user2", **{"from": "Bo"})))
    error = logs(tmp_path, "forget", "Bo", "--source", "telegram").exception
    assert isinstance(error, InputError)
    assert who("user1") in error.fix.en
    assert who("user2") in error.fix.en


def test_a_later_import_leaves_the_person_out_and_counts_it(tmp_path: Path) -> None:
    put(tmp_path, club(*TALK), "1.json")
    open_warehouse(tmp_path).forget("user2", "telegram")
    again = put(tmp_path, club(*TALK), "1.json")
    assert (again.status, skipped(again)) == ("unchanged", {"forgotten": 2})
    more = put(tmp_path, club(*TALK, message(6, T0 + 50, "user2", "secret"), message(7, T0 + 60)), "2.json")
    assert (more.records, more.parsed, skipped(more)) == (7, 4, {"forgotten": 3})
    assert conserved(more)
    assert who("user2").encode() not in everything(tmp_path)
    assert "secret" not in texts(tmp_path).values()
    assert "作者已被遗忘" in logs(tmp_path, "import", tmp_path / "2.json", "--lang", "zh").output


def test_forgetting_again_changes_nothing(tmp_path: Path) -> None:
    put(tmp_path, club(*TALK))
    open_warehouse(tmp_path).forget("user2", "telegram")
    before = {path: path.read_bytes() for path in (tmp_path / ".commops").rglob("*") if path.is_file()}
    removed = open_warehouse(tmp_path).forget("user2", "telegram")
    assert removed.rows == removed.texts == removed.exports == 0
    assert {path: path.read_bytes() for path in (tmp_path / ".commops").rglob("*") if path.is_file()} == before


def test_the_list_outlives_the_warehouse(tmp_path: Path) -> None:
    put(tmp_path, club(*TALK))
    open_warehouse(tmp_path).forget("user2", "telegram")
    rows = merged(tmp_path)
    shutil.rmtree(tmp_path / ".commops/warehouse")
    put(tmp_path, club(*TALK))
    assert merged(tmp_path) == rows


def test_another_key_recognises_nobody_and_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path, club(*TALK))
    open_warehouse(tmp_path).forget("user2", "telegram")
    shutil.rmtree(tmp_path / ".commops/warehouse")
    monkeypatch.setenv("COMMOPS_KEY", "quite another key")
    with pytest.raises(InputError, match="another key"):
        put(tmp_path, club(*TALK))


def test_who_is_taken_off_the_list_comes_back_with_the_next_import(tmp_path: Path) -> None:
    put(tmp_path, club(*TALK))
    before = merged(tmp_path)
    open_warehouse(tmp_path).forget("user2", "telegram")
    (tmp_path / ".commops/forgotten.json").unlink()
    put(tmp_path, club(*TALK))
    assert merged(tmp_path) == before


def test_a_damaged_list_is_a_message(tmp_path: Path) -> None:
    put(tmp_path, club(*TALK))
    for content in ("{", '{"schema": 1, "key": "", "people": [1]}', '{"schema": 9, "key": "", "people": []}'):
        (tmp_path / ".commops/forgotten.json").write_text(content)
        with pytest.raises(InputError, match="cannot be read"):
            put(tmp_path, club(*TALK), "2.json")


def test_changed_nicknames_are_one_person(tmp_path: Path) -> None:
    log = "[09:00] <bo> one\n=== bo is now known as bo_\n[09:01] <bo_> two\n[09:02] <al> three\n"
    put(tmp_path, log, "2026-05-01-c.txt")
    open_warehouse(tmp_path).forget("bo_", "irc")
    assert {row["author"] for row in merged(tmp_path)} == {who("al", "irc")}


def test_a_name_learnt_later_is_left_out_everywhere(tmp_path: Path) -> None:
    put(tmp_path, club(service(1, T0, "user9", "invite_members", members=["name of user2"])), "1.json")
    put(tmp_path, club(message(2, T0 + 9, "user2"), number=8), "2.json")
    # Another export tells that the forgotten one also goes by a name under which rows stand already.
    put(tmp_path, club(service(3, T0, "user9", "invite_members", members=["New name"]), number=9), "3.json")
    open_warehouse(tmp_path).forget("user2", "telegram")
    assert len(merged(tmp_path)) == 1
    put(tmp_path, club(message(4, T0 + 9, "user2", **{"from": "New name"}), number=8), "4.json")
    assert merged(tmp_path) == []
    assert who("name:New name").encode() not in everything(tmp_path)


PEOPLE = ["user1", "user2", "user3"]


def talks() -> st.SearchStrategy[list[Any]]:
    """Some of twelve messages and invitations, of which exports agree in all but the text."""

    def build(numbers: set[int], words: str) -> list[Any]:
        return [
            message(n, T0 + n, PEOPLE[n % 3], words[n % len(words)])
            if n % 4
            else service(n, T0 + n, "user1", "invite_members", members=[f"name of {raw}" for raw in PEOPLE[: n % 5]])
            for n in sorted(numbers)
        ]

    return st.builds(build, st.sets(st.integers(1, 12), min_size=1), st.text("abc", min_size=1, max_size=3))


@costly
@given(
    st.lists(talks(), min_size=1, max_size=3), st.lists(st.sampled_from(PEOPLE), min_size=1, max_size=2, unique=True)
)
def test_forgetting_filters_the_merged_table_whenever_it_happens(files: list[list[Any]], leaving: list[str]) -> None:
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        paths = []
        known = message(90, T0 + 90, "user1"), message(91, T0 + 91, "user2"), message(92, T0 + 92, "user3")
        for number, records in enumerate(files):
            path = root / f"{number}.json"
            path.write_bytes(club(*records, *known))
            paths.append(path)
        run(root / "late", *paths)
        gone = {who(raw) for raw in leaving}
        wanted = [row for row in merged(root / "late") if row["author"] not in gone]
        for raw in leaving:
            open_warehouse(root / "late").forget(raw, "telegram")
        run(root / "early", paths[0])
        for raw in reversed(leaving):
            open_warehouse(root / "early").forget(raw, "telegram")
        reports = run(root / "early", *reversed(paths))
        assert merged(root / "late") == wanted
        assert merged(root / "early") == wanted
        late, early = open_warehouse(root / "late").state, open_warehouse(root / "early").state
        assert (late.exports, late.parts) == (early.exports, early.parts)
        assert texts(root / "late") == texts(root / "early")
        assert all(conserved(report) for report in reports)


@given(st.lists(st.lists(st.sampled_from("abc"), min_size=1, max_size=3), max_size=6), st.sets(st.sampled_from("abc")))
def test_a_record_is_lost_when_all_of_its_rows_are(records: list[list[str]], leaving: set[str]) -> None:
    rows = Rows(load_key(Path("unused")), "irc")
    for number, authors in enumerate(records):
        rows.parsed += 1
        for author in authors:
            rows.add("c", str(number), T0, author)
    batch = rows.take().rows
    left, lost = without(batch, [who(raw, "irc") for raw in leaving])
    assert lost == sum(set(authors) <= leaving for authors in records)
    staying = [[raw for raw in authors if raw not in leaving] for authors in records]
    assert left["author"].to_pylist() == [who(raw, "irc") for authors in staying for raw in authors]
    assert left["more"].to_pylist() == [place > 0 for authors in staying for place in range(len(authors))]


STEPS = ("alias_file.drop", "leaving.remove_people", "merge.write", "state.save")


@pytest.mark.parametrize("step", STEPS)
def test_what_was_interrupted_is_finished_by_the_next_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    put(tmp_path, club(*TALK), "1.json")
    before = merged(tmp_path)
    with monkeypatch.context() as patch:

        def stop(*_: object, **__: object) -> None:
            raise KeyboardInterrupt

        patch.setattr(f"commops.logs.warehouse.{step}", stop)
        with pytest.raises(KeyboardInterrupt):
            open_warehouse(tmp_path).forget("user2", "telegram")
    assert merged(tmp_path) == before
    put(tmp_path, club(message(1), number=99), "2.json")
    left = [row for row in merged(tmp_path) if row["author"] in (who("user2"), who("name:name of user2"))]
    assert left == []
    assert who("user2").encode() not in everything(tmp_path)


KILLED = """
import os, signal, sys
from pathlib import Path
import commops.logs.warehouse as warehouse
module, name = sys.argv[2].split(".")
setattr(getattr(warehouse, module), name, lambda *a, **k: os.kill(os.getpid(), signal.SIGKILL))
warehouse.open_warehouse(Path(sys.argv[1])).forget("user2", "telegram")
"""


@pytest.mark.slow
@pytest.mark.parametrize("step", STEPS)
def test_a_kill_leaves_the_old_or_the_new_state(tmp_path: Path, step: str) -> None:
    put(tmp_path, club(*TALK), "1.json")
    before = merged(tmp_path)
    ended = subprocess.run([sys.executable, "-c", KILLED, str(tmp_path), step])
    assert ended.returncode == -9
    assert merged(tmp_path) == before
    open_warehouse(tmp_path).forget("user2", "telegram")
    assert merged(tmp_path) == [row for row in before if row["author"] != who("user2")]
