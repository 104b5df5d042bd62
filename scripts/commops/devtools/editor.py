"""Writes .vscode/settings.json: which schema the editor uses for which file, from kinds.yml."""

from __future__ import annotations

import json
from pathlib import Path

from commops.devtools.kinds import Kind, read_kinds

_HEAD = "// Generated from schemas/kinds.yml by `commops dev editor`; do not edit.\n"


def editor_settings(folder: Path) -> str:
    """The settings of the workspace for VS Code with the YAML extension. ``folder`` is schemas/.

    Markdown is left out: the extension does not look at front matter.
    """
    kinds = read_kinds(folder)
    settings = {
        "yaml.validate": True,
        "yaml.yamlVersion": "1.2",
        "yaml.schemas": {_url(kind): globs for kind in kinds if (globs := _globs(kind, ".yml"))},
        "json.schemas": [{"fileMatch": globs, "url": _url(kind)} for kind in kinds if (globs := _globs(kind, ".json"))],
    }
    return _HEAD + json.dumps(settings, ensure_ascii=False, indent=2) + "\n"


def _url(kind: Kind) -> str:
    return f"./schemas/{kind.schema_file}"


def _globs(kind: Kind, suffix: str) -> list[str]:
    return [glob for glob in (*kind.files, *kind.archived) if glob.endswith(suffix)]
