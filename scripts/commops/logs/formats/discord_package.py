"""The data package that Discord sends to one person on request: recognised, so that it can be refused with the reason.

It holds the messages of that person only; numbers about a community made from it would be wrong. Layouts from its old
(``messages.csv``) and new (``messages.json``) versions: ``messages/index.json``, ``messages/c<id>/channel.json``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from commops.errors import InputError
from commops.logs.archive import peek
from commops.logs.canonical import Batch, Format, Settings
from commops.logs.probe import Probe
from commops.patterns import lazy
from commops.texts import Text

# The folder is called "messages" in the language of the account.
_CHANNEL = lazy(r"(?:[^/]+/){1,2}c?\d{15,20}/(?:channel\.json|messages\.(?:csv|json))")
_INDEX = lazy(r"(?:package/)?messages/index\.json", re.I)
_TABLE = lazy(r"\ufeff?ID,Timestamp,Contents,Attachments\r?$", re.M)
_LIST = lazy(r'\s*\[\s*\{\s*"ID"\s*:\s*"?\d+"?\s*,\s*"Timestamp"\s*:\s*"[^"]*"\s*,\s*"Contents"\s*:')


def _sniff(probe: Probe) -> bool:
    if probe.path.is_dir():
        return any(_looks_unpacked(probe.path / name) for name in ("messages", "Messages", "package/messages"))
    if probe.head.startswith(b"PK"):
        names = peek(probe.path)
        return any(_CHANNEL.fullmatch(name) for name in names) or (
            any(_INDEX.fullmatch(name) for name in names)
            and any(name.startswith(("account/", "Account/")) for name in names)
        )
    if probe.mapping:
        return False
    return bool(_TABLE.match(probe.text_head) or _LIST.match(probe.text_head))


def _looks_unpacked(folder: Path) -> bool:
    return (folder / "index.json").is_file() and any(folder.glob("c[0-9]*/channel.json"))


FORMAT = Format(
    name="discord_package",
    label=Text("Discord 个人数据包（不能用）", "Discord data package (not usable)"),
    source="discord",
    has_id=True,
    zone="in-file",
    private=("Contents", "Attachments"),
    sniff=_sniff,
    usable=False,
)


def read(probe: Probe, _settings: Settings) -> Iterator[Batch]:
    """Always raises InputError."""
    raise InputError(
        str(probe.path),
        Text(
            "这是 Discord 的个人数据包，只有申请人自己发的消息，用它算出的社群数字是错的",
            "this is a Discord data package: it holds only the messages of the person who requested it, so numbers "
            "about the community would be wrong",
        ),
        Text(
            "请有权限的管理员用 DiscordChatExporter 把频道导出成 JSON",
            "ask an administrator to export the channels with DiscordChatExporter as JSON",
        ),
    )
