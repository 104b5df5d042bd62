"""One refusal of a schema, ready to become a hit, and what it means for the thing it was found in."""

from __future__ import annotations

from dataclasses import dataclass, field

from commops.findings import Hit, Route
from commops.texts import Text
from commops.workspace.source import Source


@dataclass(slots=True)
class Fault:
    """A refusal. ``hard`` ones take the thing out of its collection; ``key`` points at the key, not at its value."""

    rule: str
    route: Route
    value: object = None
    facts: dict[str, object] = field(default_factory=dict)
    hard: bool = True
    key: bool = False

    def hit(self, source: Source) -> Hit:
        """The fault with its exact place."""
        value = self.value if not isinstance(self.value, str) or len(self.value) <= 200 else f"{self.value[:197]}..."
        return Hit(source.at(self.route, key=self.key), value, self.facts)


def refusal(route: Route, value: object, problem: Text, hint: Text, *, key: bool = False) -> Fault:
    """A hard fault under the rule for everything that has no rule of its own."""
    return Fault("valid-value", route, value, {"problem": problem, "hint": hint}, key=key)
