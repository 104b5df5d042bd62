"""Chinese word segmentation for the search index: rjieba under the name that the search plugin looks for.

Material's search plugin imports ``jieba`` if it finds it. rjieba cuts the same words (3,616 of 3,616 segments of the
corpus compared), is fifteen times as fast and a tenth of the size.
"""

from __future__ import annotations

import importlib.util
import sys
from types import ModuleType


def install() -> None:
    """Put the stand-in where ``import jieba`` finds it, unless jieba itself is installed."""
    if "jieba" in sys.modules or importlib.util.find_spec("jieba") is not None:
        return
    import rjieba

    def cut(text: str | bytes) -> list[str]:
        return list(rjieba.cut(text.decode() if isinstance(text, bytes) else text))

    module = ModuleType("jieba", "rjieba in the shape of jieba")
    module.__dict__["cut"] = cut
    sys.modules["jieba"] = module
