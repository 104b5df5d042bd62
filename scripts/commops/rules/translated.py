"""Texts for readers that lack one of the community's languages; which texts these are is written in the schemas."""

from collections.abc import Iterator

from commops.findings import Hit
from commops.patterns import lazy
from commops.rule import rule
from commops.texts import Text
from commops.workspace import Source, Workspace
from commops.workspace.shape.marks import marked

_HAN = lazy("[\u3400-\u9fff]")
_NAMES = {"zh": Text("中文", "Chinese"), "en": Text("英文", "English")}


@rule("translated", each="source")
def check(ws: Workspace, source: Source) -> Iterator[Hit]:
    """One hit per missing language. One string does for every language if it is not Chinese or stands in a list.

    A language that is there but empty is refused by the schema.
    """
    wanted = list(dict.fromkeys(tag.partition("-")[0] for tag in ws.languages))
    if len(wanted) < 2:
        return
    for text in marked(source.kind, source.data, "x-localized"):
        if isinstance(text.value, dict):
            missing = [tag for tag in wanted if tag not in text.value]
        elif isinstance(text.value, str) and isinstance(text.route[-1], str) and _HAN.search(text.value):
            missing = [tag for tag in wanted if tag != "zh"]
        else:
            continue
        for tag in missing:
            facts: dict[str, object] = {"language": _NAMES.get(tag, Text(tag, tag)), "tag": tag, "label": text.label}
            yield Hit(source.at(text.route), None, facts)
