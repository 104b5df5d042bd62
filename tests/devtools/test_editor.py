from __future__ import annotations

import json
from pathlib import Path

from commops import resources
from commops.devtools.editor import editor_settings
from commops.devtools.kinds import read_kinds

FOLDER = resources.folder("schemas")


def settings() -> dict:
    head, _, body = editor_settings(FOLDER).partition("\n")
    assert head.startswith("//")
    assert "commops dev editor" in head
    return json.loads(body)


def test_every_yaml_kind_has_its_schema() -> None:
    schemas = settings()["yaml.schemas"]
    kinds = [kind for kind in read_kinds(FOLDER) if any(glob.endswith(".yml") for glob in kind.files)]
    assert list(schemas) == [f"./schemas/{kind.schema_file}" for kind in kinds]
    assert all((FOLDER.parent / url).is_file() for url in schemas)
    assert schemas["./schemas/team.schema.json"] == ["community/team.yml"]
    assert schemas["./schemas/raffle.schema.json"] == [
        "events/*/raffle.yml",
        "content/raffles/*.yml",
        "events/archive/*/raffle.yml",
        "content/raffles/archive/*.yml",
    ]


def test_json_goes_to_the_json_language_and_markdown_nowhere() -> None:
    found = settings()
    assert [entry["url"] for entry in found["json.schemas"]] == ["./schemas/snapshot.schema.json"]
    assert ".md" not in json.dumps(found)


def test_no_file_has_two_schemas() -> None:
    globs = [glob for entry in settings()["yaml.schemas"].values() for glob in entry]
    assert len(set(globs)) == len(globs)


def test_the_extension_is_recommended() -> None:
    recommended = json.loads((Path(FOLDER).parent / ".vscode/extensions.json").read_text(encoding="utf-8"))
    assert recommended == {"recommendations": ["redhat.vscode-yaml"]}
