"""QQ as QQChatExporter writes it: one JSON file, or a folder (or zip of it) with a manifest and chunks of JSON lines.

Layout from ``qq-chat-export-core`` (``json_exporter.rs``, ``chunked_jsonl_writer.rs``); messages see ``qq_messages``.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

from commops.errors import InputError
from commops.logs.archive import MAX_MEMBER_BYTES
from commops.logs.bundle import Member, names_in, open_bundle
from commops.logs.canonical import BATCH_ROWS, Batch, Format, Settings
from commops.logs.json_arrays import load_value
from commops.logs.json_fields import inside, objects, text
from commops.logs.json_head import first_array, head_of, mapped
from commops.logs.json_lines import json_lines
from commops.logs.json_values import array_values
from commops.logs.probe import HEAD_BYTES, Probe
from commops.logs.qq_messages import QqMessages, chat_of
from commops.logs.qq_people import SOURCE
from commops.patterns import lazy
from commops.texts import Text

_INFO = lazy(r'"chatInfo"\s*:\s*\{')
_PROGRAM = lazy(r'QQChatExporter|"selfUi[dn]"\s*:')
_MANIFEST = "manifest.json"
_CHUNK = lazy(r"(?:.*/)?chunks/[^/]+\.jsonl")


def _sniff(probe: Probe) -> bool:
    if probe.head.startswith(b"PK") or probe.members:
        return _sniff_chunks(probe)
    head = probe.text_head
    if not head.lstrip().startswith("{") or not _INFO.search(head) or not _PROGRAM.search(head):
        return False
    with mapped(probe.path) as data:
        beside = head_of(data, "messages")
    if "chunked" in beside.members and beside.start is None:
        raise InputError(
            str(probe.path),
            Text(
                "这只是清单，消息在旁边的 chunks 文件夹里",
                "this is only the list; the messages are in chunks beside it",
            ),
            Text("导入整个文件夹，或它的 zip", "import the whole folder, or a zip of it"),
        )
    return beside.start is not None


def _sniff_chunks(probe: Probe) -> bool:
    names = names_in(probe)
    if not names:
        return bool(re.search(rb"chunks/c\d{6}\.jsonl", probe.head))
    manifest = next((name for name in sorted(names, key=len) if PurePosixPath(name).name == _MANIFEST), None)
    if manifest is None:
        return False
    if probe.path.is_dir():
        # Only the names directly in the folder are known here.
        path = probe.path / manifest
        if path.is_symlink() or not path.is_file():
            return False
        with path.open("rb") as file:
            head = file.read(HEAD_BYTES).decode("utf-8", "replace")
        return bool(_INFO.search(head) and _PROGRAM.search(head)) and (probe.path / "chunks").is_dir()
    return any(_CHUNK.fullmatch(name) for name in names)


FORMAT = Format(
    name="qq-exporter",
    label=Text("QQChatExporter JSON / JSONL", "QQChatExporter JSON or JSONL"),
    source=SOURCE,
    has_id=True,
    zone="in-file",
    private=("chatInfo", "sender", "content", "rawMessage", "statistics", "avatars"),
    sniff=_sniff,
)


def read(probe: Probe, settings: Settings) -> Iterator[Batch]:
    """Batches in file order; a private chat is skipped whole. Raises InputError when a manifest cannot be read."""
    return (
        _read_chunks(probe, settings) if probe.members or probe.head.startswith(b"PK") else _read_one(probe, settings)
    )


def _read_one(probe: Probe, settings: Settings) -> Iterator[Batch]:
    with mapped(probe.path) as data:
        messages = QqMessages(settings, chat_of(head_of(data, "messages").member("chatInfo")))
        array = first_array(data, "messages")
        for values, position in array_values(data, array, messages.rows.rows) if array else ():
            for value in values:
                messages.read(value, f"byte {position}")
            yield messages.rows.take(position)


def _read_chunks(probe: Probe, settings: Settings) -> Iterator[Batch]:
    with contextlib.ExitStack() as stack:
        bundle = open_bundle(probe, stack)
        base, manifest = _manifest(probe, bundle.members)
        messages = QqMessages(settings, chat_of(inside(manifest, "chatInfo")))
        position = 0
        for name, promised in _chunks(base, manifest, bundle.members):
            chunk = bundle.members.get(base + name)
            found = 0
            if chunk:
                with chunk.open() as file:
                    for record in json_lines(file):
                        found += 1
                        if record.problem:
                            messages.rows.rows.skip(record.problem, f"{_safe(name)} line {record.number}")
                        else:
                            messages.read(record.value, f"{_safe(name)} line {record.number}")
                        if len(messages.rows) >= BATCH_ROWS:
                            yield messages.rows.take(position)
                position += chunk.size
            if found < promised:
                messages.rows.rows.skip("missing-part", _safe(name), promised - found)
            yield messages.rows.take(position)


def _manifest(probe: Probe, members: dict[str, Member]) -> tuple[str, dict[str, Any]]:
    """The folder that the manifest lies in, and what it says. Raises InputError."""
    names = sorted(
        (name for name in members if PurePosixPath(name).name == _MANIFEST), key=lambda name: (len(name), name)
    )
    with contextlib.suppress(ValueError):
        value = load_value(members[names[0]].read()) if names and members[names[0]].size <= MAX_MEMBER_BYTES else None
        if isinstance(value, dict):
            return names[0].removesuffix(_MANIFEST), value
    raise InputError(
        str(probe.path),
        Text(
            "manifest.json 缺失或损坏，不知道是哪个群", "manifest.json is missing or damaged, so the group is not known"
        ),
        Text("用 QQChatExporter 重新导出", "export again with QQChatExporter"),
    )


def _chunks(base: str, manifest: dict[str, Any], members: dict[str, Member]) -> list[tuple[str, int]]:
    """Names of the chunks with how many messages each should hold; those that the manifest does not list hold any."""
    listed: dict[str, int] = {}
    for chunk in objects(inside(manifest, "chunked"), "chunks"):
        count = chunk.get("count")
        listed[text(chunk, "relativePath")] = count if type(count) is int and 0 < count < 10**9 else 0
    for name in members:
        if name.startswith(base) and _CHUNK.fullmatch(name):
            listed.setdefault(name.removeprefix(base), 0)
    listed.pop("", None)
    return sorted(listed.items())


def _safe(name: str) -> str:
    """A chunk's name for a report; anything but the exporter's own pattern is not repeated."""
    found = re.fullmatch(r"chunks/(c\d{1,9}\.jsonl)", name)
    return found[1] if found else "chunk"
