from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import jsonschema
import pytest

from commops import resources
from commops.devtools.editor import bilingual, editor_files
from commops.devtools.kinds import read_kinds

FOLDER = resources.folder("schemas")


@cache
def files() -> dict[str, str]:
    return editor_files(FOLDER)


def copies() -> dict[str, dict]:
    return {path: json.loads(text) for path, text in files().items() if path.endswith(".schema.json")}


def settings() -> dict:
    head, _, body = files()[".vscode/settings.json"].partition("\n")
    assert head.startswith("//")
    assert "commops dev editor" in head
    return json.loads(body)


def test_every_yaml_kind_has_its_schema() -> None:
    schemas = settings()["yaml.schemas"]
    kinds = [kind for kind in read_kinds(FOLDER) if any(glob.endswith(".yml") for glob in kind.files)]
    assert list(schemas) == [f"./.vscode/schemas/{kind.schema_file}" for kind in kinds]
    assert all((FOLDER.parent / url).is_file() for url in schemas)
    assert schemas["./.vscode/schemas/team.schema.json"] == ["community/team.yml"]
    assert schemas["./.vscode/schemas/raffle.schema.json"] == [
        "events/*/raffle.yml",
        "content/raffles/*.yml",
        "events/archive/*/raffle.yml",
        "content/raffles/archive/*.yml",
    ]


def test_json_goes_to_the_json_language_and_markdown_nowhere() -> None:
    found = settings()
    assert [entry["url"] for entry in found["json.schemas"]] == ["./.vscode/schemas/snapshot.schema.json"]
    assert ".md" not in json.dumps(found)


def test_no_file_has_two_schemas() -> None:
    globs = [glob for entry in settings()["yaml.schemas"].values() for glob in entry]
    assert len(set(globs)) == len(globs)


def test_the_extension_is_recommended() -> None:
    recommended = json.loads((Path(FOLDER).parent / ".vscode/extensions.json").read_text(encoding="utf-8"))
    assert recommended == {"recommendations": ["redhat.vscode-yaml"]}


SHOWN = {"title", "description", "enumDescriptions", "errorMessage"}


def verdict(node: object) -> object:
    """A schema without what is only shown."""
    if isinstance(node, dict):
        return {
            word: {name: verdict(part) for name, part in value.items()}
            if word in ("properties", "definitions")
            else verdict(value)
            for word, value in node.items()
            if word not in SHOWN and not word.startswith("x-")
        }
    return [verdict(part) for part in node] if isinstance(node, list) else node


@pytest.mark.parametrize("kind", read_kinds(FOLDER), ids=lambda kind: kind.name)
def test_copy_for_editors_judges_like_the_schema(kind) -> None:
    copy = bilingual(kind.schema)
    jsonschema.Draft7Validator.check_schema(copy)
    assert verdict(copy) == verdict(kind.schema)
    if text := files().get(f".vscode/schemas/{kind.schema_file}"):
        assert json.loads(text) == copy
    assert '"x-' not in json.dumps(copy)


def test_copy_speaks_both_languages() -> None:
    team = copies()[".vscode/schemas/team.schema.json"]
    person = team["definitions"]["person"]["properties"]
    assert person["kind"]["title"] == "身份 · Kind"
    assert person["kind"]["description"] == "以什么身份参与。\n\nHow the person works here."
    assert person["kind"]["enumDescriptions"] == ["专职 · Staff", "志愿者 · Volunteer", "外包 · Contractor"]
    assert "编号由小写英文字母" in team["definitions"]["id"]["errorMessage"]
    assert "An id has" in team["definitions"]["id"]["errorMessage"]


def test_no_copy_lies_around_unused() -> None:
    found = {path.relative_to(FOLDER.parent).as_posix() for path in (FOLDER.parent / ".vscode/schemas").iterdir()}
    assert found == set(copies())
