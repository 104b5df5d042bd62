"""Regular expressions that are compiled on first use: a small check needs a few of the hundreds there are."""

from __future__ import annotations

import re
from typing import Any, AnyStr, cast


class _Lazy:
    """Stands for a compiled expression and takes over its methods one by one, as somebody asks for them."""

    def __init__(self, pattern: str | bytes, flags: int) -> None:
        self.pattern = pattern
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        # Kept, so that the next call finds it like any attribute; `re` keeps the compiled expression for the others.
        found = self.__dict__[name] = getattr(re.compile(self.pattern, self._flags), name)
        return found


def lazy(pattern: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """``re.compile`` for constants of modules. A mistake shows on first use; a test compiles them all."""
    return cast("re.Pattern[AnyStr]", _Lazy(pattern, flags))
