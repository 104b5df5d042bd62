from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from schema_support import EXAMPLES, KINDS, accepts, errors, example, named, quickly_accepts

ALIEN = {"an": "alien"}
MORE_WRONG = ([None], 12345678901234567890, True)
WRONG = [None, "", "x" * 100_000, *(pytest.param(one, marks=pytest.mark.slow) for one in MORE_WRONG)]
Route = tuple[str | int, ...]


def routes(data: Any, route: Route = ()) -> Iterator[Route]:
    """The route of each value under a key, at any depth."""
    if isinstance(data, dict):
        for key, value in data.items():
            yield (*route, key)
            yield from routes(value, (*route, key))
    elif isinstance(data, list):
        for number, value in enumerate(data):
            yield from routes(value, (*route, number))


def changed(data: Any, route: Route, value: Any) -> Any:
    """``data`` with another value at ``route``; what is not on the way there is shared."""
    step, *rest = route
    result = data.copy()
    result[step] = changed(data[step], tuple(rest), value) if rest else value
    return result


def test_each_kind_has_one_example() -> None:
    assert sorted(path.stem for path in EXAMPLES.iterdir()) == sorted(KINDS)


@pytest.mark.parametrize("kind", KINDS)
def test_good_example_is_accepted(kind: str) -> None:
    data = example(KINDS[kind])
    assert [error.message for error in errors(kind, data)] == []
    assert accepts(kind, data)


@pytest.mark.parametrize("kind", KINDS)
def test_good_example_uses_every_property(kind: str) -> None:
    used = {step for route in routes(example(KINDS[kind])) for step in route}
    known = {name for where, name, _ in named(KINDS[kind].schema) if where.endswith("/properties")}
    assert known <= used


@pytest.mark.parametrize("kind", KINDS)
def test_an_alien_is_refused_in_place_of_any_property(kind: str) -> None:
    data = example(KINDS[kind])
    assert [route for route in routes(data) if accepts(kind, changed(data, route, ALIEN))] == []


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("wrong", WRONG, ids=repr)
def test_a_value_of_another_sort_is_refused_or_of_the_right_type(kind: str, wrong: Any) -> None:
    # Not every property refuses every one of these (a flag takes true), but none may crash, and null, a list of null
    # and an endless text are refused everywhere; only the cells of a snapshot may be null.
    data = example(KINDS[kind])
    taken = [route for route in routes(data) if accepts(kind, changed(data, route, wrong))]
    if wrong is None:
        assert all(route[0] == "metrics" and len(route) == 4 for route in taken)
    elif wrong in ([None], "") or isinstance(wrong, str):
        assert all(wrong == "" and kind == "snapshot" for _ in taken)


@pytest.mark.parametrize("kind", KINDS)
def test_an_unknown_key_is_refused_in_every_object(kind: str) -> None:
    data = example(KINDS[kind])
    objects: list[Route] = [(), *routes(data)]
    for route in objects:
        place = data
        for step in route:
            place = place[step]
        if isinstance(place, dict):
            assert not accepts(kind, changed(data, (*route, "No such key"), 1)), route


@pytest.mark.parametrize("kind", KINDS)
def test_a_list_without_end_is_refused(kind: str) -> None:
    data = example(KINDS[kind])
    for route in routes(data):
        place = data
        for step in route:
            place = place[step]
        if isinstance(place, list):
            assert not quickly_accepts(kind, changed(data, route, place * 20_001)), route


@pytest.mark.parametrize("kind", KINDS)
def test_required_properties_are_required(kind: str) -> None:
    data = example(KINDS[kind])
    for key in KINDS[kind].schema.get("required", ()):
        assert not accepts(kind, {name: value for name, value in data.items() if name != key}), key


def test_a_three_line_post_is_a_draft() -> None:
    assert accepts("post", {"title": "晚上好", "date": "2026-11-23T20:00+08:00", "channels": ["chat"]})


def test_an_asset_lies_in_the_repository_or_elsewhere() -> None:
    asset = {"id": "logo", "kind": "image", "alt": "A leaf", "licence": "own"}
    assert not accepts("asset-list", {"assets": [asset]})
    assert accepts("asset-list", {"assets": [{**asset, "file": "content/assets/logo.svg"}]})


@pytest.mark.parametrize(
    "path", ["../x.png", "/etc/passwd", "a/../b.png", "a//b.png", "C:\\x.png", "a b.png", "a/.git/x"]
)
def test_an_asset_stays_inside_the_repository(path: str) -> None:
    asset = {"id": "logo", "kind": "image", "alt": "A leaf", "licence": "own", "file": path}
    assert not accepts("asset-list", {"assets": [asset]})


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "//example.org", "http://", "ftp://example.org/x"]
)
def test_an_address_is_a_web_address(url: str) -> None:
    assert not accepts("profile", changed(example(KINDS["profile"]), ("site_url",), url))
