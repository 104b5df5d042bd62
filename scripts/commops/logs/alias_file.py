"""The private file that says which accounts are one person's: read, checked and written. It never enters Git."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple, NoReturn

from commops.errors import InputError
from commops.files import write_atomic
from commops.logs.keys import Key
from commops.logs.tracked import refuse_tracked
from commops.texts import Text
from commops.workspace import Source
from commops.workspace.reading.problems import UnreadableError
from commops.workspace.reading.read import read

NAME = "aliases.yml"
_HEAD = "# One person's accounts on several platforms. Private: this file stays out of Git.\n"
_EXAMPLE = "{person: bo, accounts: [{source: telegram, id: user123}, {source: irc, name: bo}]}"


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


def read_people(private: Path) -> list[Person]:
    """The entries of the file; none when there is no file. Raises InputError."""
    path = private / NAME
    if not (raw := content(private)):
        return []
    refuse_tracked([path])
    try:
        return _Checker(path, Source.of(str(path), "aliases", read(NAME, raw))).people()
    except UnreadableError as error:
        # What the parser says may quote the line, and names stand in it.
        raise InputError(
            f"{path}:{error.problem.line}",
            Text("这一行不是合格的 YAML", "this line is not valid YAML"),
            Text(f"写成 people 下的列表，例如 - {_EXAMPLE}", f"write a list under people, such as - {_EXAMPLE}"),
        ) from None


def write_people(private: Path, people: Iterable[Person]) -> None:
    """Put the entries in force, one account a line."""
    lines = [_HEAD, "people:\n"]
    for person in people:
        lines.append(f"  - person: {_quoted(person.label)}\n    accounts:\n")
        for account in person.accounts:
            value = f"source: {_quoted(account.source)}, {account.how}: {_quoted(account.value)}"
            lines.append(f"      - {{{value}}}\n")
    write_atomic(private / NAME, "".join(lines) if len(lines) > 2 else _HEAD + "people: []\n", mode=0o600)


def added(people: list[Person], label: str, accounts: Sequence[Account]) -> list[Person]:
    """``people`` with further accounts for one of them. Raises InputError."""
    known = [account for person in people for account in person.accounts]
    if len({*known, *accounts}) < len(known) + len(accounts):
        raise InputError(
            NAME,
            Text("有账号已经写在别名里", "an account stands in the aliases already"),
            Text("先用 commops logs alias list 查看", "see commops logs alias list first"),
        )
    for person in people:
        if person.label == label:
            person.accounts += accounts
            return people
    if len(accounts) < 2:
        raise InputError(
            NAME,
            Text("合并至少需要两个账号", "joining takes at least two accounts"),
            Text(
                "例如 --id telegram user123 --name irc bo",
                "for example --id telegram user123 --name irc bo",
            ),
        )
    return [*people, Person(label, list(accounts))]


def removed(people: list[Person], label: str) -> list[Person]:
    """``people`` without one of them, by label or by number from 1. Raises InputError."""
    kept = [person for person in people if person.label != label]
    if len(kept) == len(people) and label.isascii() and label.isdigit() and 1 <= int(label) <= len(people):
        del kept[int(label) - 1]
    if len(kept) == len(people):
        raise InputError(
            NAME,
            Text("没有这个人", "there is no such person"),
            Text("用 commops logs alias list 里的序号", "give the number that commops logs alias list shows"),
        )
    return kept


def drop(private: Path, key: Key, gone: Iterable[str]) -> int:
    """Take the accounts of some pseudonyms out of the file; returns how many these were."""
    people, removed, leaving = read_people(private), 0, frozenset(gone)
    for person in people:
        kept = [account for account in person.accounts if leaving.isdisjoint(account.pseudonyms(key))]
        removed += len(person.accounts) - len(kept)
        person.accounts = kept
    if removed:
        write_people(private, [person for person in people if len(person.accounts) > 1])
    return removed


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
        self.seen: dict[Account, int] = {}

    def people(self) -> list[Person]:
        data = self.source.data
        if set(data) != {"people"} or not isinstance(data["people"], list):
            self.refuse((), Text("文件里应当只有 people 列表", "the file must hold one list, people"))
        return [self.person(("people", index), entry) for index, entry in enumerate(data["people"])]

    def person(self, route: tuple[str | int, ...], entry: Any) -> Person:
        if not isinstance(entry, dict) or set(entry) != {"person", "accounts"}:
            self.refuse(route, Text("每一项要写 person 和 accounts", "an entry needs person and accounts"))
        accounts = entry["accounts"]
        if not isinstance(accounts, list) or len(accounts) < 2:
            self.refuse(route, Text("accounts 至少要有两个账号", "accounts must list at least two accounts"))
        return Person(
            str(entry["person"]),
            [self.account((*route, "accounts", number), account) for number, account in enumerate(accounts)],
        )

    def account(self, route: tuple[str | int, ...], entry: Any) -> Account:
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
        if account in self.seen:
            told = Text("这个账号在第 {line} 行已经写过", "this account stands on line {line} already")
            self.refuse(route, told.fill(line=self.seen[account]))
        self.seen[account] = self.source.at(route).line
        return account

    def refuse(self, route: Sequence[str | int], what: Text) -> NoReturn:
        raise InputError(
            f"{self.path}:{self.source.at(tuple(route)).line}",
            what,
            Text(f"例如 - {_EXAMPLE}", f"for example - {_EXAMPLE}"),
        )
