"""Turns the words of a YAML parser into plain sentences, looking at the line for the mistake people really made."""

from __future__ import annotations

from commops.patterns import lazy
from commops.texts import Text
from commops.workspace.reading.problems import Problem

_FULL_COLON = lazy(r"^( *(?:- +)*[^\s:：#\"'\[{-][^:：\"'\[{]{0,40})：")
_ODD_SPACE_AFTER = lazy(r"^( *(?:- +)*[^\s:：#\"'\[{-][^:：\s\"'\[{]{0,40}):[\u3000\u00a0]")
_NO_SPACE_AFTER = lazy(r"^( *(?:- +)*[A-Za-z_][\w-]{0,40}):(?=[^\s/:])")
_ODD_INDENT = lazy(r"^ *[\u3000\u00a0]")
_HASH_IN_BRACKETS = lazy(r"[\[,]\s*#")

_MESSAGES: list[tuple[str, Text, Text]] = [
    (
        "mapping values are not allowed",
        Text("这一行多了一个冒号，或缩进不对", "A colon too many on this line, or the wrong indentation"),
        Text(
            "值里有冒号时给整个值加引号；否则检查缩进。",
            "If the value contains a colon, put quotes around it; otherwise check the indentation.",
        ),
    ),
    (
        "found character '@'",
        Text("值不能以 @ 开头", "A value cannot start with @"),
        Text('给值加引号，例如 "@萤火"。', 'Put quotes around the value, as in "@firefly".'),
    ),
    (
        "found character '`'",
        Text("值不能以反引号开头", "A value cannot start with a backtick"),
        Text("给值加引号。", "Put quotes around the value."),
    ),
    (
        "found character '%'",
        Text("值不能以 % 开头", "A value cannot start with %"),
        Text("给值加引号。", "Put quotes around the value."),
    ),
    (
        "could not find expected ':'",
        Text(
            "这里少了冒号，或上一行的文字没有写完整",
            "A colon is missing here, or the text of the line above is not finished",
        ),
        Text(
            "写成“字段: 值”；多行文字用 | 并缩进。",
            "Write “key: value”; for text of several lines use | and indent it.",
        ),
    ),
    (
        "while scanning a quoted scalar",
        Text("引号没有成对，或引号里的转义不对", "A quote is not closed, or an escape inside quotes is wrong"),
        Text(
            '补上结尾的引号；文字里的双引号写成 \\" 或改用单引号。',
            'Add the closing quote; write a double quote inside as \\" or use single quotes outside.',
        ),
    ),
    (
        "did not find expected ',' or ']'",
        Text(
            "方括号没有成对，或元素之间少了逗号",
            "A square bracket is not closed, or a comma is missing between entries",
        ),
        Text("补上 ] 或逗号（英文半角）。", "Add the ] or an ordinary comma."),
    ),
    (
        "expected ',' or ']'",
        Text(
            "方括号没有成对，或元素之间少了逗号",
            "A square bracket is not closed, or a comma is missing between entries",
        ),
        Text("补上 ] 或逗号（英文半角）。", "Add the ] or an ordinary comma."),
    ),
    (
        "expected ',' or '}'",
        Text("花括号没有成对，或字段之间少了逗号", "A curly bracket is not closed, or a comma is missing between keys"),
        Text("补上 } 或逗号（英文半角）。", "Add the } or an ordinary comma."),
    ),
    (
        "expected <block end>",
        Text(
            "缩进和上面的行对不齐，或引号后面多了文字",
            "The indentation does not line up with the lines above, or text follows a closing quote",
        ),
        Text(
            "同一层的行要左边对齐，只用空格缩进；引号要包住整个值。",
            "Lines of one level start in the same column, indented with spaces; quotes go around the whole value.",
        ),
    ),
    (
        "found duplicate anchor",
        Text("不支持 YAML 的锚点和引用（& 和 *）", "YAML anchors and aliases (& and *) are not supported"),
        Text("把内容直接写出来。", "Write the value out."),
    ),
    (
        "found undefined tag handle",
        Text("不支持 YAML 的标签（以 ! 开头）", "YAML tags (starting with !) are not supported"),
        Text("删掉标签，或给整个值加引号。", "Delete the tag, or put quotes around the whole value."),
    ),
    (
        "block sequence entries are not allowed",
        Text("这里不能写列表的短横线", "A list dash is not allowed here"),
        Text(
            "列表从字段名的下一行开始，每行一个“- ”。", "Start the list on the line below its key, one “- ” per line."
        ),
    ),
]
_OTHER = (
    Text("这里不是有效的 YAML", "This is not valid YAML"),
    Text(
        "检查这一行和上一行的冒号、引号、括号和缩进。",
        "Check the colons, quotes, brackets and indentation of this line and the one above.",
    ),
)
_FULL_WIDTH_COLON = (
    Text(
        "这里用了全角冒号“：”，不会被当成“字段: 值”",
        "A full-width colon here; it does not separate a key from its value",
    ),
    Text("改成英文冒号加一个空格，例如 title: 周五见。", "Write an ordinary colon and a space, as in title: Friday."),
)
_ODD_SPACE = (
    Text("冒号后面是全角空格或不间断空格", "An ideographic or no-break space follows the colon"),
    Text("换成一个普通空格。", "Replace it by an ordinary space."),
)
_MISSING_SPACE = (
    Text("冒号后面少了一个空格", "A space is missing after the colon"),
    Text("写成“字段: 值”，冒号后面加一个空格。", "Write “key: value” with a space after the colon."),
)
_INDENT = (
    Text("缩进里有全角空格或不间断空格", "An ideographic or no-break space in the indentation"),
    Text("换成普通空格。", "Replace it by ordinary spaces."),
)
_HASH = (
    Text("括号里的 # 让后面的内容都成了注释", "The # inside the brackets turns the rest of the line into a comment"),
    Text('给带 # 的词加引号，例如 ["#读书"]。', 'Put quotes around words with #, as in ["#reading"].'),
)


