"""Every row of the list of YAML traps and of YAML attacks, with libyaml and without: the same verdict and place."""

from __future__ import annotations

from typing import Any

import pytest

from commops.workspace.reading.problems import Problem, UnreadableError
from commops.workspace.reading.read import read

pytestmark = pytest.mark.usefixtures("parser")


def value(text: str) -> Any:
    """The value of ``a`` in a YAML file."""
    return read("x.yml", f"a: {text}\n".encode()).data["a"]


def refused(text: str | bytes, path: str = "x.yml") -> Problem:
    """The problem for which a file is refused; it has sentences in both languages."""
    with pytest.raises(UnreadableError) as caught:
        read(path, text.encode() if isinstance(text, str) else text)
    problem = caught.value.problem
    assert all(problem.problem)
    assert all(problem.hint)
    return problem


def place(problem: Problem) -> tuple[int, int]:
    return problem.line, problem.column


def traps(text: str) -> list[tuple[int, int]]:
    """Places of the silent surprises in a file that stays readable."""
    found = read("x.yml", text.encode()).traps
    assert all(trap.rule == "yaml-trap" and all(trap.problem) and all(trap.hint) for trap in found)
    return [place(trap) for trap in found]


class TestScalars:
    """YAML 1.2 core, string-first."""

    @pytest.mark.parametrize(
        "text",
        ["no", "NO", "on", "yes", "y", "12:30", "09:30", "1:59:59", "010", "01381234", "0123", "1_000", "0x1F", "0o17",
         "0b11", ".inf", "-.INF", ".nan", "1e999", "2026-11-22", "2026-11-22T20:00+08:00", "2026-02-30", "2026-13-01",
         "2026-11-22T25:00", "0x_", "0b_", "47~", "9" * 16, "9" * 4301, "1:" + "59:" * 2000 + "59", "=", "1.2.3",
         "+", ".", "e5", "1e", "nan", "inf", "tRUE", "nULL"],
    )  # fmt: skip
    def test_stays_text(self, text: str) -> None:
        assert value(text) == text

    @pytest.mark.parametrize(
        ("text", "expected"),
        [("true", True), ("False", False), ("TRUE", True), ("null", None), ("~", None), ("Null", None), ("", None),
         ("0", 0), ("-5", -5), ("+7", 7), ("999999999999999", 999999999999999), ("1.10", 1.1), ("-0.5", -0.5),
         (".5", 0.5), ("1.", 1.0), ("1e3", 1000.0), ("1.5E-2", 0.015), ("-0", 0)],
    )  # fmt: skip
    def test_typed(self, text: str, expected: object) -> None:
        found = value(text)
        assert found == expected
        assert type(found) is type(expected)

    @pytest.mark.parametrize("text", ['"true"', "'12'", '"null"', "|\n  5\n"])
    def test_quoted_is_text(self, text: str) -> None:
        assert isinstance(value(text), str)

    def test_key_is_text(self) -> None:
        data = read("x.yml", b"on: 1\nno: 2\n1: 3\ntrue: 4\nnull: 5\n2026-11-22: 6\n").data
        assert list(data) == ["on", "no", "1", "true", "null", "2026-11-22"]

    @pytest.mark.parametrize("text", ["no", "Yes", "on", "12:30", "09:30", "0123", "1_000", "0x1F", ".inf"])
    def test_misread_elsewhere_is_a_trap(self, text: str) -> None:
        assert traps(f"b: 1\na: {text}\n") == [(2, 4)]
        assert traps(f'a: "{text}"\n') == []

    @pytest.mark.parametrize("text", ["2026-11-22", "2026-11-22T20:00+08:00", "1.2.3", "north", "0.5", "0", "v0123"])
    def test_no_trap(self, text: str) -> None:
        assert traps(f"a: {text}\n") == []


