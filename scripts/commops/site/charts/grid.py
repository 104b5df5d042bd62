"""Grids of coloured cells: hour by weekday, and the retention triangle."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from commops.site.charts.figure import Words, label, shape, svg
from commops.site.html import Html

_STEPS = 6


def step(value: float, top: float) -> int:
    """Which of the seven colours a value gets: 0 only for nothing, 6 for the highest."""
    return 0 if value <= 0 or top <= 0 else max(1, min(_STEPS, round(value / top * _STEPS)))


def heat(
    words: Words,
    rows: Sequence[str],
    columns: Sequence[str],
    values: Sequence[Sequence[float | None]],
    *,
    every: int = 1,
    marks: Mapping[tuple[int, int], str] | None = None,
) -> Html:
    """A heat map: one cell for each row and column, darker for more, dotted where the number is withheld.

    ``every`` thins out the column names; ``marks`` are short texts in a ring upon cells, by row and column.
    """
    left, top, size, gap = 44, 22, 26, 2
    best = max((value for row in values for value in row if value is not None), default=0)
    shapes = [
        label(left + index * size + (size - gap) / 2, top - 7, name, anchor="middle")
        for index, name in enumerate(columns)
        if index % every == 0
    ]
    for line, (name, row) in enumerate(zip(rows, values, strict=True)):
        y = top + line * size
        shapes.append(label(left - 8, y + size / 2 + 4, name, anchor="end"))
        for index, value in enumerate(row):
            kind = "co-cell co-cell--none" if value is None else f"co-cell co-h{step(value, best)}"
            text = f"{name} {columns[index]}: {'—' if value is None else f'{value:g}'}"
            cell = shape(
                "rect",
                shape("title", text),
                x=left + index * size,
                y=y,
                width=size - gap,
                height=size - gap,
                rx=3,
                class_=kind,
            )
            shapes.append(cell)
            if marks and (line, index) in marks:
                x, middle = left + index * size + (size - gap) / 2, y + (size - gap) / 2
                sign = label(x, middle + 4, marks[line, index], anchor="middle", class_="co-marker__sign")
                shapes.append(shape("g", shape("circle", cx=x, cy=middle, r=8.5), sign, class_="co-marker"))
    return svg(left + len(columns) * size, top + len(rows) * size, words, *shapes)


def triangle(
    words: Words,
    rows: Sequence[tuple[str, str]],
    columns: Sequence[str],
    shares: Sequence[Sequence[float | None]],
    *,
    hidden: Sequence[Sequence[bool]],
    censored: bool = False,
) -> Html:
    """The retention triangle: a row for each cohort (its week and its size), a column for each week after joining.

    ``shares`` are 0 to 1; None with ``hidden`` means withheld because too few people, None without it means the week
    has not come yet: the cell stays empty, or is grey with ``censored``.
    """
    left, top, wide, high, gap = 148, 24, 40, 26, 2
    best = max((value for row in shares for value in row if value is not None), default=0)
    shapes = [
        label(left + index * wide + (wide - gap) / 2, top - 8, name, anchor="middle")
        for index, name in enumerate(columns)
    ]
    for line, ((week, size), row) in enumerate(zip(rows, shares, strict=True)):
        y = top + line * high
        shapes += [
            label(0, y + high / 2 + 4, week),
            label(left - 10, y + high / 2 + 4, size, anchor="end", class_="co-axis co-axis--soft"),
        ]
        for index, value in enumerate(row):
            box = {"x": left + index * wide, "y": y, "width": wide - gap, "height": high - gap, "rx": 3}
            if value is None:
                if hidden[line][index] or censored:
                    kind = "none" if hidden[line][index] else "open"
                    shapes.append(shape("rect", **box, class_=f"co-cell co-cell--{kind}"))
                continue
            shade = step(value, best)
            shapes += [
                shape("rect", **box, class_=f"co-cell co-h{shade}"),
                label(
                    box["x"] + (wide - gap) / 2,
                    y + high / 2 + 3,
                    f"{value * 100:.0f}%",
                    anchor="middle",
                    class_=f"co-on{shade}",
                ),
            ]
    return svg(left + len(columns) * wide, top + len(rows) * high, words, *shapes, class_="co-triangle")