def explain(error: Exception, text: str, first_line: int) -> Problem:
    """One problem for a parser's error, at the place where the mistake most likely is."""
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    lines = text.split("\n")
    line = min(mark.line, len(lines) - 1) if mark else 0
    column = mark.column if mark else 0
    context = getattr(error, "context_mark", None)
    if (seen := _seen_mistake(lines, line, context.line if context else line)) is not None:
        number, start, length, (problem, hint) = seen
        return Problem(problem, hint, number + first_line, start + 1, length)
    words = f"{getattr(error, 'context', '') or ''} {getattr(error, 'problem', '') or ''}"
    problem, hint = next(((p, h) for key, p, h in _MESSAGES if key in words), _OTHER)
    return Problem(problem, hint, line + first_line, min(column, len(lines[line])) + 1)


def root_is_text(text: str, first_line: int) -> Problem | None:
    """For a file that turned out to be one long text: the colon mistake that made it so, if there is one."""
    lines = text.split("\n")
    first = next((n for n, line in enumerate(lines) if line.strip() and not line.lstrip().startswith("#")), 0)
    if (seen := _seen_mistake(lines, first, first)) is not None:
        number, start, length, (problem, hint) = seen
        return Problem(problem, hint, number + first_line, start + 1, length)
    return None


def _seen_mistake(lines: list[str], line: int, context: int) -> tuple[int, int, int, tuple[Text, Text]] | None:
    """The usual typing mistake on the lines that the parser was reading: the error's own line, then just before."""
    before = range(line - 1, max(min(context, line) - 1, line - 4) - 1, -1)
    for number in (line, *(n for n in before if n >= 0)):
        row = lines[number]
        if found := _FULL_COLON.match(row):
            return number, found.end() - 1, 1, _FULL_WIDTH_COLON
        if found := _ODD_SPACE_AFTER.match(row):
            return number, found.end() - 1, 1, _ODD_SPACE
        if found := _ODD_INDENT.match(row):
            return number, found.end() - 1, 1, _INDENT
        if found := _HASH_IN_BRACKETS.search(row):
            return number, found.end() - 1, 1, _HASH
        if found := _NO_SPACE_AFTER.match(row):
            return number, found.end(), 1, _MISSING_SPACE
    return None
