"""What WhatsApp itself says in a text export: who came and went, what was changed, deleted or edited.

It says so in the language of the phone. Joins and leaves are known in the languages listed below; in others they are
notices like the rest.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from commops.logs.canonical import Kind
from commops.patterns import lazy

_LONGEST = 1_000
"""Characters of the longest notice that is looked at."""

# One sentence a line. WHO: one person; MANY: people, as a list; BY: whoever did it. Some take quadratic time on hostile
# lines: _LONGEST keeps that at hundredths of a second.
_JOINS = """
WHO joined (?:using|via|from|with) .+
WHO joined(?: the group)?
WHO (?:was|were) added
BY added MANY
WHO ?已?(?:使用|通过|透过|透過|以)[^:：]{0,8}?[邀连連][^:：]{0,8}?加入.*
WHO ?已?加入了?(?:[此该該本]?[群社].)?
BY ?(?:已?添加了|已添加|已?新增了|已新增|已?邀[请請]了?) ?MANY
[^将將]+[将將] ?MANY ?(?:添加到|新增到|加入).*
WHO ist (?:dieser|der) Gruppe .*beigetreten
BY hat MANY hinzugefügt
WHO se unió (?:usando|con|mediante|al) .+
BY añadió a MANY
WHO entrou (?:usando|com|via) .+
BY adicionou MANY
WHO a rejoint .+
BY a ajouté MANY
"""
_LEAVES = """
WHO left(?: the group)?
WHO (?:was|were) removed
BY removed MANY
WHO ?已?(?:退出|离开|離開)了?(?:[此该該本]?[群社].)?
BY ?(?:已?移除了|已移除) ?MANY
[^将將]+[将將] ?MANY ?移出.*
WHO hat die Gruppe verlassen
BY hat MANY entfernt
WHO salió(?: del grupo)?
BY eliminó a MANY
WHO saiu(?: do grupo)?
BY removeu MANY
WHO a quitté(?: le groupe)?
BY a (?:retiré|supprimé) MANY
"""
_ROLES = {"WHO": "(?P<who>.+?)", "MANY": "(?P<many>.+?)", "BY": ".+?"}


def _expression(sentence: str) -> re.Pattern[str]:
    return lazy(re.sub("WHO|MANY|BY", lambda role: _ROLES[role[0]], sentence) + r"[.。]?", re.I)


_EVENTS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    *(("join", _expression(sentence)) for sentence in _JOINS.split("\n") if sentence),
    *(("leave", _expression(sentence)) for sentence in _LEAVES.split("\n") if sentence),
)
_YOU = frozenset({"you", "your", "你", "您", "du", "te", "tú", "você", "vous"})
_LISTED = lazy(r",? and |, (?!\+)| und | e | y | et |、|，| 和 | 及 ")
_LAST = lazy(r"[和及与與]")

_CHANGED = lazy(
    r".+ (?:changed|created|deleted|updated|pinned|hat|cambió|mudou|alterou|a modifié|a changé) .+"
    r"|.+(?:更改|變更|变更|修改|创建|建立|删除|刪除).+",
    re.I,
)
_BEGINNING = lazy(
    r".*\bend-to-end encrypted\b.*|.*端[到对對]端加密.*|.*Ende-zu-Ende-verschlüsselt.*|.*extremo a extremo.*"
    r"|.*ponta a ponta.*|.*bout en bout.*|.+ created (?:group|this group).*|.+(?:创建|建立)了?(?:此|该|該|新)?(?:群).*",
    re.I | re.S,
)
_DELETED_WORDS = (
    "This message was deleted|You deleted this message",
    "(?:此|这条|這則)(?:消息|訊息|讯息)已(?:被)?(?:管理[员員])?[删刪]除",
    "[你您]已?[删刪]除了?(?:此|这条|這則)(?:消息|訊息|讯息)",
    "Diese Nachricht wurde gelöscht|Du hast diese Nachricht gelöscht",
    "Se eliminó este mensaje|Eliminaste este mensaje",
    "Mensagem apagada|Você apagou esta mensagem",
    "Ce message a été supprimé|Vous avez supprimé ce message",
    "Questo messaggio è stato eliminato",
    "Данное сообщение удалено",
    "このメッセージは削除されました",
    "삭제된 메시지입니다",
)
_DELETED = lazy(rf"<?(?:{'|'.join(_DELETED_WORDS)})[^\n]{{0,40}}", re.I)
_EDITED_WORDS = (
    "This message was edited",
    "(?:此|这条|這則)?(?:消息|訊息)?已[编編][辑輯](?:此訊息)?",
    "Diese Nachricht wurde bearbeitet",
    r"Se editó este mensaje\.?",
    "Mensagem editada",
    "Ce message a été modifié",
)
_EDITED = lazy(f"<(?:{'|'.join(_EDITED_WORDS)})>", re.I)


class Event(NamedTuple):
    """People who came or went; ``""`` stands for whoever made the export."""

    kind: Kind
    people: tuple[str, ...]


def read_event(sentence: str) -> Event | None:
    """What a notice says about joins and leaves."""
    if len(sentence) > _LONGEST or "\n" in sentence:
        return None
    for kind, expression in _EVENTS:
        if found := expression.fullmatch(sentence):
            groups = found.groupdict()
            people = _people(groups["many"]) if groups.get("many") else [groups["who"]]
            return Event(kind, tuple("" if name.casefold() in _YOU else name for name in people))
    return None


def _people(listed: str) -> list[str]:
    """The names in a list. A name with "and" or a comma in it is cut in two; exports do not mark where names end."""
    names = [name for name in _LISTED.split(listed) if name]
    if "、" in listed and (last := _LAST.search(names[-1])) and 0 < last.start() < len(names[-1]) - 1:
        names[-1:] = [names[-1][: last.start()].strip(), names[-1][last.end() :].strip()]
    return names


def is_change(name: str) -> bool:
    """Whether what stands before a colon is no name but the start of a notice that quotes a text with a colon."""
    return len(name) > 8 and ("“" in name or '"' in name or "「" in name) and _CHANGED.fullmatch(name) is not None


def is_beginning(sentence: str) -> bool:
    """Whether a notice is one that stands at the very beginning of a chat."""
    return len(sentence) <= _LONGEST and _BEGINNING.fullmatch(sentence) is not None


def is_deleted(text: str) -> bool:
    """Whether a text only says that a message was deleted."""
    return len(text) < 120 and _DELETED.fullmatch(text) is not None


def without_mark(text: str) -> str:
    """A text without the note that it was edited."""
    start = text.rfind("<")
    return text[:start].rstrip() if start >= 0 and _EDITED.fullmatch(text, start) else text
