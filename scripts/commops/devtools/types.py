"""Writes workspace/_types.py, a view class per kind, and _shapes.py, the types of nested values, from the schemas."""

from __future__ import annotations

import keyword
import re
from collections.abc import Iterable
from pathlib import Path

from commops.devtools.kinds import Kind, Schema, read_kinds, shared_definitions

COLUMNS = 120
_SCALARS = {"string": "str", "integer": "int", "number": "float", "boolean": "bool", "null": "None"}
# Names that every Item has already; a key of the same name gets an underscore behind, as Python keywords do.
_TAKEN = frozenset({"kind", "id", "data", "source", "route", "at", "body"})
# Names that the workspace itself has, so that no collection can bear them.
_WORKSPACE = frozenset(
    [
        "items",
        "ids",
        "single",
        "faults",
        "sources",
        "tracked",
        "as_of",
        "zone",
        "languages",
        "base",
        "get",
        "own",
        "file",
        "tree",
        "reads",
        "asked",
        "claimed",
        "derive",
        "judge_by",
        "policy_from",
        "read_text",
        "read_head",
    ]
)

_HEAD = '''"""Typed access to every kind of thing; generated from schemas/ by `commops dev types`, do not edit.

A key that is a Python word or a name of Item has an underscore behind: `from_`, `kind_`, `source_`. An absent key is
None, or the default that the schema names. A list whose entries are things of their own (`people`) is a collection
of the workspace (`ws.people`), not a property of the file that holds it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal, cast

from commops.workspace.item import Item

if TYPE_CHECKING:
    from commops.texts import LocalText
    from commops.workspace._shapes import (
{names}    )
'''

_SHAPES_HEAD = '''"""Types of the values inside things; generated from schemas/ by `commops dev types`, do not edit.

Only type checkers need them; no command that has to start fast imports this module.
"""

from __future__ import annotations

from typing import Literal, NotRequired, TypeAlias, TypedDict

from commops.texts import LocalText
'''

_COLLECTIONS = '''class Collections:
    """What a workspace holds, by kind; the workspace says how to get the things of a kind."""

    def items(self, kind: str) -> list[Item]:
        """Every valid thing of a kind, sorted by id."""
        raise NotImplementedError

    def single(self, kind: str) -> Item | None:
        """The one file of a kind that has only one, if it is there and valid."""
        raise NotImplementedError'''


def type_modules(folder: Path) -> dict[str, str]:
    """The sources that follow from the schemas in ``folder``, by module, laid out as ``ruff format`` wants them."""
    kinds = read_kinds(folder)
    writer = _Writer(shared_definitions(folder))
    views = [(name, text) for kind in kinds for name, text in writer.views(kind)]
    table = ",\n".join(f'    "{name}": {class_name(name)}' for name, _ in views)
    words = set(re.findall(r"\w+", "\n".join(text for _, text in views)))
    names = "".join(f"        {name},\n" for name in sorted(writer.names & words, key=str.lower))
    shapes = [
        _SHAPES_HEAD.rstrip("\n"),
        "\n".join(text for text in writer.texts if "\n" not in text and not text.startswith("class ")),
        *(f"\n{text}" for text in writer.texts if "\n" in text or text.startswith("class ")),
    ]
    types = [
        _HEAD.rstrip("\n").replace("{names}", names),
        *(f"\n{text}" for _, text in views),
        f"\nVIEWS: dict[str, type[Item]] = {{\n{table},\n}}",
        f"\n{_collections(kinds)}\n",
    ]
    return {"_shapes": "\n\n".join(shapes) + "\n", "_types": "\n\n".join(types)}


def class_name(name: str) -> str:
    """``event-result`` -> ``EventResult``."""
    return "".join(part.capitalize() for part in name.replace("_", "-").split("-"))


def collection_of(key: str, item_kind: str) -> str:
    """The name under which the workspace offers the entries of a list: that of the list, unless it is taken."""
    return key if key not in _WORKSPACE else item_kind.replace("-", "_") + "s"


def _attribute(key: str) -> str:
    return f"{key}_" if key in _TAKEN or keyword.iskeyword(key) else key


def _singular(key: str) -> str:
    if key.endswith("ies"):
        return key[:-3] + "y"
    return key[:-1] if key.endswith("s") and not key.endswith("ss") else key


