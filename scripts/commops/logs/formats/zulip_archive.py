"""Zulip streams as zulip-archive keeps them: a folder per stream, a file per topic, and ``stream_index.json``.

Layout from zulip-archive's populate.py and from a large public archive: ``<id>-<stream>/<topic>.json`` with ids, times,
full names and HTML. Names of topics are escaped with dots, so some files begin with one, and a stream with a slash in
its name is a folder in a folder. People are known by their full names only.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import unquote

from commops.logs.canonical import Batch, Chat, Format, Settings
from commops.logs.json_arrays import load_items, load_value, outermost
from commops.logs.json_fields import inside, text
from commops.logs.moments import stamp
from commops.logs.people import People
from commops.logs.probe import Probe
from commops.logs.rows import Rows
from commops.logs.zulip import NOTICES, SOURCE, SYSTEM_BOTS, Said, add_row, fold_topic
from commops.patterns import lazy
from commops.texts import Text

_INDEX = "stream_index.json"
_STREAM = lazy(r"([0-9]{1,19})-(.*)")
_TOPIC_END = ".json"


def _sniff(probe: Probe) -> bool:
    return _INDEX in probe.members


FORMAT = Format(
    name="zulip-archive",
    label=Text("Zulip：zulip-archive 文件夹", "Zulip: a zulip-archive folder"),
    source=SOURCE,
    has_id=True,
    zone="in-file",
    private=("sender_full_name", "content"),
    sniff=_sniff,
)


def read(probe: Probe, settings: Settings) -> Iterator[Batch]:
    """A batch per topic, in order of stream and topic; a resolved topic is read together with its open days."""
    rows = Rows(settings.key, SOURCE)
    people = People(rows)
    names = _stream_names(probe)
    position = 0
    for (stream, _topic), files in sorted(_topics(probe).items()):
        chat = Chat(stream, names.get(stream) or _plain_name(files[0]))
        rows.chats.append(chat)
        messages = []
        for name in files:
            data = (probe.path / name).read_bytes()
            position += len(data)
            # The name of a topic may be private; the stream and a number say enough.
            messages += _load(data, rows, f"{stream}")
        _read_topic(messages, stream, rows, people)
        people.give()
        yield rows.take(position)


def _stream_names(probe: Probe) -> dict[str, str]:
    """Id -> name, from the index; nothing when it is damaged."""
    try:
        index = load_value((probe.path / _INDEX).read_bytes())
    except ValueError:
        return {}
    streams = inside(index, "streams") if isinstance(index, dict) else {}
    return {str(entry.get("id")): name for name, entry in streams.items() if isinstance(entry, dict)}


def _topics(probe: Probe) -> dict[tuple[str, str], list[str]]:
    """(stream id, folded topic) -> its files."""
    found: dict[tuple[str, str], list[str]] = {}
    for name in probe.members:
        parts = PurePosixPath(name).parts
        stream = _STREAM.fullmatch(parts[0])
        if stream and len(parts) > 1 and name.endswith(_TOPIC_END):
            topic = unquote(parts[-1].removesuffix(_TOPIC_END).replace(".", "%"))
            found.setdefault((stream[1], fold_topic(topic)), []).append(name)
    return found


def _plain_name(file: str) -> str:
    """The stream's name as its folder has it, for one that the index does not list."""
    folder = PurePosixPath(file).parent.as_posix()
    found = _STREAM.fullmatch(folder)
    return found[2] if found else folder


def _load(data: bytes, rows: Rows, place: str) -> list[Any]:
    """The messages of a topic's file; what is damaged is skipped."""
    try:
        value = load_value(data)
    except ValueError:
        array = outermost(data)
        values, damaged = load_items(data[array.start : array.end], array.child)
        for item in damaged:
            rows.skip("cut-off" if item.last else "broken", place)
        if not values and not damaged and data[array.start : array.end].strip(b"[] \t\r\n"):
            rows.skip("broken", place)
        return values
    return value if isinstance(value, list) else [value]


def _read_topic(messages: list[Any], stream: str, rows: Rows, people: People) -> None:
    numbers = [message["id"] for message in messages if isinstance(message, dict) and type(message.get("id")) is int]
    opener = min(numbers, default=0)
    for message in messages:
        number = message.get("id") if isinstance(message, dict) else None
        if type(number) is not int:
            rows.skip("no-id" if isinstance(message, dict) else "broken", stream)
            continue
        when, author = message.get("timestamp"), text(message, "sender_full_name").strip()
        ts_s = stamp(when)
        if ts_s is None:
            rows.skip("no-time" if when is None else "bad-time", f"{stream}/{number}")
            continue
        add_row(
            Said(
                stream,
                opener,
                number,
                ts_s,
                people.named(author) if author else None,
                text(message, "content"),
                is_html=True,
                is_notice=author == NOTICES,
                is_bot=author in SYSTEM_BOTS,
            ),
            rows,
        )
