"""Steps of the ladder that leave open who may take them or whether they can be appealed, and bans by volunteers."""

from collections.abc import Iterator

from commops.findings import Hit
from commops.rule import rule
from commops.texts import Text, pick
from commops.workspace import Workspace
from commops.workspace._types import Rulebook
from commops.workspace.duty import active_people, holders


@rule("ladder-complete", each="rulebook")
def check(ws: Workspace, book: Rulebook) -> Iterator[Hit]:
    """Both keys of each step; whoever removes or bans is not a role that volunteers hold.

    Where everybody is a volunteer there is nobody else to leave it to.
    """
    paid = any(person.kind_ != "volunteer" for person in ws.derive(active_people).values())
    for number, step in enumerate(book.ladder):
        missing = [
            text
            for key, text in (
                ("who_may", Text("执行角色", "who may apply it")),
                ("appealable", Text("能否申诉", "whether it can be appealed")),
            )
            if key not in step
        ]
        facts: dict[str, object] = {
            "level": step["level"],
            "missing": Text("、".join(text.zh for text in missing), " and ".join(text.en for text in missing)),
        }
        if missing:
            yield Hit(book.at("ladder", number, "level"), step["level"], facts)
        if step["action"] not in ("remove", "ban") or not paid:
            continue
        for place, role in enumerate(step.get("who_may") or ()):
            known = ws.get("role", role)
            if any(person.kind_ == "volunteer" for person in holders(ws, role)):
                name = Text(pick(known.name, "zh"), pick(known.name, "en")) if known else Text(role, role)
                facts = {"level": step["level"], "role": name}
                yield Hit(book.at("ladder", number, "who_may", place), role, facts, case="volunteer")
