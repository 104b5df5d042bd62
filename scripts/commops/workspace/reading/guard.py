"""The reference reader of YAML: one pass over parse events that builds the data and refuses what is not allowed.

It never recurses and stops at the first event that breaks a rule, so hostile nesting ends it in a moment. PyYAML's C
parser is used when it is there, but its complaints do not count: what it cannot read, and text with rare constructs,
is decided by the pure-Python parser, so that the verdict and the place are the same without libyaml.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from commops.findings import Route
from commops.patterns import lazy
from commops.texts import Text
from commops.workspace.reading import refusals
from commops.workspace.reading.limits import MAX_DEPTH, MAX_NODES
from commops.workspace.reading.problems import Problem, UnreadableError
from commops.workspace.reading.pure import PureLoader
from commops.workspace.reading.scalars import misread, resolve
from commops.workspace.reading.spots import Spot, Spots
from commops.workspace.reading.yaml_errors import explain

C_PARSER: Any = getattr(yaml, "CSafeLoader", None)
"""None without libyaml; tests set it to None to compare."""

# On these constructs libyaml and PyYAML's own parser are known to disagree; then only the latter is asked.
_RARE = lazy(r"(?m)[\\\t]|^%|^---|^\.\.\.|(?:^|[\s\[\]{},:?-])[&*!?]|[\[\]{},]:|:[\[\]{},]|[|>][-+0-9]*#|[:,\[{-] *#")
_COMMENT = lazy(r"( *)#[^ #!]")
_INDENT = lazy(r" *")
_GLUED_KEY = lazy(r"[A-Za-z_\u3400-\u9fff][\w\u3400-\u9fff-]{0,30}(?:：|:[\u3000\u00a0])")


@dataclass(slots=True)
class _Frame:
    """A collection that is open: what it becomes, and what is expected next."""

    data: Any
    route: Route
    flow: bool = False
    key: str | None = None
    places: dict[str, int] = field(default_factory=dict)


def compose(text: str, *, first_line: int = 1, spots: Spots | None = None) -> tuple[Any, list[Problem]]:
    """The data of a YAML text and its traps (``yaml-trap`` problems that leave the data usable).

    ``first_line`` is the line of the file on which ``text`` starts. With ``spots``, also notes where everything is.
    Raises UnreadableError.
    """
    if C_PARSER is not None and not _RARE.search(text):
        try:
            return _Pass(text, first_line, spots).run(C_PARSER)
        except UnreadableError:
            raise  # a rule of ours, broken by an event that the other parser gives as well
        except (yaml.YAMLError, ValueError):
            if spots is not None:
                spots.clear()
    try:
        return _Pass(text, first_line, spots).run(PureLoader)
    except yaml.MarkedYAMLError as error:
        raise UnreadableError(explain(error, text, first_line)) from None
    except (yaml.YAMLError, ValueError, LookupError, OverflowError, TypeError, AttributeError) as error:
        # PyYAML lets a few of these out for odd input; they mean "cannot be read" and nothing else.
        raise UnreadableError(explain(error, text, first_line)) from None


class _Pass:
    """One walk over the events of a text."""

    def __init__(self, text: str, first_line: int, spots: Spots | None) -> None:
        self.text = text
        self.shift = first_line
        self.spots = spots
        self.traps: list[Problem] = []
        self.stack: list[_Frame] = []
        self.root: Any = None
        self.nodes = 0
        self._lines: list[str] | None = None

    def run(self, loader: Any) -> tuple[Any, list[Problem]]:
        documents = 0
        for event in _events(loader, self.text):
            kind = type(event)
            if kind is yaml.ScalarEvent:
                self._scalar(event)
            elif kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
                self._open(event, {} if kind is yaml.MappingStartEvent else [])
            elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
                self._close(event)
            elif kind is yaml.AliasEvent:
                raise self._refuse(event, *refusals.ANCHORS)
            elif kind is yaml.DocumentStartEvent:
                documents += 1
                if documents > 1 or event.version or event.tags:
                    raise self._refuse(event, *(refusals.DOCUMENTS if documents > 1 else refusals.DIRECTIVES))
        return self.root, self.traps

    # -- events ---------------------------------------------------------------------------------------------------

    def _scalar(self, event: Any) -> None:
        self._count(event)
        value, plain = event.value, not event.style
        frame = self.stack[-1] if self.stack else None
        if frame is not None and type(frame.data) is dict and frame.key is None:
            self._key(event, frame, value, plain)
            return
        if plain:
            problem = self._trap(event, value, frame)
            if problem is not None:
                self.traps.append(problem)
            value = resolve(value)
        elif "\\" in self.text and (bad := _BAD_ESCAPED.search(value)):
            raise self._refuse(event, *refusals.escaped(bad[0]))
        self._put(event, value)

    def _key(self, event: Any, frame: _Frame, key: str, plain: bool) -> None:
        line = event.start_mark.line + self.shift
        if plain and key == "<<":
            raise self._refuse(event, *refusals.MERGE)
        if "\u00a0" in key or "\u3000" in key or _BAD_ESCAPED.search(key):
            raise self._refuse(event, *refusals.SPACE_IN_KEY)
        if key in frame.places:
            raise self._refuse(event, *refusals.duplicate(key, frame.places[key], line))
        frame.places[key] = line
        frame.key = key
        if self.spots is not None:
            spot = self.spots.keys[(*frame.route, key)] = self._spot(event)
            whole = self.spots.values[frame.route]
            if whole[:2] == spot[:2]:
                # A mapping in block style is shown by its first key.
                self.spots.values[frame.route] = spot

    def _open(self, event: Any, data: Any) -> None:
        self._count(event)
        if len(self.stack) >= MAX_DEPTH:
            raise self._refuse(event, *refusals.DEPTH)
        frame = self.stack[-1] if self.stack else None
        if frame is not None and type(frame.data) is dict and frame.key is None:
            raise self._refuse(event, *refusals.COMPLEX_KEY)
        route = self._put(event, data)
        if self.spots is not None:
            self.spots.collections.add(route)
        self.stack.append(_Frame(data, route, bool(event.flow_style)))

    def _close(self, event: Any) -> None:
        frame = self.stack.pop()
        if self.spots is not None and frame.flow:
            spot = self.spots.values[frame.route]
            end = event.end_mark
            if end.line + self.shift == spot.line and end.column >= spot.column:
                self.spots.values[frame.route] = spot._replace(length=max(1, end.column + 1 - spot.column))

    def _put(self, event: Any, value: Any) -> Route:
        """Put a finished value where it belongs; returns its route."""
        if not self.stack:
            self.root = value
            route: Route = ()
        else:
            frame = self.stack[-1]
            if frame.key is not None:
                frame.data[frame.key] = value
                route = (*frame.route, frame.key) if self.spots is not None else ()
                frame.key = None
            else:
                route = (*frame.route, len(frame.data)) if self.spots is not None else ()
                frame.data.append(value)
        if self.spots is not None:
            # An empty value has no place of its own; parsers put it before or after the next sign.
            empty = value is None and event.start_mark.column == event.end_mark.column
            key = self.spots.keys.get(route) if empty else None
            self.spots.values[route] = key or self._spot(event)
        return route

    # -- checks ---------------------------------------------------------------------------------------------------

    def _count(self, event: Any) -> None:
        self.nodes += 1
        if self.nodes > MAX_NODES:
            raise self._refuse(event, *refusals.NODES)
        if event.anchor is not None:
            raise self._refuse(event, *refusals.ANCHORS)
        if event.tag is not None:
            raise self._refuse(event, *refusals.TAGS)

    def _trap(self, event: Any, value: str, frame: _Frame | None) -> Problem | None:
        """A silent surprise in a plain scalar: text lost behind ``#``, a glued key, a word other readers convert."""
        mark = event.end_mark
        line = self._line(mark.line)
        # Looked for in place: the rest of a long line, copied for each of its values, would cost the square of it.
        comment = _COMMENT.match(line, mark.column)
        if comment and (comment[1] or not value):
            at = comment.end(1)
            return self._problem(mark.line, at, len(line) - at, *refusals.comment(value))
        if frame is not None and (glued := _GLUED_KEY.match(value)):
            start = event.start_mark
            if type(frame.data) is dict and _INDENT.fullmatch(self._line(start.line), 0, start.column):
                return self._problem(start.line, start.column + glued.end() - 1, 1, *refusals.GLUED)
        if type(taken := misread(value)) is Text:
            return self._problem(
                event.start_mark.line, event.start_mark.column, len(value), *refusals.misread(value[:60], taken)
            )
        return None

    def _line(self, number: int) -> str:
        if self._lines is None:
            self._lines = self.text.split("\n")
        return self._lines[number] if number < len(self._lines) else ""

    def _spot(self, event: Any) -> Spot:
        start, end = event.start_mark, event.end_mark
        if end.line == start.line:
            length = end.column - start.column
        else:
            length = len(self._line(start.line).rstrip()) - start.column
        return Spot(start.line + self.shift, start.column + 1, max(1, length))

    def _problem(self, line: int, column: int, length: int, problem: Text, hint: Text) -> Problem:
        return Problem(problem, hint, line + self.shift, column + 1, max(1, length), rule="yaml-trap")

    def _refuse(self, event: Any, problem: Text, hint: Text) -> UnreadableError:
        return UnreadableError(Problem(problem, hint, *self._spot(event)))


def _events(loader: Any, text: str) -> Iterator[Any]:
    """The parse events of a text; the loader's own buffers are given back at the end, even after an error."""
    source = loader(text)
    try:
        while source.check_event():
            yield source.get_event()
    finally:
        source.dispose()


_BAD_ESCAPED = lazy(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\u200b\ufeff\ud800-\udfff\ufffe\uffff]"
)
