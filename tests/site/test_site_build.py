"""The built site: strict, whole, closed in itself, and the same from one build to the next."""

import gzip
import json
import os
import re
import shutil
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest

from commops.errors import InputError
from commops.site import archive, engine
from commops.site.csp import policy, protect, unprotect
from commops.site.faults import demand_languages
from commops.workspace.load import load

SMALL = Path(__file__).parent / "small"
LOADED = {"script": "src", "img": "src", "iframe": "src", "link": "href", "source": "src", "video": "src",
          "audio": "src", "object": "data", "embed": "src", "use": "href", "image": "href"}  # fmt: skip


class Seen(HTMLParser):
    def __init__(self, html):
        super().__init__()
        self.ids, self.links, self.loaded, self.handlers = set(), [], [], []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        if "id" in found:
            self.ids.add(found["id"])
        if tag == "a" and found.get("href"):
            self.links.append(found["href"])
        if tag in LOADED and found.get(LOADED[tag]) and found.get("rel") not in ("canonical",):
            self.loaded.append(found[LOADED[tag]])
        self.handlers += [name for name in found if name.startswith("on")]


def pages(site):
    return {
        path.relative_to(site).as_posix(): Seen(path.read_text(encoding="utf-8"))
        for path in sorted(site.rglob("*.html"))
    }


def broken(site, found):
    """Links within the site that lead nowhere, as (page, link)."""
    for name, page in found.items():
        if name.endswith("404.html"):
            continue
        for link in page.links:
            target = urlsplit(urljoin(f"http://here/{name}", link))
            if target.netloc != "here" or link.startswith("mailto:"):
                continue
            path = unquote(target.path).lstrip("/")
            file = f"{path}index.html" if not path or path.endswith("/") else path
            if not (site / file).is_file() or (
                target.fragment and file in found and unquote(target.fragment) not in found[file].ids | {"__"}
            ):
                yield name, link


def test_nothing_is_broken_and_nothing_comes_from_elsewhere(small_site):
    found = pages(small_site)
    assert len(found) > 60
    assert list(broken(small_site, found)) == []
    assert [(n, url) for n, p in found.items() for url in p.loaded if urlsplit(url).netloc] == []
    assert [(n, h) for n, p in found.items() for h in p.handlers] == []
    css = [path.read_text() for path in small_site.rglob("*.css")]
    assert not any(re.search(r"url\(\s*['\"]?(?:https?:)?//", text) for text in css)


def test_the_same_page_in_the_other_language_is_one_link_away(small_site):
    page = (small_site / "events/2026-12-12-meetup/index.html").read_text()
    link = re.search(r'data-co-language href="([^"]+)"', page)[1]
    assert urljoin("/events/2026-12-12-meetup/", link) == "/zh-cn/events/2026-12-12-meetup/"
    other = (small_site / "zh-cn/events/2026-12-12-meetup/index.html").read_text()
    back = re.search(r'data-co-language href="([^"]+)"', other)[1]
    assert urljoin("/zh-cn/events/2026-12-12-meetup/", back) == "/events/2026-12-12-meetup/"
    assert '<html lang="en"' in page
    assert '<html lang="zh"' in other


def test_hostile_titles_are_text(small_site):
    page = (small_site / "events/2026-12-12-meetup/index.html").read_text()
    assert "with <script>" not in page
    assert "<title>Winter; meetup, with ‹script› · Paper Boat</title>" in page


def test_pages_carry_a_policy_that_knows_their_scripts(small_site):
    for path in small_site.rglob("*.html"):
        html = path.read_text(encoding="utf-8")
        assert html.count('http-equiv="Content-Security-Policy"') == 1
        assert policy(html) in html
    assert "default-src 'none'" in policy("")
    assert "'sha256-" in policy("<script>1</script>")
    assert "'sha256-" not in policy('<script type="application/json">1</script><script src="a.js"></script>')
    assert "Content-Security-Policy" not in unprotect(protect('<meta charset="utf-8"><p>'))


