"""Exports of Chinese platforms cut at any byte, overwritten anywhere, and written and read back at random."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
from chinesekit import (
    NAMES,
    ROOM,
    TALK,
    Said,
    chatlog_csv,
    chatlog_json,
    chatlog_text,
    feishu,
    lines,
    local,
    memotrace,
    pages,
    qq_json,
    qq_message,
    qq_old,
    qq_text,
    uin,
    wecom,
    weflow,
    wxid,
)
from hypothesis import given, settings
from hypothesis import strategies as st
from logkit import KEY, T0, read

FEW = settings(max_examples=12, deadline=None)


class Format(NamedTuple):
    """How a talk is written, under which name, and how many records begin in a part of it, counted by its layout."""

    name: str
    write: Callable[[list[Said]], bytes]
    begun: Callable[[bytes], int]
    source: str
    person: Callable[[int], str]


def objects(first_key: str) -> Callable[[bytes], int]:
    """Objects that begin with a key."""
    return lambda part: len(re.findall(rb'\{\s*"' + first_key.encode() + rb'": ', part))


def filled(part: bytes) -> int:
    return sum(bool(line.strip()) for line in part.split(b"\n"))


def headers(pattern: str) -> Callable[[bytes], int]:
    return lambda part: len(re.findall(rf"(?m)^{pattern}$", part.decode("utf-8", "ignore")))


DAY = r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d"
FORMATS = {
    "chatlog-json": Format("a.json", chatlog_json, objects("seq"), "wechat", wxid),
    "chatlog-json-1": Format("a.json", lambda t: chatlog_json(t, 1), objects("seq"), "wechat", wxid),
    "chatlog-csv": Format("a.csv", chatlog_csv, lambda part: 0, "wechat", wxid),
    "chatlog-text": Format(f"读书 {ROOM}.txt", chatlog_text, headers(rf"[^\n]+ {DAY}"), "wechat", wxid),
    "memotrace": Format(f"读书({ROOM}).csv", memotrace, lambda part: 0, "wechat", wxid),
    "weflow": Format("a.json", weflow, objects("localId"), "wechat", wxid),
    "weflow-2": Format("a.json", lambda t: weflow(t, 2), objects("localId"), "wechat", wxid),
    "qq": Format("a.txt", lambda t: qq_text(t).encode("utf-8-sig"), headers(rf"{DAY} [^\n]+\(\d+\)"), "qq", uin),
    "qq-gbk": Format("a.txt", lambda t: qq_text(t).encode("gb18030"), lambda part: 0, "qq", uin),
    "qq-utf16": Format("a.txt", lambda t: qq_text(t).encode("utf-16"), lambda part: 0, "qq", uin),
    "qq-json": Format(
        "a.json", lambda t: qq_json([qq_message(n, s) for n, s in enumerate(t, 1)]), objects("id"), "qq", uin
    ),
    "qq-json-old": Format(
        "a.json", lambda t: qq_json([qq_old(n, s) for n, s in enumerate(t, 1)], 2), objects("messageId"), "qq", uin
    ),
    "wecom": Format(
        "a.jsonl", lambda t: lines([wecom(n, s) for n, s in enumerate(t)]), filled, "wecom", lambda who: f"wm{who}"
    ),
    "feishu": Format(
        "a.json", lambda t: pages([feishu(n, s) for n, s in enumerate(t)]), objects("message_id"), "feishu",
        lambda who: f"ou_{who}",
    ),
    "feishu-lines": Format(
        "a.jsonl", lambda t: lines([feishu(n, s) for n, s in enumerate(t)]), filled, "feishu", lambda who: f"ou_{who}"
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", FORMATS)
@FEW
@given(data=st.data())
def test_cut_anywhere(tmp_path_factory: pytest.TempPathFactory, name: str, data: st.DataObject) -> None:
    whole = FORMATS[name].write(TALK)
    check_cut(tmp_path_factory.mktemp("cut"), FORMATS[name], whole, data.draw(st.integers(0, len(whole))))


@pytest.mark.slow
@pytest.mark.parametrize("name", FORMATS)
def test_cut_everywhere(tmp_path: Path, name: str) -> None:
    whole = FORMATS[name].write(TALK)
    for cut in range(len(whole) + 1):
        check_cut(tmp_path, FORMATS[name], whole, cut)


def check_cut(folder: Path, form: Format, whole: bytes, cut: int) -> None:
    part = whole[:cut]
    found = read(folder, part, form.name)
    begun = form.begun(part)
    if found.problem:
        # Refused as unknown while its signs are not there yet: then at most the first message is.
        assert begun <= 1
        return
    # Of a record that has just begun, the plain count may not see the beginning yet.
    # A quotation mark that is never closed gives its further lines back: here there is one more.
    assert begun <= found.tally.records <= len(TALK) + form.name.endswith(".csv")
    assert len(found.rows) <= found.tally.parsed
    if form.begun(whole):
        assert found.tally.records <= begun + 1


@pytest.mark.parametrize("name", FORMATS)
@FEW
@given(data=st.data())
def test_overwritten_anywhere(tmp_path_factory: pytest.TempPathFactory, name: str, data: st.DataObject) -> None:
    form = FORMATS[name]
    whole = form.write(TALK)
    start = data.draw(st.integers(0, len(whole)))
    noise = data.draw(st.binary(min_size=1, max_size=8))
    found = read(tmp_path_factory.mktemp("noise"), whole[:start] + noise + whole[start + len(noise) :], form.name)
    if found.problem:
        assert found.problem.what.zh
        assert found.problem.fix.en


WORDS = st.text(
    alphabet=st.sampled_from([*'ab读书吗?？"\\{}[],:<>&\t 1()=\n', "😀", "\u2028", "é"]), min_size=1, max_size=24
).filter(lambda text: text == text.strip("\n") and text.strip() and "\n\n" not in text and not text.startswith("> "))
TALKS = st.lists(
    st.tuples(st.integers(0, 9 * 86_400), st.integers(0, len(NAMES) - 1), WORDS), min_size=1, max_size=12
).map(lambda talk: [Said(T0 + at, who, words) for at, who, words in sorted(talk)])


@pytest.mark.parametrize("name", FORMATS)
@FEW
@given(talk=TALKS)
def test_what_was_written_is_read(tmp_path_factory: pytest.TempPathFactory, name: str, talk: list[Said]) -> None:
    form = FORMATS[name]
    # Three people make a group for certain, in formats that do not say so themselves.
    talk = [*(Said(T0 - 3 + who, who, "hello") for who in range(3)), *talk]
    found = read(tmp_path_factory.mktemp("talk"), form.write(talk), form.name)
    assert (found.problem, found.skipped) == (None, {})
    assert [(row["ts_s"], row["author"], row["text_hash"], row["kind"]) for row in found.rows] == [
        (said.at, KEY.author(form.source, form.person(said.who)), KEY.text(said.words), "message") for said in talk
    ]


def test_local_times_and_json_mean_the_same(tmp_path: Path) -> None:
    """The writer's clock and its seconds agree, so that the tests above compare like with like."""
    assert local(T0) == "2026-05-29 04:26:40"
    assert json.loads(chatlog_json(TALK))[0]["time"] == "2026-05-29T04:26:40+08:00"
