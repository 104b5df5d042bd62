"""Finds a font with Chinese characters on this computer, for pictures: the program carries none (they are 20 MB)."""

from __future__ import annotations

import os
import sys
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from commops.texts import Text

VARIABLE = "COMMOPS_FONT"
"""Names a font file to use instead; ``off`` draws no pictures."""

MISSING = Text(
    f"没有找到带汉字的字体，分享图没有画。装一个（如 Noto Sans CJK），或用 {VARIABLE} 指定字体文件。",
    "No font with Chinese characters was found, so no pictures for sharing are drawn. Install one (Noto Sans CJK, "
    f"say) or name a file in {VARIABLE}.",
)

_FAMILIES = (
    # Linux
    ("NotoSansCJK-Bold.ttc", "NotoSansCJK-Regular.ttc"),
    ("NotoSansCJKsc-Bold.otf", "NotoSansCJKsc-Regular.otf"),
    ("NotoSansSC-Bold.otf", "NotoSansSC-Regular.otf"),
    ("SourceHanSansSC-Bold.otf", "SourceHanSansSC-Regular.otf"),
    ("SourceHanSans-Bold.ttc", "SourceHanSans-Regular.ttc"),
    ("SourceHanSansCN-Bold.otf", "SourceHanSansCN-Regular.otf"),
    ("wqy-microhei.ttc", "wqy-microhei.ttc"),
    ("wqy-zenhei.ttc", "wqy-zenhei.ttc"),
    ("DroidSansFallbackFull.ttf", "DroidSansFallbackFull.ttf"),
    # macOS
    ("PingFang.ttc", "PingFang.ttc"),
    ("Hiragino Sans GB.ttc", "Hiragino Sans GB.ttc"),
    ("STHeiti Medium.ttc", "STHeiti Light.ttc"),
    # Windows
    ("msyhbd.ttc", "msyh.ttc"),
    ("simhei.ttf", "simhei.ttf"),
    ("simsun.ttc", "simsun.ttc"),
)
"""Bold and regular file of families that hold Chinese, the best first."""


class Family(NamedTuple):
    """The files of a font, and what makes pictures drawn with it differ from those of another."""

    bold: Path
    regular: Path

    @property
    def mark(self) -> str:
        """Names and sizes of the files."""
        return ",".join(f"{path.name}:{path.stat().st_size}" for path in self)


def find() -> Family | None:
    """The font for pictures; None when there is none, or when nobody wants any."""
    return _find(os.environ.get(VARIABLE, ""))


def missing() -> bool:
    """Whether pictures are wanted and no font is there."""
    return os.environ.get(VARIABLE) != "off" and find() is None


@lru_cache(maxsize=4)
def _find(wanted: str) -> Family | None:
    if wanted:
        path = Path(wanted)
        return Family(path, path) if path.is_file() else None
    files = _files()
    for bold, regular in _FAMILIES:
        if bold in files:
            return Family(files[bold], files.get(regular, files[bold]))
    return None


def _files() -> dict[str, Path]:
    """Font files of this computer by name; where one lies twice, the first folder in the list counts."""
    found: dict[str, Path] = {}
    names = {name for family in _FAMILIES for name in family}
    for folder in _folders():
        for place, folders, files in os.walk(folder):
            folders.sort()
            for name in names.intersection(files):
                found.setdefault(name, Path(place) / name)
    return found


def _folders() -> list[Path]:
    home = Path.home()
    if sys.platform == "win32":
        local = Path(os.environ.get("LOCALAPPDATA", home)) / "Microsoft/Windows/Fonts"
        return [Path(os.environ.get("WINDIR", "C:/Windows")) / "Fonts", local]
    if sys.platform == "darwin":
        return [Path("/System/Library/Fonts"), Path("/Library/Fonts"), home / "Library/Fonts"]
    return [Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), home / ".local/share/fonts", home / ".fonts"]
