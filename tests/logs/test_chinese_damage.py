"""Exports of Chinese platforms cut at any byte, overwritten anywhere, and written and read back at random."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from chinesekit import FORMATS, NAMES, TALK, Format, Said, chatlog_json, local
from hypothesis import given
from hypothesis import strategies as st
from logkit import KEY, T0, read


@pytest.mark.parametrize("name", FORMATS)
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
