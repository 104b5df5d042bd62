"""Phone, identity and bank card numbers, e-mail addresses, plates and account names in the community's files."""

from collections.abc import Iterator

from commops.findings import Hit, Location
from commops.rule import rule
from commops.wording.masks import line_and_column, masked
from commops.wording.personal import Contact, contacts
from commops.workspace import Source, Workspace
from commops.workspace.reading.limits import MAX_TOLD


@rule("no-personal-data", each="source")
def check(ws: Workspace, source: Source) -> Iterator[Hit]:
    """Contact data in the text of a file, front matter, alt texts and comments included."""
    text = source.text
    for found in contacts(text, source.raw)[:MAX_TOLD]:
        if not _is_public(ws, found):
            at = Location(source.path, *line_and_column(text, found.start), found.end - found.start)
            yield Hit(at, masked(found.value), case=found.kind)


def _is_public(ws: Workspace, found: Contact) -> bool:
    """Whether the community itself wants to be written to there: its operator's and its raffles' contact, a channel."""
    value = found.value.lower()
    if found.kind in ("wechat", "qq") and found.value in ws.ids("channel"):
        return True
    holders = [ws.profile.data.get("operator") if ws.profile else None]
    if all(holder is None or holder.get("contact", "").lower() != value for holder in holders):
        holders = [raffle.data.get("organizer") for raffle in ws.raffles]
    return any(isinstance(holder, dict) and str(holder.get("contact", "")).lower() == value for holder in holders)
