"""Front matter, caps of Markdown, and JSON."""

from __future__ import annotations

import json

import pytest

from commops.workspace.reading.problems import Problem, UnreadableError
from commops.workspace.reading.read import front_matter, read
from commops.workspace.source import Source


def refused(path: str, text: str) -> Problem:
    with pytest.raises(UnreadableError) as caught:
        read(path, text.encode("utf-8", "surrogatepass"))
    return caught.value.problem


def source(path: str, text: str) -> Source:
    return Source.of(path, "kind", read(path, text.encode()))


class TestMarkdown:
    def test_body_and_lines(self) -> None:
        found = source("p.md", "---\r\ntitle: 茶\r\nlist:\r\n  - a\r\n---\r\n\r\n正文 **x**\r\n")
        assert found.data == {"title": "茶", "list": ["a"]}
        assert found.body == "\n正文 **x**\n"
        assert found.body_line == 6
        assert (found.at(("title",)).line, found.at(("title",)).column) == (2, 8)
        assert (found.at(("list",)).line, found.at(("list",)).column) == (3, 1)
        assert (found.at(("list", 0)).line, found.at(("list", 0)).column) == (4, 5)
        assert (found.at_body(3, 2).line, found.at_body(3, 2).column) == (7, 3)

    def test_front_matter_ends_at_the_first_rule(self) -> None:
        text = "---\na: 1\n---\nb\n---\nc\n"
        assert text[slice(*front_matter(text)[:2])] == "a: 1\n"
        assert source("p.md", text).body == "b\n---\nc\n"

    def test_without_body(self) -> None:
        assert source("p.md", "---\na: 1\n---").body == ""

    @pytest.mark.parametrize("text", ["", "# Title\n", "title: x\n", "----\na: 1\n---\n", " ---\na: 1\n---\n"])
    def test_no_front_matter(self, text: str) -> None:
        assert refused("p.md", text).line == 1

    def test_not_closed(self) -> None:
        assert "---" in refused("p.md", "---\na: 1\n").problem.en

    def test_empty(self) -> None:
        assert "front matter" in refused("p.md", "---\n---\nbody\n").problem.en

    def test_error_place_counts_from_the_top_of_the_file(self) -> None:
        assert refused("p.md", "---\na: 1\na: 2\n---\n").line == 3

    def test_tab_only_in_the_body(self) -> None:
        assert source("p.md", "---\na: 1\n---\n\tcode\n").body == "\tcode\n"
        assert refused("p.md", "---\na:\t1\n---\n").line == 2

    def test_cap(self) -> None:
        assert "256 KB" in refused("p.md", f"---\na: 1\n---\n{'x' * (256 << 10)}").problem.en

    @pytest.mark.parametrize("sign", ["[", "![", "[a](", "<a ", "<http://", "`", "**"])
    def test_paragraph_full_of_markup(self, sign: str) -> None:
        problem = refused("p.md", f"---\na: 1\n---\nfine\n\n{sign * 600}\n")
        assert problem.line == 6

    def test_long_page_with_links_is_fine(self) -> None:
        body = "\n\n".join("[a](https://example.org) and [b](c)" for _ in range(1500))
        assert source("p.md", f"---\na: 1\n---\n{body}").body == body


class TestJson:
    @pytest.mark.parametrize(
        ("text", "line"),
        [
            ('{"a": 1,\n "a": 2}', 2),
            ('{"a": NaN}', 1),
            ('{"a": Infinity}', 1),
            ('{"a":\n -Infinity}', 2),
            ('{"a":\n 1e999}', 2),
            (f'{{"a": {"9" * 5000}}}', 1),
            ("[" * 100_000, 1),
            ('{"a": ' * 200, 1),
            ('{"a": "\\ud800"}', 1),
            ('{"\\udc00": 1}', 1),
            ('{"a": "\\u0000"}', 1),
            ('{"a": "\\u001b"}', 1),
            ("{'a': 1}", 1),
            ('{"a": 1,}', 1),
            ("", 1),
            ("[1]", 1),
            ("null", 1),
            ('{"a": "\x1b"}', 1),
        ],
    )
    def test_refused(self, text: str, line: int) -> None:
        assert refused("s.json", text).line == line

    def test_fine(self) -> None:
        data = {"a": [1, 2.5, None, True, "中😀"], "b": {"c": []}, "d": "\\u0000 stays"}
        assert source("s.json", json.dumps(data)).data == data
        assert source("s.json", json.dumps(data, ensure_ascii=False, indent=1)).data == data

    def test_places(self) -> None:
        found = source("s.json", '{\n  "a": {\n    "b": [1, 2]\n  }\n}\n')
        assert (found.at(("a", "b", 1)).line, found.at(("a", "b", 1)).column) == (3, 14)


class TestPlaces:
    """``Source.at``: exact line, column and length of values, keys and missing things."""

    TEXT = 'a: 1\nb:\n  c: "中文 x"\n  d: [p, {q: r}]\ne: |\n  long\nf:\n  - g: 1\n    h: 2\n'

    @pytest.mark.parametrize(
        ("route", "key", "expected"),
        [
            (("a",), False, (1, 4, 1)),
            (("a",), True, (1, 1, 1)),
            (("b",), False, (2, 1, 1)),
            (("b", "c"), False, (3, 6, 6)),
            (("b", "d"), False, (4, 6, 11)),
            (("b", "d", 1), False, (4, 10, 6)),
            (("b", "d", 1, "q"), False, (4, 14, 1)),
            (("b", "nothing", 3), False, (2, 1, 1)),
            (("nothing",), False, (1, 1, 1)),
            (("e",), False, (5, 4, 1)),
            (("f", 0), False, (8, 5, 1)),
            (("f", 0, "h"), False, (9, 8, 1)),
        ],
    )
    @pytest.mark.usefixtures("parser")
    def test_at(self, route: tuple[str | int, ...], key: bool, expected: tuple[int, int, int]) -> None:
        at = source("x.yml", self.TEXT).at(route, key=key)
        assert (at.line, at.column, at.length) == expected

    def test_offsets(self) -> None:
        found = source("x.yml", self.TEXT)
        at = found.at_offset(found.text.index("文"), 1)
        assert (at.line, at.column) == (3, 8)
