"""What keeps texts of the workspace out of the site, or out of one of its languages, told by file and line."""

from __future__ import annotations

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


def demand_languages(ws: Workspace) -> Workspace:
    """The workspace. Raises InputError when a text lacks one of its languages, naming each."""
    missing = _found(ws, ("translated",))
    if not missing:
        return ws
    zh, en = ("\n    ".join(sentence(found).get(lang) for found in missing[:_TOLD]) for lang in LANGS)
    count = len(missing)
    raise InputError(
        missing[0].at.path,
        Text(f"{count} 处缺少译文：\n    {zh}", f"{count} translations are missing:\n    {en}"),
        Text("补上译文，或去掉 --strict-languages。", "Add them, or build without --strict-languages."),
    )


def sentence(found: Finding) -> Text:
    """Place, fact and remedy in one line."""
    place = f"{found.at.path}:{found.at.line}"
    return Text(f"{place}: {found.message.zh} {found.fix.zh}", f"{place}: {found.message.en} {found.fix.en}")


def _found(ws: Workspace, names: tuple[str, ...]) -> list[Finding]:
    rules = {name: rule for name, rule in load_rules().items() if name in names}
    return examine(ws, rules, {}).findings
