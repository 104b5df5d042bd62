"""Speakers who have not agreed to be published, whose pay is not disclosed, or whom nobody could replace."""

from collections.abc import Iterator

from commops.findings import Hit
from commops.posting.event_days import ANNOUNCED, first_day
from commops.rule import rule
from commops.workspace import Workspace
from commops.workspace._types import Event

_BACKUP_DAYS = 14
"""From so many days before the event on, somebody must know what happens if its only speaker cannot come."""


@rule("speaker-ready", each="event")
def check(ws: Workspace, event: Event) -> Iterator[Hit]:
    """The speakers of events that were announced and are not over."""
    speakers = event.speakers
    if not speakers or event.status not in ANNOUNCED:
        return
    for number, speaker in enumerate(speakers):
        facts: dict[str, object] = {"speaker": speaker["id"]}
        if not speaker.get("consent"):
            yield Hit(event.at("speakers", number, "id"), speaker["id"], facts)
        if "fee" in speaker and speaker["fee"]["amount"] and not speaker.get("disclosure"):
            yield Hit(event.at("speakers", number, "fee"), speaker["id"], facts, case="disclosure")
    if len(speakers) == 1 and not speakers[0].get("backup"):
        left = (first_day(event) - ws.as_of).days
        if 0 <= left <= _BACKUP_DAYS:
            facts = {"speaker": speakers[0]["id"], "days": left}
            yield Hit(event.at("speakers", 0, "id"), speakers[0]["id"], facts, case="backup")