class _Writer:
    """Collects declarations in the order in which Python must see them; each name once."""

    def __init__(self, shared: dict[str, Schema]) -> None:
        self.shared = shared
        self.texts: list[str] = []
        self.names: set[str] = set()
        """Of all that is declared."""
        self._definitions: dict[str, Schema] = {}
        self._owner = ""

    def views(self, kind: Kind) -> Iterable[tuple[str, str]]:
        """The view of a file kind, then those of the things listed in it: name of the kind and source of the class."""
        self._definitions, self._owner = kind.schema.get("definitions", {}), class_name(kind.name)
        yield kind.name, self._view(kind.name, kind.schema, skip=frozenset(kind.items))
        for item in kind.items.values():
            yield item, self._view(item, self._definitions[item], skip=frozenset())

    def _view(self, kind: str, schema: Schema, skip: frozenset[str]) -> str:
        name, required = class_name(kind), schema.get("required", [])
        parts = [f"class {name}(Item):\n{_docstring(schema['description'], 4)}\n\n    __slots__ = ()"]
        for key, shape in schema["properties"].items():
            if key == "id" or key in skip:
                continue
            shown = self._type(shape, name, key)
            if "default" in shape:
                value = f'self.data.get("{key}", {_literal(shape["default"])})'
            elif key in required:
                value = f'self.data["{key}"]'
            else:
                shown, value = f"{shown} | None", f'self.data.get("{key}")'
            parts.append(
                f"    @property\n    def {_attribute(key)}(self) -> {shown}:\n{_docstring(shape['description'], 8)}\n"
                f"        value: {shown} = {value}\n        return value"
            )
        return "\n\n".join(parts)

    def _type(self, shape: Schema, owner: str, key: str) -> str:
        """The Python type of a value; declares what it needs under a name made of its owner and its key."""
        if "$ref" in shape:
            return self._referred(shape["$ref"].rpartition("/")[2])
        if shape.get("x-localized"):
            return "LocalText"
        if "const" in shape:
            return f"Literal[{_literal(shape['const'])}]"
        if "enum" in shape:
            return self._declare_enum(owner + class_name(key), shape)
        kind = shape["type"]
        if kind == "array":
            return f"list[{self._type(shape['items'], owner, _singular(key))}]"
        if kind == "object" and "properties" in shape:
            return self._declare_shape(owner + class_name(key), shape)
        if kind == "object":
            return f"dict[str, {self._type(shape['additionalProperties'], owner, _singular(key))}]"
        return _SCALARS[kind] if isinstance(kind, str) else " | ".join(_SCALARS[one] for one in kind)

    def _referred(self, name: str) -> str:
        shape = self._definitions[name]
        own = "" if name in self.shared else self._owner
        return self._type(shape, own, name)

    def _declare_enum(self, name: str, shape: Schema) -> str:
        if name not in self.names:
            self.names.add(name)
            values = [_literal(value) for value in shape["enum"]]
            self.texts.append(_bracketed(f"{name}: TypeAlias = Literal[", values, "]"))
        return name

    def _declare_shape(self, name: str, shape: Schema) -> str:
        if name in self.names:
            return name
        self.names.add(name)
        required = shape.get("required", [])
        fields = {key: self._type(part, name, key) for key, part in shape["properties"].items()}
        fields = {key: text if key in required else f"NotRequired[{text}]" for key, text in fields.items()}
        if any(keyword.iskeyword(key) for key in fields):
            entries = "".join(f'        "{key}": {text},\n' for key, text in fields.items())
            self.texts.append(f'{name} = TypedDict(\n    "{name}",\n    {{\n{entries}    }},\n)')
        else:
            entries = "\n".join(f"    {key}: {text}" for key, text in fields.items())
            self.texts.append(f"class {name}(TypedDict):\n{_docstring(shape['description'], 4)}\n\n{entries}")
        return name


def _collections(kinds: list[Kind]) -> str:
    """The mixin through which the workspace offers each kind under a typed name."""
    parts = [_COLLECTIONS]
    for kind in kinds:
        if kind.single:
            shown = f"{class_name(kind.name)} | None"
            parts.append(_collection(kind.collection, shown, f'self.single("{kind.name}")', kind.schema["description"]))
        else:
            parts.append(_sequence(kind.collection, kind.name, kind.schema["description"]))
        for key, item in kind.items.items():
            parts.append(_sequence(collection_of(key, item), item, kind.schema["properties"][key]["description"]))
    return "\n\n".join(parts)


def _sequence(name: str, kind: str, about: str) -> str:
    return _collection(name, f"Sequence[{class_name(kind)}]", f'self.items("{kind}")', about)


def _collection(name: str, shown: str, call: str, about: str) -> str:
    return (
        f"    @property\n    def {name}(self) -> {shown}:\n{_docstring(about, 8)}\n"
        f'        return cast("{shown}", {call})'
    )


def _docstring(text: str, indent: int) -> str:
    """A docstring; a long one is broken between words."""
    pad = " " * indent
    if indent + len(text) + 6 <= COLUMNS:
        return f'{pad}"""{text}"""'
    lines, line = [], f'{pad}"""'
    for word in text.split(" "):
        if len(line) + len(word) + 1 > COLUMNS:
            lines.append(line.rstrip())
            line = pad
        line += f"{word} "
    return "\n".join([*lines, line.rstrip(), f'{pad}"""'])


def _literal(value: object) -> str:
    return f'"{value}"' if isinstance(value, str) else repr(value)


def _bracketed(start: str, parts: list[str], end: str) -> str:
    """``start a, b end`` on one line, on three, or with a line per part: the first that fits."""
    flat = ", ".join(parts)
    if len(start + flat + end) <= COLUMNS:
        return start + flat + end
    if len(flat) + 4 <= COLUMNS:
        return f"{start}\n    {flat}\n{end}"
    return "".join([f"{start}\n", *(f"    {part},\n" for part in parts), end])
