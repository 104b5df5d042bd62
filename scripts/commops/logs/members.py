"""Finds the person that an operator means, and every pseudonym that stands for the same person."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from commops.errors import InputError
from commops.logs.alias_file import Account
from commops.logs.aliases import groups
from commops.logs.engine import literal
from commops.logs.keys import Key
from commops.logs.links import Ties
from commops.logs.state import ROWS_END, Aliases, Export
from commops.patterns import lazy
from commops.texts import Text

if TYPE_CHECKING:
    import duckdb

_PSEUDONYM = lazy(r"m-[a-z2-7]{13}")


def is_pseudonym(member: str) -> bool:
    """Whether it is written like a pseudonym."""
    return _PSEUDONYM.fullmatch(member) is not None


def everyone(people: Collection[str], ties: Mapping[str, Ties], aliases: Aliases) -> frozenset[str]:
    """``people`` and every other pseudonym of theirs: names, nicknames and accounts on other platforms."""
    result, before = set(people), -1
    joined = [{name for _source, name in group} for group in groups(aliases, ties)]
    while len(result) != before:
        before = len(result)
        for of in ties.values():
            result |= of.same(result)
        for group in joined:
            result |= group if group & result else set()
    return frozenset(result)


def bots(ties: Mapping[str, Ties], aliases: Aliases) -> dict[str, frozenset[str]]:
    """Per source, every pseudonym that rows of the accounts may stand under that the operator says are bots.

    Names that stand beside an id in every row are left out: the bot's next one would change every merged part.
    """
    if not aliases.bots:
        return {}
    everywhere = everyone([name for _source, names in aliases.bots for name in names], ties, aliases)
    own: dict[str, set[str]] = {}
    for source, names in (*aliases.bots, *(account for accounts in aliases.people for account in accounts)):
        own.setdefault(source, set()).update(names)
    found = {source: everywhere & (ties.get(source, Ties()).authors | names) for source, names in own.items()}
    return {source: names for source, names in found.items() if names}


def meant(member: str, source: str | None, key: Key) -> list[str]:
    """The pseudonyms that what an operator wrote may stand for."""
    return [member] if source is None else Account(source, "name", member).pseudonyms(key)


def find(
    connection: duckdb.DuckDBPyConnection,
    member: str,
    source: str | None,
    key: Key,
    exports: Collection[Export],
    ties: Mapping[str, Ties],
    aliases: Aliases,
    folder: Path,
) -> set[str]:
    """Pseudonyms that a raw id or a display name (with its ``source``), or a pseudonym, stands for.

    Raises InputError when nobody in the warehouse is meant, or several people are. It never repeats who was asked for.
    """
    if source is not None:
        known = sorted({export.source for export in exports})
        if source not in known:
            listed = ", ".join(known) or "-"
            raise InputError(
                source,
                Text("仓库里没有来自这个平台的导出文件", "the warehouse holds no export of this platform"),
                Text(f"--source 可用：{listed}", f"--source can be: {listed}"),
            )
    found = known_among(connection, meant(member, source, key), ties, aliases, exports, folder)
    several = [ids for name in found for of in ties.values() if len(ids := of.ids.get(name, set())) > 1]
    if several and not found - {name for of in ties.values() for name in of.ids}:
        listed = ", ".join(sorted(several[0]))
        raise InputError(
            source or "-",
            Text("有几个人用过这个名字", "several people bore this name"),
            Text(f"改用平台上的编号，或这些代号之一：{listed}", f"give the platform's id, or one of: {listed}"),
        )
    return found


def known_among(
    connection: duckdb.DuckDBPyConnection,
    names: Collection[str],
    ties: Mapping[str, Ties],
    aliases: Aliases,
    exports: Collection[Export],
    folder: Path,
) -> set[str]:
    """Those of some pseudonyms that stand for somebody in the warehouse."""
    tied = {name for of in ties.values() for name in (*of.ids, *of.authors)}
    tied |= {name for group in groups(aliases, ties) for _source, name in group}
    tied |= {name for _source, names in aliases.bots for name in names}
    return {name for name in names if name in tied} | _writers(connection, names, exports, folder)


def unknown(source: str | None) -> InputError:
    """What is said when nobody is found."""
    return InputError(
        source or "MEMBER",
        Text("已导入的记录里没有这位成员", "no such member in the imported logs"),
        Text(
            "在导出文件里查此人的编号（Telegram 的 from_id、Slack 的 user）或昵称，照样填写，并用 --source 写明平台",
            "look up the person's id in the export (Telegram: from_id, Slack: user) or nickname, give it exactly as it "
            "stands there, and name the platform with --source",
        ),
    )


def _writers(
    connection: duckdb.DuckDBPyConnection, names: Iterable[str], exports: Iterable[Export], folder: Path
) -> set[str]:
    """Those of ``names`` that rows stand under."""
    files = ", ".join(
        literal(str((folder / "exports" / f"{export.file}{ROWS_END}").resolve())) for export in exports if export.rows
    )
    if not files:
        return set()
    wanted = ", ".join(map(literal, names))
    query = f"SELECT DISTINCT author FROM read_parquet([{files}]) WHERE author IN ({wanted})"  # noqa: S608
    return {author for (author,) in connection.execute(query).fetchall()}
