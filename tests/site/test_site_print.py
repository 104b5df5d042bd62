"""Report pages on paper: the Monday brief on one sheet of A4, the pack on two and its appendix."""

import re
import shutil
from pathlib import Path

import browserkit
import pytest

from commops.site import engine
from commops.site.places import build_folder
from commops.workspace.load import load

pytestmark = pytest.mark.browser

CLONE = Path(__file__).parents[2]
MARGIN = dict.fromkeys(("top", "bottom", "left", "right"), "10mm")


def sheets(page):
    return len(re.findall(rb"/Type\s*/Page[^s]", page.pdf(format="A4", margin=MARGIN, print_background=True)))


@pytest.mark.parametrize("tag", ["", "en/"])
def test_the_monday_brief_is_one_sheet(chromium, demo_site, tag):
    with browserkit.serving(demo_site) as address:
        page = chromium.new_page()
        page.goto(f"{address}{tag}reports/monday/")
        assert sheets(page) == 1
        page.close()


@pytest.mark.parametrize("tag", ["", "en/"])
def test_the_other_reports_take_few_sheets_and_leave_out_the_tables_behind_figures(chromium, demo_site, tag):
    with browserkit.serving(demo_site) as address:
        for name, most in (("growth", 3), ("content", 3), ("order", 2), ("campaigns", 3)):
            page = chromium.new_page()
            page.goto(f"{address}{tag}reports/{name}/")
            page.emulate_media(media="print")
            assert page.locator(".co-figure details.co-data").count() > 0
            assert page.locator(".co-figure details.co-data:visible").count() == 0
            assert page.locator(".co-sowhat:visible").count() == page.locator(".co-sowhat").count() > 0
            assert sheets(page) <= most, name
            page.close()


def files(folder):
    return {path: path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_the_pack_is_two_sheets_and_its_build_leaves_the_public_site_alone(chromium, tmp_path):
    root = tmp_path / "firefly"
    for name in ("community", "content", "events"):
        shutil.copytree(CLONE / name, root / name)
    public = root / "build" / "site"
    public.mkdir(parents=True)
    (public / "index.html").write_text("the public site", "utf-8")
    before = files(public)
    out = build_folder(root, team=True) / "site"
    engine.build(load(root), root, out, team=True)
    assert files(public) == before
    with browserkit.serving(out) as address:
        for tag in ("", "en/"):
            page = chromium.new_page()
            page.goto(f"{address}{tag}private/investors/")
            whole = sheets(page)
            page.evaluate("document.querySelectorAll('.co-appendix, #appendix').forEach(one => one.remove())")
            assert sheets(page) <= 2 < whole
            page.close()
