"""Sign-ups of an event (报名表): who registered, when, in what state, and whether they came if the sheet says so."""

from __future__ import annotations

from commops.tables import people
from commops.tables.cells import state
from commops.tables.cells import yes as says_yes
from commops.tables.kind import Context, Kind, Record, Values
from commops.tables.places import event_of
from commops.texts import Text


def _read(record: Record, context: Context) -> Values | str:
    person = people.identify(record, context)
    if person is None:
        return "no-person"
    event = event_of(record, context)
    if not event:
        return "no-event"
    attended = says_yes(record.raw("attended")) if "attended" in record else None
    if "signed_at" in record:
        attended = attended or record.raw("signed_at") is not None
    return {
        **person,
        "event": event,
        "day_n": record.day("registered_at", context.zone),
        "status": state(record.raw("status")),
        "attended": attended,
    }


KIND = Kind(
    name="registrations",
    label=Text("活动报名表", "event registrations"),
    needs=(people.FIELDS,),
    tells=("registered_at", "status", "attended"),
    takes=("signed_at", "event"),
    private=people.PRIVATE,
    columns={**people.COLUMNS, "event": "text", "day_n": "day", "status": "text", "attended": "yes"},
    read=_read,
    prefers="event",
)
