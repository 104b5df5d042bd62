"""The Chinese that people read: full-width punctuation beside Chinese characters, everywhere the program speaks."""

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parent.parent
HAN = r"[\u3400-\u9fff]"
# `,` `;` `:` `?` `!` and brackets touching a Chinese character; code in backquotes and {places} are left out.
HALF_WIDTH = re.compile(rf"{HAN}[,;:?!)(]|[,;?!)(]{HAN}")
# The same after a closing mark; only in texts with Chinese characters, for English may close with ” too.
AFTER_CLOSING = re.compile(rf"(?s){HAN}.*[”》。][,;:?!]")
# Left out: code, tags, links, regular expressions, and the YAML example "字段: 值".
CODE = re.compile(r"`[^`]*`|<[^>]*>|\]\([^)]*\)|字段: 值|.*\\d.*")


def text_literals(path: Path) -> Iterator[tuple[int, str]]:
    """String literals with Chinese characters in a Python file, docstrings left out."""
    tree = ast.parse(path.read_text("utf-8"))
    documentation = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in documentation:
            yield node.lineno, node.value


def chinese_values(value: object) -> Iterator[str]:
    """The strings of a data file with Chinese characters."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from chinese_values(each)
    elif isinstance(value, list):
        for each in value:
            yield from chinese_values(each)


def faults(texts: Iterator[tuple[int, str]]) -> list[str]:
    plain = ((line, text, CODE.sub("`", text)) for line, text in texts)
    return [f"{line}: {text[:60]!r}" for line, text, p in plain if HALF_WIDTH.search(p) or AFTER_CLOSING.search(p)]


# Word tables, sniffing signatures and made-up chat text are data that must keep the punctuation they have.
DATA = (
    "wording/",
    "synth/",
    "logs/formats/",
    "logs/group_events.py",
    "logs/probe.py",
    "logs/wechat_contents.py",
    "logs/whatsapp_media.py",
    "logs/whatsapp_notices.py",
    "workspace/reading/prescan.py",
)
PACKAGE = ROOT / "scripts/commops"
PYTHON = [
    name
    for name in sorted(path.relative_to(PACKAGE).as_posix() for path in PACKAGE.rglob("*.py"))
    if not name.startswith(DATA)
]


@pytest.mark.parametrize("name", PYTHON)
def test_messages_use_full_width_punctuation(name):
    assert not faults(text_literals(PACKAGE / name))


@pytest.mark.parametrize("path", sorted((ROOT / "schemas").glob("*.json")), ids=lambda path: path.name)
def test_schemas_use_full_width_punctuation(path):
    assert not faults((0, text) for text in chinese_values(json.loads(path.read_text("utf-8"))))


PAGES = sorted(path for path in (ROOT / "scripts/commops").rglob("*.md") if "templates" not in path.parts)


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_pages_use_full_width_punctuation(path):
    front = path.read_text("utf-8").split("---\n")[1]
    assert not faults((0, text) for text in chinese_values(yaml.safe_load(front)))


@pytest.mark.parametrize("path", sorted((PACKAGE / "rules").glob("*.md")), ids=lambda path: path.stem)
def test_sentences_of_rules_are_whole(path):
    page = yaml.safe_load(path.read_text("utf-8").split("---\n")[1])
    for case in (page, *(page.get("cases") or {}).values()):
        for key in ("message", "fix"):
            for lang, sentence in case.get(key, {}).items():
                assert sentence.count("{") == sentence.count("}"), sentence
                assert sentence.endswith(("。", "？", "}", "）") if lang == "zh" else (".", "?", "}")), sentence


@pytest.mark.parametrize("path", sorted((ROOT / "site/guide/zh").rglob("*.md")), ids=lambda path: path.stem)
def test_guide_uses_full_width_punctuation(path):
    prose = re.sub(r"(?ms)^(```|---).*?^\1$", "", path.read_text("utf-8"))
    assert not faults((number, line) for number, line in enumerate(prose.split("\n"), 1))
