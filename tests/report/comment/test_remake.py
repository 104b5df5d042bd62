"""Markdown of unknown origin is written anew: layout stays, nothing acts."""

import html
import re
import sys
import time
from pathlib import Path

import hypothesis.strategies as st
import pytest
from hypothesis import given
from markdown_it import MarkdownIt

from commops.report.comment.remake import remade

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from printing import PAYLOADS

HOME = "https://github.com/o/r/"
HARMLESS = {
    "h1", "h2", "h3", "h4", "h5", "h6", "p", "ul", "ol", "li", "table", "thead", "tbody", "tr", "th", "td",
    "pre", "code", "strong", "em", "hr", "br", "details", "summary", "a", "sub",
}  # fmt: skip
MARKUP = (
    *("\n\n", "\n", "- ", "  - ", "1. ", "> ", "# ", "| a | b |\n| - | - |\n| ", " | ", "```\n", "`", "**", "@", "\t"),
    *(
        "<details>\n",
        "</details>\n",
        "<summary>x</summary>\n",
        "[x](https://github.com/o/r/y)",
        "    ",
        "<br>",
        "<sub>",
    ),
)
PIECES = st.sampled_from([*PAYLOADS, *MARKUP])


def acts(markdown):
    """Elements and links that would not be harmless, and references that a forge would link, in what is shown."""
    shown = MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(markdown)
    bad = {tag.lower() for tag in re.findall(r"<([a-zA-Z!/?][\w-]*)", shown.replace("</", "<"))} - HARMLESS
    bad |= {href for href in re.findall(r'href="([^"]*)"', shown) if not href.startswith(HOME)}
    bad |= {f"{name}=" for name in re.findall(r"<\w+\s+([\w-]+)=", shown)} - {"href=", "class=", "start="}
    prose = html.unescape(re.sub(r"<[^>]*>", "", re.sub(r"(?s)<(code|pre)[ >].*?</\1>|<a .*?</a>", "", shown)))
    bad |= set(re.findall(r"@[^\u200b\s]|#\d|(?i:gh-\d)|://", prose))
    return bad


@given(st.lists(PIECES | st.text(max_size=6), max_size=14).map("".join))
def test_nothing_acts(text):
    made = remade(text, (HOME,), 60_000)
    assert not acts(made)
    assert "##[" not in made
    assert "<!--" not in made
    assert made.count("<details>") == made.count("</details>")
    made.encode()


@given(st.lists(PIECES, max_size=14).map("".join))
def test_what_was_made_is_made_again_the_same(text):
    once = remade(text, (HOME,), 60_000)
    assert not acts(remade(once, (HOME,), 60_000))


def test_layout_stays():
    text = """# 评审

共 **2** 处 *改动*，见 `content/a.md`。

- 一
  - 二
- 三

| 级别 | 位置 |
| --- | --- |
| 错误 | a&#124;b |

<details>
<summary>正文 @all</summary>

```text
原文 @lin
```

</details>

[run](https://github.com/o/r/actions/runs/1) [evil](https://evil.example/) [up](https://github.com/o/r/../x)
"""
    assert remade(text, (HOME,), 60_000).split("\n") == [
        "# 评审",
        "",
        "共 **2** 处 *改动*，见 `content/a.md`。",
        "",
        "- 一",
        "  - 二",
        "- 三",
        "",
        "| 级别 | 位置 |",
        "| --- | --- |",
        "| 错误 | a&#124;b |",
        "",
        "",
        "<details>",
        "",
        "<summary>正文 @&#8203;all</summary>",
        "",
        "```text",
        "原文 @lin",
        "```",
        "",
        "",
        "</details>",
        "",
        "[run](https://github.com/o/r/actions/runs/1) evil up",
    ]


def test_what_does_not_fit_is_cut_between_lines_and_folds_are_closed():
    text = "<details>\n<summary>x</summary>\n\n" + "\n\n".join(f"line {n} " + "长" * 90 for n in range(200))
    made = remade(text, (), 2000)
    assert len(made) <= 2000
    assert made.endswith("…\n\n</details>")


@pytest.mark.parametrize(
    "piece", ["[", "![", "[a](", "<a ", "`", "*a ", "**a_b ", "> ", "- ", "|", "&#8203;", "@", "</details>"]
)
@pytest.mark.parametrize("size", [10_000, pytest.param(65_536, marks=pytest.mark.slow)])
def test_a_flood_takes_little_time(piece, size):
    start = time.process_time()
    remade(piece * (size // len(piece)), (HOME,), 60_000)
    assert time.process_time() - start < 20