def test_pages_load_no_texts_and_the_search_finds_them_beside(small_site):
    for folder in (small_site, small_site / "zh-cn"):
        assert json.loads((folder / "search/search_index.json").read_text())["docs"] == []
        by_place = {doc["location"]: doc for doc in json.loads((folder / "search/texts.json").read_text("utf-8"))}
        assert by_place["events/2026-12-12-meetup/"]["title"] == (
            "冬日聚会" if folder.name == "zh-cn" else "Winter; meetup, with &lt;script&gt;"
        )
        assert "#r1" in "".join(by_place)
        texts = "".join(doc["text"] for doc in by_place.values())
        assert "\u200b" not in texts
        assert not any(word in texts for word in ("polyline", "data-search", "<", "SELECT"))


def content(site):
    return {p.relative_to(site).as_posix(): p.read_bytes() for p in site.rglob("*") if p.is_file()}


def test_a_build_of_what_changed_is_the_same_as_a_build_of_everything(tmp_path):
    root = tmp_path / "boat"
    shutil.copytree(SMALL, root)
    out = root / "build" / "site"
    engine.build(load(root), root, out)
    stamps = {path: path.stat().st_mtime_ns for path in out.rglob("*.html")}
    profile = root / "community/community.yml"
    rules = root / "community/rules.yml"
    rules.write_text(rules.read_text("utf-8").replace("No ads", "No advertising"), "utf-8")
    engine.build(load(root), root, out)
    changed = {
        path.relative_to(out).as_posix() for path in out.rglob("*.html") if stamps[path] != path.stat().st_mtime_ns
    }
    assert "rules/index.html" in changed
    assert len(changed) < 12
    assert "No advertising" in (out / "rules/index.html").read_text("utf-8")
    # A page that somebody changed by hand, and one that somebody took away, come back.
    (out / "rules/index.html").write_text("mine")
    (root / "build/editions/en/team/index.html").unlink()
    engine.build(load(root), root, out)
    assert "No advertising" in (out / "rules/index.html").read_text("utf-8")
    # Everything carries the name of the community.
    profile.write_text(profile.read_text("utf-8").replace("Paper Boat", "Paper Ship"), "utf-8")
    engine.build(load(root), root, out)
    part = content(out)
    shutil.rmtree(root / "build")
    shutil.rmtree(root / ".commops")
    engine.build(load(root), root, out)
    assert part == content(out)


@pytest.mark.slow
def test_two_builds_are_the_same(small_site, tmp_path):
    root = tmp_path / "boat"
    shutil.copytree(SMALL, root)
    again = engine.build(load(root), root, tmp_path / "again").folder
    assert content(again) == content(small_site)


def test_a_folder_that_is_not_ours_is_left_alone(tmp_path):
    out = tmp_path / "precious"
    out.mkdir()
    (out / "thesis.txt").write_text("mine")
    with pytest.raises(InputError):
        engine.build(load(SMALL), SMALL, out)
    assert (out / "thesis.txt").read_text() == "mine"


@pytest.mark.slow
def test_what_the_engine_says_reaches_the_reader(tmp_path):
    root = tmp_path / "boat"
    shutil.copytree(SMALL, root)
    tree = engine.write_prepared(load(root), root)
    (root / "build/docs/en/rules.md").write_text("# x\n\n[nowhere](nowhere.md)\n")
    with pytest.raises(InputError) as error:
        engine.finish(tree, root, tmp_path / "out")
    assert "nowhere.md" in error.value.render("en")
    assert "build/docs/en" in error.value.render("zh")


@pytest.mark.slow
def test_the_demo_is_whole(demo_site):
    found = pages(demo_site)
    assert list(broken(demo_site, found)) == []
    assert [(n, url) for n, p in found.items() for url in p.loaded if urlsplit(url).netloc] == []


@pytest.mark.slow
def test_the_configuration_that_people_edit_builds_without_ours(tmp_path):
    """Another engine, or plain MkDocs, reads mkdocs.yml of the clone once the pages have been prepared."""
    clone = Path(__file__).parents[2]
    for name in ("mkdocs.yml", "site", "community", "content", "events"):
        copy = shutil.copytree if (clone / name).is_dir() else shutil.copy
        copy(clone / name, tmp_path / name)
    engine.write_prepared(load(tmp_path), tmp_path)
    command = [
        sys.executable,
        "-m",
        "mkdocs",
        "build",
        "--strict",
        "-f",
        tmp_path / "mkdocs.yml",
        "-d",
        tmp_path / "out",
    ]
    done = subprocess.run(
        command, env={**os.environ, "NO_MKDOCS_2_WARNING": "1"}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "out" / "rules" / "index.html").is_file()


