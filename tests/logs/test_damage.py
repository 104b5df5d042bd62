"""Files cut at any byte, or with any byte changed: every record is still accounted for, and nothing crashes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from chatkit import discord, discord_message, reading, zipped
from hypothesis import given
from hypothesis import strategies as st
from logkit import T0, account, as_json, chat, conserved, message, put, run, service

from property_tests import costly

MESSAGES = [message(n, T0 + n, f"user{n}", ["a", {"type": "bold", "text": '"}\n{[,'}]) for n in range(1, 6)]
ONE = chat(*MESSAGES, service(6, T0 + 6, action="invite_members", members=["x", "y"]))
FULL = account(ONE, chat(*MESSAGES, name="Private", number=8, kind="personal_chat"), chat(*MESSAGES, number=9))
TELEGRAM = {
    f"{name}-{indent}": as_json(data, indent) for name, data in (("one", ONE), ("full", FULL)) for indent in (1, None)
}

TRICKY = ['"}\n{[,', "]\n  ],", "\\", "{", '"messages": [']
DISCORD = {
    indent: as_json(discord(*(discord_message(n, T0 + n, n, text) for n, text in enumerate(TRICKY))), indent)
    for indent in (2, None)
}
WHATSAPP = "".join(f"[13/06/2018, 21:{n}:00] Ann {n}: hello\n\u200e{n}\n" for n in range(10, 30)).encode()

IRC = "".join(f"[09:{n:02}] <a{n % 3}> hello {n} 你好\n=== a{n} is now known as b{n}\n" for n in range(20)).encode()
TABLE = "".join(f'{n},2026-05-28T09:00:00Z,u{n},"text\n{n} ""q"" 你好"\r\n' for n in range(20)).encode()


def started(data: bytes, indent: int | None) -> int:
    """How many messages begin in these bytes, counted by their own layout and not by our reader."""
    if indent is None:
        return data.count(b'{"id": ')
    return sum(data.count(b"\n" + b" " * depth + b"{\n" + b" " * (depth + 1) + b'"id": ') for depth in (2, 5))


@pytest.mark.parametrize("name", TELEGRAM)
@costly
@given(data=st.data())
def test_telegram_cut_anywhere(tmp_path_factory: pytest.TempPathFactory, name: str, data: st.DataObject) -> None:
    whole = TELEGRAM[name]
    cut = whole[: data.draw(st.integers(0, len(whole)))]
    report = put(tmp_path_factory.mktemp("cut"), cut)
    if report.problem:
        assert b'"messages": [' not in cut
        return
    assert conserved(report)
    indent = None if name.endswith("None") else 1
    begun = started(cut, indent)
    # A message of which only the bracket is there counts as begun for us, and not for the plain count.
    assert begun <= report.records <= begun + 1


@pytest.mark.parametrize("name", TELEGRAM)
@costly
@given(data=st.data())
def test_telegram_with_any_bytes_replaced(
    tmp_path_factory: pytest.TempPathFactory, name: str, data: st.DataObject
) -> None:
    whole = TELEGRAM[name]
    start = data.draw(st.integers(0, len(whole)))
    noise = data.draw(st.binary(max_size=8))
    report = put(tmp_path_factory.mktemp("noise"), whole[:start] + noise + whole[start + len(noise) :])
    assert report.problem or conserved(report)


@pytest.mark.parametrize("indent", DISCORD)
@costly
@given(data=st.data())
def test_discord_cut_anywhere_or_with_any_bytes_replaced(
    tmp_path_factory: pytest.TempPathFactory, indent: int | None, data: st.DataObject
) -> None:
    whole = DISCORD[indent]
    place = data.draw(st.integers(0, len(whole)))
    root = tmp_path_factory.mktemp("cut")
    report = reading(root, whole[:place], "x.json")
    begun = whole[:place].count(b'{"id": "92' if indent is None else b'\n    {\n      "id": "92')
    # A message of which only the bracket is there counts as begun for us, and not for the plain count.
    assert report.problem if b'"messages": [' not in whole[:place] else begun <= report.records <= begun + 1
    noise = data.draw(st.binary(max_size=8))
    report = reading(root, whole[:place] + noise + whole[place + len(noise) :], "x.json")
    assert report.problem or report.records >= report.parsed == len(report.rows)


@costly
@given(place=st.integers(0, len(WHATSAPP)), noise=st.binary(max_size=8), packed=st.booleans())
def test_whatsapp_with_any_bytes_replaced(
    tmp_path_factory: pytest.TempPathFactory, place: int, noise: bytes, packed: bool
) -> None:
    data = zipped({"_chat.txt": WHATSAPP}) if packed else WHATSAPP
    place %= len(data) + 1
    root, name = tmp_path_factory.mktemp("noise"), f"WhatsApp Chat - X.{'zip' if packed else 'txt'}"
    for broken in (data[:place], data[:place] + noise + data[place + len(noise) :]):
        report = reading(root, broken, name)
        assert report.problem or report.records >= report.parsed == len(report.rows)


@costly
@given(cut=st.integers(1, len(IRC)))
def test_irc_cut_anywhere(tmp_path_factory: pytest.TempPathFactory, cut: int) -> None:
    part = IRC[:cut]
    report = put(tmp_path_factory.mktemp("cut"), part, "2026-05-28-#club.txt")
    if report.problem:
        assert b"<" not in part or b">" not in part
        return
    assert conserved(report)
    assert report.records == len([line for line in part.decode("utf-8", "replace").split("\n") if line.strip()])


@costly
@given(cut=st.integers(1, len(TABLE)))
def test_table_cut_anywhere(tmp_path_factory: pytest.TempPathFactory, cut: int) -> None:
    root = tmp_path_factory.mktemp("cut")
    (root / "club.mapping.yml").write_text("header: false\ncolumns: {id: 1, time: 2, author: 3, text: 4}\n")
    report = put(root, TABLE[:cut], "club.csv")
    assert conserved(report)
    assert report.parsed >= TABLE[:cut].count(b'"\r\n')


@costly
@given(noise=st.binary(min_size=1, max_size=300), name=st.sampled_from(["x.json", "x.zip", "x.txt", "x.csv", "x"]))
def test_any_bytes_end_in_a_message(tmp_path_factory: pytest.TempPathFactory, noise: bytes, name: str) -> None:
    root = tmp_path_factory.mktemp("noise")
    (root / "x.mapping.yml").write_text("columns: {time: 1}\n")
    report = put(root, noise, name)
    assert report.problem or conserved(report)
    if report.problem:
        assert report.problem.what.zh
        assert report.problem.fix.en


@costly
@given(cut=st.integers(0, 400))
def test_a_slack_day_cut_anywhere(tmp_path_factory: pytest.TempPathFactory, cut: int) -> None:
    root = tmp_path_factory.mktemp("cut")
    day = json.dumps([{"type": "message", "user": "U1", "text": '"}{', "ts": f"177992640{n}.1"} for n in range(5)])[
        :cut
    ]
    for name, content in {"users.json": "[]", "channels.json": "[]", "general/2026-05-28.json": day}.items():
        (root / "export" / name).parent.mkdir(parents=True, exist_ok=True)
        (root / "export" / name).write_text(content)
    [report] = run(root, root / "export")
    assert conserved(report)
    begun = day.count('{"type')
    assert begun <= report.records <= begun + 1


def test_an_interrupted_import_leaves_the_old_state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path, as_json(ONE), "1.json")
    private = tmp_path / ".commops"
    before = {path: path.read_bytes() for path in sorted(private.rglob("*")) if path.is_file()}
    for step in ("merge.write", "state.save", "take"):

        def stop(*_: object, **__: object) -> None:
            raise KeyboardInterrupt

        with monkeypatch.context() as patch:
            patch.setattr(f"commops.logs.warehouse.{step}", stop)
            with pytest.raises(KeyboardInterrupt):
                put(tmp_path, as_json(FULL), "2.json")
        assert {path: path.read_bytes() for path in sorted(private.rglob("*")) if path.is_file()} == before


def test_leftovers_of_a_killed_import_are_removed(tmp_path: Path) -> None:
    put(tmp_path, as_json(ONE), "1.json")
    folder = tmp_path / ".commops/warehouse"
    for name in ("exports/x.parquet", "merged/y.parquet", "tmp/z.parquet"):
        (folder / name).write_bytes(b"left over")
    put(tmp_path, as_json(ONE), "1.json")
    assert not any(path.name in ("x.parquet", "y.parquet", "z.parquet") for path in folder.rglob("*"))
