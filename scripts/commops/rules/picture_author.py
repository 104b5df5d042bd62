"""Pictures that carry a person's name along unseen."""

from collections.abc import Iterator

from commops.findings import Hit, Location
from commops.rule import rule, scanned_files
from commops.wording.masks import masked
from commops.wording.pictures import ENDINGS, unseen
from commops.workspace import Workspace

_HEAD = 1 << 20
_PROGRAMS = ("adobe", "canva", "figma", "gimp", "microsoft", "office", "windows", "user", "admin", "unknown")


@rule("picture-author")
def check(ws: Workspace) -> Iterator[Hit]:
    """The first name of each picture that is not that of the community or of its team."""
    known = _known(ws)
    for path in scanned_files(ws):
        if path.lower().endswith(ENDINGS):
            for part in unseen(ws.read_head(path, _HEAD)):
                name = part.text.strip()
                low = name.lower()
                if part.kind == "author" and low and low not in known and not low.startswith(_PROGRAMS):
                    yield Hit(Location(path, length=0), masked(name), {"field": part.field})
                    break


def _known(ws: Workspace) -> frozenset[str]:
    """Names that may stand there: of the community, its operator, and people of the team as they are shown."""
    names: list[object] = []
    if ws.profile:
        names += [ws.profile.data.get("name"), (ws.profile.data.get("operator") or {}).get("name")]
    names += [person.data.get("display") for person in ws.people]
    texts = [text for name in names for text in (name.values() if isinstance(name, dict) else [name])]
    return frozenset(text.lower() for text in texts if isinstance(text, str))
