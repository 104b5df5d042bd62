"""One file from bytes to data: which reader it needs, front matter apart from body, and the limits of each form."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from commops.patterns import lazy
from commops.texts import Text
from commops.workspace.reading import fast, refusals
from commops.workspace.reading.limits import MAX_BRACKETS, MAX_BYTES, MAX_LINES, MAX_MARKDOWN_BYTES
from commops.workspace.reading.prescan import decode
from commops.workspace.reading.problems import Problem, UnreadableError, place_of
from commops.workspace.reading.spots import Spots

_UNWANTED = lazy(r"\t|^\.\.\.(?=\s|\Z)", re.MULTILINE)
_CLOSE = lazy(r"(?m)^---[ \t]*(?:\n|\Z)")
_BRACKETS = lazy(r"[\[<(!`*_?]")
_PARAGRAPH = lazy(r"\S(?:[^\n]|\n(?![ \t]*\n))*")


@dataclass(slots=True)
class Reading:
    """What a file holds. ``text`` has no BOM and line feeds only; offsets count its code points."""

    text: str
    data: dict[str, Any]
    yaml_start: int = 0
    yaml_end: int = 0
    body_start: int = 0
    """0 for a file without a body."""
    traps: list[Problem] = field(default_factory=list)


def read(path: str, raw: bytes) -> Reading:
    """Read one file by its ending (.md, .json, else YAML). Raises UnreadableError."""
    if len(raw) > MAX_BYTES:
        raise UnreadableError(too_big(len(raw), MAX_BYTES))
    text = decode(raw)
    if path.endswith(".json"):
        from commops.workspace.reading.json_file import read_json

        return _mapping(Reading(text, read_json(text), 0, len(text)), 1)
    start = end = body = 0
    if path.endswith(".md"):
        if len(raw) > MAX_MARKDOWN_BYTES:
            raise UnreadableError(too_big(len(raw), MAX_MARKDOWN_BYTES))
        start, end, body = front_matter(text)
        _check_brackets(text, body)
    else:
        end = len(text)
    reading = Reading(text, {}, start, end, body)
    part = text[start:end] if body else text
    first_line = 2 if body else 1
    data = fast.quick(part)
    if data is fast.NOTHING:
        # PyYAML is imported only for the files that need it: that takes longer than reading a hundred plain ones.
        from commops.workspace.reading.guard import compose

        check_yaml(part, first_line)
        data, reading.traps = compose(part, first_line=first_line)
    reading.data = data
    return _mapping(reading, first_line)


def spots(text: str, start: int, end: int) -> Spots:
    """The places of all keys and values between two offsets of a text that was read before."""
    from commops.workspace.reading.guard import compose

    found = Spots()
    compose(text[start:end], first_line=text.count("\n", 0, start) + 1, spots=found)
    return found


def front_matter(text: str) -> tuple[int, int, int]:
    """Start and end of the YAML between the two ``---`` lines, and the start of the body. Raises UnreadableError."""
    opened = _CLOSE.match(text)
    if opened is None:
        raise UnreadableError(
            Problem(
                Text(
                    "文件开头没有信息区（两行 --- 之间的字段）",
                    "The file does not start with front matter (keys between two --- lines)",
                ),
                Text(
                    "第一行写 ---，然后写字段，再写一行 ---，之后才是正文。",
                    "Write --- on the first line, then the keys, then another --- line; the text comes after.",
                ),
            )
        )
    closed = _CLOSE.search(text, opened.end())
    if closed is None:
        raise UnreadableError(
            Problem(
                Text("信息区没有结束：缺少第二行 ---", "The front matter does not end: the second --- line is missing"),
                Text(
                    "在字段和正文之间加一行 ---（三个英文短横线）。",
                    "Add a line with three hyphens between the keys and the text.",
                ),
                length=3,
            )
        )
    return opened.end(), closed.start(), closed.end()


def check_yaml(text: str, first_line: int) -> None:
    """Refuse what would cost a parser too much, or what parsers take differently. Raises UnreadableError."""
    found = _UNWANTED.search(text)
    if found is not None:
        line, column = place_of(text, found.start())
        problem, hint = refusals.TAB if found[0] == "\t" else refusals.DOCUMENT_END
        raise UnreadableError(Problem(problem, hint, line + first_line - 1, column, len(found[0])))
    if text.count("\n") > MAX_LINES:
        raise UnreadableError(Problem(*refusals.LINES, first_line))


def too_big(size: int, cap: int) -> Problem:
    """The problem of a file beyond its cap."""
    return Problem(
        Text(
            f"文件有 {size // 1024} KB，超过上限 {cap // 1024} KB",
            f"The file has {size // 1024} KB; the limit is {cap // 1024} KB",
        ),
        Text(
            "拆成几个文件；图片和数据不要贴进文字里。",
            "Split it into several files; do not paste images or data into text.",
        ),
    )


def _check_brackets(text: str, body: int) -> None:
    """Refuse paragraphs with so many markup characters that rendering them would hang the site build."""
    if len(_BRACKETS.findall(text, body)) <= MAX_BRACKETS:
        return
    for paragraph in _PARAGRAPH.finditer(text, body):
        count = len(_BRACKETS.findall(paragraph[0]))
        if count > MAX_BRACKETS:
            line, column = place_of(text, paragraph.start())
            raise UnreadableError(
                Problem(
                    Text(
                        f"这一段里有 {count} 个标记符号（[ ( < ! 等），超过 {MAX_BRACKETS} 个",
                        f"This paragraph holds {count} markup characters such as [ and <; the limit is {MAX_BRACKETS}",
                    ),
                    Text(
                        "用空行把它分成几段，或把数据放进文件里。",
                        "Break it into paragraphs with blank lines, or keep data in a file of its own.",
                    ),
                    line,
                    column,
                )
            )


def _mapping(reading: Reading, first_line: int) -> Reading:
    """Refuse a file whose top is not keys with values."""
    if isinstance(reading.data, dict):
        return reading
    part = reading.text[reading.yaml_start : reading.yaml_end]
    if reading.data is None:
        what = (
            Text("文件是空的", "The file is empty")
            if not reading.body_start
            else Text("信息区是空的", "The front matter is empty")
        )
        hint = Text(
            "写上这类文件必填的字段；参照同一文件夹里的其他文件。",
            "Write the keys this kind of file needs; look at another file in the same folder.",
        )
        raise UnreadableError(Problem(what, hint))
    from commops.workspace.reading.yaml_errors import root_is_text

    raise UnreadableError(
        root_is_text(part, first_line)
        or Problem(
            Text("文件最外层应该是“字段: 值”，这里不是", "The top level must be “key: value” lines, and it is not"),
            Text(
                "每行写“字段: 值”，冒号用英文半角，后面加一个空格。",
                "Write “key: value” on each line, with an ordinary colon and a space.",
            ),
            first_line,
        )
    )
