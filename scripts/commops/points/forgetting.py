"""Takes people who are to be forgotten out of the private lists that points are granted by."""

from __future__ import annotations

import codecs
import io
from collections.abc import Collection
from pathlib import Path

from commops.errors import InputError
from commops.files import write_atomic
from commops.logs.csv_records import Records
from commops.logs.encodings import encoding_of
from commops.logs.keys import Key
from commops.points.grants import ACCOUNT, tables
from commops.texts import Text

_MARKS = {codecs.BOM_UTF8: "utf-8", codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
_BROKEN = Text("文件的编码不完整，没有改动它。", "its characters cannot be read; it was left alone.")
_SAVE = Text("另存为 UTF-8，再执行一次。", "Save it as UTF-8 and run this again.")


def drop_lines(root: Path, people: Collection[str], key: Key) -> int:
    """Remove the lines of some pseudonyms from ``.commops/points/*.csv``; returns how many went.

    All other lines stay byte for byte, also those that nobody can read. Raises InputError for a file that is a link
    or too large.
    """
    return sum(_drop(path, people, key) for path in tables(root)) if people else 0


def _drop(path: Path, people: Collection[str], key: Key) -> int:
    mark, encoding = _written(path)
    try:
        text = path.read_bytes()[len(mark) :].decode(encoding, "surrogateescape")
    except UnicodeDecodeError:
        raise InputError(str(path), _BROKEN, _SAVE) from None
    records = list(Records(io.StringIO(text, newline=""), delimiter=",", quote='"'))
    lines = io.StringIO(text, newline="").readlines()
    header, member = 0, -1
    gone: list[range] = []
    ends = [number for number, _ in records[1:]] + [len(lines) + 1]
    for (number, cells), end in zip(records, ends, strict=True):
        if isinstance(cells, str):
            continue
        if not header:
            names = [cell.strip().lower() for cell in cells]
            header, member = number, names.index("member") if "member" in names else -1
        elif 0 <= member < len(cells) and _is_of(cells[member].strip(), people, key):
            gone.append(range(number - 1, end - 1))
    if gone:
        left_out = {place for span in gone for place in span}
        kept = "".join(line for place, line in enumerate(lines) if place not in left_out)
        write_atomic(path, mark + kept.encode(encoding, "surrogateescape"), mode=0o600)
    return len(gone)


def _written(path: Path) -> tuple[bytes, str]:
    """The byte order mark of a file, if it has one, and the encoding of what follows."""
    with path.open("rb") as file:
        head = file.read(3)
    for mark, encoding in _MARKS.items():
        if head.startswith(mark):
            return mark, encoding
    return b"", encoding_of(path).removesuffix("-sig")


def _is_of(text: str, people: Collection[str], key: Key) -> bool:
    account = ACCOUNT.fullmatch(text)
    named = (key.author(account[1], raw) for raw in (account[2], f"name:{account[2]}")) if account else ()
    return text in people or any(one in people for one in named)
