"""The private file of accounts, whose several are and which are bots: read, checked, written. Never enters Git."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple, NoReturn, TypeVar

from commops.errors import InputError
from commops.files import write_atomic
from commops.logs.keys import Key
from commops.logs.tracked import refuse_tracked
from commops.texts import Text
from commops.workspace import Source
from commops.workspace.reading.problems import UnreadableError
from commops.workspace.reading.read import read

NAME = "aliases.yml"
_HEAD = "# One person's accounts on several platforms, and bots. Private: this file stays out of Git.\n"
_EXAMPLE = "{person: bo, accounts: [{source: telegram, id: user123}, {source: irc, name: bo}]}"
_BOT_EXAMPLE = "{source: telegram, id: user123}"
_LISTS = frozenset({"people", "bots"})


class Account(NamedTuple):
    """An account as people write it down. ``how`` is ``id`` or ``name``."""

    source: str
    how: str
    value: str

    def pseudonyms(self, key: Key) -> list[str]:
        """What it may stand under in rows. Formats mark names that are no ids of their own with ``name:``."""
        own = key.author(self.source, self.value)
        return [own] if self.how == "id" else [key.author(self.source, f"name:{self.value}"), own]


@dataclass(slots=True)
class Person:
    """An entry of the file: a label of the operator's choice, and the accounts."""

    label: str
    accounts: list[Account]


_Entry = TypeVar("_Entry", Person, Account)


@dataclass(slots=True)
class Entries:
    """What the file holds. An account may stand in both lists: then every account of that person is a bot."""

    people: list[Person] = field(default_factory=list)
    bots: list[Account] = field(default_factory=list)


def read_entries(private: Path) -> Entries:
    """The entries of the file; none when there is no file. Raises InputError."""
    path = private / NAME
    if not (raw := content(private)):
        return Entries()
    refuse_tracked([path])
    try:
        return _Checker(path, Source.of(str(path), "aliases", read(NAME, raw))).entries()
    except UnreadableError as error:
        # What the parser says may quote the line, and names stand in it.
        raise InputError(
            f"{path}:{error.problem.line}",
            Text("这一行不是合格的 YAML", "this line is not valid YAML"),
            Text(f"写成 people 下的列表，例如 - {_EXAMPLE}", f"write a list under people, such as - {_EXAMPLE}"),
        ) from None


def write_entries(private: Path, entries: Entries) -> None:
    """Put the entries in force, one account a line."""
    lines = [_HEAD, "people:\n" if entries.people else "people: []\n"]
    for person in entries.people:
        lines.append(f"  - person: {_quoted(person.label)}\n    accounts:\n")
        lines += [f"      - {_written(account)}\n" for account in person.accounts]
    if entries.bots:
        lines += ["bots:\n", *(f"  - {_written(account)}\n" for account in entries.bots)]
    write_atomic(private / NAME, "".join(lines), mode=0o600)


def added(entries: Entries, label: str, accounts: Sequence[Account]) -> Entries:
    """The entries with further accounts for one person. Raises InputError."""
    _refuse_known([account for person in entries.people for account in person.accounts], accounts)
    for person in entries.people:
        if person.label == label:
            person.accounts += accounts
            return entries
    if len(accounts) < 2:
        raise InputError(
            NAME,
            Text("合并至少需要两个账号", "joining takes at least two accounts"),
            Text(
                "例如 --id telegram user123 --name irc bo",
                "for example --id telegram user123 --name irc bo",
            ),
        )
    entries.people.append(Person(label, list(accounts)))
    return entries


def removed(entries: Entries, label: str) -> Entries:
    """The entries without one person, by label or by number from 1. Raises InputError."""
    what = Text("没有这个人", "there is no such person")
    return Entries(_without(entries.people, label, lambda person: person.label, what), entries.bots)


def with_bots(entries: Entries, accounts: Sequence[Account]) -> Entries:
    """The entries with further bots. Raises InputError."""
    _refuse_known(entries.bots, accounts)
    if not accounts:
        raise InputError(
            NAME,
            Text("没有写明哪个账号是机器人", "no account is given"),
            Text("例如 --id telegram user123", "for example --id telegram user123"),
        )
    return Entries(entries.people, [*entries.bots, *accounts])


def without_bot(entries: Entries, bot: str) -> Entries:
    """The entries without one bot, by its id or name as written, or by number from 1. Raises InputError."""
    what = Text("没有这个机器人", "there is no such bot")
    return Entries(entries.people, _without(entries.bots, bot, lambda account: account.value, what))


