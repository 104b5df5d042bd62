"""Bytes to text before any parser sees them: encodings are recognised, characters that deceive are refused."""

from __future__ import annotations

import codecs
import re
import unicodedata

from commops.patterns import lazy
from commops.texts import Text
from commops.workspace.reading.problems import Problem, UnreadableError, place_of

# Characters that hide text, change its reading order, end lines where a diff view shows none, or crash later.
# Tab, line feed and U+200D (emoji families) stay; tag characters stay only inside a flag emoji (U+1F3F4).
FORBIDDEN = lazy(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200c\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\ufffe\uffff]"
    "|(?<![\U0001f3f4\U000e0020-\U000e007f])[\U000e0000-\U000e007f]"
)
_TAGS_IN_FLAGS = lazy("\U0001f3f4[\U000e0020-\U000e007e]+\U000e007f")
_SAVE_AS_UTF8 = Text(
    "用编辑器另存为 UTF-8 编码（VS Code: 点右下角的编码名 → 通过编码保存 → UTF-8），再提交。",
    "Save the file as UTF-8 (VS Code: click the encoding at the bottom right, then Save with Encoding, UTF-8).",
)


def decode(raw: bytes) -> str:
    """The text of a file without BOM and with line feeds only. Raises UnreadableError with the exact place."""
    if b"\x00" in raw[:1024] or raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        _refuse_wide(raw)
    if raw.startswith(codecs.BOM_UTF8):
        raw = raw[3:]
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise UnreadableError(_not_utf8(raw, error)) from None
    if "\r" in text:
        text = text.replace("\r\n", "\n")
    # isprintable() is a fast "surely nothing forbidden"; most files have only line feeds beside printable characters.
    if not text.replace("\n", "").isprintable() and (found := FORBIDDEN.search(_TAGS_IN_FLAGS.sub(_blank, text))):
        raise UnreadableError(_forbidden(text, found.start()))
    return text


def _blank(match: re.Match[str]) -> str:
    return "x" * len(match[0])


def _refuse_wide(raw: bytes) -> None:
    """Raise for UTF-16 and UTF-32, with or without BOM; a file with a stray NUL is left to the character check."""
    head = raw[:1024]
    zeros = head.count(0)
    marked = raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_BE))
    if marked or (zeros >= 4 and zeros * 3 >= len(head)):
        name = "UTF-32" if zeros * 2 > len(head) + 4 else "UTF-16"
        raise UnreadableError(
            Problem(
                Text(f"文件是 {name} 编码，不是 UTF-8", f"The file is saved as {name}, not as UTF-8"), _SAVE_AS_UTF8
            )
        )


def _not_utf8(raw: bytes, error: UnicodeDecodeError) -> Problem:
    """Say which encoding the bytes most likely have, and where the first foreign byte stands."""
    before = raw[: error.start].decode("utf-8").replace("\r\n", "\n")
    line, column = place_of(before, len(before))
    try:
        guess = raw.decode("gb18030")
    except UnicodeDecodeError:
        what = Text("文件含有不是文字的字节，不是 UTF-8 文本", "The file holds bytes that are not UTF-8 text")
        return Problem(what, _SAVE_AS_UTF8, line, column)
    sample = guess[len(before) : len(before) + 12].split("\n")[0].strip()
    shown = sample if sample.isprintable() else ""
    return Problem(
        Text(
            f"文件是 GBK（GB18030）编码，不是 UTF-8{f'，从“{shown}”起' if shown else ''}",
            f"The file is saved as GBK (GB18030), not as UTF-8{f', from “{shown}” on' if shown else ''}",
        ),
        _SAVE_AS_UTF8,
        line,
        column,
    )


def _forbidden(text: str, offset: int) -> Problem:
    """Name the character that is refused and why."""
    char, (line, column) = text[offset], place_of(text, offset)
    code = f"U+{ord(char):04X}"
    name = unicodedata.name(char, "")
    shown = f"{code} {name}" if name else code
    if char in "\r\x85\u2028\u2029\x0b\x0c":
        return Problem(
            Text(
                f"这里有特殊的换行字符 {shown}，很多工具看不出这里换了行",
                f"A line break of an unusual kind ({shown}); many tools do not show it as one",
            ),
            Text("删掉这个字符，需要换行就按回车键。", "Delete the character; where you want a new line, press Enter."),
            line,
            column,
        )
    if "\u202a" <= char <= "\u202e" or "\u2066" <= char <= "\u2069" or char in "\u200e\u200f\u061c":
        why = Text(
            f"这里有改变文字方向的不可见字符 {shown}，看到的和实际的会不一样",
            f"An invisible character that changes the reading order ({shown}); what you see is not what is there",
        )
    elif char < " " or "\x7f" <= char < "\xa0":
        why = Text(f"这里有控制字符 {shown}", f"A control character ({shown})")
    else:
        why = Text(f"这里有看不见的字符 {shown}", f"An invisible character ({shown})")
    hint = Text(
        "删掉它：光标放到这里，按 Delete 或 Backspace，再重新输入旁边的字。",
        "Delete it: put the cursor here, press Delete or Backspace, and type the neighbouring characters again.",
    )
    return Problem(why, hint, line, column)
