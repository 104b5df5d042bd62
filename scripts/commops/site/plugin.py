"""The MkDocs plugin: leaves out what did not change, and finishes pages, search index and assets.

What the site says lies in plain files, so that another engine can build it without the plugin; then pages are bigger
and carry no policy.
"""

from __future__ import annotations

import dataclasses
import re
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import orjson
from mkdocs.config import config_options
from mkdocs.config.base import Config
from mkdocs.plugins import BasePlugin, event_priority

from commops.files import write_atomic
from commops.site import known
from commops.site.csp import protect
from commops.site.searching import TEXTS, texts
from commops.site.squeeze import squeeze

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import File, Files
    from mkdocs.structure.nav import Navigation
    from mkdocs.structure.pages import Page

_OWN = {"commops", "material/search", "search"}
_ID = re.compile(r'<[a-z0-9]+ [^>]*?\bid="([^"]+)"')
_HREF = re.compile(r'<a [^>]*?\bhref="([^"]+)"')
_OUTSIDE = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)


class Options(Config):  # type: ignore[no-untyped-call]
    """``root``: the workspace, relative to the configuration file. ``language``: the tag of the language built here."""

    root = config_options.Type(str, default=".")
    language = config_options.Type(str, default="")


class CommopsPlugin(BasePlugin[Options]):  # type: ignore[no-untyped-call]
    """Builds every page, or those that changed when somebody tells it what is ``known`` from last time."""

    def __init__(self) -> None:
        self.known: dict[str, known.Built] | None = None
        self.built: dict[str, known.Built] = {}
        """What is known after this build."""
        self.targets: set[str] = set()
        """The files that this build makes, below the folder of the site."""
        self._pages: dict[str, File] = {}
        self._keys: dict[str, str] = {}
        self._counted = 0

    # What is there, and what of it changed ------------------------------------------------------------------------

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Leave out what no page asks for, and tell the engine which pages are as they were."""
        for file in list(files):
            if _unused(file.src_uri, config):
                files.remove(file)
        self.targets = {file.dest_uri for file in files}
        if self.known is None:
            return files
        frame = known.frame(_sources(config), sorted(_OWN.symmetric_difference(config.plugins)))
        names = "\n".join(sorted(file.src_uri for file in files))
        for file in files:
            path, target = Path(file.abs_src_path or ""), Path(file.abs_dest_path)
            if not file.is_documentation_page():
                fresh = not target.is_file() or target.read_bytes() != path.read_bytes()
            else:
                self._pages[file.src_uri] = file
                self._keys[file.src_uri] = known.key(frame, file.src_uri, path.read_bytes(), names)
                last = self.known.get(file.src_uri)
                fresh = last is None or last.key != self._keys[file.src_uri] or last.stamp != known.stamp(target)
                if last is not None and not fresh:
                    self.built[file.src_uri] = last
            file.is_modified = _answer(fresh)  # type: ignore[method-assign]
        return files

    # Pages --------------------------------------------------------------------------------------------------------

    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> None:  # noqa: ARG002
        """The Markdown has done its work; thousands of pages would hold on to it until the end."""
        page.markdown = ""

    @event_priority(-100)
    def on_page_context(self, context: Any, *, page: Page, config: MkDocsConfig, nav: Navigation) -> None:  # noqa: ARG002
        """After the search plugin has looked at a page: note what it found, and what the page links to."""
        if self.known is None or page.content is None:
            return
        index = _index(config)
        links = {link for link in _HREF.findall(page.content) if not _OUTSIDE.match(link)}
        self.built[page.file.src_uri] = known.Built(
            self._keys[page.file.src_uri],
            (0, 0),
            index.entries[self._counted :] if index else [],
            sorted(set(_ID.findall(page.content))),
            sorted(links),
        )
        self._counted = len(index.entries) if index else 0

    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:  # noqa: ARG002
        """The page as it is published."""
        page.content = ""
        return protect(squeeze(output))

    def on_post_template(self, output: str, *, template_name: str, config: MkDocsConfig) -> str:  # noqa: ARG002
        """Pages that stand alone, such as the one for a wrong address."""
        return protect(squeeze(output)) if template_name.endswith(".html") else output

    # The end ------------------------------------------------------------------------------------------------------

    @event_priority(100)
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Before the search plugin writes its index: everything in the order of the pages, also what was known."""
        index = _index(config)
        if index is not None:
            index.generate_search_index = partial(_settings, index)
        if self.known is None:
            _write_texts(config, index)
            return
        for path in self._keys:
            one = self.built[path]
            stamp = known.stamp(Path(config.site_dir, self._pages[path].dest_uri)) or (0, 0)
            self.built[path] = dataclasses.replace(one, stamp=stamp)
        if index is not None:
            index.entries = [entry for path in self._keys for entry in self.built[path].entries]
        _write_texts(config, index)


def _answer(value: bool) -> Any:
    return lambda: value


def _index(config: MkDocsConfig) -> Any:
    plugin: Any = config.plugins.get("search") or config.plugins.get("material/search")
    return getattr(plugin, "search_index", None)


def _settings(index: Any, _before: object) -> str:
    """The index that the theme loads with every page: how to search, and nothing to search in."""
    config = {key: index.config[key] for key in ("lang", "separator", "pipeline", "fields")}
    return orjson.dumps({"config": config, "docs": []}, default=str).decode()


def _write_texts(config: MkDocsConfig, index: Any) -> None:
    if index is not None:
        write_atomic(Path(config.site_dir, TEXTS), texts(index.entries), durable=False)


def _sources(config: MkDocsConfig) -> list[Path]:
    """The files that every page is made with: the configuration, those that it inherits, and our templates."""
    found, path = [], Path(config.config_file_path or "mkdocs.yml")
    while path.is_file() and path not in found:
        found.append(path)
        inherited = re.search(r'^\s*"?INHERIT"?:\s*"?([^"\n]+?)"?,?\s*$', path.read_text("utf-8"), re.MULTILINE)
        path = (path.parent / inherited[1]).resolve() if inherited else path
    for folder in config.theme.dirs[:1]:
        found += [one for one in Path(folder).rglob("*.html") if one.is_file()]
    return found


def _unused(path: str, config: MkDocsConfig) -> bool:
    """Whether a file of the theme is never asked for: maps for debuggers, its icon, other languages of the search."""
    if path == "assets/images/favicon.png" or path.endswith((".min.js.map", ".min.css.map")):
        return True
    if not path.startswith("assets/javascripts/lunr/"):
        return False
    search: Any = config.plugins.get("search") or config.plugins.get("material/search")
    languages = {str(language).partition("-")[0] for language in (search.config.lang or ["en"])} if search else set()
    needed = {f"lunr.{language}.min.js" for language in languages} | {
        "lunr.multi.min.js",
        "lunr.stemmer.support.min.js",
    }
    needed |= {"tinyseg.js"} if "ja" in languages else set()
    needed |= {"wordcut.js"} if languages & {"hi", "th"} else set()
    return path.rpartition("/")[2] not in needed
