"""What every chart shares: the figure around it, its names for screen readers, and the numbers behind it as a table."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Sequence
from dataclasses import dataclass

from commops.site.html import Child, Html, el, join

Number = float | int


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a chart in the reader's language."""

    title: str
    """What is shown, in a few words."""
    summary: str
    """What a person who cannot see the chart should know: range, last value, direction."""
    table: str
    """Label of the fold that holds the numbers."""


@dataclass(frozen=True, slots=True)
class Data:
    """The numbers behind a chart, ready to be read: column names and rows of text."""

    columns: Sequence[str]
    rows: Sequence[Sequence[str]]


def shape(tag: str, *children: Child, **attributes: Number | str | None) -> Html:
    """An SVG element; numbers are rounded so that the same data always gives the same bytes."""
    return el(tag, *children, **{k: _short(v) if isinstance(v, float) else v for k, v in attributes.items()})


def _short(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def label(x: float, y: float, text: str, *, anchor: str = "start", class_: str = "co-axis") -> Html:
    """A piece of text in a chart."""
    return shape("text", text, x=x, y=y, text_anchor=anchor, class_=class_)


def svg(width: int, height: int, words: Words, *shapes: Child, class_: str = "", stretch: bool = False) -> Html:
    """The drawing, scaled to its box, named for screen readers.

    The names of title and description follow from what is drawn, so that two drawings of a page have different ones.
    """
    inner = join(*shapes)
    mark = hashlib.sha256("\x00".join((words.title, words.summary, class_, inner)).encode()).hexdigest()[:10]
    return el(
        "svg",
        el("title", words.title, id=f"c{mark}t"),
        el("desc", words.summary, id=f"c{mark}d"),
        inner,
        viewBox=f"0 0 {width} {height}",
        role="img",
        aria_labelledby=f"c{mark}t",
        aria_describedby=f"c{mark}d",
        class_=f"co-chart {class_}".strip(),
        preserveAspectRatio="none" if stretch else "xMidYMid meet",
        data_search_exclude="",
    )


def figure(words: Words, drawing: Html, data: Data, *, now: str = "", note: Child = None, class_: str = "") -> Html:
    """A chart with its title and its newest value above, and its numbers folded in below."""
    head = el("strong", words.title, el("b", now) if now else None)
    return el(
        "figure",
        el("figcaption", head, el("span", note) if note else None),
        el("div", drawing, class_="co-figure__plot", tabindex="0" if "wide" in class_ else None),
        table(words.table, data),
        class_=f"co-figure {class_}".strip(),
    )


def table(name: str, data: Data) -> Html:
    """The fold with the numbers; the search engine of the site skips it."""
    head = el("tr", *(el("th", column, scope="col") for column in data.columns))
    rows = (
        el("tr", *(el("td", cell) if place else el("th", cell, scope="row") for place, cell in enumerate(row)))
        for row in data.rows
    )
    return el(
        "details",
        el("summary", name),
        el("div", el("table", el("thead", head), el("tbody", *rows)), class_="co-scroll", tabindex="0"),
        class_="co-data",
        data_search_exclude="",
    )


def above(top: float) -> float:
    """How far an axis has to reach so that its highest value does not touch the edge; nothing is above the whole."""
    return top if top == 1 else top * 1.05


def ticks(top: float, count: int = 4) -> list[float]:
    """Round values from 0 to at least ``top``, about ``count`` of them, for an axis."""
    if top < 1e-9:  # nothing that anybody could see; also keeps the logarithm away from subnormal numbers
        return [0.0, 1.0]
    raw = top / count
    power = 10 ** math.floor(math.log10(raw))
    step = next(power * nice for nice in (1, 2, 2.5, 5, 10) if power * nice >= raw * 0.999)
    return [step * number for number in range(math.ceil(top / step - 1e-9) + 1)]


def exact(value: float) -> str:
    """A number as it is said: groups of three, at most one decimal."""
    return f"{value:,.0f}" if value == round(value) or value >= 1000 else f"{value:.1f}"


def brief(value: float) -> str:
    """A number for an axis: 1200 is 1.2k, 0.5 stays 0.5."""
    if abs(value) >= 1000:
        return f"{value / 1000:.1f}".removesuffix(".0") + "k"
    return f"{value:.2f}".rstrip("0").rstrip(".") if value % 1 else f"{value:.0f}"
