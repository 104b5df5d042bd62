"""Zulip's own export: ``realm.json`` and ``messages-000001.json`` and on, in a tar (or unpacked from it).

Tables as Zulip's export.py writes them. ``realm.json`` says who people are, what streams are called, and which
recipients are streams; everything else is a direct conversation. It may stand behind the messages, and these need not
stand in order, so the tar is gone through twice, always from front to back.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any

from commops.errors import InputError
from commops.logs.canonical import Batch, Chat, Format, Settings
from commops.logs.json_arrays import arrays
from commops.logs.json_fields import identity, text
from commops.logs.json_values import array_values
from commops.logs.moments import stamp
from commops.logs.people import People
from commops.logs.probe import Probe
from commops.logs.rows import Rows
from commops.logs.tar_stream import is_tar, members, peek
from commops.logs.zulip import NOTICES, SOURCE, SYSTEM_BOTS, Said, add_row, fold_topic
from commops.patterns import lazy
from commops.texts import Text

_REALM = "realm.json"
_MESSAGES = lazy(r"messages-[0-9]{6,9}\.json")
_USERS = ("zerver_userprofile", "zerver_userprofile_crossrealm", "zerver_userprofile_mirrordummy")
_TO_STREAM = 2
"""``type`` of a recipient that is a stream; 1 is a person, 3 a small group."""


def _sniff(probe: Probe) -> bool:
    if probe.members:
        return _REALM in probe.members and any(map(_MESSAGES.fullmatch, probe.members))
    if not is_tar(probe.head):
        return False
    tops = {PurePosixPath(name).name for name in peek(probe.path) if name.count("/") <= 1}
    return _REALM in tops or any(map(_MESSAGES.fullmatch, tops))


FORMAT = Format(
    name="zulip-export",
    label=Text("Zulip 导出（tar）", "Zulip export (tar)"),
    source=SOURCE,
    has_id=True,
    zone="in-file",
    private=("zerver_userprofile", "sender", "content", "rendered_content", "subject", "zerver_reaction"),
    sniff=_sniff,
)


@dataclass(slots=True)
class _Realm:
    """What the tables say about numbers."""

    streams: dict[str, str] = field(default_factory=dict)
    """Stream -> its name."""
    recipients: dict[str, str] = field(default_factory=dict)
    """Recipient -> stream, for those that are streams."""
    direct: set[str] = field(default_factory=set)
    """Recipients that are people."""
    users: dict[str, tuple[str, bool]] = field(default_factory=dict)
    """Person -> full name, and whether it is a bot."""
    reactions: Counter[int] = field(default_factory=Counter)
    openers: dict[tuple[str, str], int] = field(default_factory=dict)
    """(recipient, folded topic) -> its first message."""
    found: bool = False


def read(probe: Probe, settings: Settings) -> Iterator[Batch]:
    """A batch per few megabytes of messages. Raises InputError for a damaged tar, or one without its realm."""
    realm, unused = _Realm(), Rows(settings.key, SOURCE)
    for name, content, _position in _files(probe):
        data = content()
        if name == _REALM:
            _learn(data, realm, unused)
        _learn_topics(data, realm, unused)
    if not realm.found:
        raise _no_realm(probe)
    rows = Rows(settings.key, SOURCE)
    people = People(rows)
    for person, (full_name, _is_bot) in realm.users.items():
        people.bears(person, full_name)
    people.give()
    for name, content, position in _files(probe):
        if name != _REALM:
            data = content()
            for array in arrays(data, "zerver_message"):
                for values, _end in array_values(data, array, rows):
                    for value in values:
                        _read(value, realm, rows, name)
                    yield rows.take(position)
    yield rows.take(probe.size)


def _files(probe: Probe) -> Iterator[tuple[str, Callable[[], bytes], int]]:
    """The realm and the message files, wherever they come from: short name, content, progress."""
    position = 0
    for name, content, packed in _folder(probe) if probe.path.is_dir() else members(probe.path):
        short = PurePosixPath(name).name
        if name.count("/") <= 1 and (short == _REALM or _MESSAGES.fullmatch(short)):
            position = max(position, packed)
            yield short, content, position


def _folder(probe: Probe) -> Iterator[tuple[str, Callable[[], bytes], int]]:
    position = 0
    for name in probe.members:
        path = probe.path / name
        position += path.stat().st_size
        yield name, path.read_bytes, position


def _table(data: bytes, name: str, unused: Rows) -> Iterator[dict[str, Any]]:
    for array in arrays(data, name):
        for values, _end in array_values(data, array, unused):
            yield from (value for value in values if isinstance(value, dict))


def _learn(data: bytes, realm: _Realm, unused: Rows) -> None:
    realm.found = True
    for stream in _table(data, "zerver_stream", unused):
        realm.streams[identity(stream, "id")] = text(stream, "name")
    for recipient in _table(data, "zerver_recipient", unused):
        number = identity(recipient, "id")
        if recipient.get("type") == _TO_STREAM:
            realm.recipients[number] = identity(recipient, "type_id")
        else:
            realm.direct.add(number)
    for table in _USERS:
        for user in _table(data, table, unused):
            name = text(user, "full_name") or _local_part(text(user, "email"))
            realm.users[identity(user, "id")] = (name, bool(user.get("is_bot")) or name in SYSTEM_BOTS)


def _local_part(address: str) -> str:
    """Accounts of the server have an address only: ``notification-bot@zulip.com``."""
    return address.partition("@")[0].replace("-", " ").title()


def _learn_topics(data: bytes, realm: _Realm, unused: Rows) -> None:
    """What stands in any of the files: reactions, and the messages that open topics."""
    for reaction in _table(data, "zerver_reaction", unused):
        number = reaction.get("message")
        if type(number) is int:
            realm.reactions[number] += 1
    for message in _table(data, "zerver_message", unused):
        number, topic = message.get("id"), (identity(message, "recipient"), fold_topic(text(message, "subject")))
        if type(number) is int:
            realm.openers[topic] = min(number, realm.openers.get(topic, number))


def _read(message: Any, realm: _Realm, rows: Rows, place: str) -> None:
    if not isinstance(message, dict):
        rows.skip("broken", place)
        return
    recipient, number = identity(message, "recipient"), message.get("id")
    stream = realm.recipients.get(recipient)
    if stream is None:
        direct = recipient in realm.direct
        rows.skip("private" if direct else "no-chat", "" if direct else place)
        return
    when = message.get("date_sent", message.get("pub_date"))
    ts_s = stamp(when)
    if type(number) is not int or ts_s is None:
        rows.skip("no-id" if type(number) is not int else "no-time" if when is None else "bad-time", place)
        return
    sender = identity(message, "sender")
    full_name, is_bot = realm.users.get(sender, ("", False))
    rendered = text(message, "rendered_content")
    if not any(chat.key == stream for chat in rows.chats):
        rows.chats.append(Chat(stream, realm.streams.get(stream) or stream))
    rows.seen_until = max(rows.seen_until, stamp(message.get("last_edit_time")) or 0)
    add_row(
        Said(
            stream,
            realm.openers[recipient, fold_topic(text(message, "subject"))],
            number,
            ts_s,
            sender or None,
            rendered or text(message, "content"),
            is_html=bool(rendered),
            is_notice=full_name == NOTICES,
            is_bot=is_bot,
            has_image=message.get("has_image") is True,
            n_reactions=realm.reactions[number],
        ),
        rows,
    )


def _no_realm(probe: Probe) -> InputError:
    return InputError(
        str(probe.path),
        Text(
            "导出包里没有 realm.json，分不清频道和私信",
            "realm.json is missing, so streams and direct messages cannot be told apart",
        ),
        Text("在 Zulip 里重新导出，导入完整的包", "export again in Zulip, and import the whole archive"),
    )
