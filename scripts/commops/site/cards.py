"""The picture that chats and social networks show beside a link, drawn here without asking anybody for anything."""

from __future__ import annotations

import hashlib
import io
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from commops.site import fonts, public
from commops.site.edition import Edition
from commops.site.labels import label
from commops.site.palette import DEFAULT, palette
from commops.workspace.times import instant

if TYPE_CHECKING:
    from PIL.ImageDraw import ImageDraw
    from PIL.ImageFont import FreeTypeFont

SIZE = (1200, 630)
_EDGE = 84
_LOOK = "1"
"""Raised when the drawing changes, so that pictures drawn earlier are drawn again."""
_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_WORD = re.compile(r"[0-9A-Za-z\u00c0-\u024f'’._&/-]+|\s+|.", re.DOTALL)
_CLOSING = frozenset("，。、；：？！）》」』】”’,.;:?!)]}…")
"""Characters that never start a line."""


@dataclass(frozen=True, slots=True)
class Card:
    """What stands on a picture. ``key`` names the page, ``colors`` the pair of the profile."""

    key: str
    community: str
    kicker: str
    title: str
    lines: tuple[str, ...]
    colors: tuple[str, str]
    font: fonts.Family

    @property
    def path(self) -> str:
        """Where it lies in the tree; another picture has another name, since networks keep pictures by address."""
        from PIL import __version__ as drawn_by

        told = "\x1f".join(
            (_LOOK, self.community, self.kicker, self.title, *self.lines, *self.colors, self.font.mark, drawn_by)
        )
        return f"assets/cards/{self.key}-{hashlib.sha256(told.encode()).hexdigest()[:12]}.png"


def of_event(edition: Edition, event: public.Event) -> Card | None:
    """The picture of an event to come; what is past is hardly passed on."""
    if not public.upcoming(edition.ws, event.end):
        return None
    kind = label(edition.lang, "event", "kind", value=event.kind_)
    when = edition.span(instant(event.start), instant(event.end))
    return _card(edition, event.id, kind, edition.t(event.name), (when, public.place(edition, event)))


def of_home(edition: Edition) -> Card | None:
    """The picture of the whole site."""
    profile = edition.ws.profile
    if profile is None:
        return None
    return _card(edition, "home", "", edition.t(profile.slogan), (edition.t(profile.audience),))


def _card(edition: Edition, key: str, kicker: str, title: str, lines: tuple[str, ...]) -> Card | None:
    font = fonts.find()
    profile = edition.ws.profile
    if font is None:
        return None
    own = profile.colors if profile else None
    colors = (own["primary"], own["accent"]) if own else DEFAULT
    return Card(key, edition.name, kicker, title, tuple(line for line in lines if line), colors, font)


def picture(card: Card, docs: Path) -> bytes:
    """The PNG of a card: the one that an earlier run left below ``docs``, or a new one. The same bytes either way."""
    kept = docs / card.path
    if kept.is_file() and not kept.is_symlink():
        found = kept.read_bytes()
        if found.startswith(_SIGNATURE):
            return found
    return draw(card)


def draw(card: Card) -> bytes:
    """The PNG of a card: always the same bytes for the same words, colours, font and version of Pillow."""
    from PIL import Image, ImageDraw

    colors = palette(*card.colors, dark=False)
    image = Image.new("RGB", SIZE, colors["bg"])
    pen = ImageDraw.Draw(image)
    _ground(pen, colors)
    _head(pen, card, colors)
    bottom = _foot(pen, card, colors)
    _title(pen, card, colors["ink"], bottom)
    made = io.BytesIO()
    image.quantize(96, method=Image.Quantize.FASTOCTREE).save(made, "PNG", compress_level=6)
    return made.getvalue()


def _ground(pen: ImageDraw, colors: dict[str, str]) -> None:
    """A sheet with one corner folded, as on the mark of the site."""
    width, height = SIZE
    pen.rectangle((0, 0, 18, height), fill=colors["primary"])
    pen.polygon([(width - 132, 0), (width, 0), (width, 132)], fill=colors["soft"])
    pen.polygon([(width - 132, 0), (width, 132), (width - 132, 132)], fill=colors["accent"])


