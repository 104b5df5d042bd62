"""Contact data and credentials in all other files that would be committed: their texts, their names, their pictures."""

from collections.abc import Iterator
from pathlib import PurePosixPath

from commops.findings import Hit, Location
from commops.patterns import lazy
from commops.rule import rule
from commops.texts import Text
from commops.wording.credentials import credentials
from commops.wording.masks import line_and_column, masked
from commops.wording.personal import contacts
from commops.wording.pictures import ENDINGS, unseen
from commops.workspace import Workspace
from commops.workspace.model import File
from commops.workspace.reading.limits import MAX_TOLD

_PICTURE = 1 << 20
"""So many bytes of a picture are looked at; what it carries stands near the start."""

# Names that cannot hold anything: words of lower-case letters, and a date at most. Nearly all are like this.
_PLAIN = lazy(
    r"(?:[a-z]+/)+(?:[0-9]{4}/(?:[0-9]{2}/)?)?(?:(?:19|20)[0-9]{2}-[0-9]{2}-[0-9]{2}-)?"
    r"[a-z]{1,15}(?:-[a-z]{1,15}){0,8}"
    r"(?:-[0-9]{1,4})?"
    r"(?:/[a-z]+)?\.[a-z]{2,4}"
)


_NAMES = {
    "phone": Text("手机号或电话", "a phone number"),
    "id-card": Text("身份证号", "a resident id number"),
    "bank-card": Text("银行卡号", "a bank card number"),
    "email": Text("邮箱", "an e-mail address"),
    "wechat": Text("微信号", "a WeChat id"),
    "qq": Text("QQ 号", "a QQ number"),
    "plate": Text("车牌号", "a licence plate"),
    "passport": Text("护照或通行证号", "a passport or travel permit"),
}


@rule("no-private-files", each="file")
def check(ws: Workspace, file: File) -> Iterator[Hit]:
    """A file's name, the text of one that no kind claims, and what a picture carries along unseen."""
    path = file.path
    if not _PLAIN.fullmatch(path):
        for case, value in _private(_spoken(path), ws.derive(_public)):
            yield Hit(Location(path, length=0), masked(value), {"what": _called(case)}, case="name")
    if file.source is not None:
        return
    if path.lower().endswith(ENDINGS):
        yield from _picture(path, file.head(_PICTURE), ws.derive(_public))
    elif text := file.text:
        yield from _text(path, text, ws.derive(_public))


def _text(path: str, text: str, public: frozenset[str]) -> Iterator[Hit]:
    for found in contacts(text)[:MAX_TOLD]:
        if found.value.lower() not in public:
            at = Location(path, *line_and_column(text, found.start), found.end - found.start)
            yield Hit(at, masked(found.value), {"what": _called(found.kind)})
    for secret in credentials(text)[:MAX_TOLD]:
        at = Location(path, *line_and_column(text, secret.start), secret.end - secret.start)
        yield Hit(at, masked(text[secret.start : secret.end]), {"what": _called(secret.kind)})


def _called(kind: str) -> Text:
    """What a contact is called; services that hand out secrets have names of their own."""
    return _NAMES.get(kind, Text(kind, kind))


def _picture(path: str, raw: bytes, public: frozenset[str]) -> Iterator[Hit]:
    told = set()
    for part in unseen(raw):
        if part.kind == "place" and "place" not in told:
            told.add("place")
            yield Hit(Location(path, length=0), part.field, case="place")
        for what, value in _private(part.text, public):
            if value not in told:
                told.add(value)
                yield Hit(
                    Location(path, length=0),
                    masked(value),
                    {"what": _called(what), "field": part.field},
                    case="metadata",
                )


def _private(text: str, public: frozenset[str]) -> Iterator[tuple[str, str]]:
    """What it is and the value itself, of all that is private in a text."""
    yield from ((found.kind, found.value) for found in contacts(text) if found.value.lower() not in public)
    yield from ((secret.kind, text[secret.start : secret.end]) for secret in credentials(text))


def _spoken(path: str) -> str:
    """A path with its ending and its folders set apart, so that they do not stick to what is searched."""
    pure = PurePosixPath(path)
    return " ".join([*pure.parts[:-1], pure.stem.replace("_", " ")])


def _public(ws: Workspace) -> frozenset[str]:
    """Addresses at which the community itself wants to be written to, and the ids of its channels."""
    holders = [
        ws.profile.data.get("operator") if ws.profile else None,
        *(raffle.data.get("organizer") for raffle in ws.raffles),
    ]
    named = [str(holder.get("contact", "")).lower() for holder in holders if isinstance(holder, dict)]
    return frozenset(named) | set(ws.ids("channel"))
