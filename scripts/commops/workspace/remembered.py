"""Files as they were when they were last read: which of them are the same now, and the data that was in them."""

from __future__ import annotations

import codecs
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from commops.workspace.load import DiskTree
from commops.workspace.reading.spots import Spot
from commops.workspace.source import Source
from commops.workspace.tree import blob_name

# A file that is written twice within one tick of the file system's clock has one time for two contents. What changed
# so shortly before it was looked at is therefore looked at again; two seconds are the coarsest tick there is (FAT).
TICK_NS = 2_000_000_000


def adopt(tree: DiskTree, known: Mapping[str, Any], looked_ns: int) -> tuple[bool, bool]:
    """Tell a tree which contents are known from last time.

    ``known`` has the stamp and git's name of the content for each file, ``looked_ns`` is when the stamps were taken.
    Returns whether all files are as they were, and whether any content had to be read again to know that.
    """
    same, reread = tree.stamps.keys() == known.keys(), False
    for path, stamp in tree.stamps.items():
        row = known.get(path)
        if row is None:
            continue
        was, blob = row
        if stamp == was and max(stamp[1], stamp[2]) < looked_ns - TICK_NS:
            if blob:
                tree.blobs[path] = blob
        else:
            reread = True
            same = same and bool(blob) and _content(tree, path) == blob
    return same, reread


def _content(tree: DiskTree, path: str) -> str:
    try:
        tree.blobs[path] = blob_name(tree.read(path))
    except OSError:
        return ""
    return tree.blobs[path]


def packed(sources: Mapping[str, Source]) -> dict[str, list[Any]]:
    """The data of the files about which there was nothing to say, by path."""
    return {
        path: [one.blob, one.kind, one.data, one.yaml_start, one.yaml_end, one.body_start]
        for path, one in sources.items()
        if one.clean
    }


def unpacked(rows: Mapping[str, list[Any]], read: Callable[[str], bytes]) -> dict[str, Source]:
    """The sources again; their text is read only when somebody looks at it."""
    return {
        path: Source(path, kind, data, partial(_text, read, path), start, end, body, blob, clean=True)
        for path, (blob, kind, data, start, end, body) in rows.items()
    }


def packed_places(sources: Mapping[str, Source]) -> dict[str, list[Any]]:
    """Where things stand in the files, as far as somebody asked, by path; and which content of the file that is."""
    return {
        path: [one.blob, [[route, key, *spot] for (route, key), spot in one.placed.items()]]
        for path, one in sources.items()
        if one.placed
    }


def place(sources: Mapping[str, Source], rows: Mapping[str, list[Any]]) -> None:
    """Tell the sources what is known from last time about places in the same contents."""
    for path, (blob, places) in rows.items():
        source = sources.get(path)
        if source is not None and source.blob == blob:
            source.placed = {(tuple(route), key): Spot(*spot) for route, key, *spot in places} | (source.placed or {})


def _text(read: Callable[[str], bytes], path: str) -> bytes:
    """The file as its reader saw it; it had nothing else about it that readers refuse or take away."""
    return read(path).removeprefix(codecs.BOM_UTF8).replace(b"\r\n", b"\n")
