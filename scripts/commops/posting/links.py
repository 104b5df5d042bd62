"""Finds the addresses in a text and says what is wrong with one, without ever asking the network."""

from __future__ import annotations

import ipaddress
import re
import unicodedata
from collections.abc import Collection, Iterator
from functools import cache
from typing import Any, NamedTuple
from urllib.parse import parse_qsl, urlsplit

from commops.patterns import lazy
from commops.resources import folder
from commops.workspace.reading.read import read

_TO = r"<?(?P<to>[^\s)>]{0,2000})>?"
_MARKDOWN = lazy(rf"(?<!!)\[(?P<label>[^\]\n]{{1,300}})\]\(\s*{_TO}(?:\s+\"[^\"\n]*\")?\s*\)")
_BARE = lazy(r"https?://[^\s<>\"'`\u3000-\u303f\u3400-\u9fff\uff00-\uffef]{1,2000}", re.IGNORECASE)
_BROKEN = lazy(
    r"(?<!!)\[[^\]\n]{1,300}\]"
    r"(?:\(\s*\)|[ \t]+\(https?://|\uff08https?://|\((?=https?://)[^)\n]*(?:$|[ \t][^)\"\n]*\)))",
    re.MULTILINE,
)
_SCRIPT = lazy(r"\s*(?:javascript|data|vbscript|file)\s*:", re.IGNORECASE)
_DOMAIN = lazy(r"(?:https?://)?(?:[\w-]+\.)+[a-z]{2,24}(?:[:/?#]\S*)?", re.IGNORECASE)
# Letters of other scripts that look like Latin ones (judgement; the commonest of Unicode's confusables).
_LOOKALIKES = frozenset("асеорхуіјѕԁһӏԛԝьгвмнктΑΒΕΖΗΙΚΜΝΟΡΤΥΧαονρτυικ")


class Link(NamedTuple):
    """An address in a text: the words that are shown ("" for a bare address), where it leads, and where it stands."""

    label: str
    to: str
    start: int
    length: int


@cache
def table() -> dict[str, Any]:
    """schemas/links.yml as data, read on first use."""
    file = folder("schemas") / "links.yml"
    return read(file.name, file.read_bytes()).data


def links_in(text: str) -> Iterator[Link]:
    """The links of a Markdown text in order, each once: those with words first claim their place."""
    taken: list[tuple[int, int]] = []
    found = []
    for match in _MARKDOWN.finditer(text):
        taken.append(match.span())
        found.append(Link(match["label"], match["to"], match.start("to"), max(len(match["to"]), 1)))
    for match in _BARE.finditer(text):
        if not any(start <= match.start() < end for start, end in taken):
            address = match[0].rstrip(".,;:!?)]*_~")
            found.append(Link("", address, match.start(), len(address)))
    return iter(sorted(found, key=lambda link: link.start))


def broken_in(text: str) -> Iterator[tuple[int, int]]:
    """Start and length of everything that was meant as a Markdown link and is none."""
    for match in _BROKEN.finditer(text):
        yield match.start(), match.end() - match.start()


@cache
def _shops() -> re.Pattern[bytes]:
    hosts = "|".join(map(re.escape, table()["shops"]["hosts"]))
    return re.compile(rf"https?://(?:[\w-]{{1,63}}\.)?(?:{hosts})(?![\w.-])".encode())


def shop_in(raw: bytes) -> tuple[int, int] | None:
    """Start and length, in characters, of the first address of goods in a shop, up to its host; None without any."""
    match = _shops().search(raw) if b"://" in raw else None
    return (len(raw[: match.start()].decode()), len(match[0])) if match else None


def host_of(address: str) -> str:
    """The host of an address in lower case, without ``www.``; "" for none or a broken one."""
    try:
        host = urlsplit(address).hostname or ""
    except ValueError:
        return ""
    return host.lower().rstrip(".").removeprefix("www.")


def is_tracked(address: str) -> bool:
    """Whether an address carries ``utm_`` parameters."""
    if "utm_" not in address:
        return False
    try:
        return any(key.startswith("utm_") for key, _ in parse_qsl(urlsplit(address).query, keep_blank_values=True))
    except ValueError:
        return False


def fault_of(link: Link, own: Collection[str]) -> str | None:
    """What is wrong with a link; ``own`` are the hosts of the community's own site. None if nothing is.

    ``script``, ``unreadable``, ``userinfo``, ``inner``, ``lookalike``, ``short``, ``mismatch``, ``http``, ``tracking``.
    """
    if _SCRIPT.match(link.to):
        return "script"
    if not link.to.lower().startswith(("http://", "https://")):
        return None
    try:
        parts = urlsplit(link.to)
        _ = parts.port
    except ValueError:
        return "unreadable"
    host = host_of(link.to)
    if not host:
        return "unreadable"
    if "@" in parts.netloc:
        return "userinfo"
    if _is_inner(host):
        return "inner"
    if _is_lookalike(host):
        return "lookalike"
    if host in table()["shorteners"]["hosts"]:
        return "short"
    if link.label and _says_other(link.label, host):
        return "mismatch"
    if parts.scheme == "http":
        return "http"
    return "tracking" if host in own and is_tracked(link.to) else None


def _is_inner(host: str) -> bool:
    try:
        return not ipaddress.ip_address(host.strip("[]")).is_global
    except ValueError:
        return "." not in host or any(host.endswith(f".{ending}") for ending in table()["inner"]["endings"])


def _is_lookalike(host: str) -> bool:
    """Whether a part of the host imitates Latin letters with letters of another script."""
    for part in host.split("."):
        shown = part
        if part.startswith("xn--"):
            try:
                shown = part[4:].encode("ascii").decode("punycode")
            except (UnicodeError, ValueError):
                return True
        letters = [char for char in shown if char.isalpha()]
        scripts = {unicodedata.name(char, "?").partition(" ")[0] for char in letters}
        foreign = scripts & {"CYRILLIC", "GREEK"}
        if foreign and ("LATIN" in scripts or all(char in _LOOKALIKES for char in letters)):
            return True
    return False


def _says_other(label: str, host: str) -> bool:
    """Whether the shown words are an address of another domain."""
    words = label.strip().strip("*_`")
    if not _DOMAIN.fullmatch(words):
        return False
    shown = host_of(words if "://" in words else f"https://{words}")
    return bool(shown) and shown != host and not host.endswith(f".{shown}") and not shown.endswith(f".{host}")


def scan_in(text: str) -> tuple[int, int] | None:
    """Start and length of a call to scan a code in a text that offers no other way; None if there is none."""
    words = table()["scan"]
    lower = text.lower()
    places = [(at, -len(word)) for word in words["words"] if (at := lower.find(word)) >= 0]
    if not places or any(word in lower for word in words["otherwise"]):
        return None
    start, length = min(places)
    return start, -length
