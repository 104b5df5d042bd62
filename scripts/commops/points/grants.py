"""Reads what people grant by hand or from sign-in sheets: private CSV tables under .commops/points/."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, NamedTuple, TypeAlias

from commops.errors import InputError
from commops.logs.csv_records import Records
from commops.logs.encodings import encoding_of
from commops.points.programme import Rules
from commops.stats.periods import day_number
from commops.texts import Text
from commops.workspace import times

FOLDER = Path(".commops/points")
STAFF = "staff.csv"
MAX_BYTES = 16 << 20
MAX_TIMES = 1000

Person: TypeAlias = Callable[[str, str], str]
"""The pseudonym of an account: source (``telegram``) and raw id. ``("", "m-...")``: of a pseudonym, aliases joined."""

_PSEUDONYM = re.compile(r"m-[a-z2-7]{13}")
ACCOUNT = re.compile(r"([a-z][a-z0-9-]{1,30}):(\S.{0,254})")
_VOID = re.compile(r"void:(\d{4}-\d{2}-\d{2})")
_BADGE = re.compile(r"(badge|revoke):([a-z0-9][a-z0-9-]{1,62})")

_COLUMNS = Text("第一行缺少列：{missing}。", "the first line lacks the columns: {missing}.")
_HEADER = Text("第一行写 {columns}，可以再加 times 和 note。", "Start with {columns}; times and note may follow.")
_BROKEN = Text("这一行读不出来。", "this line cannot be read.")
_QUOTES = Text("检查引号和逗号。", "Check its quotation marks and commas.")
_WHO = Text("这不是成员的写法。", "this is not how a member is written.")
_WHO_FIX = Text(
    "写平台和账号，中间用英文冒号（如 telegram:user123），或写记录里的化名（m- 加 13 个字符）。",
    "Write source:account (telegram:user123), or the log's pseudonym (m- and 13 characters).",
)
_DAY = Text("on 不是日期。", "on is not a date.")
_DAY_FIX = Text("写成 2026-11-22 的样子。", "Write it like 2026-11-22.")
_WHAT = Text(
    "会员体系里没有这一项，或它由程序从记录统计。", "the programme has no such thing, or counts it in the log itself."
)
_WHAT_FIX = Text(
    "可写：{actions}；badge:徽章、revoke:可收回的徽章、void:最后一天（这段时间不计分）。",
    "Write one of {actions}; or badge:ID, revoke:ID of a revocable badge, void:LAST-DAY (nothing counts until then).",
)
_TIMES = Text("times 不是 1 到 1000 的整数。", "times is not a whole number from 1 to 1000.")
_TIMES_FIX = Text("写次数，或留空表示一次。", "Write how often, or leave it empty for once.")
_BIG = Text("文件超过 16 MiB。", "the file is larger than 16 MiB.")
_SPLIT = Text("按月份分成几个文件。", "Split it by month.")
_LINK = Text("这是符号链接，不读取。", "this is a symbolic link and is not read.")
_COPY = Text("把文件本身放到这里。", "Put the file itself here.")


class Grant(NamedTuple):
    """One line: ``points`` (action ``name`` done ``times`` times), ``badge``, ``revoke``, or ``void`` until a day."""

    member: str
    day_n: int
    what: Literal["points", "badge", "revoke", "void"]
    name: str
    times: int = 1
    until: int = 0


@dataclass(frozen=True, slots=True)
class Line:
    """A record of a table with its place; cells by column name, stripped."""

    place: str
    cells: Mapping[str, str]


def read_grants(root: Path, rules: Rules, person: Person) -> list[Grant]:
    """All lines of ``.commops/points/*.csv`` but the staff list, sorted. Raises InputError with file and line.

    Columns: ``member,on,action`` and, if wanted, ``times``; others (a note) are passed over. No error quotes a cell.
    """
    files = [path for path in tables(root) if path.name != STAFF]
    return sorted(_grant(line, rules, person) for path in files for line in _lines(path, ("member", "on", "action")))


def read_staff(root: Path, person: Person) -> frozenset[str]:
    """Pseudonyms of the accounts in ``.commops/points/staff.csv`` (column ``member``): they earn nothing."""
    path = root / FOLDER / STAFF
    return frozenset(_member(line, person) for line in (_lines(path, ("member",)) if path.exists() else ()))


def tables(root: Path) -> list[Path]:
    """The lists under ``.commops/points/``. Raises InputError for a link, and for one that is too large."""
    folder = root / FOLDER
    found = sorted(path for path in folder.glob("*.csv") if path.is_file() or path.is_symlink())
    for path in found:
        _check(path)
    return found


def _check(path: Path) -> None:
    if path.is_symlink():
        raise InputError(str(path), _LINK, _COPY)
    if path.stat().st_size > MAX_BYTES:
        raise InputError(str(path), _BIG, _SPLIT)


def _lines(path: Path, columns: tuple[str, ...]) -> Iterator[Line]:
    _check(path)
    with path.open(encoding=encoding_of(path), errors="replace", newline="") as file:
        header: list[str] | None = None
        for number, cells in Records(file, delimiter=",", quote='"'):
            if isinstance(cells, str):
                raise InputError(f"{path}:{number}", _BROKEN, _QUOTES)
            if header is None:
                header = [cell.strip().lower() for cell in cells]
                if missing := [name for name in columns if name not in header]:
                    fix = _HEADER.fill(columns=",".join(columns))
                    raise InputError(f"{path}:{number}", _COLUMNS.fill(missing=", ".join(missing)), fix)
            elif any(cell.strip() for cell in cells):
                yield Line(f"{path}:{number}", dict(zip(header, map(str.strip, cells), strict=False)))


def find(text: str, person: Person, place: str = "MEMBER") -> str:
    """The pseudonym of a member written as ``m-...`` or ``source:account``. Raises InputError, naming ``place``."""
    if _PSEUDONYM.fullmatch(text):
        return person("", text)
    if found := ACCOUNT.fullmatch(text):
        return person(found[1], found[2])
    raise InputError(place, _WHO, _WHO_FIX)


def _member(line: Line, person: Person) -> str:
    return find(line.cells.get("member", ""), person, line.place)


def _grant(line: Line, rules: Rules, person: Person) -> Grant:
    member, day_n, text = _member(line, person), _day(line, line.cells.get("on", "")), line.cells.get("action", "")
    if found := _VOID.fullmatch(text):
        return Grant(member, day_n, "void", "", until=_day(line, found[1]))
    if found := _BADGE.fullmatch(text):
        for badge in rules.badges:
            if badge.id == found[2] and (found[1] == "badge" or badge.revocable):
                return Grant(member, day_n, "badge" if found[1] == "badge" else "revoke", badge.id)
    elif text in rules.actions and not rules.actions[text].counts:
        return Grant(member, day_n, "points", text, _times(line))
    by_hand = ", ".join(action.id for action in rules.actions.values() if not action.counts)
    raise InputError(line.place, _WHAT, _WHAT_FIX.fill(actions=by_hand or "-"))


def _day(line: Line, text: str) -> int:
    try:
        return day_number(times.date(text))
    except ValueError:
        raise InputError(line.place, _DAY, _DAY_FIX) from None


def _times(line: Line) -> int:
    text = line.cells.get("times", "") or "1"
    if text.isascii() and text.isdigit() and len(text) < 6 and 1 <= int(text) <= MAX_TIMES:
        return int(text)
    raise InputError(line.place, _TIMES, _TIMES_FIX)
