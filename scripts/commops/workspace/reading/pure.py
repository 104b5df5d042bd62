"""PyYAML's own parser, faster, and taught what libyaml knows: a plain word may hold a question mark."""

from __future__ import annotations

import re
from typing import Any

import yaml

from commops.patterns import lazy

# Words with the spaces between them; a word never holds ": " and never starts with "#" after a space.
_BLOCK = lazy(r"(?:[^\0 \t\r\n:]|:(?![\0 \t\r\n]))+(?: +(?!#)(?:[^\0 \t\r\n:]|:(?![\0 \t\r\n]))+)*")
_FLOW = lazy(
    r"(?:[^\0 \t\r\n:,\[\]{}]|:(?![\0 \t\r\n,\[\]{}]))+(?: +(?!#)(?:[^\0 \t\r\n:,\[\]{}]|:(?![\0 \t\r\n,\[\]{}]))+)*"
)
_QUOTED = lazy(r"[^\0\s'\"\\]+(?: +[^\0\s'\"\\]+)*")


class PureLoader(yaml.SafeLoader):
    """Gives the same events as libyaml for the texts that guard lets both read (``[ready?]`` is one word)."""

    def scan_plain(self) -> yaml.ScalarToken:
        """A plain scalar, perhaps over several lines (YAML 1.2, section 7.3.3)."""
        chunks: list[str] = []
        spaces: list[Any] = []
        start_mark = end_mark = self.get_mark()
        indent = self.indent + 1
        pattern = _FLOW if self.flow_level else _BLOCK
        while self.peek() != "#":
            words = self._take(pattern)
            if not words:
                break
            self.allow_simple_key = False
            chunks += [*spaces, words]
            end_mark = self.get_mark()
            spaces = self.scan_plain_spaces(indent, start_mark) or []
            if not spaces or (not self.flow_level and self.column < indent):
                break
        return yaml.ScalarToken("".join(chunks), True, start_mark, end_mark)

    def scan_flow_scalar_non_spaces(self, double: bool, start_mark: Any) -> list[str]:
        """A part of a quoted scalar; what needs no care is taken at once instead of word by word."""
        words = self._take(_QUOTED)
        return [words, *super().scan_flow_scalar_non_spaces(double, start_mark)]

    def _take(self, pattern: re.Pattern[str]) -> str:
        """Step over what the pattern matches. It holds no line break, so counting up is all that forward() would do."""
        found = pattern.match(self.buffer, self.pointer)
        if found is None:
            return ""
        length = len(found[0])
        self.pointer += length
        self.index += length
        self.column += length
        return found[0]