def test_a_link_that_leads_nowhere_is_told_by_file_and_line(tmp_path):
    root = tmp_path / "boat"
    shutil.copytree(SMALL, root)
    post = next(root.glob("content/posts/2026/11/*tea.md"))
    post.write_text(post.read_text("utf-8") + "\nSee [the list](../nowhere/).\n", "utf-8")
    line = post.read_text("utf-8").split("\n").index("See [the list](../nowhere/).") + 1
    (root / "build" / "site").mkdir(parents=True)
    with pytest.raises(InputError) as error:
        engine.build(load(root), root, root / "build" / "site")
    assert f"{post.relative_to(root).as_posix()}:{line}: " in error.value.render("en")
    assert "../nowhere/" in error.value.render("zh")
    assert not list((root / "build" / "site").iterdir())


def test_missing_translations_are_named(tmp_path):
    root = tmp_path / "boat"
    shutil.copytree(SMALL, root)
    rules = root / "community/rules.yml"
    rules.write_text(rules.read_text("utf-8").replace("{en: No ads, zh: 不发广告}", "{en: No ads}"), "utf-8")
    with pytest.raises(InputError) as error:
        demand_languages(load(root))
    assert "community/rules.yml:" in error.value.render("en")


def test_a_page_leads_to_the_file_that_it_is_made_from(small_site):
    """What people edit is YAML; the page that was generated from it is in no repository."""
    for page, source in (
        ("rules/", "community/rules.yml"),
        ("events/2026-12-12-meetup/", "events/2026-12-12-meetup/event.yml"),
    ):
        for place in ("", "zh-cn/"):
            html = (small_site / place / page / "index.html").read_text("utf-8")
            assert f'href="https://example.org/boat/edit/main/{source}"' in html
            assert (SMALL / source).is_file()


def test_a_page_of_several_things_leads_to_their_folder_and_to_the_file_of_each(small_site):
    for place, word in (("", "Edit"), ("zh-cn/", "编辑")):
        month = (small_site / place / "calendar/2026-11/index.html").read_text("utf-8")
        assert 'href="https://example.org/boat/tree/main/content/posts/2026/11"' in month
        path = "content/posts/2026/11/2026-11-03-tea.md"
        assert f'href="https://example.org/boat/edit/main/{path}" rel="noopener nofollow">{word}<' in month
        assert (SMALL / path).is_file()


def test_what_is_not_public_stands_in_no_file_of_the_site(small_site, tmp_path):
    """Pages, search, feeds, sitemap, pictures: whatever lies in the folder is looked at as bytes."""
    hidden = ["Secret note of the profile", "Hidden room", "密室"]
    for name in ("2026-12-01-unfinished", "2026-12-02-inside"):
        text = next(SMALL.rglob(f"{name}.md")).read_text("utf-8")
        hidden += [name, *(line for line in text.rpartition("---\n")[2].split("\n") if line.strip())]
    archive.pack_tar(small_site, tmp_path / "site.tar.gz", epoch=0)
    assert (tmp_path / "site.tar.gz").stat().st_size > 100_000
    for path in small_site.rglob("*"):
        content = path.read_bytes() if path.is_file() else b""
        if path.suffix == ".gz":
            content = gzip.decompress(content)
        assert not [word for word in hidden if word.encode() in content], path


def test_links_among_our_files_lead_nobody_out(tmp_path):
    """A pull request can bring links along, also below folders that Git ignores; nothing is written where they lead."""
    root = tmp_path / "boat"
    shutil.copytree(SMALL, root)
    out = root / "build" / "site"
    engine.build(load(root), root, out)
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "index.html").write_text("mine")
    for place in (root / "build/editions/en/rules", out / "team"):
        shutil.rmtree(place)
        place.symlink_to(outside)
    (out / "index.html").unlink()
    (out / "index.html").symlink_to(outside / "index.html")
    engine.build(load(root), root, out)
    assert [(path.name, path.read_text()) for path in outside.iterdir()] == [("index.html", "mine")]
    assert not [path for path in out.rglob("*") if path.is_symlink()]
    assert (out / "rules" / "index.html").is_file()
    shutil.rmtree(root / "build" / "editions")
    (root / "build" / "editions").symlink_to(outside)
    with pytest.raises(InputError):
        engine.build(load(root), root, out)
    assert (outside / "index.html").read_text() == "mine"
