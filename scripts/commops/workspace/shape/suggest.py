"""Did you mean: the closest known word, by spelling, by Chinese label, or after undoing full-width typing."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable, Mapping

_OTHER_WORDS = {
    "form": ("kind",), "type": ("kind",), "format": ("kind",), "类别": ("kind",), "种类": ("kind",),
    "name": ("title",), "title": ("name", "display"), "headline": ("title",), "名字": ("name", "title", "display"),
    "名称": ("title", "name"), "标题": ("name",), "time": ("date", "start"), "datetime": ("date", "start"),
    "when": ("date", "start"), "publish_at": ("date",), "时间": ("date", "start"), "发布时间": ("date",),
    "开始时间": ("start",), "结束时间": ("end",), "image": ("assets",), "images": ("assets",), "picture": ("assets",),
    "pictures": ("assets",), "photos": ("assets",), "图片": ("assets",), "配图": ("assets", "image"), "url": ("links",),
    "platform": ("channels",), "平台": ("channels",), "writer": ("author",), "approver": ("approved_by",),
    "审批人": ("approved_by",), "place": ("venue",), "location": ("venue",), "地点": ("venue",),
    "subtitle": ("summary",), "简介": ("summary", "description"), "话题": ("pillar",), "支柱": ("pillar",),
}  # fmt: skip
"""What people write for a key who know other tools, by likelihood."""


def other_words(names: Iterable[str]) -> dict[str, str]:
    """The usual other words for keys, each with the key among ``names`` that it most likely stands for."""
    known = set(names)
    meant = {word: next((key for key in keys if key in known), "") for word, keys in _OTHER_WORDS.items()}
    return {word: key for word, key in meant.items() if key}


def plain(text: str) -> str:
    """Text as it would have been typed with a half-width keyboard, without spaces around it."""
    return unicodedata.normalize("NFKC", text).replace("。", ".").strip()


def closest(word: str, known: Iterable[str], aliases: Mapping[str, str] | None = None) -> str:
    """The known word that was most likely meant, or ``""``.

    ``aliases`` are other names of known words (Chinese labels); they count only when they match exactly.
    """
    typed = plain(word)
    words = sorted(set(known))
    by_shape = {shape(candidate): candidate for candidate in reversed(words)}
    if (found := by_shape.get(shape(typed))) is not None:
        return found
    if aliases and typed in aliases:
        return aliases[typed]
    if len(typed) > 60:
        return ""
    matches = difflib.get_close_matches(typed.lower(), words, n=1, cutoff=0.68 if len(typed) > 3 else 0.6)
    return matches[0] if matches else ""


def shape(word: str) -> str:
    """A word without case, hyphens, underscores and spaces: what stays when only the style differs."""
    return re.sub(r"[\s_-]+", "", word.casefold())


def as_id(text: str) -> str:
    """The id that a text would be: lower case, hyphens for spaces and underscores."""
    return re.sub(r"[\s_.-]+", "-", plain(text).lower()).strip("-")


def as_date(text: str) -> str:
    """``2026/1/5`` or ``2026年1月5日`` as ``2026-01-05``; other text unchanged."""
    found = re.fullmatch(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?", plain(text), re.ASCII)
    return f"{found[1]}-{int(found[2]):02}-{int(found[3]):02}" if found else text


def as_clock(text: str) -> str:
    """``9:30`` or ``20：00`` as ``09:30`` and ``20:00``; other text unchanged."""
    found = re.fullmatch(r"(\d{1,2})[:.点时](\d{1,2})分?", plain(text), re.ASCII)
    return f"{int(found[1]):02}:{int(found[2]):02}" if found else text
