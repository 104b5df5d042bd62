"""Recognise passwords, tokens and keys: those of channels and services by their shape, others by what introduces them.

Shapes are those that the services document or that their clients show; the values of examples are left alone.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from commops.patterns import lazy
from commops.wording.sieve import may_hold_credentials


class Credential(NamedTuple):
    """A secret in a text; ``start`` and ``end`` are code points."""

    kind: str
    """What it opens, in words that need no translation: ``DingTalk``, ``password``."""
    start: int
    end: int


# Service, a literal that must be in the text (most are not), and the shape; the group ``s`` is the secret.
_SHAPES = tuple(
    (kind, hint, lazy(pattern))
    for kind, hint, pattern in (
        ("DingTalk", "access_token=", r"oapi\.dingtalk\.com/robot/send\?access_token=(?P<s>[0-9a-zA-Z]{32,})"),
        ("DingTalk", "SEC", r"(?<![A-Za-z0-9])(?P<s>SEC[0-9a-f]{64})(?![0-9A-Za-z])"),
        (
            "Feishu",
            "/hook/",
            r"open\.(?:feishu\.cn|larksuite\.com)/open-apis/bot/(?:v2/)?hook/(?P<s>[0-9a-zA-Z-]{16,})",
        ),
        ("WeCom", "webhook/send?key=", r"qyapi\.weixin\.qq\.com/cgi-bin/webhook/send\?key=(?P<s>[0-9a-zA-Z-]{20,})"),
        ("Telegram", ":", r"(?P<s>[0-9](?<![A-Za-z0-9].)[0-9]{7,9}:[A-Za-z0-9_-]{35})(?![A-Za-z0-9_-])"),
        ("Discord", "/webhooks/", r"discord(?:app)?\.com/api/(?:v\d+/)?webhooks/(?P<s>\d{17,20}/[\w-]{50,})"),
        (
            "Discord",
            ".",
            r"(?P<s>[MNO](?<![A-Za-z0-9_-].)[A-Za-z0-9_-]{23,27}\.[A-Za-z0-9_-]{6}\.[A-Za-z0-9_-]{27,40})(?![A-Za-z0-9_-])",
        ),
        ("Slack", "xox", r"(?<![A-Za-z0-9])(?P<s>xox[abeoprs]-[A-Za-z0-9-]{10,})"),
        ("Slack", "xapp-", r"(?<![A-Za-z0-9])(?P<s>xapp-\d-[A-Za-z0-9-]{20,})"),
        (
            "Slack",
            "hooks.slack.com",
            r"hooks\.slack\.com/(?:services|workflows|triggers)/(?P<s>T?[A-Za-z0-9]+/[A-Za-z0-9]+/[A-Za-z0-9/]{16,})",
        ),
        ("GitHub", "gh", r"(?<![A-Za-z0-9])(?P<s>gh[pousr]_[A-Za-z0-9]{36,})"),
        ("GitHub", "github_pat_", r"(?P<s>github_pat_[A-Za-z0-9_]{40,})"),
        ("GitLab", "gl", r"(?<![A-Za-z0-9])(?P<s>gl(?:pat|ptt|dt|rt|soat|cbt|ft)-[A-Za-z0-9_-]{20,})"),
        ("AWS", "AKIA", r"(?<![A-Za-z0-9])(?P<s>AKIA[0-9A-Z]{16})(?![0-9A-Za-z])"),
        ("AWS", "ASIA", r"(?<![A-Za-z0-9])(?P<s>ASIA[0-9A-Z]{16})(?![0-9A-Za-z])"),
        ("Alibaba Cloud", "LTAI", r"(?<![A-Za-z0-9])(?P<s>LTAI[0-9A-Za-z]{12,24})(?![0-9A-Za-z])"),
        ("Tencent Cloud", "AKID", r"(?<![A-Za-z0-9])(?P<s>AKID[0-9A-Za-z]{32})(?![0-9A-Za-z])"),
        ("Google", "AIza", r"(?<![A-Za-z0-9])(?P<s>AIza[0-9A-Za-z_-]{35})"),
        ("API", "sk-", r"(?<![A-Za-z0-9-])(?P<s>sk-(?=[A-Za-z_-]*\d)(?:[a-z]{2,8}\d{0,2}-)?[A-Za-z0-9_-]{20,})"),
        ("Stripe", "k_live_", r"(?P<s>[rs]k_live_[0-9A-Za-z]{16,})"),
        ("npm", "npm_", r"(?<![A-Za-z0-9])(?P<s>npm_[A-Za-z0-9]{36})"),
        ("PyPI", "pypi-", r"(?P<s>pypi-[A-Za-z0-9_-]{50,})"),
        ("JWT", "eyJ", r"(?<![A-Za-z0-9])(?P<s>eyJ[A-Za-z0-9_-]{8,}\.eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{10,})"),
        ("private key", "-----BEGIN", r"(?P<s>-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----)"),
    )
)
_BEARER = lazy(r"(?:[Bb]earer|BEARER)[ \t]+(?P<s>[A-Za-z0-9._~+/-]{16,}=*)")
_IN_ADDRESS = lazy(r"[a-z][a-z0-9+.-]{1,12}://[^\s/:@\"'<>]{0,64}:(?P<s>[^\s/@\"'<>]{3,100})@[A-Za-z0-9]")
# Words that introduce a secret; `key` alone does not, see _KEY.
_WORD = lazy("pass(?:word|wd|phrase|code)|pwd|secret|token|key|密[码钥]|口令|令牌")
_KEY = lazy(r"(?:api|access|private|secret|auth|aes|app|client|encryption|signing|encoding ?aes)[_ -]?\Z")
_HARMLESS = lazy(r"(?:next|page|request|continuation|csrf|max|num|prompt)[_ -]?\Z")
_VALUE = lazy(
    r"(?:s|[_ -]?(?:id|secret|key|token))?[\"'`\]]{0,2}[ \t]{0,3}(?:[:=\uff1a]{1,2}|=>|是|为)[ \t]{0,3}[\"'`\u201c]?"
    r"(?P<s>[^\s\"'`,;\u201c\u201d\uff0c\u3002\uff1b\uff09)\]}>]{6,200})",
    re.IGNORECASE,
)
_PLACEHOLDER = lazy(
    r"(?i)^(?:[$\{<%\[(@#/.~!*\u2026]|(?:none|null|true|false|undefined|required|optional|string)\b|https?:|arn:)"
    r"|xxx|\*\*\*|\.\.\.|\u2026|\$\{|\{\{|<|your|example|change[_-]?me|placeholder|redacted|dummy|sample"
    r"|^test(?:ing)?[_-]?(?:key|token|secret|password)?$|secrets\.|vars\.|env\.|environ|process\.|os\.|getenv"
    r"|见|写|请|放|存|不|已|用|在|由"
)
_CAMEL_WORDS = lazy(r"[A-Za-z]+(?:[._-][A-Za-z]+)*\(?\)?")
# What a program is written like: a name and a bracket, names with dots, a name with underscores and hardly a digit.
_CODE = lazy(r"[A-Za-z_][\w.]*[\[(].*|(?:[A-Za-z_]\w*\.)+[A-Za-z_]\w*|[a-z]+[0-9]?(?:_[a-z]+[0-9]?)+")


def credentials(text: str, raw: bytes | None = None) -> list[Credential]:
    """All secrets in a text, in order and without overlaps. ``raw`` is the same as UTF-8, if it is at hand."""
    if raw is None:
        raw = text.encode("utf-8", "surrogatepass")
    return _credentials(text) if may_hold_credentials(raw) else []


def _credentials(text: str) -> list[Credential]:
    found: list[Credential] = []
    end = 0
    for one in sorted(_candidates(text), key=lambda one: (one.start, -one.end)):
        if one.start >= end:
            found.append(one)
            end = one.end
    return found


def _candidates(text: str) -> Iterator[Credential]:
    for kind, hint, pattern in _SHAPES:
        if hint in text:
            for match in pattern.finditer(text):
                if not _made_up(match["s"]):
                    yield Credential(kind, *match.span("s"))
    if "earer" in text or "BEARER" in text:
        for match in _BEARER.finditer(text):
            if _random(match["s"]):
                yield Credential("OAuth", *match.span("s"))
    if "://" in text and "@" in text:
        for match in _IN_ADDRESS.finditer(text):
            if len(match["s"]) >= 6 and _is_secret(match["s"], password=True):
                yield Credential("password", *match.span("s"))
    yield from _assigned(text)


def _assigned(text: str) -> Iterator[Credential]:
    """Values of ``app_secret: ...``, ``密码：...`` and the like."""
    low = text.lower()
    if len(low) != len(text):  # a few letters become two
        low = text
    word = _WORD.search(low)
    while word is not None:
        after = word.end()
        before = low[max(word.start() - 14, 0) : word.start()]
        if _KEY.search(before) if word[0] == "key" else not _HARMLESS.search(before):
            match = _VALUE.match(text, word.end())
            if match is not None:
                after = match.end()
                password = word[0] in ("密码", "口令") or word[0][0] == "p"
                if _is_secret(match["s"], password=password):
                    yield Credential("password" if password else "token", *match.span("s"))
        word = _WORD.search(low, after)


def _is_secret(value: str, *, password: bool) -> bool:
    """Whether what is assigned looks like a secret: no placeholder, no words, and not too regular."""
    value = value.rstrip(".")
    if _PLACEHOLDER.search(value) or _made_up(value) or not value.isascii():
        return False
    if (_CAMEL_WORDS.fullmatch(value) and not _random(value)) or _CODE.fullmatch(value):
        return False
    if re.fullmatch(r"[0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{64}", value):
        return True
    if value.isdigit():
        # A PIN after the word is a secret; a number after token or key mostly counts something.
        return password and not re.fullmatch(r"20\d{6}", value)
    classes = sum(any(test(char) for char in value) for test in (str.islower, str.isupper, str.isdigit, _is_sign))
    if password:
        return classes >= 2 and entropy(value) >= 2.2
    return len(value) >= 12 and classes >= 2 and any(map(str.isdigit, value)) and entropy(value) >= 3.0


def _is_sign(char: str) -> bool:
    return not char.isalnum()


def _random(value: str) -> bool:
    """Whether letters look drawn, not written: many different ones, with digits or both cases mixed."""
    mixed = any(map(str.isdigit, value)) or (
        any(map(str.islower, value))
        and sum(map(str.isupper, value)) >= 3
        and not re.fullmatch(r"(?:[A-Z]?[a-z]{2,})+", value)
    )
    return len(value) >= 16 and mixed and entropy(value) >= 3.3 and not _made_up(value)


def _made_up(value: str) -> bool:
    """Whether a value is an example: hardly any different characters, or runs like 1234567890abcdef."""
    body = re.sub(r"^[A-Za-z]{2,12}[-_]", "", value)
    return (
        (len(set(body.lower())) <= 3 and "-----" not in value)
        or "EXAMPLE" in value
        or "xxxx" in value.lower()
        or "your" in value.lower()
    )


def entropy(text: str) -> float:
    """Bits per character, by how often each occurs in the text itself."""
    size = len(text)
    return -sum(times / size * math.log2(times / size) for times in Counter(text).values()) if size else 0.0
