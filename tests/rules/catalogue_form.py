"""How the cases of the check catalogue are written: a few lines over the faultless workspace, the guilty one marked."""

# ruff: noqa: E501  (files to be written are quoted as they are)

from typing import NamedTuple

from commops.rule import PAGES

BASE = PAGES / "example_base"
GUILTY = " ⟵"
"""Ends the line on which a finding must appear; it is taken off before the file is written."""

POST = "content/posts/2026/11/2026-11-24-chapter.md"
EVENT = "events/2026-12-05-evening/event.yml"
RAFFLE = "content/raffles/winter.yml"

_POST = """\
title: {zh: 第三章, en: Chapter three}
date: 2026-11-24T12:00+08:00
channels: [wx]"""
_EVENT = """\
name: {zh: 共读会, en: Reading evening}
start: 2026-12-05T14:00+08:00
end: 2026-12-05T16:00+08:00
status: planned"""
_PARTNER = """\
name: {zh: 栖木纸品, en: Qimu Paper}
kind: brand
stage: active
owner: lin
disclosure_label: {zh: 由栖木纸品赞助, en: Sponsored by Qimu Paper}"""
_RAFFLE = """\
id: winter
status: published
organizer: {name: {zh: 纸船读书会, en: Paper Boat}, contact: hello@example.org}
prize_kinds: {zh: 书券一种, en: Vouchers}
eligibility: {zh: 打卡满十天的人, en: Ten days of entries}
how_to_enter: {zh: 在打卡页填写, en: On the page}
entry_opens: 2026-11-10T08:00+08:00
entry_closes: 2026-11-30T20:00+08:00
draw_at: 2026-12-01T12:00+08:00
draw_method: {zh: 用公开的种子计算, en: Computed from a published seed}
prizes: [{name: {zh: 书券, en: Voucher}, category: {zh: 券, en: Paper}, quantity: 2, unit_value: {amount: 50, currency: CNY}}]
odds_or_quantity: {zh: 共两份, en: Two in all}
claim_window: {zh: 十二月十五日前, en: By 15 December}
claim_conditions: {zh: 凭编号, en: With your number}
claim_method: {zh: 在页面填写, en: On the page}
delivery: {zh: 邮寄, en: By post}
forfeiture: {zh: 逾期视为放弃, en: Given up after that}
excluded: [{zh: 工作人员, en: Staff}]
tax_note: {zh: 由主办方承担, en: Paid by the organiser}
commit: {seed_hash: 40aa6e5faf7f9a8806478bed95f616b4560708b8d2ee0396346a202a1f4a81eb, published_at: 2026-11-10T08:00+08:00}
archive_until: 2028-12-31"""

Files = dict[str, str]


class Case(NamedTuple):
    """One bad input of one row."""

    row: str
    what: str
    """What is wrong, in the catalogue's words where it gives them."""
    files: Files
    base: Files | None = None
    """The files that were different before the change."""
    at: str = ""
    """Where the finding must be when the catalogue does not make the line clear."""
    commercial: bool = False
    by: str = ""
    """The rule of another row that tells it, where the project decided so (see INSTEAD)."""
    says: str = ""
    """What the Chinese message or fix must hold, from the catalogue's sentence; ``|`` between two ways to say it."""


def _over(text: str, usual: str) -> str:
    """``usual`` without the keys that ``text`` writes itself; a key with a lone ``-`` is left out altogether."""
    own = {line.split(":")[0] for line in text.split("\n") if line[:1].strip()}
    text = "\n".join(line for line in text.split("\n") if not line.rstrip().endswith(": -"))
    return "\n".join([text, *(line for line in usual.split("\n") if line.split(":")[0] not in own)]).strip() + "\n"


def post(front: str = "", body: str = "今天读第三章，晚上在群里聊。", path: str = POST) -> Files:
    """A post of three keys and what is given."""
    return {path: f"---\n{_over(front, _POST)}---\n{body}\n"}


def ad(front: str, body: str) -> Files:
    """A commercial post that is labelled."""
    return post(f"commercial: true\n{front}".strip(), f"【广告】{body}")


def event(text: str = "", path: str = EVENT) -> Files:
    """A planned event of four keys and what is given."""
    return {path: _over(text, _EVENT)}


def partner(text: str, name: str = "qimu") -> Files:
    """An active brand and what is given."""
    return {f"community/partners/{name}.yml": _over(text, _PARTNER)}


def raffle(text: str) -> Files:
    """Complete terms but for what is given; ``key: -`` leaves one out."""
    return {RAFFLE: _over(text, _RAFFLE)}


def edit(path: str, *changes: tuple[str, str]) -> Files:
    """A file of the faultless workspace with words replaced."""
    text = (BASE / path).read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    return {path: text}


def adding(path: str, text: str) -> Files:
    """A file of the faultless workspace with lines at its end."""
    return {path: (BASE / path).read_text(encoding="utf-8") + text}
