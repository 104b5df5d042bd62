"""Names in records about members: cases, complaints and feedback say only pseudonyms."""

import re
from collections.abc import Iterator

from commops.findings import Hit
from commops.rule import rule
from commops.workspace import Item, Workspace

_TEXTS = {"case": ("summary", "evidence_ref"), "complaint": ("summary", "remedy"), "feedback": ("quote",)}
_MENTION = re.compile(r"(?<![A-Za-z0-9._%+-])@[\w\u3400-\u9fff-]{2,20}")
_INTRODUCED = re.compile(
    r"(?:昵称|网名|真名|实名|姓名|微信名|本名|名叫|名字叫|名字)(?:是|为|叫|[:\uff1a]) ?[“「'\"]?[\w\u3400-\u9fff]{2,12}"
    r"|(?i:nickname|real name|user ?name|called) ?(?:is|:)? ?[\"'“]?[A-Z]\w{1,20}"
)
_LINK = re.compile(r"https?://\S+")
# Display names that are everyday words first: solar terms, days, and doubled numerals. They count only after @.
_ORDINARY = re.compile(
    "立春|雨水|惊蛰|春分|清明|谷雨|立夏|小满|芒种|夏至|小暑|大暑|立秋|处暑|白露|秋分|寒露|霜降|立冬|小雪|大雪|冬至|小寒|大寒"
    "|周[末一二三四五六日]|一一|元旦|清晨|早安|晚安|管理员|成员"
)


@rule("pseudonyms-only")
def check(ws: Workspace) -> Iterator[Hit]:
    """Names of the team, mentions, introduced names, and links to evidence; contact data has a rule of its own."""
    for kind, keys in _TEXTS.items():
        for item in ws.items(kind):
            for key in keys:
                text = item.data.get(key)
                if isinstance(text, str):
                    yield from _in_text(ws, item, key, text)


def _in_text(ws: Workspace, item: Item, key: str, text: str) -> Iterator[Hit]:
    if _LINK.search(text) is not None:
        yield Hit(item.at(key), None, {"record": item.id}, case="link")
        return
    if ws.derive(_team_names)[0].search(text):
        yield Hit(item.at(key), None, {"record": item.id}, case="team")
        return
    if _MENTION.search(text) or _INTRODUCED.search(text):
        yield Hit(item.at(key), None, {"record": item.id})


def _team_names(ws: Workspace) -> tuple[re.Pattern[str]]:
    """One pattern for the display names of the team, in a tuple because a pattern is never None."""
    names = set()
    for person in ws.people:
        shown = person.display.values() if isinstance(person.display, dict) else (person.display,)
        names |= {name for name in shown if len(name) > 1 and not _ORDINARY.fullmatch(name)}
    parts = [
        rf"(?<![A-Za-z]){re.escape(name)}(?![A-Za-z])" if name.isascii() else re.escape(name) for name in sorted(names)
    ]
    return (re.compile("|".join(parts) or "(?!)"),)
