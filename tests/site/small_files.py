"""Changes files of a copy of the small community, and looks at the pages that come of it."""

import html
import re

import yaml

from commops.site.edition import Edition
from commops.site.numbers import Numbers
from commops.site.prepare import prepare
from commops.workspace.load import load

MEETUP = "events/2026-12-12-meetup"
WORKSHOP = "events/2026-11-07-workshop"


def change(root, path, **keys):
    """Set keys of a YAML file; None takes one out."""
    file = root / path
    data = {**(yaml.safe_load(file.read_text("utf-8")) if file.is_file() else {}), **keys}
    kept = {key: value for key, value in data.items() if value is not None}
    file.write_text(yaml.safe_dump(kept, allow_unicode=True, sort_keys=False), "utf-8")


def docs(root, **options):
    return prepare(load(root), root, root / "build", **options).docs


def page(root, path, tag="en", **options):
    return docs(root, **options)[f"{tag}/{path}.md"].decode()


def edition(root, tag="en"):
    ws = load(root)
    return Edition(ws, tag, Numbers.of(ws))


def text(page):
    """What a reader of a page sees, spaces aside."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())


def meta(page):
    return yaml.safe_load(page.split("---")[1])
