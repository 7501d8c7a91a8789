"""How the preview server of MkDocs looks for edits."""

from __future__ import annotations

import os
from collections.abc import Sequence

from mkdocs.livereload import LiveReloadServer
from watchdog.observers.polling import PollingObserver

_OFTEN, _SELDOM, _LOOK = 0.1, 0.5, 0.0001
"""Seconds between looks: at few files, at many (as MkDocs does), and what each file adds."""
_SAVED = 0.05
"""Seconds without further edits after which the preview is built again."""


def look_often(server: LiveReloadServer, watched: Sequence[str], to_be_watched: Sequence[str]) -> None:
    """Let a server look for edits as often as the number of files allows; by then it may watch some of the paths.

    It looks at every file: systems that tell of edits do not tell of those on other machines or beyond containers.
    """
    for path in watched:
        server.unwatch(path)
    files = sum(len(names) for path in (*watched, *to_be_watched) for _, _, names in os.walk(path))
    server.observer = PollingObserver(timeout=min(max(files * _LOOK, _OFTEN), _SELDOM))
    server.build_delay = _SAVED
    for path in watched:
        server.watch(path)
