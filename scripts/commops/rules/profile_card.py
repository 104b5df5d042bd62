"""What a group card shows of the community: a slogan that fits, and a picture."""

from collections.abc import Iterator

from commops.findings import Hit
from commops.patterns import lazy
from commops.rule import rule
from commops.workspace import Workspace
from commops.workspace._types import Profile

_HAN = lazy("[\u3400-\u9fff]")
_MOST_HAN, _MOST = 20, 60


@rule("profile-card", each="profile")
def check(_ws: Workspace, profile: Profile) -> Iterator[Hit]:
    """At most 20 Han characters and 60 characters in all, per language; an avatar from the assets."""
    slogan = profile.slogan
    for lang, text in slogan.items() if isinstance(slogan, dict) else [("", slogan)]:
        han = len(_HAN.findall(text))
        if han > _MOST_HAN or len(text) > _MOST:
            place = profile.at("slogan", lang) if lang else profile.at("slogan")
            if han > _MOST_HAN:
                yield Hit(place, text, {"count": han, "most": _MOST_HAN})
            else:
                yield Hit(place, text, {"count": len(text), "most": _MOST}, case="long")
    if profile.avatar is None:
        yield Hit(profile.at("id"), None, case="avatar")
