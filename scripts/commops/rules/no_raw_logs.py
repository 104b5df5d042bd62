"""Raw chat exports that lie in the workspace, also in archives, and the private store of imports."""

from collections.abc import Iterator

from commops.findings import Hit, Location
from commops.rule import rule, scanned_files
from commops.wording.exports import HEAD, recognised
from commops.workspace import Workspace


@rule("no-raw-logs")
def check(ws: Workspace) -> Iterator[Hit]:
    """Every file that starts like the export of a chat program, or is a table of senders and messages.

    Files of the private store only show up here when somebody forced them into Git: it ignores itself.
    """
    sources = ws.sources
    for path in scanned_files(ws):
        if path.startswith(".commops/"):
            if path != ".commops/.gitignore":
                yield Hit(Location(path, length=0), path, case="store")
        elif path not in sources:
            name = path.rpartition("/")[2]
            found = recognised(ws.read_head(path, 4 * HEAD), name)
            if found:
                yield Hit(Location(path, length=0), name, {"program": found})
