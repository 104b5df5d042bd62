"""Pictures that carry a person's name along unseen."""

from collections.abc import Iterator

from commops.findings import Hit, Location
from commops.rule import rule
from commops.wording.masks import masked
from commops.wording.pictures import ENDINGS, unseen
from commops.workspace import Workspace
from commops.workspace.model import File

_HEAD = 1 << 20
_PROGRAMS = ("adobe", "canva", "figma", "gimp", "microsoft", "office", "windows", "user", "admin", "unknown")


@rule("picture-author", each="file")
def check(ws: Workspace, file: File) -> Iterator[Hit]:
    """The first name in a picture that is not that of the community or of its team."""
    if not file.path.lower().endswith(ENDINGS):
        return
    for part in unseen(file.head(_HEAD)):
        name = part.text.strip()
        low = name.lower()
        if part.kind == "author" and low and low not in ws.derive(_known) and not low.startswith(_PROGRAMS):
            yield Hit(Location(file.path, length=0), masked(name), {"field": part.field})
            return


def _known(ws: Workspace) -> frozenset[str]:
    """Names that may stand there: of the community, its operator, and people of the team as they are shown.

    Ask with ``ws.derive``.
    """
    names: list[object] = []
    if ws.profile:
        names += [ws.profile.data.get("name"), (ws.profile.data.get("operator") or {}).get("name")]
    names += [person.data.get("display") for person in ws.people]
    texts = [text for name in names for text in (name.values() if isinstance(name, dict) else [name])]
    return frozenset(text.lower() for text in texts if isinstance(text, str))
