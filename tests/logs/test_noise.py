"""Exports with any bytes replaced, and values of any type in any place: a message for people, or an exact account."""

from __future__ import annotations

import json
from typing import Any

import pytest
import test_chatlab
import test_discourse
import test_mastodon
import test_matrix
import test_mattermost
import test_records
import test_zulip
from hypothesis import given
from hypothesis import strategies as st
from logkit import Row, read

SAMPLES: dict[str, tuple[str, bytes]] = {
    "chatlab": ("club.json", test_chatlab.as_object(*test_chatlab.FEW)),
    "chatlab lines": ("club.jsonl", test_chatlab.as_lines(*test_chatlab.FEW)),
    "mattermost": ("export.jsonl", test_mattermost.WHOLE),
    "mattermost zip": ("export.zip", test_mattermost.packed(test_mattermost.WHOLE)),
    "matrix": ("room.json", test_matrix.WHOLE[2]),
    "discourse": ("topics.json", test_discourse.WHOLE[None]),
    "mastodon": ("outbox.json", test_mastodon.WHOLE[2]),
    "zulip": ("export.tar", test_zulip.export(test_zulip.table(test_zulip.kept(1), test_zulip.kept(2)), packed=False)),
    "records": ("records.json", test_records.SHAPES["pretty"](*(test_records.said(n) for n in range(4)))),
}


@pytest.mark.parametrize("name", SAMPLES)
@given(data=st.data())
def test_any_bytes_replaced(tmp_path_factory: pytest.TempPathFactory, name: str, data: st.DataObject) -> None:
    file, whole = SAMPLES[name]
    start = data.draw(st.integers(0, len(whole)))
    noise = data.draw(st.binary(max_size=6) | st.sampled_from([b'"', b"{", b"[", b"}", b"]", b"\\", b"\n", b"null"]))
    root = tmp_path_factory.getbasetemp()
    (root / "records.mapping.yml").write_text(test_records.MAPPING)
    reading = read(root, whole[:start] + noise + whole[start + len(noise) :], file)
    assert reading.problem is None or reading.problem.fix.zh


ANYTHING: st.SearchStrategy[Any] = st.sampled_from(
    [None, True, 5, -1, 10**30, 1.5, "", "x", "\ud800", [], [5], [[]], ["x"], {}, {"x": 5}, {"totalItems": "x"}]
)
RECORDS: dict[str, tuple[str, Row]] = {
    "chatlab": ("club.json", json.loads(test_chatlab.as_object(*test_chatlab.FEW[:1]))),
    "matrix": ("room.json", json.loads(test_matrix.room(*test_matrix.EVENTS))),
    "discourse": ("topics.json", test_discourse.topic(test_discourse.post(1), test_discourse.post(2))),
    "mastodon": ("outbox.json", json.loads(test_mastodon.outbox(test_mastodon.said(1), test_mastodon.boost(2)))),
    "mattermost": (
        "export.jsonl",
        test_mattermost.post(1, reactions=[{}], replies=[test_mattermost.said(2)], props={}),
    ),
    "records": ("records.json", test_records.discussion(1, test_records.comment(2, test_records.comment(3)))),
    "zulip": ("export.tar", json.loads(test_zulip.table(test_zulip.kept(1), test_zulip.kept(2)))),
}


def replaced(value: Any, data: st.DataObject) -> Any:
    """The same value with something else in one place."""
    if isinstance(value, dict | list) and value and data.draw(st.integers(0, 3)):
        key = data.draw(st.sampled_from(list(value) if isinstance(value, dict) else range(len(value))))
        inner = replaced(value[key], data)
        if isinstance(value, dict):
            return {**value, key: inner}
        return [*value[:key], inner, *value[key + 1 :]]
    return data.draw(ANYTHING)


@pytest.mark.parametrize("name", RECORDS)
@given(data=st.data())
def test_values_of_any_type_anywhere(tmp_path_factory: pytest.TempPathFactory, name: str, data: st.DataObject) -> None:
    file, record = RECORDS[name]
    content = json.dumps(replaced(record, data)).encode()
    root = tmp_path_factory.getbasetemp()
    (root / "records.mapping.yml").write_text(
        "columns: {time: createdAt, id: id, reactions: reactions}\nnested: [comments.nodes]\n"
    )
    if name == "mattermost":
        content = test_mattermost.lines() + content + b"\n"
    if name == "zulip":
        content = test_zulip.export(content, packed=False)
    reading = read(root, content, file)
    assert reading.problem is None or reading.problem.fix.en
