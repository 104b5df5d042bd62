"""Judges the words that stand in for a picture: a file name, a generic word or two letters describe nothing."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Literal, TypeAlias

from commops.patterns import lazy

Weakness: TypeAlias = Literal["empty", "name", "generic", "short"]

_FILE = lazy(r"[^\s/]+\.(?:png|jpe?g|gif|webp|svg|avif|bmp|heic|tiff?)", re.IGNORECASE)
_CAMERA = lazy(r"(?:img|dsc|dscn|image|photo|pic|screenshot|mmexport|wx_camera)[-_ ]?\d[\d_-]*", re.IGNORECASE)
_GENERIC = lazy(
    r"(?:一张|一幅|this is an? |an? |the )?"
    r"(?:图片|图像|照片|相片|配图|插图|图|封面图?|头图|海报|截图|二维码|宣传图|活动照片|image|picture|photo(?:graph)?|"
    r"cover|poster|banner|screenshot|graphic|illustration|alt(?: text)?|untitled|qr code)"
    r"[\d ()（）#.一二三四五六七八九十]*"
)
# Descriptions that say that people are what the picture shows (judgement).
_PEOPLE = lazy(
    r"合影|合照|自拍|肖像|人像|集体照|大头照|(?:的|张)脸|group photo|selfie|portrait of|faces? of", re.IGNORECASE
)
_FEWEST = 4
"""Characters of a text with Han characters; in letters it is twice as many."""


def weak(text: str, names: Collection[str] = ()) -> Weakness | None:
    """Why a text describes no picture; None if it may. ``names`` are ids and file names of that picture."""
    plain = text.strip().strip("“”\"'[]【】")
    if not plain:
        return "empty"
    folded = plain.casefold()
    own = {part.casefold() for name in names for part in (name, name.rpartition(".")[0] or name)}
    if folded in own or _FILE.fullmatch(plain) or _CAMERA.fullmatch(plain):
        return "name"
    if _GENERIC.fullmatch(folded):
        return "generic"
    fewest = _FEWEST if any("\u3400" <= char <= "\u9fff" for char in plain) else 2 * _FEWEST
    return "short" if len(plain) < fewest else None


def shows_people(text: str) -> bool:
    """Whether the words say that people are what the picture shows."""
    return _PEOPLE.search(text) is not None
