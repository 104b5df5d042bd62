"""The MkDocs plugin: writes the pages before a build, so that `mkdocs serve` reloads when a YAML file is edited.

Everything else about the site lives in plain files, so that another engine can build them without it.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.config import config_options
from mkdocs.config.base import Config
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin

from commops.errors import InputError
from commops.site import engine
from commops.texts import language
from commops.workspace.load import load

if TYPE_CHECKING:
    from collections.abc import Callable

    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.livereload import LiveReloadServer

WATCHED = ("community", "content", "events")


class Options(Config):  # type: ignore[no-untyped-call]
    """``root``: the workspace, relative to the configuration file. ``language``: the tag of the language built here."""

    root = config_options.Type(str, default=".")
    language = config_options.Type(str, default="")


class CommopsPlugin(BasePlugin[Options]):  # type: ignore[no-untyped-call]
    """Prepares while serving; `commops build` has prepared already when it calls the engine."""

    def __init__(self) -> None:
        self.serving = False
        self.others: engine.Running | None = None

    def on_startup(self, *, command: str, dirty: bool) -> None:  # noqa: ARG002 - the signature is MkDocs'
        """Note whether this is a preview. That this hook exists also makes MkDocs keep the plugin over rebuilds."""
        self.serving = command == "serve"

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """While serving: write what changed, and let the other languages build meanwhile."""
        if not self.serving:
            return
        root = self._root(config)
        try:
            tree = engine.write_prepared(load(root, today=dt.datetime.now(tz=dt.UTC).astimezone().date()), root)
        except InputError as error:
            raise PluginError(error.render(language(self.config.language or "en"))) from None
        self.others = engine.start(root / "build", {tag: place for tag, place in tree.places.items() if place})

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """While serving: put the other languages into their folders."""
        if self.others is not None:
            engine.collect(self.others, Path(config.site_dir))
            self.others = None

    def on_serve(self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Callable[..., None]) -> None:  # noqa: ARG002
        """Watch what people edit, and not the folder that every build writes to."""
        root = self._root(config)
        server.unwatch(config.docs_dir)
        for name in WATCHED:
            if (root / name).is_dir():
                server.watch(str(root / name))

    def _root(self, config: MkDocsConfig) -> Path:
        return (Path(config.config_file_path or ".").parent / self.config.root).resolve()
