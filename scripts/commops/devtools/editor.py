"""Writes what editors read: settings that follow from kinds.yml, and copies of the schemas in both languages."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from commops.devtools.kinds import Kind, Schema, read_kinds
from commops.devtools.layout import layout

_HEAD = "// Generated from schemas/ by `commops dev editor`; do not edit.\n"
_KEEP_AS_IS = frozenset({"enum", "const", "default", "required", "defaultSnippets"})


def editor_files(folder: Path) -> dict[str, str]:
    """The files for VS Code with the YAML extension by their path in the clone. ``folder`` is schemas/.

    Markdown is left out: the extension does not look at front matter.
    """
    kinds = [kind for kind in read_kinds(folder) if _globs(kind, ".yml") or _globs(kind, ".json")]
    settings = {
        "yaml.validate": True,
        "yaml.yamlVersion": "1.2",
        "yaml.schemas": {f"./{_path(kind)}": globs for kind in kinds if (globs := _globs(kind, ".yml"))},
        "json.schemas": [
            {"fileMatch": globs, "url": f"./{_path(kind)}"} for kind in kinds if (globs := _globs(kind, ".json"))
        ],
    }
    text = _HEAD + json.dumps(settings, ensure_ascii=False, indent=2) + "\n"
    return {".vscode/settings.json": text} | {_path(kind): layout(bilingual(kind.schema)) for kind in kinds}


def bilingual(schema: Schema) -> Schema:
    """A schema as editors show it: labels, descriptions and messages in Chinese and English, none of our keywords.

    Editors show ``title`` and ``description`` on hover, ``enumDescriptions`` in completions, and ``errorMessage``
    in place of a regular expression (yaml-language-server 1.25).
    """
    # Only words that follow from others are spelt out here; the verdict of the copy is that of the schema.
    shown: Schema = {}
    for word, value in schema.items():
        if word == "title" and "x-label-zh" in schema:
            zh = schema["x-label-zh"]
            shown[word] = zh if zh == value else f"{zh} · {value}"
        elif word == "description" and "x-description-zh" in schema:
            shown[word] = f"{schema['x-description-zh']}\n\n{value}"
        elif word == "enumDescriptions":
            pairs = zip(schema["x-enum-zh"], value, strict=True)
            shown[word] = [zh if zh == en else f"{zh} · {en}" for zh, en in pairs]
        elif word == "x-message":
            shown["errorMessage"] = f"{value['zh']} {value['en']}"
        elif word in ("properties", "definitions"):
            shown[word] = {name: bilingual(part) for name, part in value.items()}
        elif not word.startswith("x-"):
            shown[word] = value if word in _KEEP_AS_IS else _inside(value)
    return shown


def _inside(value: Any) -> Any:
    if isinstance(value, list):
        return [_inside(part) for part in value]
    return bilingual(value) if isinstance(value, dict) else value


def _path(kind: Kind) -> str:
    return f".vscode/schemas/{kind.schema_file}"


def _globs(kind: Kind, suffix: str) -> list[str]:
    return [glob for glob in (*kind.files, *kind.archived) if glob.endswith(suffix)]
