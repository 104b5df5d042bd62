"""Turns the refusals of a schema into faults: one per mistake, under the right rule, safe repairs made.

A repair keeps a thing visible to the other rules: unquoted text that YAML took for a number becomes the text again, a
time without offset is taken on the community's clocks, an optional key without a value is left out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from commops.findings import Route
from commops.texts import Text
from commops.workspace.reading.limits import MAX_TOLD
from commops.workspace.reading.problems import Problem
from commops.workspace.shape import shapes, suggest
from commops.workspace.shape.faults import Fault, refusal
from commops.workspace.shape.format_sentences import with_offset
from commops.workspace.shape.progress import GATE
from commops.workspace.shape.schemas import Schema
from commops.workspace.shape.sentences import Refused, sentence, shown
from commops.workspace.source import Source

if TYPE_CHECKING:
    from jsonschema.exceptions import ValidationError

# Of several refusals of one value only the first of these is told; the others follow from it.
_ORDER = ("type", "enum", "const", "format", "minLength", "maxLength", "pattern")


def explain(
    judge: Schema, source: Source, refusals: list[ValidationError], traps: Sequence[Problem], zone: ZoneInfo
) -> list[Fault]:
    """The faults behind what a schema refuses in a source, each place once; repairs ``source.data`` where that is safe.

    ``traps`` is what reading already says about the file, ``zone`` the community's.
    """
    trap_lines = {trap.line for trap in traps}
    repaired = {fault.route: fault for fault in _repairs(judge, source, refusals, trap_lines, zone)}
    found = _Explanation(judge, source)
    for error in judge.refusals(source.data) if repaired else refusals:
        found.add(error)
    refused = found.faults()
    broken = {fault.route for fault in refused if fault.hard}
    kept = [fault for route, fault in repaired.items() if route not in broken and fault.rule]
    return kept + refused


def _repairs(
    judge: Schema, source: Source, refusals: list[ValidationError], trap_lines: set[int], zone: ZoneInfo
) -> Iterator[Fault]:
    """Repair what can be read in one way only. A repair that another finding already tells has no rule."""
    for error in refusals:
        route: Route = tuple(error.absolute_path)
        if not route or not isinstance(route[-1], str | int):
            continue
        demand: Any = error.validator_value
        wanted: list[str] = [demand] if isinstance(demand, str) else list(demand) if error.validator == "type" else []
        value: Any = error.instance
        if error.validator == "type" and "string" in wanted and isinstance(value, bool | int | float):
            written = source.written(route)
            if written and not source.path.endswith(".json"):
                _put(source.data, route, written)
                yield Fault("yaml-trap", route, written, _trap_facts(written, value), hard=False)
        elif error.validator == "type" and value is None and isinstance(route[-1], str):
            if _optional(judge, route):
                _drop(source.data, route)
                if source.at(route).line in trap_lines:
                    yield Fault("", route)
                else:
                    yield _empty(judge, route, error)
        elif error.validator == "format" and demand == "moment":
            better = with_offset(value, zone)
            if better is not None:
                _put(source.data, route, better)
                yield Fault("time-has-offset", route, value, {"suggestion": better}, hard=False)


def _trap_facts(written: str, value: Any) -> dict[str, object]:
    kind = Text("是/否", "a yes/no value") if isinstance(value, bool) else Text("数字", "a number")
    return {
        "problem": Text(
            f"YAML 把 {shown(written)} 当成{kind.zh}，这里应该是文字",
            f"YAML reads {shown(written)} as {kind.en}; text belongs here",
        ),
        "hint": Text(f'加引号："{shown(written)}"。', f'Put quotes around it: "{shown(written)}".'),
    }


def _empty(judge: Schema, route: Route, error: ValidationError) -> Fault:
    nodes = shapes.trail(judge.schema, list(error.absolute_schema_path)[:-1])
    it = Refused("type", error.validator_value, None, shapes.named(judge.schema, route), nodes)
    fault = refusal(route, None, *sentence(it))
    fault.hard, fault.key = False, True
    return fault


def _optional(judge: Schema, route: Route) -> bool:
    """Whether the key may be left out whatever the status is."""
    parent = shapes.resolve(shapes.property_of(judge.schema, route[:-1]), judge.schema)
    return route[-1] not in parent.get("required", [])


def _put(data: Any, route: Route, value: Any) -> None:
    for step in route[:-1]:
        data = data[step]
    data[route[-1]] = value


def _drop(data: Any, route: Route) -> None:
    for step in route[:-1]:
        data = data[step]
    del data[route[-1]]


@dataclass(slots=True)
class _Object:
    """What is wrong with the keys of one mapping."""

    unknown: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    gated: list[str] = field(default_factory=list)


class _Explanation:
    """Collects the refusals of one source; keys are judged together, since one typo makes two refusals."""

    def __init__(self, judge: Schema, source: Source) -> None:
        self.root = judge.schema
        self.source = source
        self.objects: defaultdict[Route, _Object] = defaultdict(_Object)
        self.gate_texts: defaultdict[Route, list[Text]] = defaultdict(list)
        self.others: dict[Route, tuple[int, Fault]] = {}

    def add(self, error: ValidationError) -> None:
        """Take in one refusal."""
        route: Route = tuple(error.absolute_path)
        nodes = shapes.trail(self.root, list(error.absolute_schema_path)[:-1])
        gated = shapes.rule_of(nodes) == GATE
        value: Any = error.instance
        if error.validator == "additionalProperties" and isinstance(value, dict):
            known = shapes.key_names(self.root, route) or nodes[-1].get("properties", {})
            self.objects[route].unknown += [key for key in value if key not in known][:MAX_TOLD]
        elif error.validator == "required" and isinstance(value, dict):
            demand: Any = error.validator_value
            keys = [key for key in demand if key not in value]
            place = self.objects[route]
            (place.gated if gated else place.missing).extend(keys)
        elif error.validator in ("anyOf", "oneOf") and shapes.message(nodes) is None and error.context:
            for inner in _best_branch(error):
                self.add(inner)
        else:
            self._other(error, route, nodes, gated)

    def _other(self, error: ValidationError, route: Route, nodes: list[shapes.Node], gated: bool) -> None:
        name, word = shapes.named(self.root, route), str(error.validator)
        in_name = "propertyNames" in error.absolute_schema_path
        if in_name:
            name = Text(f"{name.zh}的字段名", f"a key of {name.en}")
            route = (*route, str(error.instance))
        problem, hint = sentence(Refused(word, error.validator_value, error.instance, name, nodes))
        if gated:
            said = problem if shapes.message(nodes) is None else hint
            self.gate_texts[()].append(Text(said.zh.rstrip("。"), said.en.rstrip(".")))
            return
        rank = _ORDER.index(word) if word in _ORDER else len(_ORDER)
        if route not in self.others or rank < self.others[route][0]:
            fault = refusal(route, error.instance, problem, hint, key=in_name)
            fault.facts["reference"] = any(node.get("x-ref", "metric") != "metric" for node in nodes)
            fault.rule = nodes[-1].get("x-rule", fault.rule)
            self.others[route] = rank, fault

    def faults(self) -> list[Fault]:
        """All faults, keys first."""
        faults: list[Fault] = []
        late: dict[Route, list[Text]] = {}
        for route, place in self.objects.items():
            faults += self._unknown(route, place)
            faults += self._absent(route, place.missing)
            if place.gated:
                late[route] = [
                    self._label(route, key) for key in dict.fromkeys(place.gated) if key not in place.missing
                ]
        for route, texts in self.gate_texts.items():
            late.setdefault(route, []).extend(texts)
        faults += [self._gate(route, texts) for route, texts in late.items() if texts]
        return faults + [fault for _, fault in self.others.values()]

    def _unknown(self, route: Route, place: _Object) -> Iterator[Fault]:
        """One fault per unknown key; a missing key that it surely stands for is not reported again."""
        names = shapes.key_names(self.root, route)
        aliases = suggest.other_words(names) | {label: key for key, label in names.items() if label}
        present = self._value(route)
        for key in dict.fromkeys(place.unknown):
            wanted = [name for name in (*place.missing, *place.gated) if name in names]
            free = [name for name in names if name not in present]
            meant = suggest.closest(key, wanted, aliases) or suggest.closest(key, free, aliases)
            meant = meant or suggest.closest(key, names, aliases)
            hard = meant in place.missing
            place.missing = [name for name in place.missing if name != meant]
            place.gated = [name for name in place.gated if name != meant]
            facts: dict[str, object] = {"key": shown(key), "suggestion": meant, "taken": meant in present}
            yield Fault("unknown-key", (*route, key), key, facts, hard=hard, key=True)

    def _absent(self, route: Route, missing: list[str]) -> Iterator[Fault]:
        """One fault per missing key; keys with a rule of their own (``x-rule``) are told together under that rule."""
        by_rule: defaultdict[str | None, list[str]] = defaultdict(list)
        for key in dict.fromkeys(missing):
            by_rule[shapes.property_of(self.root, (*route, key)).get("x-rule")].append(key)
        for rule, keys in by_rule.items():
            if rule is None:
                yield from (self._missing(route, key) for key in keys)
                continue
            names = [self._label(route, key) for key in keys]
            problem = Text(
                f"缺少 {'、'.join(name.zh for name in names)}", f"missing: {', '.join(name.en for name in names)}"
            )
            hint = Text("补上。", "Add it.") if len(keys) == 1 else Text("补上这些字段。", "Add them.")
            yield Fault(rule, route, ", ".join(keys), {"problem": problem, "hint": hint})

    def _missing(self, route: Route, key: str) -> Fault:
        label = self._label(route, key)
        it = Refused("required", label, None, shapes.named(self.root, route), [])
        return refusal(route, key, *sentence(it))

    def _gate(self, route: Route, missing: list[Text]) -> Fault:
        status = self._value(route).get("status", "")
        names = list(dict.fromkeys(missing))
        facts: dict[str, object] = {
            "status": status,
            "missing": Text("、".join(name.zh for name in names), ", ".join(name.en for name in names)),
        }
        return Fault(GATE, (*route, "status") if status else route, status, facts, hard=False)

    def _label(self, route: Route, key: str) -> Text:
        return shapes.named(self.root, (*route, key))

    def _value(self, route: Route) -> dict[str, Any]:
        value: Any = self.source.data
        for step in route:
            value = value[step]
        return value if isinstance(value, dict) else {}


def _best_branch(error: ValidationError) -> list[ValidationError]:
    """The refusals of the alternative that the writer most likely meant: the right type first, then the fewest."""
    branches: defaultdict[Any, list[ValidationError]] = defaultdict(list)
    for inner in error.context or []:
        branches[inner.relative_schema_path[0]].append(inner)

    def cost(branch: list[ValidationError]) -> tuple[bool, int]:
        return any(inner.validator == "type" and not inner.relative_path for inner in branch), len(branch)

    return min(branches.values(), key=cost, default=[])
