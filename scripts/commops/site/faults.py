"""What keeps texts of the workspace out of the site, or out of one of its languages, told by file and line."""

from __future__ import annotations

from collections.abc import Mapping

from commops.check import examine
from commops.errors import InputError
from commops.findings import Finding, Severity
from commops.rule import load_rules
from commops.texts import LANGS, Text
from commops.workspace import Workspace

_READING = ("readable-file", "yaml-trap", "valid-value", "time-has-offset", "known-kind", "unknown-key")
"""The rules about files that cannot be used as they are: what they name would be missing from the site."""
_TOLD = 20


def mistakes(ws: Workspace) -> list[Finding]:
    """What keeps a file, or a thing in it, out of the site."""
    return [found for found in _found(ws, _READING) if found.severity is Severity.ERROR]


def demand_whole(ws: Workspace) -> Workspace:
    """The workspace. Raises InputError when something in it would be missing from the site, naming each."""
    found = mistakes(ws)
    if found:
        listed = _listed(found)
        raise InputError(
            found[0].at.path,
            Text(
                f"有 {len(found)} 处错误，相关内容上不了网站，所以没有生成：{listed.zh}",
                f"The site was not built, for mistakes would keep things out of it ({len(found)}):{listed.en}",
            ),
            Text(
                "改好后再生成；commops check 会列出全部问题。",
                "Mend them and build again; commops check lists everything.",
            ),
        )
    return ws


def demand_languages(ws: Workspace) -> Workspace:
    """The workspace. Raises InputError when a text lacks one of its languages, naming each."""
    found = _found(ws, ("translated",))
    if found:
        listed = _listed(found)
        raise InputError(
            found[0].at.path,
            Text(f"{len(found)} 处缺少译文：{listed.zh}", f"{len(found)} translations are missing:{listed.en}"),
            Text("补上译文，或去掉 --strict-languages。", "Add them, or build without --strict-languages."),
        )
    return ws


def demand_translated(pages: Mapping[str, Mapping[str, int]]) -> None:
    """Raise InputError when pages of the handbook hold texts that exist in another language only.

    ``pages``: language -> page -> how many. These are bodies, which no rule of the check demands in every language.
    Posts do not count: most are written for one channel, in its language.
    """
    found = [
        (count, tag, path)
        for tag, counts in pages.items()
        for path, count in counts.items()
        if not path.startswith(("calendar/", "posts/"))
    ]
    if found:
        worst = sorted(found, key=lambda one: (-one[0], *one[1:]))[:_TOLD]
        listed = "".join(f"\n    {tag}/{path} ({count})" for count, tag, path in worst)
        total = sum(count for count, *_ in found)
        raise InputError(
            "build/docs",
            Text(
                f"{total} 处没有译文，在这些页面上：{listed}",
                f"{total} texts are not translated, on these pages:{listed}",
            ),
            Text("补上译文，或去掉 --strict-languages。", "Add them, or build without --strict-languages."),
        )


def sentence(found: Finding) -> Text:
    """Place, fact and remedy in one line."""
    place = f"{found.at.path}:{found.at.line}"
    return Text(f"{place}: {found.message.zh} {found.fix.zh}", f"{place}: {found.message.en} {found.fix.en}")


def _listed(found: list[Finding]) -> Text:
    """The first of them, each on a line of its own."""
    zh, en = ("".join(f"\n    {sentence(one).get(lang)}" for one in found[:_TOLD]) for lang in LANGS)
    return Text(zh, en)


def _found(ws: Workspace, names: tuple[str, ...]) -> list[Finding]:
    rules = {name: rule for name, rule in load_rules().items() if name in names}
    return examine(ws, rules, {}).findings
