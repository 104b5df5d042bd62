"""The people who are to be forgotten: pseudonyms in a private list that outlives the warehouse."""

from __future__ import annotations

import json
from collections.abc import Collection
from pathlib import Path

from commops.errors import InputError
from commops.files import write_atomic
from commops.texts import Text

_NAME = "forgotten.json"
SCHEMA = 1


def load(private: Path) -> tuple[frozenset[str], str]:
    """The pseudonyms, and the fingerprint of the key that they were made with (``""`` when there are none).

    ``private`` is the folder ``.commops`` of a workspace. Raises InputError for a damaged list.
    """
    path = private / _NAME
    try:
        raw = json.loads(path.read_text("utf-8"))
        people, key = frozenset(raw["people"]), raw["key"]
        if raw["schema"] != SCHEMA or not all(isinstance(name, str) for name in (*people, key)):
            raise ValueError
    except FileNotFoundError:
        return frozenset(), ""
    except (OSError, ValueError, KeyError, TypeError):
        raise InputError(
            str(path),
            Text("被遗忘成员的名单无法读取", "the list of people to be forgotten cannot be read"),
            Text(
                "恢复备份；没有备份时删除此文件，再对每位成员执行 commops logs forget",
                "restore it; without a copy delete it and run commops logs forget again for each of them",
            ),
        ) from None
    return people, key if people else ""


def save(private: Path, people: Collection[str], key: str) -> None:
    """Put a list in force in one step."""
    content = {"schema": SCHEMA, "key": key, "people": sorted(people)}
    write_atomic(private / _NAME, json.dumps(content, indent=1) + "\n", mode=0o600)


def check_key(private: Path, key: str) -> None:
    """Raise InputError if the list was made with another key, for then nobody on it would be recognised."""
    if load(private)[1] not in ("", key):
        raise InputError(
            str(private / _NAME),
            Text(
                "被遗忘成员的名单是用另一把密钥建立的，认不出名单上的人",
                "the list of people to be forgotten was made with another key; nobody on it would be recognised",
            ),
            Text(
                "换回原来的密钥；密钥已丢失时删除此文件，导入后对每位成员再执行 commops logs forget",
                "put the old key back; if it is lost, delete this file and, after importing, "
                "run commops logs forget again for each of them",
            ),
        )
