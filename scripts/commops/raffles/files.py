"""A draw on files: the list of entries that lies outside Git, and the lines that go into the raffle's file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from commops.errors import InputError
from commops.patterns import lazy
from commops.raffles.draw import Win, entries_hash, repeated, sha256
from commops.texts import Text

_PSEUDONYM = lazy(r"m-[0-9a-f]{6,16}")
_MAX_BYTES = 8 << 20


def read_entries(path: Path) -> list[str]:
    """The ids of a list, one per line, in ascending order; empty lines are left out.

    Raises InputError for a list that is too big, not UTF-8, has a line that is no pseudonym, or one id twice.
    """
    place = str(path)
    raw = _head(path, _MAX_BYTES + 1)
    if len(raw) > _MAX_BYTES:
        raise InputError(
            place, Text("名单超过 8 MiB", "The list is over 8 MiB"), Text("一行只写一个编号。", "One id per line.")
        )
    try:
        lines = raw.decode("utf-8-sig").splitlines()
    except UnicodeDecodeError:
        raise InputError(
            place, Text("名单不是 UTF-8", "The list is not UTF-8"), Text("另存为 UTF-8。", "Save it as UTF-8.")
        ) from None
    entries = []
    for number, line in enumerate(lines, 1):
        entry = line.strip()
        if entry and not _PSEUDONYM.fullmatch(entry):
            raise InputError(
                f"{place}:{number}",
                Text("这一行不是化名编号", "This line is no pseudonym"),
                Text(
                    "只写 m-7f3a2c 这样的编号，一行一个；姓名和联系方式不能进 Git。",
                    "Write ids such as m-7f3a2c, one per line; names and contact data must not enter Git.",
                ),
            )
        if entry:
            entries.append(entry)
    if twice := repeated(entries):
        raise InputError(
            place,
            Text(f"名单里有重复：{'、'.join(twice[:5])}", f"Listed more than once: {', '.join(twice[:5])}"),
            Text("每人只留一行；一人只能中一次。", "Keep one line for each; nobody wins twice."),
        )
    return sorted(entries)


def read_seed(path: Path) -> str:
    """The seed of a file: its first line, without the line end. Raises InputError."""
    try:
        text = _head(path, 4096).decode("utf-8-sig").split("\n")[0].rstrip("\r")
    except UnicodeDecodeError:
        text = ""
    if not 1 <= len(text) <= 200 or text != text.strip() or not text.isprintable():
        raise InputError(
            str(path),
            Text("种子读不出来", "The seed cannot be read"),
            Text(
                "种子是文件的第一行，1 到 200 个字符，首尾没有空格。",
                "The seed is the first line of the file: 1 to 200 characters, no spaces at the ends.",
            ),
        )
    return text


def _head(path: Path, size: int) -> bytes:
    with path.open("rb") as file:
        return file.read(size)


def commitment(seed: str, published_at: str) -> str:
    """The ``commit`` block for the raffle's file."""
    return f"commit:\n  seed_hash: {sha256(seed)}\n  published_at: {published_at}\n"


def result(seed: str, entries: Sequence[str], wins: Sequence[Win], drawn_at: str, *, listed: bool) -> str:
    """The ``result`` block for the raffle's file; ``listed`` puts the whole list in instead of its hash alone."""
    quoted = '"' + seed.replace("\\", "\\\\").replace('"', '\\"') + '"'
    lines = ["result:", f"  entries_count: {len(entries)}", f"  entries_hash: {entries_hash(entries)}"]
    if listed:
        lines += ["  entries:", *(f"    - {entry}" for entry in entries)]
    lines += [
        "  winners:" if wins else "  winners: []",
        *(f"    - {{member: {win.entry}, prize: {win.prize}}}" for win in wins),
    ]
    lines += [f"  seed: {quoted}", f"  drawn_at: {drawn_at}", "  proof:"]
    lines += [
        "    zh: 种子、竖线、编号连成一行取 SHA-256，从小到大排，依次得奖。",
        "    en: Take SHA-256 of seed, vertical bar and id in one line; the smallest win, in order of the prizes.",
    ]
    return "\n".join(lines) + "\n"
