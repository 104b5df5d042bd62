"""Data as YAML the way people here write it: plain dates, short lists on one line, keys in the order given."""

from __future__ import annotations

import re
from typing import Any

import yaml

from commops.workspace.reading.scalars import misread


class _Dumper(yaml.SafeDumper):
    """PyYAML's dumper that takes words for what our reader takes them for, so that dates need no quotes."""

    yaml_implicit_resolvers: Any = {}  # noqa: RUF012 - takes the place of the inherited table

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002
        """Everything is written out: our reader refuses anchors."""
        return True

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002
        """Lists are indented below their key."""
        super().increase_indent(flow, indentless=False)


_CORE = (
    ("bool", r"true|True|TRUE|false|False|FALSE", "tTfF"),
    ("null", r"~|null|Null|NULL|", "~nN"),
    ("int", r"[-+]?[0-9]+", "-+0123456789"),
    ("float", r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?", "-+.0123456789"),
)
for _name, _pattern, _first in _CORE:
    _Dumper.add_implicit_resolver(f"tag:yaml.org,2002:{_name}", re.compile(rf"^(?:{_pattern})$"), [*_first, ""])


def _text(dumper: yaml.SafeDumper, value: str) -> yaml.ScalarNode:
    """Text of several lines as a block, and in quotes what other readers would take for something else."""
    style = "|" if "\n" in value else '"' if misread(value) else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style=style)


_Dumper.add_representer(str, _text)


class _Block(dict[str, Any]):
    """A mapping that is written with one key a line even if a single line could hold it."""


def _block(dumper: yaml.SafeDumper, value: _Block) -> yaml.MappingNode:
    return dumper.represent_mapping("tag:yaml.org,2002:map", value, flow_style=False)


_Dumper.add_representer(_Block, _block)


def as_yaml(data: dict[str, Any]) -> str:
    """A mapping as block YAML; below the top, and below the entries of its lists, what is short stands on one line."""
    whole = _Block({key: _entries(value) for key, value in data.items()})
    return yaml.dump(whole, Dumper=_Dumper, allow_unicode=True, sort_keys=False, default_flow_style=None, width=10_000)


def _entries(value: Any) -> Any:
    """A list of things with an id is written like files: one key a line."""
    if isinstance(value, list):
        return [_Block(entry) if isinstance(entry, dict) and "id" in entry else entry for entry in value]
    return value
