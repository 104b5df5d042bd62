"""Phone numbers, identity and bank card numbers, e-mail addresses and account names in any file of the workspace."""

from collections.abc import Iterator

from commops.findings import Hit, Location
from commops.rule import rule, scanned_files
from commops.wording.personal import contacts
from commops.workspace import Workspace


@rule("no-personal-data")
def check(ws: Workspace) -> Iterator[Hit]:
    """Contact data in the text of every file, front matter, comments and data included."""
    public = _public_addresses(ws)
    channels = ws.ids("channel")
    for path in scanned_files(ws):
        source = ws.sources.get(path)
        text = source.text if source else ws.read_text(path)
        if not text:
            continue
        for found in contacts(text):
            if found.value.lower() in public or found.value in channels:
                continue
            at = _place(path, text, found.start, found.end)
            yield Hit(at, masked(found.value), case=found.kind)


def _place(path: str, text: str, start: int, end: int) -> Location:
    line = text.count("\n", 0, start) + 1
    return Location(path, line, start - text.rfind("\n", 0, start), end - start)


def masked(value: str) -> str:
    """A value as it may be repeated in logs: the ends stay, so that it can be found in the file."""
    shown = 3 if len(value) > 8 else 1
    return f"{value[:shown]}{'*' * max(len(value) - 2 * shown, 1)}{value[-shown:]}"


def _public_addresses(ws: Workspace) -> frozenset[str]:
    """Addresses at which the community itself wants to be written to: its operator's and its raffles' contact."""
    holders = [
        ws.profile.data.get("operator") if ws.profile else None,
        *(raffle.data.get("organizer") for raffle in ws.raffles),
    ]
    contacts_ = [holder.get("contact") for holder in holders if isinstance(holder, dict)]
    return frozenset(contact.lower() for contact in contacts_ if isinstance(contact, str))
