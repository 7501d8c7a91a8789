"""A preview beside a site: it begins with what the last build made, and its server looks for edits more often."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any

from mkdocs.livereload import LiveReloadServer
from msgspec.structs import replace

from generator.config import SiteError
from generator.pages.provenance import MANIFEST_FILE
from generator.publishing.memory import Memory
from generator.publishing.spare import LastSite, get_spare, lay_out
from generator.publishing.staging import hold
from generator.recall import get_last_site, recall
from generator.watching import EditObserver

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

_OFTEN, _SELDOM, _LOOK = 0.1, 1.0, 0.0001
"""Seconds between looks: at few files, at many, and what each file adds."""
_SAVED = 0.05
"""Seconds without further edits after which the preview is built again."""
_FOLDER = Path(".cache") / "preview"
"""Below the site's project."""
_POLICY = re.compile(rb"""<meta http-equiv=["']?Content-Security-Policy[^>]*>""", re.IGNORECASE)


@contextmanager
def stay_near(project: Path) -> Iterator[None]:
    """Have MkDocs make a preview on the disk of its project, so that files can be shared; else where it likes."""
    folder = project / _FOLDER
    with ExitStack() as stack:
        with suppress(SiteError, OSError):  # Such as where another preview runs.
            stack.enter_context(hold(folder / "site"))
            for left in (*folder.glob("*mkdocs_*"), *folder.glob("pieces")):  # By one before, or one that was killed.
                (shutil.rmtree if left.is_dir() else os.unlink)(left)
            stack.callback(setattr, tempfile, "tempdir", tempfile.tempdir)
            tempfile.tempdir = str(folder)
        yield


def find_written(config: MkDocsConfig, name: str) -> Any:
    """What the configuration file says of an option, where a preview has put in its own."""
    return config.user_configs[0].get(name)


def take_over(config: MkDocsConfig) -> tuple[Memory, LastSite]:
    """The site that the last build made, for a preview to begin with, and what is known of it, if there is one.

    What the build left is copied, as the next one writes into it; the spare of the site stays with it.
    """
    file, place = Path(config.config_file_path).resolve(), Path(config.site_dir)
    site_dir = file.parent / str(find_written(config, "site_dir") or "site")
    memory = recall(file, site_dir, MANIFEST_FILE, aside=name_aside(place))
    last = get_last_site(site_dir, memory)
    return memory, replace(last, spare=get_spare(place) if last.spare else None)


def name_aside(place: Path) -> Path:
    """Where a preview keeps a copy of what the last build left."""
    return place.with_name(f".{place.name}.visibles-memory")


def lay_out_meanwhile(place: Path, done: Callable[[], object]) -> Thread:
    """Lay out what the first edit of a preview is to begin with while it is shown already; `done` is called then."""
    thread = Thread(target=lambda: lay_out(place, get_spare(place)) and done())
    thread.start()
    return thread


def let_reload(server: LiveReloadServer) -> None:
    """Let a server leave the policy of each page out, which forbids the inline script that it puts in."""
    answer: Any = server.get_app()

    def answer_freely(environ: dict[str, Any], start: Callable[..., object]) -> Iterable[bytes]:
        told: list[tuple[str, list[tuple[str, str]]]] = []
        parts: Iterable[bytes] = answer(environ, lambda status, headers: told.append((status, headers)))
        [(status, headers)] = told
        if dict(headers).get("Content-Type", "").startswith("text/html"):
            parts = [_POLICY.sub(b"", b"".join(parts))]
            headers = [(name, value) for name, value in headers if name != "Content-Length"]
            headers.append(("Content-Length", str(len(parts[0]))))
        start(status, headers)
        return parts

    server.set_app(answer_freely)


def look_often(server: LiveReloadServer, watched: Sequence[str], to_be_watched: Sequence[str]) -> None:
    """Let a server see edits at once; by then it may watch some of the paths.

    What the system does not tell of is looked for as often as the number of files allows.
    """
    for path in watched:
        server.unwatch(path)
    files = sum(len(names) for path in (*watched, *to_be_watched) for _, _, names in os.walk(path))
    observer: Any = EditObserver(timeout=min(max(files * _LOOK, _OFTEN), _SELDOM))
    server.observer = observer
    server.build_delay = _SAVED
    for path in watched:
        server.watch(path)
