"""Tasks of an event by the days before and after it: when each is due, when it could begin, when it was done."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from commops.site.charts import rows
from commops.site.charts.figure import Words, label, shape, svg
from commops.site.html import Html

_HEAD = 18


@dataclass(frozen=True, slots=True)
class Task:
    """A task; days count from the day of the event (T)."""

    name: str
    due: int
    after: int | None = None
    """When the last task it waits for is due."""
    done: int | None = None
    dropped: bool = False

    def state(self, today: int) -> str:
        """``done``, ``late`` (done after its day), ``overdue``, ``open`` or ``dropped``."""
        if self.dropped:
            return "dropped"
        if self.done is not None:
            return "late" if self.done > self.due else "done"
        return "overdue" if self.due < today else "open"


def gantt(words: Words, tasks: Sequence[Task], today: int, now: str) -> Html:
    """A row for each task: a line from when it could begin to its day, a diamond on the day, a dot when it was done.

    Two upright lines: the event (T) and today, named ``now``; a today far off the tasks stays at the edge.
    """
    days = [0, *(day for task in tasks for day in (task.due, task.after, task.done) if day is not None)]
    low, high = min(days) - 1, max(days) + 1
    low, high = (min(low, today), max(high, today)) if low - 7 <= today <= high + 7 else (low, high)
    bottom = rows.height(len(tasks), head=_HEAD)

    def x(day: int) -> float:
        return 6 + (rows.WIDTH - 12) * (min(max(day, low), high) - low) / (high - low)

    shapes = [
        shape("line", x1=x(0), x2=x(0), y1=_HEAD, y2=bottom, class_="co-base"),
        label(x(0), _HEAD - 6, "T", anchor="middle"),
    ]
    if low <= today <= high:
        near = abs(x(today) - x(0)) < 30
        anchor = "start" if x(today) < 40 else "end" if x(today) > rows.WIDTH - 40 else "middle"
        shapes.append(shape("line", x1=x(today), x2=x(today), y1=_HEAD, y2=bottom, class_="co-today-line"))
        shapes += [] if near else [label(x(today), _HEAD - 6, now, anchor=anchor)]
    for index, task in enumerate(tasks):
        shapes += rows.names(index, task.name, f"T{task.due:+d}" if task.due else "T", head=_HEAD)
        shapes += _row(index, task, today, x(task.due), None if task.after is None else x(task.after), task.done, x)
    return svg(rows.WIDTH, bottom, words, *shapes, class_="co-rows co-gantt")


def _row(
    index: int, task: Task, today: int, due: float, after: float | None, done: int | None, x: Callable[[int], float]
) -> list[Html]:
    middle = rows.top_of(index, head=_HEAD) + rows.BAR / 2
    state = task.state(today)
    kind = f"co-task co-task--{state}"
    shapes = []
    if after is not None and after < due:
        shapes.append(shape("line", x1=after, x2=due, y1=middle, y2=middle, class_="co-span"))
    late = x(done) if done is not None and state == "late" else x(today) if state == "overdue" else None
    if late is not None:
        shapes.append(shape("line", x1=due, x2=late, y1=middle, y2=middle, class_="co-span co-span--late"))
    corners = (
        f"{due:.1f},{middle - 6:.1f} {due + 6:.1f},{middle:.1f} {due:.1f},{middle + 6:.1f} {due - 6:.1f},{middle:.1f}"
    )
    shapes.append(shape("polygon", points=corners, class_=kind))
    if done is not None:
        shapes.append(shape("circle", cx=x(done), cy=middle, r=4, class_=kind))
    return shapes
