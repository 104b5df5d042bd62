"""Recognise that a text names somebody: mentions, nicknames and names that are introduced as such."""

from __future__ import annotations

from commops.patterns import lazy

_MENTION = lazy(r"(?<![A-Za-z0-9._%+-])@[\w\u3400-\u9fff-]{2,20}")
_INTRODUCED = lazy(
    r"(?:昵称|网名|真名|实名|姓名|微信名|本名|名叫|名字叫|名字)(?:是|为|叫|[:\uff1a]) ?[“「'\"]?[\w\u3400-\u9fff]{2,12}"
    r"|(?:昵称|网名|真名|实名|微信名|本名)[“「'\"][^”」'\"\n]{1,12}[”」'\"]"
    r"|(?i:nickname|real name|user ?name|called) ?(?:is|:)? ?[\"'“]?[A-Z]\w{1,20}"
)
# Solar terms, days, months and the like: as a display name they cannot be told from the word.
_EVERYDAY = lazy(
    "立春|雨水|惊蛰|春分|清明|谷雨|立夏|小满|芒种|夏至|小暑|大暑|立秋|处暑|白露|秋分|寒露|霜降|立冬|小雪|大雪|冬至|小寒|大寒"
    "|周[末一二三四五六日]|一一|元旦|清晨|早安|晚安|管理员|成员"
    "|April|May|June|August|Summer|Autumn|Will|Mark|Bill|Rose|Hope|Grace|Joy|Sunny|Art|Rich|Moderator|Admin|Member"
)


def names_somebody(text: str) -> bool:
    """Whether a text mentions an account (``@...``) or says what somebody is called."""
    return _MENTION.search(text) is not None or _INTRODUCED.search(text) is not None


def is_everyday(name: str) -> bool:
    """Whether a display name is a word that people use every day, such as 周末 or 谷雨."""
    return _EVERYDAY.fullmatch(name) is not None
