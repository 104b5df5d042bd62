"""Raw chat exports that lie in the workspace, also in archives, and the private store of imports."""

from collections.abc import Iterator

from commops.findings import Hit, Location
from commops.rule import rule
from commops.wording.exports import HEAD, recognised
from commops.workspace import Workspace
from commops.workspace.model import File


@rule("no-raw-logs", each="file")
def check(_ws: Workspace, file: File) -> Iterator[Hit]:
    """A file that starts like the export of a chat program, or is a table of senders and messages.

    Files of the private store only show up here when somebody forced them into Git: it ignores itself.
    """
    path = file.path
    if path.startswith(".commops/"):
        if path != ".commops/.gitignore":
            yield Hit(Location(path, length=0), path, case="store")
    elif file.source is None:
        name = path.rpartition("/")[2]
        found = recognised(file.head(4 * HEAD), name)
        if found:
            yield Hit(Location(path, length=0), name, {"program": found})
