"""The store: a function of the set of files, people joined across sheets, and nothing half done."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tablekit import EVENT, day, put, table, workspace

from commops.errors import InputError
from commops.tables import persons
from commops.tables.persons import Entry
from commops.tables.registry import kinds
from commops.tables.store import MERGED, Given, TableStore

UP = table([["姓名", "手机号", "报名时间"], ["甲", "13800138001", "2026-11-01"], ["乙", "13800138002", "2026-11-02"]])
IN = table([["姓名", "手机号", "签到时间"], ["甲", "", "2026-11-07"], ["丙", "13800138003", "2026-11-07"]])
GROUP = table([["微信号", "手机号", "入群时间"], ["wxid_a", "13800138001", "2026-01-01"]])


def content(root: Path) -> dict[str, bytes]:
    """All files of the store but the lock, by name."""
    folder = root / ".commops" / "warehouse" / "tables"
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_importing_again_changes_nothing(tmp_path: Path) -> None:
    assert put(tmp_path, UP, event=EVENT).status == "imported"
    before = content(tmp_path)
    again = put(tmp_path, UP, "another-name.csv")
    assert (again.status, again.records, again.kind) == ("unchanged", 2, "registrations")
    assert content(tmp_path) == before


def test_the_order_of_files_does_not_matter(tmp_path: Path) -> None:
    files = [
        ("up.csv", UP, {"event": EVENT}),
        ("in.csv", IN, {"event": EVENT}),
        ("group.csv", GROUP, {"channel": "wx"}),
    ]
    for root, order in (("a", files), ("b", files[::-1]), ("c", [*files, *files])):
        for name, text, given_ in order:
            put(tmp_path / root, text, name, **given_)
    assert content(tmp_path / "a") == content(tmp_path / "b") == content(tmp_path / "c")


def test_another_event_for_the_same_file_takes_its_place(tmp_path: Path) -> None:
    put(tmp_path, UP, event="wrong")
    put(tmp_path, UP, event=EVENT)
    store = TableStore(tmp_path)
    assert {row["event"] for row in store.merged("attendance")} == {EVENT}
    assert len(store.state.files) == 1


def test_what_was_said_about_a_file_is_remembered_when_the_workspace_changes(tmp_path: Path) -> None:
    sheet = table([["姓名", "手机号"], ["甲", "13800138001"]])
    assert put(tmp_path / "ws", sheet, kind="signins", event=EVENT).parsed == 1
    workspace(tmp_path / "ws")
    report = put(tmp_path / "ws", sheet)
    assert (report.status, report.kind, report.parsed) == ("imported", "signins", 1)


def test_a_member_of_a_group_and_a_guest_are_one_person(tmp_path: Path) -> None:
    put(tmp_path, UP, "up.csv", event=EVENT)
    put(tmp_path, GROUP, "group.csv", channel="wx")
    store = TableStore(tmp_path)
    (member,) = store.merged("roster")
    assert member["person"] in {row["person"] for row in store.merged("attendance")}
    assert (member["person"], member["person"], "id") in {
        (row["person"], row["account"], row["how"]) for row in store.merged("accounts")
    }


def test_another_key_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path, UP, event=EVENT)
    monkeypatch.setenv("COMMOPS_KEY", "another key for tests")
    with pytest.raises(InputError, match="another key"):
        put(tmp_path, IN, event=EVENT)


def test_a_file_that_cannot_be_read_leaves_the_others(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "bad.csv").write_text("x,y\n1,2\n")
    (folder / "up.csv").write_text(UP)
    (folder / "up.mapping.yml").write_text(f"event: {EVENT}\n")
    (folder / "notes.md").write_text("not a table")
    (folder / "chat.json").write_text('{"name": "x", "type": "private_group", "messages": []}')
    (folder / "chat.csv").write_text("t,a,x\n2026-11-01,b,hi\n")
    (folder / "chat.mapping.yml").write_text("columns: {time: t, author: a, text: x}\n")
    reports = TableStore(tmp_path / "ws").import_paths([folder], Given())
    assert [(report.path.name, report.status) for report in reports] == [("bad.csv", "failed"), ("up.csv", "imported")]


@pytest.mark.parametrize("said", ["13800138001", "+86 138 0013 8001", "甲"])
def test_who_is_forgotten_is_gone_from_every_sheet_and_stays_gone(tmp_path: Path, said: str) -> None:
    files = [
        ("up.csv", UP, {"event": EVENT}),
        ("in.csv", IN, {"event": EVENT}),
        ("group.csv", GROUP, {"channel": "wx"}),
    ]
    for name, text, given_ in files:
        put(tmp_path, text, name, **given_)
    person = TableStore(tmp_path).merged("roster")[0]["person"]
    before = content(tmp_path)
    assert any(person.encode() in raw for name, raw in before.items() if name.endswith(".parquet"))
    assert TableStore(tmp_path).forget(said) == 3
    report = put(tmp_path, UP + "\n", "again.csv", event=EVENT)
    assert (report.records, report.parsed, report.skipped["forgotten"].count) == (2, 1, 1)
    store = TableStore(tmp_path)
    assert store.merged("roster") == []
    assert person not in {row["person"] for row in store.merged("attendance")}
    after = content(tmp_path)
    assert not any(person.encode() in raw for name, raw in after.items() if name.endswith(".parquet"))
    assert all(file.parsed >= 0 for file in store.state.ordered)


def test_nobody_and_several_people_are_refused_without_repeating_the_name(tmp_path: Path) -> None:
    sheet = table([["姓名", "手机号", "报名时间"], ["同名", "13800138001", ""], ["同名", "13800138002", ""]])
    put(tmp_path, sheet, event=EVENT)
    for said, told in (("查无其名", "nobody"), ("同名", "several")):
        with pytest.raises(InputError, match=told) as refused:
            TableStore(tmp_path).forget(said)
        assert said not in refused.value.render("zh") + refused.value.render("en")
    pseudonym = TableStore(tmp_path).merged("attendance")[0]["person"]
    assert TableStore(tmp_path).forget(pseudonym) == 1


def test_links_in_the_private_folder_are_refused(tmp_path: Path) -> None:
    (tmp_path / "ws" / ".commops" / "warehouse").mkdir(parents=True)
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "ws" / ".commops" / "warehouse" / "tables").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(InputError, match="symbolic link"):
        put(tmp_path / "ws", UP, event=EVENT)


def test_leftovers_of_an_interruption_are_removed(tmp_path: Path) -> None:
    put(tmp_path, UP, event=EVENT)
    stray = tmp_path / ".commops" / "warehouse" / "tables" / "files" / "stray.draft"
    stray.write_text("half")
    put(tmp_path, IN, event=EVENT)
    assert not stray.exists()


def test_the_columns_are_those_that_the_package_promises(tmp_path: Path) -> None:
    put(tmp_path, UP, event=EVENT)
    store = TableStore(tmp_path)
    for name, columns in MERGED.items():
        assert all(list(row) == list(columns) for row in store.merged(name))
        assert f"``{name}``" in __import__("commops.tables", fromlist=["x"]).__doc__
    assert store.merged("attendance")[0]["day_n"] in (day("2026-11-01"), day("2026-11-02"))
    assert store.files("roster")
    assert TableStore(tmp_path / "empty").files("roster") == []


def test_every_kind_of_people_names_what_is_private() -> None:
    for kind in kinds().values():
        assert bool(kind.private) == ("ids" in kind.columns)
        assert not set(kind.private) & (set(kind.columns) - {"name", "nickname"})


# The same joining, written plainly: start with every row alone, and join while any two rows share an id.
ids = st.lists(st.sampled_from("pqrst"), max_size=3, unique=True)
row = st.fixed_dictionaries(
    {"ids": ids, "name": st.sampled_from(["n1", "n2", None]), "nickname": st.sampled_from(["n1", "n3"])}
)
entries = st.lists(
    st.builds(
        lambda kind, scope, data: Entry(
            kind, scope, {**data, "accounts": [], "maybe": [], "day_n": None, "status": "registered", "attended": None}
        ),
        st.sampled_from(["registrations", "signins"]),
        st.sampled_from(["e1", "e2"]),
        row,
    ),
    max_size=8,
)


def plainly(found: list[Entry]) -> list[object]:
    groups = [{*entry.row["ids"]} for entry in found]
    for _ in found:
        for one in groups:
            for other in groups:
                if one & other:
                    one |= other
                    other |= one
    bearers: dict[tuple[str, str], set[frozenset[str]]] = defaultdict(set)
    for entry, group in zip(found, groups, strict=True):
        for name in (entry.row["name"], entry.row["nickname"]):
            if group and name:
                bearers[entry.scope, name].add(frozenset(group))
    result: list[object] = []
    for entry, group in zip(found, groups, strict=True):
        names = [name for name in (entry.row["name"], entry.row["nickname"]) if name]
        one = next((bearers[entry.scope, name] for name in names if len(bearers[entry.scope, name]) == 1), None)
        result.append(frozenset(group) if group else next(iter(one)) if one else names[0])
    return result


@given(entries, st.randoms(use_true_random=False))
def test_people_are_joined_as_the_rule_says(found: list[Entry], chance: object) -> None:
    people = persons.persons(found)
    expected = plainly(found)
    pairs = [(i, j) for i in range(len(found)) for j in range(len(found))]
    assert all((people[i] == people[j]) == (expected[i] == expected[j]) for i, j in pairs)
    shuffled = list(range(len(found)))
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert persons.persons([found[i] for i in shuffled]) == [people[i] for i in shuffled]


@given(entries)
def test_attendance_has_one_row_per_event_and_person(found: list[Entry]) -> None:
    people = persons.persons(found)
    rows = persons.attendance(found, people)
    keys = {(entry.scope, person) for entry, person in zip(found, people, strict=True)}
    assert [(one["event"], one["person"]) for one in rows] == sorted(keys)
    signed = {(e.scope, p) for e, p in zip(found, people, strict=True) if e.kind == "registrations"}
    assert {(one["event"], one["person"]) for one in rows if one["registered"]} == signed
