"""An export of many files, as the zip it came in or as the folder it was unpacked into: its names, and their bytes."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from typing import BinaryIO, NamedTuple

from commops.logs.archive import Archive, peek
from commops.logs.probe import Probe

_FACT = "names in bundle"


class Member(NamedTuple):
    """A file of the export. ``size`` is what it adds to progress."""

    name: str
    read: Callable[[], bytes]
    open: Callable[[], BinaryIO]
    size: int


class Bundle(NamedTuple):
    """The files by name; ``newest`` is the latest time stamp that a zip carries (when it was packed), else 0."""

    members: dict[str, Member]
    newest: int


def names_in(probe: Probe) -> tuple[str, ...]:
    """Names of the files inside a zip or an export folder; nothing for other files and for zips that are cut off.

    Only the list of names is looked at; an archive is checked before anything in it is read.
    """
    if not probe.head.startswith(b"PK"):
        return probe.members
    names = probe.facts.get(_FACT)
    if not isinstance(names, tuple):
        names = probe.facts[_FACT] = peek(probe.path)
    return names


def open_bundle(probe: Probe, stack: contextlib.ExitStack) -> Bundle:
    """The files of a zip (open until ``stack`` ends) or of a folder. Raises InputError for a zip that is not sound."""
    if probe.path.is_dir():
        return Bundle({name: _file(probe, name) for name in probe.members}, 0)
    archive = stack.enter_context(Archive(probe.path))
    return Bundle({name: _packed(archive, name) for name in archive.names}, archive.packed_at)


def _file(probe: Probe, name: str) -> Member:
    path = probe.path / name
    return Member(name, path.read_bytes, lambda: path.open("rb"), path.stat().st_size)


def _packed(archive: Archive, name: str) -> Member:
    return Member(name, lambda: archive.read(name), lambda: archive.open(name), archive.size(name))
