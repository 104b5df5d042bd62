"""Sign-in sheets and attendee lists of meetings (签到表): every row is somebody who came, unless it says otherwise."""

from __future__ import annotations

from commops.tables import people
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
    attended = says_yes(record.raw("attended"))
    if attended is None:
        # A sheet with a column for the time lists people who were expected too, without a time.
        attended = "signed_at" not in record or record.raw("signed_at") is not None
    return {**person, "event": event, "day_n": record.day("signed_at", context.zone), "attended": attended}


KIND = Kind(
    name="signins",
    label=Text("活动签到表", "event sign-ins"),
    needs=(people.FIELDS,),
    tells=("signed_at", "left_meeting", "minutes"),
    takes=("attended", "event"),
    private=people.PRIVATE,
    columns={**people.COLUMNS, "event": "text", "day_n": "day", "attended": "yes"},
    read=_read,
    prefers="event",
)
