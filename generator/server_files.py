"""Files for servers rather than readers: which headers to send, and whom to tell of a weakness."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial

from generator.config import SiteOptions
from generator.pages.page import NOT_FOUND_FILE
from generator.pages.scene import Scene
from generator.pages.task import File, Group, Inputs, Needs, Task
from generator.publishing.headers import HEADERS_FILE, SECURITY_FILE, render_headers, render_security


def list_server_groups(scenes: Iterable[Scene], options: SiteOptions) -> Iterator[Group]:
    """What makes them, of nothing but what all tasks share."""
    yield Group("server", Needs(), partial(_list_tasks, tuple(scenes), options))


def _list_tasks(scenes: Iterable[Scene], options: SiteOptions, _: Inputs) -> Iterator[Task]:
    yield Task("server", {}, partial(_make_server_files, scenes, options))


def _make_server_files(scenes: Iterable[Scene], options: SiteOptions) -> Iterator[File]:
    """Path and bytes of each; nobody to write to, no file that says whom."""
    listed = tuple(scenes)
    roots = [options.get_prefix(language.code) for language in options.languages]
    secure = (options.site_url or "").startswith("https://")
    yield HEADERS_FILE, render_headers(roots, _list_folders(listed), secure=secure).encode()
    if options.contact:
        as_of = listed[0].findings.as_of
        languages = [language.code for language in options.languages]
        text = render_security(options.contact, as_of=as_of, languages=languages, site_url=options.site_url)
        yield SECURITY_FILE, text.encode()


def _list_folders(scenes: Iterable[Scene]) -> Iterator[str]:
    """The first folders of all pages of each language below its root."""
    for scene in scenes:
        root = scene.addresses.root(scene.words.language)
        paths = (
            page.path.removeprefix(root)
            for (_, language), page in sorted(scene.addresses.editorial.items())
            if language == scene.words.language
        )
        names = {path.partition("/")[0] for path in paths} - {"", NOT_FOUND_FILE}
        yield from (f"{root}{name}/" for name in sorted({*names, "c"}))
