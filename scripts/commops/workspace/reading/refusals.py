"""What people are told when the YAML guard refuses something: a sentence and a piece of advice each."""

from __future__ import annotations

from commops.texts import Text
from commops.workspace.reading.limits import MAX_DEPTH, MAX_LINES, MAX_NODES

ANCHORS = (
    Text("不支持 YAML 的锚点和引用（& 和 *）", "YAML anchors and aliases (& and *) are not supported"),
    Text(
        "把内容直接写出来；如果只是普通文字，请给整个值加引号。",
        "Write the value out; if it is plain text, put quotes around the whole value.",
    ),
)
MERGE = (
    Text("不支持 YAML 的合并键（<<）", "The YAML merge key (<<) is not supported"),
    Text("把要合并的字段直接写出来。", "Write the keys out."),
)
TAGS = (
    Text("不支持 YAML 的标签（以 ! 开头）", "YAML tags (starting with !) are not supported"),
    Text(
        "删掉标签；如果感叹号是文字的一部分，请给整个值加引号。",
        "Delete the tag; if the exclamation mark is part of the text, put quotes around the whole value.",
    ),
)
DOCUMENTS = (
    Text(
        "一个文件里有多个 YAML 文档（又出现一行 ---）", "The file holds more than one YAML document (another --- line)"
    ),
    Text("删掉多余的 --- 行，或分成几个文件。", "Delete the extra --- line, or split the file."),
)
DOCUMENT_END = (
    Text(
        "这一行 ... 会结束 YAML 文档，后面的内容读不到",
        "A line with ... ends the document; the rest is not read",
    ),
    Text("删掉这一行；如果是文字，请缩进或加引号。", "Delete the line; if it is text, indent it or quote it."),
)
TAB = (
    Text("这里有制表符（Tab）", "A tab character"),
    Text("YAML 只能用空格缩进：把 Tab 换成两个空格。", "YAML is indented with spaces: replace the tab by two spaces."),
)
LINES = (
    Text(f"YAML 超过 {MAX_LINES} 行", f"More than {MAX_LINES:,} lines of YAML"),
    Text("把文件拆成几个。", "Split the file."),
)
DIRECTIVES = (
    Text("不支持 YAML 指令（以 % 开头的行）", "YAML directives (lines starting with %) are not supported"),
    Text("删掉这一行。", "Delete the line."),
)
DEPTH = (
    Text(f"嵌套超过 {MAX_DEPTH} 层", f"More than {MAX_DEPTH} levels of nesting"),
    Text("检查是否有多余的括号、短横线或缩进。", "Look for stray brackets, dashes or indentation."),
)
NODES = (
    Text(f"一个文件里的值超过 {MAX_NODES} 个", f"More than {MAX_NODES:,} values in one file"),
    Text("把文件拆成几个。", "Split the file."),
)
COMPLEX_KEY = (
    Text("字段名不能是列表或对象", "A key cannot be a list or a mapping"),
    Text(
        "字段名要写成简单的词；如果花括号或方括号是文字的一部分，请给整个值加引号。",
        "Use a simple word as the key; if the bracket is part of a text, put quotes around the whole value.",
    ),
)
SPACE_IN_KEY = (
    Text(
        "字段名里混入了特殊空格或控制字符（全角空格、不间断空格等）",
        "The key contains an unusual space or a control character (ideographic or no-break space)",
    ),
    Text("删掉行首和字段名里的特殊空格，用普通空格缩进。", "Delete the unusual space and indent with ordinary spaces."),
)
GLUED = (
    Text(
        "这里用了全角冒号（或冒号后面是特殊空格），整行成了一段文字，不是“字段: 值”",
        "A full-width colon (or an unusual space after the colon): the line is read as text, not as “key: value”",
    ),
    Text(
        "改成英文冒号加一个空格，例如 title: 周五见；如果本来就是文字，请加引号。",
        "Write an ordinary colon and a space, as in title: Friday; if it is meant as text, put quotes around it.",
    ),
)


def duplicate(key: str, first: int, second: int) -> tuple[Text, Text]:
    """A key that is written twice, with both lines."""
    return (
        Text(
            f"字段“{key[:60]}”写了两次（第 {first} 行和第 {second} 行）",
            f"The key “{key[:60]}” is written twice (lines {first} and {second})",
        ),
        Text("只留一处。", "Keep one of them."),
    )


def escaped(char: str) -> tuple[Text, Text]:
    """An escape in quotes that stands for a forbidden character."""
    return (
        Text(
            f"引号里的转义写出了不允许的字符 U+{ord(char):04X}",
            f"An escape in quotes stands for a character that is not allowed (U+{ord(char):04X})",
        ),
        Text(
            "删掉这个转义；Windows 路径请改用 / 或单引号。",
            "Delete the escape; for a Windows path use / or single quotes.",
        ),
    )


def comment(value: str) -> tuple[Text, Text]:
    """Text that a # turned into a comment; ``value`` is what was left of it."""
    if value:
        return (
            Text("空格加 # 之后的内容被当作注释丢掉了", "What follows the # is read as a comment and lost"),
            Text(
                '给整个值加引号，例如 title: "周五见 #读书"。',
                'Put quotes around the whole value, as in title: "Friday #reading".',
            ),
        )
    return (
        Text(
            "# 开头的值被当作注释，这个字段是空的", "A value that starts with # is read as a comment; the key is empty"
        ),
        Text('给值加引号，例如 "#读书"。', 'Put quotes around the value, as in "#reading".'),
    )


def misread(value: str, taken: Text) -> tuple[Text, Text]:
    """A plain word that other YAML readers take for something else."""
    return (
        Text(
            f"不加引号的 {value} 会被一些 YAML 工具当成{taken.zh}",
            f"Without quotes, some YAML tools read {value} as {taken.en}",
        ),
        Text(f'写成 "{value}"。', f'Write "{value}".'),
    )