def drop(private: Path, key: Key, gone: Iterable[str]) -> int:
    """Take the accounts of some pseudonyms out of the file; returns how many these were."""
    entries, leaving = read_entries(private), frozenset(gone)
    everybody = {*entries.bots, *(account for person in entries.people for account in person.accounts)}
    dropped = {account for account in everybody if not leaving.isdisjoint(account.pseudonyms(key))}
    if dropped:
        people = [Person(of.label, [one for one in of.accounts if one not in dropped]) for of in entries.people]
        bots = [account for account in entries.bots if account not in dropped]
        write_entries(private, Entries([person for person in people if len(person.accounts) > 1], bots))
    return len(dropped)


def _refuse_known(known: Collection[Account], accounts: Sequence[Account]) -> None:
    if len({*known, *accounts}) < len(known) + len(accounts):
        raise InputError(
            NAME,
            Text("有账号已经写在别名里", "an account stands in the aliases already"),
            Text("先用 commops logs alias list 查看", "see commops logs alias list first"),
        )


def _without(entries: list[_Entry], given: str, written: Callable[[_Entry], str], what: Text) -> list[_Entry]:
    kept = [entry for entry in entries if written(entry) != given]
    if len(kept) == len(entries) and given.isascii() and given.isdigit() and 1 <= int(given) <= len(entries):
        del kept[int(given) - 1]
    if len(kept) == len(entries):
        raise InputError(
            NAME,
            what,
            Text("用 commops logs alias list 里的序号", "give the number that commops logs alias list shows"),
        )
    return kept


def _written(account: Account) -> str:
    return f"{{source: {_quoted(account.source)}, {account.how}: {_quoted(account.value)}}}"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def content(private: Path) -> bytes:
    """The bytes of the file; none when there is no file."""
    try:
        return (private / NAME).read_bytes()
    except FileNotFoundError:
        return b""


class _Checker:
    def __init__(self, path: Path, source: Source) -> None:
        self.path = path
        self.source = source

    def entries(self) -> Entries:
        data = self.source.data
        if not data or not _LISTS.issuperset(data) or not all(isinstance(value, list) for value in data.values()):
            self.refuse((), Text("文件里应当只有 people 和 bots 列表", "the file must hold the lists people and bots"))
        people, bots = data.get("people", ()), data.get("bots", ())
        seen: dict[Account, int] = {}
        as_bot: dict[Account, int] = {}
        return Entries(
            [self.person(("people", index), entry, seen) for index, entry in enumerate(people)],
            [self.account(("bots", index), entry, as_bot) for index, entry in enumerate(bots)],
        )

    def person(self, route: tuple[str | int, ...], entry: Any, seen: dict[Account, int]) -> Person:
        if not isinstance(entry, dict) or set(entry) != {"person", "accounts"}:
            self.refuse(route, Text("每一项要写 person 和 accounts", "an entry needs person and accounts"))
        accounts = entry["accounts"]
        if not isinstance(accounts, list) or len(accounts) < 2:
            self.refuse(route, Text("accounts 至少要有两个账号", "accounts must list at least two accounts"))
        return Person(
            str(entry["person"]),
            [self.account((*route, "accounts", number), account, seen) for number, account in enumerate(accounts)],
        )

    def account(self, route: tuple[str | int, ...], entry: Any, seen: dict[Account, int]) -> Account:
        how = {"id", "name"} & set(entry) if isinstance(entry, dict) else set()
        if len(how) != 1 or set(entry) != {"source", *how}:
            self.refuse(
                route, Text("账号要写 source，再写 id 或 name", "an account needs source, and either id or name")
            )
        [kind] = how
        values = (entry["source"], entry[kind])
        if any(isinstance(value, bool) or not isinstance(value, str | int) or value == "" for value in values):
            self.refuse(route, Text("source、id、name 要写成文字", "source, id and name must be text"))
        account = Account(str(entry["source"]), kind, str(entry[kind]))
        if account in seen:
            told = Text("这个账号在第 {line} 行已经写过", "this account stands on line {line} already")
            self.refuse(route, told.fill(line=seen[account]))
        seen[account] = self.source.at(route).line
        return account

    def refuse(self, route: Sequence[str | int], what: Text) -> NoReturn:
        example = _BOT_EXAMPLE if route[:1] == ("bots",) else _EXAMPLE
        raise InputError(
            f"{self.path}:{self.source.at(tuple(route)).line}",
            what,
            Text(f"例如 - {example}", f"for example - {example}"),
        )