class TestRefused:
    """What no file may contain."""

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("a: &x 1\nb: *x\n", (1, 4)),
            ("a: *x\n", (1, 4)),
            ("a: &x [1]\n", (1, 4)),
            ("a:\n  <<: {b: 1}\n", (2, 3)),
            ("a: !foo 1\n", (1, 4)),
            ("a: !!python/object/apply:os.system [ls]\n", (1, 4)),
            ("a: !!int x\n", (1, 4)),
            ("a: !!bool x\n", (1, 4)),
            ("a: !!timestamp x\n", (1, 4)),
            ("a: ! x\n", (1, 4)),
            ("{a: 1, [b]: 2}\n", (1, 8)),
            ("? [a, b]\n: 1\n", (1, 3)),
            ("? {a: b}\n: 1\n", (1, 3)),
            ("a: 1\n---\nb: 2\n", (2, 1)),
            ("a: 1\nb: 2\na: 3\n", (3, 1)),
            ("a:\n  b: 1\n  'b': 2\n", (3, 3)),
            ("%YAML 1.1\n---\na: 1\n", (1, 1)),
        ],
    )
    def test_construct(self, text: str, expected: tuple[int, int]) -> None:
        assert place(refused(text)) == expected

    def test_duplicate_key_names_both_lines(self) -> None:
        problem = refused("title: a\nbody: b\ntitle: c\n").problem
        assert "1" in problem.en
        assert "3" in problem.en
        assert "title" in problem.zh

    def test_alias_bomb(self) -> None:
        bomb = "a0: &a0 [x,x,x,x,x,x,x,x,x]\n" + "".join(
            f"a{n}: &a{n} [{','.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 9)
        )
        assert place(refused(bomb)) == (1, 5)

    def test_merge_key_bomb(self) -> None:
        bomb = "a0: &a0 {x: 1}\n" + "".join(
            f"a{n}: &a{n}\n  <<: [{','.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 9)
        )
        refused(bomb)

    @pytest.mark.parametrize("text", ["[" * 5000, "- " * 30000, "{a: " * 5000, "[" * 100000])
    def test_depth(self, text: str) -> None:
        refused(text)

    def test_depth_limit_is_exact(self) -> None:
        assert read("x.yml", f"a: {'[' * 49}{']' * 49}".encode()).data
        refused(f"a: {'[' * 50}{']' * 50}")

    def test_too_many_values(self) -> None:
        assert "30,000" in refused(f"a: [{'1,' * 60_000}]").problem.en

    def test_too_big(self) -> None:
        assert "1024 KB" in refused("a: " + "x" * (1 << 20)).problem.en

    @pytest.mark.parametrize("escape", [r"\0", r"\e", r"\ud800", r"\x07", r"\u202e", r"\u2028", r"\u200b", r"\N"])
    def test_escaped_character(self, escape: str) -> None:
        assert refused(f'b: 1\na: "x{escape}y"\n').line == 2
        refused(f'"x{escape}": 1\n')

    def test_harmless_escapes(self) -> None:
        assert value(r'"\t\n\"\\/\u4e2d\x41"') == '\t\n"\\/中A'

    @pytest.mark.parametrize(
        "text", ["", "# only a comment\n", "\n\n", "- a\n", "just text\n", "[a]\n", "12\n", "---\n"]
    )
    def test_top_is_not_a_mapping(self, text: str) -> None:
        refused(text)


class TestTypingMistakes:
    """Mistakes of people who write Chinese, or who learn YAML: each has its own advice and exact place."""

    @pytest.mark.parametrize(
        ("text", "expected", "word"),
        [
            ("标题：社群\n", (1, 3), "全角冒号"),
            ("title: x\n标题：社群\ndate: y\n", (2, 3), "全角冒号"),
            ("title：x\ndate: y\n", (1, 6), "全角冒号"),
            ("a:　社群\n", (1, 3), "全角空格"),
            ("title: x\na:\u00a0b\n", (2, 3), "不间断空格"),
            ("a:b\n", (1, 3), "少了一个空格"),
            ("a: 1\n\tb: 2\n", (2, 1), "Tab"),
            ("a:\tb\n", (1, 3), "Tab"),
            ("a:\n\u00a0\u00a0b: 1\n", (2, 1), "特殊空格"),
            ("a: 1\n\u3000b: 2\n", (2, 1), "特殊空格"),
            ("a: @member\n", (1, 4), "@"),
            ("a: `x`\n", (1, 4), "反引号"),
            ("a: %x\n", (1, 4), "%"),
            ("a: [#a]\nb: 1\n", (1, 5), "#"),
            ("tags: [x, #a]\n", (1, 11), "#"),
            ("a: b: c\n", (1, 5), "冒号"),
            ('a: "x\nb: 1\n', (3, 1), "引号"),
            ("a: [1, 2\nb: 1\n", (2, 2), "方括号"),
            ("a: {x: 1\nb: 1\n", (2, 2), "花括号"),
            ("a:\n  - 1\n - 2\n", (3, 2), "缩进"),
            ("a: 1\n  b: 2\n", (2, 4), "缩进"),
        ],
    )
    def test_refused(self, text: str, expected: tuple[int, int], word: str) -> None:
        problem = refused(text)
        assert word in problem.problem.zh + problem.hint.zh
        assert place(problem) == expected

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("a: #community\n", (1, 4)),
            ("a: 1\nb:   #x\nc: 2\n", (2, 6)),
            ("a:\n  - #x\n  - y\n", (2, 5)),
            ("a: 周五见 #读书\n", (1, 8)),
            ("title:\n  zh：中文\n", (2, 5)),
            ("title:\n  zh:　中文\n", (2, 6)),
        ],
    )
    def test_silent_surprise(self, text: str, expected: tuple[int, int]) -> None:
        assert traps(text) == [expected]

    @pytest.mark.parametrize(
        "text",
        [
            "a: 1 # a comment\n",
            "a: # decide later\n  b\n",
            "a: |\n  时间：周五\n  #标题\n  　　段首空两格\n",
            "a: 时间：周五\n",
            "a:\n  - 时间：周五\n",
            'a: "#x"\n',
            "a: x#y\n",
            "#comment without space\na: 1\n",
            "a: https://example.org/#top\n",
        ],
    )
    def test_fine(self, text: str) -> None:
        assert traps(text) == []

    def test_question_mark_in_a_list(self) -> None:
        assert value("[ready?, a? b, {really?: yes!}]") == ["ready?", "a? b", {"really?": "yes!"}]
