"""Text in two languages, its width on a terminal, and untrusted text made safe to print."""

from __future__ import annotations

import json
import re
import unicodedata
from typing import Literal, NamedTuple, TypeAlias

from commops.patterns import lazy

Lang: TypeAlias = Literal["zh", "en"]
LANGS: tuple[Lang, ...] = ("zh", "en")

# A localized value as people write it in a file: one string for every language, or one string per language.
LocalText: TypeAlias = "str | dict[str, str]"


class Text(NamedTuple):
    """One message of ours in both languages; neither may be empty."""

    zh: str
    en: str

    def get(self, lang: Lang) -> str:
        """The text in one language."""
        return self.zh if lang == "zh" else self.en

    def fill(self, **facts: object) -> Text:
        """The text with its ``{name}`` places filled in; facts are put in as they are."""
        return Text(self.zh.format_map(facts), self.en.format_map(facts))


def pick(value: LocalText | None, lang: str) -> str:
    """A localized value in ``lang``, else in whatever language it has (the first written); ``""`` for nothing."""
    if value is None or isinstance(value, str):
        return value or ""
    found = value.get(lang) or next(iter(value.values()), "")
    # A file that was not checked may hold anything.
    return found if isinstance(found, str) else ""


def language(tag: str) -> Lang:
    """The message language for a BCP 47 tag or a POSIX locale: ``zh`` for any Chinese, else ``en``."""
    return "zh" if tag.lower().startswith("zh") else "en"


# Characters that move the cursor, hide text or change its reading order: C0 but tab and line feed, DEL, C1,
# bidirectional controls, zero-width characters, line and paragraph separators, tags, lone surrogates.
# U+200D stays: emoji families need it.
_UNSAFE = lazy(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200c\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff"
    "\U000e0000-\U000e007f]"
)


def safe(text: str, *, one_line: bool = False) -> str:
    r"""Untrusted text for a terminal or a log: dangerous characters become visible as ``\u{1b}``."""
    shown = _UNSAFE.sub(lambda m: f"\\u{{{ord(m[0]):x}}}", text)
    return shown.replace("\n", "\\n").replace("\t", " ") if one_line else shown


_COMMAND = lazy(r"^(\s*):(?=:)", re.MULTILINE)


def tame(text: str) -> str:
    """Text without commands: a GitHub runner obeys ``::name::`` at the start of a line and ``##[name]`` anywhere."""
    return _COMMAND.sub(r"\1: ", text.replace("##[", "## ["))


# Inside JSON every character may be written as an escape, so what would be dangerous in a log becomes one.
_UNSAFE_IN_JSON = lazy("(?<=##)\\[|[\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]")


def safe_json(value: object) -> str:
    """JSON that can be printed to a terminal or a log, whatever texts it holds; to programs it says the same."""
    text = json.dumps(value, ensure_ascii=False, indent=1)
    return _UNSAFE_IN_JSON.sub(lambda char: f"\\u{ord(char[0]):04x}", text)


class _Columns(dict[str, int]):
    """The columns of each character, looked up once: long texts repeat the same few hundred."""

    def __missing__(self, char: str) -> int:
        wide = unicodedata.east_asian_width(char) in "WF"
        self[char] = columns = 0 if unicodedata.combining(char) else 2 if wide else 1
        return columns


_COLUMNS = _Columns()


def width(text: str) -> int:
    """Columns the text takes on a terminal: 2 for wide and full-width characters, 0 for combining ones."""
    return len(text) if text.isascii() else sum(map(_COLUMNS.__getitem__, text))
