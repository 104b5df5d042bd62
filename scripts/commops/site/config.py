"""The MkDocs configuration of each language, written from the profile; people edit mkdocs.yml, never these."""

from __future__ import annotations

import importlib.util
import json
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from commops import resources
from commops.site.edition import Edition
from commops.site.html import escape_title
from commops.site.paths import address
from commops.workspace import Workspace

_NAMES = {
    "zh": ("简体中文", "中"),
    "en": ("English", "EN"),
    "ja": ("日本語", "日"),
    "ko": ("한국어", "한"),
    "fr": ("Français", "FR"),
    "de": ("Deutsch", "DE"),
    "es": ("Español", "ES"),
}
"""How languages call themselves, in full and on the switch."""


def folders(ws: Workspace) -> dict[str, str]:
    """Language tag -> folder of the site it is published in; ``""`` for the first, which stands at the root."""
    return {tag: tag.lower() if number else "" for number, tag in enumerate(ws.languages)}


def configuration(edition: Edition, editions: Sequence[Edition], root: Path, build: Path, nav: list[Any]) -> bytes:
    """The MkDocs configuration of a language; ``editions`` are all of them.

    ``build`` is the folder to whose mkdocs/ it is written; paths in it are relative to there, so that a clone can be
    moved. It is JSON, which is YAML that nobody mistakes for something to edit.
    """
    config = _configuration(edition, editions, root, build / "mkdocs", nav)
    return (json.dumps(config, ensure_ascii=False, indent=1) + "\n").encode()


def _configuration(
    edition: Edition, editions: Sequence[Edition], root: Path, here: Path, nav: list[Any]
) -> dict[str, Any]:
    profile = edition.ws.profile
    site = resources.folder("site")
    own = root / "mkdocs.yml"
    parent = own if own.is_file() and not own.is_symlink() else site / "mkdocs.base.yml"
    place = folders(edition.ws)
    config: dict[str, Any] = {
        "INHERIT": _path(parent, here),
        "site_name": escape_title(edition.name),
        "site_description": escape_title(edition.t(profile.description) if profile else ""),
        "docs_dir": f"../docs/{edition.tag}",
        "site_dir": f"../editions/{edition.tag}",
        "nav": nav,
        "theme": {
            "name": "material",
            "language": _theme_language(edition.tag),
            "custom_dir": _path(site / "overrides", here),
            "palette": _palette(edition),
        },
        "plugins": {
            "commops": {"root": _path(root, here), "language": edition.tag},
        },
        "extra": {
            "generator": False,
            "alternate": [_alternate(edition, other, place) for other in editions if other.tag != edition.tag],
            "words": _words(edition),
            "sections": [_sections(entry) for entry in nav],
            "listed": [address(path) for path in _paths(nav)],
            "team": _team_note(edition),
            "footer": [escape_title(line) for line in _footer(edition)],
            "links": _elsewhere(edition),
        },
    }
    if profile and profile.site_url:
        config["site_url"] = (
            profile.site_url.rstrip("/") + "/" + (f"{place[edition.tag]}/" if place[edition.tag] else "")
        )
    if profile and profile.repository:
        config["extra"]["edit"] = edit_address(profile.repository)
        config["extra"]["folder"] = edit_address(profile.repository, "tree")
    return config


def _path(target: Path, here: Path) -> str:
    return Path(os.path.relpath(target.resolve(), here.resolve())).as_posix()


def _theme_language(tag: str) -> str:
    """Material's name for a language: Chinese by script, everything else by its first part; else English."""
    if tag.lower().startswith("zh"):
        return "zh-Hant" if any(part in tag for part in ("Hant", "TW", "HK")) else "zh"
    name = tag.split("-", maxsplit=1)[0].lower()
    spec = importlib.util.find_spec("material")
    theme = Path(spec.origin).parent if spec and spec.origin else Path()
    return name if (theme / "templates" / "partials" / "languages" / f"{name}.html").is_file() else "en"


def _palette(edition: Edition) -> list[dict[str, Any]]:
    names = (edition.say("切换到深色", "Switch to dark"), edition.say("切换到浅色", "Switch to light"))
    rows = (("light", "default", "material/weather-night"), ("dark", "slate", "material/weather-sunny"))
    return [
        {
            "media": f"(prefers-color-scheme: {media})",
            "scheme": scheme,
            "primary": "custom",
            "accent": "custom",
            "toggle": {"icon": icon, "name": name},
        }
        for (media, scheme, icon), name in zip(rows, names, strict=True)
    ]


def _alternate(here: Edition, other: Edition, place: Mapping[str, str]) -> dict[str, str]:
    """How to get from the root of one language to the root of another; ``..`` leads out of a language's folder."""
    up = "../" if place[here.tag] else ""
    name, short = _NAMES.get(other.tag.split("-", maxsplit=1)[0].lower(), (other.tag, other.tag))
    return {
        "name": name,
        "short": short if len(here.ws.languages) > 2 else name,
        "lang": other.tag,
        "path": up + (f"{place[other.tag]}/" if place[other.tag] else ""),
        "link": "./" + up + (f"{place[other.tag]}/" if place[other.tag] else ""),
    }


def _sections(entry: Any) -> list[str]:
    """How the addresses of pages start that belong to a part of the navigation, also of those that stand in none."""
    first = {address(path).partition("/")[0] for path in _paths([entry])} - {""}
    return [f"{name}/" for name in sorted(first | ({"posts"} if "calendar" in first else set()))]


def _paths(entries: list[Any]) -> list[str]:
    """The pages of a part of the navigation."""
    return [
        path
        for entry in entries
        for inner in entry.values()
        for path in ([inner] if isinstance(inner, str) else _paths(inner))
    ]


def _words(edition: Edition) -> dict[str, str]:
    return {
        "missing": edition.say("没有这个页面", "There is no such page"),
        "home": edition.say("回首页", "Go home"),
        "source": edition.say("本页内容来自", "This page is made from"),
        "calendar": edition.say("订阅日历", "Subscribe to the calendar"),
        "section": edition.say("同一栏目的页面：", "Pages of the section: "),
        "events": edition.say("只订阅活动", "Events only"),
    }


def _team_note(edition: Edition) -> str:
    return edition.say("团队内部版本，请勿公开", "For the team only, not to be published") if edition.team else ""


def _footer(edition: Edition) -> list[str]:
    profile = edition.ws.profile
    if profile is None:
        return []
    lines = [edition.t(profile.operator["name"])]
    if profile.licence:
        lines.append(edition.say(f"内容许可 {profile.licence}", f"Content licensed under {profile.licence}"))
    if profile.icp_no:
        lines.append(profile.icp_no)
    lines.append(edition.say("数据截至 ", "As of ") + edition.day(edition.ws.as_of, year=True))
    return lines


def _elsewhere(edition: Edition) -> list[dict[str, str]]:
    """The other places of the community. The footer escapes them."""
    links = edition.ws.profile.links if edition.ws.profile else None
    return [
        {"url": link["url"], "name": edition.t(link.get("label")) or urlsplit(link["url"]).netloc}
        for link in links or ()
    ]


def edit_address(repository: str, verb: str = "edit") -> str:
    """Where a file is edited (with ``blob`` looked at, with ``tree`` a folder) in the browser, up to its path.

    GitLab puts a dash in between, GitHub and Gitee do not.
    """
    host = urlsplit(repository).netloc
    return f"{repository.rstrip('/').removesuffix('.git')}/{'-/' if 'gitlab' in host else ''}{verb}/main/"