def _head(pen: ImageDraw, card: Card, colors: dict[str, str]) -> None:
    """The mark, the name of the community, and what the page is about."""
    box = (_EDGE, 64, _EDGE + 64, 128)
    pen.rounded_rectangle(box, 12, fill=colors["primary"])
    letter = _font(card.font, bold=True, size=38)
    pen.text((_EDGE + 32, 96), card.community[:1], font=letter, fill=colors["on-primary"], anchor="mm")
    name = _font(card.font, bold=False, size=34)
    words = " · ".join(filter(None, (card.community, card.kicker)))
    shown = _fit(_drawable(words, name), name, SIZE[0] - 2 * _EDGE - 240, 1)
    pen.text((_EDGE + 88, 96), "".join(shown), font=name, fill=colors["muted"], anchor="lm")


def _foot(pen: ImageDraw, card: Card, colors: dict[str, str]) -> int:
    """Time and place at the bottom; returns where they begin."""
    font = _font(card.font, bold=False, size=36)
    most = 2 if len(card.lines) == 1 else 1
    lines = [line for text in card.lines for line in _fit(_drawable(text, font), font, SIZE[0] - 2 * _EDGE, most)]
    top = SIZE[1] - 66 - 54 * len(lines)
    for number, line in enumerate(lines):
        fill = colors["primary"] if number == 0 else colors["muted"]
        pen.text((_EDGE, top + 54 * number), line, font=font, fill=fill)
    return top


def _title(pen: ImageDraw, card: Card, fill: str, bottom: int) -> None:
    """The title between head and foot, as large as it fits into three lines."""
    for size in (88, 76, 64, 54):
        font = _font(card.font, bold=True, size=size)
        text, step = _drawable(card.title, font), round(size * 1.3)
        lines = _fit(text, font, SIZE[0] - 2 * _EDGE, 3)
        if step * len(lines) <= bottom - 190 and not _cut(lines, text):
            break
    top = 170 + max(0, (bottom - 190 - step * len(lines)) // 2)
    for number, line in enumerate(lines):
        pen.text((_EDGE, top + step * number), line, font=font, fill=fill)


def _cut(lines: list[str], text: str) -> bool:
    """Whether not all of the text found room."""
    return len("".join("".join(lines).split())) < len("".join(text.split()))


def _font(family: fonts.Family, *, bold: bool, size: int) -> FreeTypeFont:
    """A font at a size; of a collection the face for Simplified Chinese, where one says that it is."""
    from PIL import ImageFont

    path = family.bold if bold else family.regular
    basic = ImageFont.Layout.BASIC
    first = ImageFont.truetype(path, size, layout_engine=basic)
    if path.suffix.lower() != ".ttc" or "SC" in (first.getname()[0] or "").split():
        return first
    for index in range(1, 12):
        try:
            face = ImageFont.truetype(path, size, index=index, layout_engine=basic)
        except OSError:
            break
        if "SC" in (face.getname()[0] or "").split():
            return face
    return first


def _drawable(text: str, font: FreeTypeFont) -> str:
    """The text without what the font has no sign for, such as emoji: boxes would stand in their place."""
    unknown = bytes(font.getmask("\U0010fffd"))
    return " ".join(
        "".join(char for char in text if char.isspace() or bytes(font.getmask(char)) not in (unknown, b"")).split()
    )


def _fit(text: str, font: FreeTypeFont, width: int, most: int) -> list[str]:
    """The text as at most ``most`` lines; an ellipsis ends one that was cut."""
    lines: list[str] = []
    line = ""
    words = (word if font.getlength(word) > width else [word] for word in _WORD.findall(text))
    for piece in (piece for word in words for piece in word):
        # One closing mark may stand beyond the edge rather than start a line.
        hangs = piece in _CLOSING and font.getlength(line) <= width
        if line and font.getlength(line + piece) > width and not hangs:
            lines.append(line.rstrip())
            line = piece.lstrip()
        else:
            line += piece
    lines.append(line.rstrip())
    if len(lines) <= most:
        return lines
    pieces = _WORD.findall(lines[most - 1])
    while len(pieces) > 1 and font.getlength("".join(pieces) + "…") > width:
        pieces.pop()
    last = "".join(pieces).rstrip()
    while last and font.getlength(f"{last}…") > width:
        last = last[:-1]
    return [*lines[: most - 1], f"{last}…"]
