"""Small copies of pictures for the review page: decoded with limits, written anew, so nothing of the file survives."""

from __future__ import annotations

import base64
import io
import warnings
from dataclasses import dataclass

from commops.texts import Text
from commops.workspace import Workspace
from commops.workspace.reading.limits import MAX_BYTES

_FORMATS = ("PNG", "JPEG", "WEBP", "GIF")
"""Never SVG: it is a program."""
_MOST_PIXELS = 24_000_000
_EDGE = 640
BUDGET = 3_000_000
"""Characters of all pictures of a page."""

_TOO_BIG = Text("图片超过 {n} MB，这里不显示", "The picture is over {n} MB and is not shown here")
_NOT_SHOWN = Text("不是能显示的图片（PNG、JPEG、WebP、GIF）", "Not a picture that can be shown (PNG, JPEG, WebP, GIF)")
_MISSING = Text("仓库里没有这个文件", "This file is not in the repository")
_ELSEWHERE = Text("图片不在仓库里，请打开来源查看", "The picture is not in the repository; look at its source")
_NO_ROOM = Text("图片太多，这一张没有放进来", "Too many pictures: this one was left out")


@dataclass(frozen=True, slots=True)
class Thumb:
    """A small copy, or why there is none."""

    address: str
    """A ``data:`` address, ``""`` if there is none."""
    width: int
    height: int
    """Pixels of the original."""
    size: int
    """Bytes of the original."""
    why: Text | None = None


class Pictures:
    """The pictures of one page: each file is decoded once, and all together are kept below BUDGET."""

    def __init__(self, ws: Workspace) -> None:
        self._ws = ws
        self._left = BUDGET
        self._made: dict[str, Thumb] = {}

    def thumb(self, path: str) -> Thumb:
        """The small copy of a tracked file."""
        if path not in self._made:
            made = self._thumb(path)
            if len(made.address) > self._left:
                made = Thumb("", made.width, made.height, made.size, _NO_ROOM)
            self._left -= len(made.address)
            self._made[path] = made
        return self._made[path]

    def _thumb(self, path: str) -> Thumb:
        if not path:
            return Thumb("", 0, 0, 0, _ELSEWHERE)
        size = self._ws.tracked.get(path)
        if size is None:
            return Thumb("", 0, 0, 0, _MISSING)
        if size > MAX_BYTES:
            return Thumb("", 0, 0, size, _TOO_BIG.fill(n=MAX_BYTES >> 20))
        return _small(self._ws.read_head(path, MAX_BYTES), size)


def _small(raw: bytes, size: int) -> Thumb:
    from PIL import Image

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            with Image.open(io.BytesIO(raw), formats=_FORMATS) as picture:
                width, height = picture.size
                if width * height > _MOST_PIXELS:
                    return Thumb("", width, height, size, _NOT_SHOWN)
                picture.draft("RGB", (_EDGE, _EDGE))
                picture.thumbnail((_EDGE, _EDGE))
                flat = Image.new("RGB", picture.size, "white")
                whole = picture.convert("RGBA")
                flat.paste(whole, mask=whole.getchannel("A"))
                out = io.BytesIO()
                flat.save(out, "WEBP", quality=72, method=4)
    except Exception:  # a damaged or hostile picture may make the decoder fail in any way
        return Thumb("", 0, 0, size, _NOT_SHOWN)
    return Thumb(f"data:image/webp;base64,{base64.b64encode(out.getvalue()).decode()}", width, height, size)
