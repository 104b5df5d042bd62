"""Makes other exports of a Telegram export that ``commops synth`` wrote: one of one chat, and ones of fewer days."""

from __future__ import annotations

import mmap
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from commops.logs.json_arrays import Array, arrays, pieces

_ID = re.compile(rb'(\n +"(?:reply_to_message_id|id)": )([0-9]+)')
_SECONDS = re.compile(rb'"date_unixtime": "([0-9]+)"')


def one_chat(source: Path, target: Path) -> None:
    """Write the messages of all chats as one chat in order of time, numbered so: that is what other programs read."""
    messages: list[tuple[int, int, bytes]] = []
    with source.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        for number, array in enumerate(arrays(data, "messages")):
            messages += [(seconds, number, message) for seconds, message in _messages(data, array)]
    messages.sort()
    # Within a chat ids rise with time already, so numbers that rise in all of them together do so in each.
    ids = [(number, _ID.search(message)) for _seconds, number, message in messages]
    new = {(number, int(found[2])): place for place, (number, found) in enumerate(ids, 1) if found}
    with target.open("wb") as out:
        out.write(b'{\n "name": "All chats",\n "type": "private_supergroup",\n "id": 1,\n "messages": [')
        for place, (_seconds, number, message) in enumerate(messages):
            own = _ID.sub(lambda found, of=number: found[1] + b"%d" % new.get((of, int(found[2])), 0), message)
            out.write((b"," if place else b"") + b"\n     " + own)
        out.write(b"\n ]\n}\n")


def stretch(source: Path, target: Path, since: int, until: int) -> None:
    """Write only the messages from ``since`` to before ``until`` (UTC seconds), all else as it is."""
    with (
        source.open("rb") as file,
        mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data,
        target.open("wb") as out,
    ):
        done = 0
        for array in arrays(data, "messages"):
            out.write(data[done : array.start])
            between = b"\n" + (array.child or b"")
            for seconds, message in _messages(data, array):
                if since <= seconds < until:
                    out.write(between + message)
                    between = b",\n" + (array.child or b"")
            done = array.end
        out.write(data[done:])


def _messages(data: mmap.mmap, array: Array) -> Iterator[tuple[int, bytes]]:
    """The messages with their times, UTC seconds."""
    cut = re.compile(rb",?\n" + (array.child or b"") + rb"(?=\{)")
    for start, end in pieces(data, array, 4 << 20):
        for message in cut.split(data[start:end]):
            if found := _SECONDS.search(message):
                yield int(found[1]), message


if __name__ == "__main__":
    # In a process of its own, so that what it takes is given back before anything is measured.
    verb, source, target, *times = sys.argv[1:]
    {"one_chat": one_chat, "stretch": stretch}[verb](Path(source), Path(target), *map(int, times))
