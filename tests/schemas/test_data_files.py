"""The community of this repository against the schemas, without the loader: each file is of one kind and fits it."""

from __future__ import annotations

import re

import pytest
from schema_support import KINDS, ROOT, errors

from commops.workspace.reading.read import read

PATHS = sorted(
    path.relative_to(ROOT).as_posix()
    for top in ("community", "content", "events")
    for path in (ROOT / top).rglob("*")
    if path.suffix in (".yml", ".yaml", ".md", ".json")
)


def kinds_of(path: str) -> list[str]:
    return [
        kind.name
        for kind in KINDS.values()
        if any(re.fullmatch(re.escape(glob).replace(r"\*", "[^/]+"), path) for glob in (*kind.files, *kind.archived))
    ]


@pytest.mark.parametrize("path", PATHS)
def test_file_is_of_one_kind_and_fits_its_schema(path: str) -> None:
    kinds = kinds_of(path)
    assert len(kinds) == 1
    data = read(path, (ROOT / path).read_bytes()).data
    assert [("/".join(map(str, error.absolute_path)), error.message) for error in errors(kinds[0], data)] == []


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("content/posts/2026/11/2026-11-23-winter.md", "post"),
        ("content/posts/archive/2025/11/2025-11-23-winter.md", "post"),
        ("events/archive/2025-12-12-meetup/event.yml", "event"),
        ("events/2026-11-01-challenge/raffle.yml", "raffle"),
        ("content/raffles/spring.yml", "raffle"),
        ("community/personas/archive/old.yml", "persona"),
    ],
)
def test_an_archive_folder_is_looked_through(path: str, kind: str) -> None:
    assert kinds_of(path) == [kind]


@pytest.mark.parametrize("path", ["community/team.yaml", "community/x/team.yml", "content/posts/2026/x.md", "team.yml"])
def test_other_places_are_of_no_kind(path: str) -> None:
    assert kinds_of(path) == []


def test_no_two_kinds_share_a_collection() -> None:
    names = [kind.collection for kind in KINDS.values()]
    assert len(set(names)) == len(names)
