"""What MkDocs knows of the content folder: which files belong to the site, what stands in them, where they go."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, InclusionLevel, get_files
from mkdocs.structure.nav import Navigation
from mkdocs.utils import meta

from generator.config import SiteError
from generator.frame import FRONT_MATTER, Prose, WrittenPage
from generator.gathering import BrokenCasesError
from generator.pages import editorial
from generator.pages.page import make_file

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.pages import Page

    from generator.config import SiteOptions

_SHOWN = (InclusionLevel.INCLUDED, InclusionLevel.NOT_IN_NAV)


def read_prose(config: MkDocsConfig, options: SiteOptions) -> Prose:
    """Return the pages of prose of the site's languages."""
    found = (file for file in get_files(config) if is_site_file(file, options) and file.is_documentation_page())
    return {file.src_uri: _parse_page(file.content_string) for file in found}


def is_site_file(file: File, options: SiteOptions) -> bool:
    """Return whether a file of the content folder belongs to a language; all else there is data."""
    codes = {language.code for language in options.languages}
    return file.src_uri.partition("/")[0] in codes and file.inclusion in _SHOWN


def move_file(file: File, options: SiteOptions) -> File:
    """Return a file at its address in our scheme of languages."""
    return File(
        file.src_uri,
        src_dir=file.src_dir,
        dest_dir=file.dest_dir,
        use_directory_urls=file.use_directory_urls,
        dest_uri=make_file(editorial.make_path(file.src_uri, options)),
        inclusion=file.inclusion,
    )


def _parse_page(text: str) -> WrittenPage:
    body, front = meta.get_data(text)
    return WrittenPage({name: str(front[name]) for name in FRONT_MATTER if front.get(name)}, text, body)


def make_nav(pages: Mapping[tuple[str, str], Page], lang: str, keys: Sequence[str]) -> Navigation:
    """Return the tabs of a language."""
    tabs = [pages[key, lang] for key in keys]
    nav = Navigation(tabs, [*tabs])
    nav.homepage = pages[editorial.HOME, lang]
    return nav


@contextmanager
def as_plugin_error() -> Iterator[None]:
    """Raise our errors as MkDocs' own, which it prints without a traceback."""
    try:
        yield
    except (SiteError, BrokenCasesError) as error:
        raise PluginError(str(error)) from error
