"""The formats that schemas may name, each checked by us: the same answer from every validator and no network."""

from __future__ import annotations

import functools
import os
import re
import zoneinfo
from collections.abc import Callable
from zoneinfo import ZoneInfo, available_timezones

from commops.patterns import lazy
from commops.workspace import times

_EMAIL = lazy(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,8}", re.ASCII)
_URI = lazy(
    r"(?:https?://[^\s/?#@:\[\]<>\"\\^`{|}]{1,253}(?::[0-9]{1,5})?(?:[/?#][^\s<>\"\\^`{|}]*)?|(?:mailto|tel):[^\s<>\"\\^`{|}]+)"
)
_RRULE_PARTS: dict[str, re.Pattern[str]] = {
    "FREQ": lazy("DAILY|WEEKLY|MONTHLY|YEARLY"),
    "INTERVAL": lazy("[1-9][0-9]{0,2}"),
    "COUNT": lazy("[1-9][0-9]{0,3}"),
    "UNTIL": lazy("[0-9]{8}(?:T[0-9]{6}Z?)?"),
    "BYDAY": lazy("(?:[+-]?[1-5]?(?:MO|TU|WE|TH|FR|SA|SU))(?:,[+-]?[1-5]?(?:MO|TU|WE|TH|FR|SA|SU)){0,20}"),
    "BYMONTHDAY": lazy("-?(?:[12]?[0-9]|3[01])(?:,-?(?:[12]?[0-9]|3[01])){0,30}"),
    "BYMONTH": lazy("(?:[1-9]|1[0-2])(?:,(?:[1-9]|1[0-2])){0,11}"),
    "BYSETPOS": lazy("-?[1-9][0-9]?"),
    "WKST": lazy("MO|TU|WE|TH|FR|SA|SU"),
}  # RFC 5545, section 3.3.10, without frequencies below a day


def _raises(read: Callable[[str], object]) -> Callable[[str], bool]:
    def check(text: str) -> bool:
        try:
            read(text)
        except ValueError:
            return False
        return True

    return check


@functools.lru_cache(maxsize=64)
def _timezone(text: str) -> bool:
    """A name of the IANA database such as Asia/Shanghai."""
    if not re.fullmatch(r"[A-Za-z][A-Za-z0-9_+/-]{1,40}", text):
        return False
    try:
        ZoneInfo(text)
    except (ValueError, LookupError, OSError):
        return False
    return any(_spelt_so(folder, text) for folder in zoneinfo.TZPATH) or text in available_timezones()


def _spelt_so(folder: str, name: str) -> bool:
    """Whether a folder of the system has the zone under this very name: some file systems take asia/shanghai for it.

    To have all zones listed, each of six hundred files is opened, which takes as long as to check a small workspace.
    """
    first, *_ = parts = name.split("/")
    if first in ("posix", "right", "posixrules"):  # the same zones once more, counted otherwise
        return False
    try:
        for part in parts:
            if part not in os.listdir(folder):  # noqa: PTH208 - hundreds of names
                return False
            folder = f"{folder}/{part}"
    except OSError:
        return False
    return True


def _rrule(text: str) -> bool:
    """A recurrence rule: known parts, each once, FREQ among them, not both COUNT and UNTIL."""
    parts = [part.partition("=") for part in text.split(";")]
    names = [name for name, _, _ in parts]
    if len(set(names)) < len(names) or "FREQ" not in names or {"COUNT", "UNTIL"} <= set(names):
        return False
    return all(name in _RRULE_PARTS and _RRULE_PARTS[name].fullmatch(value) for name, _, value in parts)


FORMATS: dict[str, Callable[[str], bool]] = {
    "date": _raises(times.date),
    "moment": _raises(times.instant),
    "clock": _raises(times.minutes),
    "timezone": _timezone,
    "email": lambda text: len(text) <= 254 and _EMAIL.fullmatch(text) is not None,
    "uri": lambda text: len(text) <= 2000 and _URI.fullmatch(text) is not None,
    "rrule": _rrule,
}
"""Format name to a check of a string. Not strings pass; the type keyword speaks about those."""
