"""The pages of the guide that exist in one language only say so on the site of the other."""

from pathlib import Path

from commops.site.edition import ONLY, Edition
from commops.site.guide import guide_pages
from commops.site.numbers import Numbers
from commops.site.prepare import prepare_language
from commops.workspace.load import load

SMALL = Path(__file__).parent / "small"


def records(tag):
    ws = load(SMALL)
    found = {page.path: page for page in guide_pages(Edition(ws, tag, Numbers.of(ws)))}
    return [page for path, page in found.items() if path.startswith("guide/decisions/") and "index" not in path]


def test_decision_records_are_marked_where_they_are_not_translated():
    assert len(records("en")) > 5
    assert not [page for page in records("en") if ONLY in page.body]
    for page in records("zh-CN"):
        title, mark = page.body.split("\n\n")[:2]
        assert title.startswith("# ")
        assert mark == '<p><span class="co-tag">英文记录</span></p>'


def test_they_are_nothing_that_the_community_has_to_translate(tmp_path):
    missing = prepare_language(load(SMALL), "zh-CN", SMALL, tmp_path).untranslated["zh-CN"]
    assert not [path for path in missing if path.startswith("guide/")]
