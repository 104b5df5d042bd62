"""Pages become files whose links hold and whose titles are harmless."""

import html

import pytest

from commops.site.html import Html, join, to_page
from commops.site.markup import untrusted
from commops.site.paths import address, relative
from commops.site.prepare import write_tree
from commops.site.tree import Page, body, heading, write


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("index.md", ""),
        ("rules.md", "rules/"),
        ("a/index.md", "a/"),
        ("a/b.md", "a/b/"),
        ("calendar.ics", "calendar.ics"),
    ],
)
def test_addresses_are_folders(path, expected):
    assert address(path) == expected


@pytest.mark.parametrize(
    ("here", "there", "expected"),
    [
        ("index.md", "rules.md", "rules/"),
        ("rules.md", "index.md", "../"),
        ("index.md", "index.md", "./"),
        ("a/b.md", "a/c.md", "../c/"),
        ("a/b.md", "a/index.md", "../"),
        ("a/index.md", "calendar.ics", "../calendar.ics"),
        ("a/b.md", "x/y/z.md", "../../x/y/z/"),
    ],
)
def test_links_are_relative(here, there, expected):
    assert relative(here, there) == expected


def test_a_link_to_no_page_is_refused():
    page = Page("a/b.md", "t", body(to_page("c.md#x", "c")))
    assert b'href="../../c/#x"' in write(page, ["a/b.md", "c.md"])
    with pytest.raises(KeyError, match=r"a/b\.md links to c\.md"):
        write(page, ["a/b.md"])


def test_a_link_within_the_page_is_its_anchor():
    assert b'href="#x"' in write(Page("a.md", "t", body(to_page("a.md#x", "x"))), ["a.md"])


@pytest.mark.parametrize("text", ["x](page:c.md)", 'href="page:c.md"', 'href="page:a.md"', "](page:a.md#b)"])
def test_text_that_looks_like_a_link_to_a_page_stays_as_written(text):
    made = write(Page("a.md", "t", body(join(text), untrusted(f"`{text}`"))), ["a.md"]).decode()
    assert html.unescape(made).count(text) == 2


def test_front_matter_is_escaped_twice_over():
    written = write(Page("a.md", 'A "B" \\ <script>\nx: y', "b", description="</head>&"), ["a.md"]).decode()
    assert 'title: "A &quot;B&quot; \\\\ ‹script› x: y"' in written
    assert 'description: "‹/head›&amp;"' in written


def test_blocks_and_labels_are_parted_for_the_search_but_not_in_the_guide():
    text = '<dt>a</dt><dd>b</dd><span>c</span><span class="co-tag">d</span><b>e</b><i>f</i>'
    made = write(Page("a.md", "t", body(Html(text))), ["a.md"]).decode()
    assert '<dt>a</dt>\n<dd>b</dd>\n<span>c</span>\n<span class="co-tag">d</span><b>e</b><i>f</i>' in made
    assert text in write(Page("a.md", "t", body(Html(text)), kind="guide"), ["a.md"]).decode()


def test_headings_keep_their_anchor_and_their_text():
    assert heading(2, "a *b* {#c}", "d") == "## a &#42;b&#42; &#123;&#35;c&#125; {#d}"


def test_only_changes_are_written_and_stale_files_go(tmp_path):
    folder = tmp_path / "docs"
    assert write_tree({"a.md": b"1", "b/c.md": b"2"}, folder) == 2
    stamp = (folder / "a.md").stat().st_mtime_ns
    assert write_tree({"a.md": b"1", "b/d.md": b"3"}, folder) == 2
    assert (folder / "a.md").stat().st_mtime_ns == stamp
    assert sorted(p.name for p in folder.rglob("*.md")) == ["a.md", "d.md"]
    assert write_tree({"a.md": b"1"}, folder) == 1
    assert not (folder / "b").exists()


def test_a_link_in_the_folder_is_removed_and_not_followed(tmp_path):
    outside = tmp_path / "outside.md"
    outside.write_text("mine")
    folder = tmp_path / "docs"
    folder.mkdir()
    (folder / "a.md").symlink_to(outside)
    (folder / "dir").symlink_to(tmp_path)
    write_tree({"a.md": b"new"}, folder)
    assert outside.read_text() == "mine"
    assert not (folder / "a.md").is_symlink()
    assert not (folder / "dir").exists()
