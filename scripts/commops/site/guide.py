"""The hand-written pages: the guide of each language, and the decision records, which are shown in both."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from commops import resources
from commops.site import blocks
from commops.site.edition import Edition
from commops.site.html import el
from commops.site.markup import join_han_lines
from commops.site.tree import Page

_TITLE = re.compile(r"\A\s*#\s+(.+?)\s*(?:\{#[\w-]+\})?\s*$", re.MULTILINE)


def guide_pages(edition: Edition) -> Iterator[Page]:
    """``site/guide/<zh|en>/*.md`` as ``guide/*.md`` and ``site/guide/decisions/*.md`` as ``guide/decisions/*.md``.

    They belong to the program, are reviewed like code, and may use all of Markdown.
    """
    folder = resources.folder("site") / "guide"
    for path in _files(folder / edition.lang):
        yield _page(path, f"guide/{path.name}")
    records = list(_files(folder / "decisions"))
    for path in records:
        yield _page(path, f"guide/decisions/{path.name}", edition.say("英文记录", ""))
    if records:
        yield _records(edition, records)


def _files(folder: Path) -> list[Path]:
    return [path for path in sorted(folder.glob("*.md")) if path.is_file() and not path.is_symlink()]


def _title(text: str, path: Path) -> str:
    found = _TITLE.search(text)
    return found[1].replace("`", "") if found else path.stem


def _page(path: Path, name: str, note: str = "") -> Page:
    """A page as it is written; ``note`` says below the title that it is in another language than its readers'.

    Such a note is none of the missing translations that a community counts: the text is the program's.
    """
    text = path.read_text(encoding="utf-8")
    head, _, rest = text.lstrip().partition("\n")
    marked = f"{head}\n\n{el('p', blocks.tag(note))}\n{rest}" if note else text
    return Page(name, _title(text, path), join_han_lines(marked), toc=True, kind="guide")


def _records(edition: Edition, records: list[Path]) -> Page:
    title = edition.say("决策记录", "Decision records")
    lead = edition.say(
        "为什么这样做：每条记录写清当时的事实、选择和代价。记录用英文写，只增不改。",
        "Why things are as they are: each record gives the facts of the time, the choice and its price.",
    )
    links = "\n".join(f"- [{_title(path.read_text(encoding='utf-8'), path)}]({path.name})" for path in records)
    return Page(
        "guide/decisions/index.md", title, f"# {title} {{#decisions}}\n\n{lead}\n\n{links}\n", toc=True, kind="guide"
    )
