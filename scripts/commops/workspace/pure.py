"""PyYAML's own parser, taught one thing that libyaml knows: a question mark inside a plain word is part of the word."""

from __future__ import annotations

import re
from typing import Any

import yaml

_BLOCK = re.compile(r"(?:[^\0 \t\r\n:]|:(?![\0 \t\r\n]))*")
_FLOW = re.compile(r"(?:[^\0 \t\r\n:,\[\]{}]|:(?![\0 \t\r\n,\[\]{}]))*")


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
            found = pattern.match(self.buffer, self.pointer)
            length = found.end() - self.pointer if found else 0
            if length == 0:
                break
            self.allow_simple_key = False
            chunks += [*spaces, self.prefix(length)]
            # There is no line break among these characters, so their number is all that forward() would add up.
            self.pointer += length
            self.index += length
            self.column += length
            end_mark = self.get_mark()
            spaces = self.scan_plain_spaces(indent, start_mark) or []
            if not spaces or (not self.flow_level and self.column < indent):
                break
        return yaml.ScalarToken("".join(chunks), True, start_mark, end_mark)
