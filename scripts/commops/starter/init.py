"""A new workspace: all its files as text, checked before anything is written, and written only where nothing stands."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from zoneinfo import ZoneInfo

from commops.errors import InputError
from commops.files import write_atomic
from commops.starter import community, project
from commops.starter.answers import Answers
from commops.texts import Text
from commops.workspace.shape.choices import choices
from commops.workspace.shape.schemas import schema

_SHORT = {"公众号": "wechat-oa", "微信": "wechat-group", "qq": "qq-group", "邮件": "email", "论坛": "discourse"}
"""What people call platforms for short."""


def platforms() -> dict[str, dict[str, str]]:
    """Every platform a channel can be on, with its names by language."""
    part = schema("channel-list.schema.json").schema["definitions"]["channel"]["properties"]["platform"]
    return {name: {"zh": names.zh, "en": names.en} for name, names in choices(part).items()}


def workspace_files(answers: Answers) -> dict[str, str]:
    """Every file of the new workspace by path. Raises InputError for an answer that cannot be used."""
    zone(answers.timezone)
    known = platforms()
    chosen = replace(answers, platforms=platform_ids(answers.platforms))
    return dict([*community.files(chosen, known), *project.files(chosen)])


def platform_ids(names: Iterable[str]) -> tuple[str, ...]:
    """The platforms that people mean by their ids or by what they call them (微信群). Raises InputError."""
    known = platforms()
    called = {_bare(label): name for name, labels in known.items() for label in (*labels.values(), name)}
    called |= _SHORT
    for name in names:
        if _bare(name) not in called:
            zh = "、".join(f"{one}（{labels['zh']}）" for one, labels in known.items())
            raise InputError(
                name,
                Text("没有这个平台", "There is no such platform"),
                Text(f"可以写：{zh}。", f"Known platforms: {', '.join(known)}."),
            )
    return tuple(dict.fromkeys(called[_bare(name)] for name in names))


def write(root: Path, files: dict[str, str]) -> None:
    """Write all files below ``root``, which need not exist. Raises InputError if one of them is there already."""
    there = sorted(name for name in files if (root / name).exists() or (root / name).is_symlink())
    if there:
        raise InputError(
            str(root / there[0]),
            Text("已经有这个文件了，什么都没写", "This file is there already; nothing was written"),
            Text("换一个空文件夹。", "Choose an empty folder."),
        )
    for name, text in files.items():
        write_atomic(root / name, text)


def _bare(name: str) -> str:
    """A name without spaces and case."""
    return "".join(name.split()).casefold()


def zone(name: str) -> None:
    """Raises InputError for a name that is no IANA time zone."""
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        raise InputError(
            name,
            Text("没有这个时区", "There is no such time zone"),
            Text("写 IANA 时区名，如 Asia/Shanghai。", "Write an IANA zone such as Europe/Berlin."),
        ) from None
