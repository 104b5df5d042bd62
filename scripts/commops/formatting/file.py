"""One file put in order, or left alone when that could change what it says."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from commops.formatting.order import reordered
from commops.workspace.reading.problems import UnreadableError
from commops.workspace.reading.read import Reading, read, spots
from commops.workspace.shape.kinds import Kind
from commops.workspace.shape.schemas import schema


@dataclass(frozen=True, slots=True)
class Tidied:
    """A file after tidying."""

    text: str
    kept: bool = False
    """Whether the file was left as it was because putting it in order would have changed its meaning."""


def tidied(path: str, kind: Kind, raw: bytes) -> Tidied:
    """The text of a file with keys in the order of its schema, no spaces at line ends and one line break at the end.

    The data and every comment stay the same: the result is read again and compared, and if anything differs, the order
    stays. Raises UnreadableError for a file that cannot be read.
    """
    reading = read(path, raw)
    plain = _ended(reading.text)
    if not _same(path, reading, plain):  # a block of text that ends without a line break ends the file
        return Tidied(reading.text, kept=True)
    reading = read(path, plain.encode())
    yaml = reading.text[reading.yaml_start : reading.yaml_end]
    # Places count lines of the file; the part is ordered by lines of its own.
    places = spots(yaml, 0, len(yaml))
    root = schema(kind.schema).schema
    ordered = _without_trailing_spaces(reordered(yaml, reading.data, places, root))
    text = _ended(reading.text[: reading.yaml_start] + ordered + reading.text[reading.yaml_end :])
    return Tidied(text) if _same(path, reading, text) else Tidied(plain, kept=plain != text)


def _same(path: str, before: Reading, text: str) -> bool:
    """Whether a text says what it said: equal data, equal comments, equal Markdown."""
    try:
        after = read(path, text.encode())
    except UnreadableError:
        return False
    bodies = [one.text[one.body_start :].rstrip("\n") if one.body_start else "" for one in (before, after)]
    return before.data == after.data and comments_of(before) == comments_of(after) and bodies[0] == bodies[1]


def comments_of(reading: Reading) -> Counter[str]:
    """Everything behind a number sign in the YAML part, whether it is a comment or not."""
    lines = reading.text[reading.yaml_start : reading.yaml_end].split("\n")
    return Counter(line.partition("#")[2].rstrip() for line in lines if "#" in line)


def _without_trailing_spaces(text: str) -> str:
    return "\n".join(line.rstrip(" ") for line in text.split("\n"))


def _ended(text: str) -> str:
    return text.rstrip("\n") + "\n"
