"""Options of a site, typed and checked. Knows nothing of MkDocs."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from msgspec import Struct

from generator.executors import Kind, Workforce

LICENCE = "https://creativecommons.org/licenses/by/4.0/"
"""Under which texts and data of the site may be used."""

EXIT_URL = "https://www.wikipedia.org/"
"""Where the link to leave quickly leads if nothing else is configured: known to everybody, and in any language."""


class Trouble(Struct, frozen=True):
    """One thing about the site's set-up that stops a build."""

    code: str
    """Stable name of the rule, as in the problem catalogue."""

    message: str
    """What is wrong and what to do, in plain English."""

    details: Mapping[str, str]
    """The values named in the message, for its translation."""


def make_trouble(code: str, message: str, /, **details: object) -> Trouble:
    """Return a trouble whose message is filled with its details."""
    texts = {name: str(value) for name, value in details.items()}
    return Trouble(code=code, message=message.format(**texts), details=texts)


class SiteError(Exception):
    """The set-up of the site stops the build: options, editorial pages or the output folder."""

    def __init__(self, *troubles: Trouble) -> None:
        """Carry every trouble found, not only the first."""
        super().__init__("\n".join(f"{trouble.code}: {trouble.message}" for trouble in troubles))
        self.troubles = troubles


class OptionError(SiteError):
    """Options in site_config.yml are wrong."""


class ContentError(SiteError):
    """Editorial pages in the content folder are wrong."""


class Language(Struct, frozen=True):
    """A language the site is written in."""

    code: str
    """BCP 47 code; also the name of the folder in the content folder."""

    name: str
    """The language's name in itself, as shown in the selector."""


class SiteOptions(Struct, frozen=True, kw_only=True):
    """Everything a build needs to know besides the records."""

    root: Path
    """Folder of site_config.yml."""

    cases_dir: Path
    """Folder of the case files."""

    content_dir: Path
    """Folder of editorial pages, vocabularies and mechanism data."""

    languages: tuple[Language, ...]
    """The languages that pages are made in; the first is the default and is served at the root."""

    nav: tuple[str, ...]
    """Keys of the editorial pages shown as tabs, in order."""

    as_of: date | None
    """The day the site speaks from, or None for the newest check among the published cases."""

    public_repository: bool
    """Whether the case files themselves are public, so that pages may link to them."""

    site_name: str
    """Name of the site, the same in all languages."""

    site_url: str | None
    """Public address ending in a slash, or None when it is not known."""

    base_path: str
    """Path part of the address the site is served at: starts and ends with a slash."""

    use_directory_urls: bool
    """True: links end in `/`. False: links name index.html, so that the site opens from disk."""

    preview: bool = False
    """True under `serve`, which shows the same files: what its server adds to them is in none of these."""

    strict: bool = False
    """Whether warnings stop the build as errors do."""

    contact: str | None = None
    """Mail or web address to ask for corrections, replies and removal; on every page, or none while there is none."""

    jobs: int | None = None
    """Worker processes, or None to let the build choose."""

    executor: Kind = "processes"
    """Who makes pages and draws share cards where there are many."""

    scheduler: str | None = None
    """Address of the scheduler of a Dask cluster, where that is the executor."""

    cards: bool = True
    """Whether share cards are drawn, where Pillow and its fonts are installed."""

    embeds: bool = True
    """Whether there are pages for other sites to show in a frame, with badges and oEmbed."""

    permanent_copies: bool = True
    """Whether each case stands at its permanent address as it is, which keeps `#a3`; else that address leads on."""

    text_languages: tuple[str, ...] = ()
    """Codes of all languages that texts are written in, where pages are made in some of them only."""

    exit_url: str = EXIT_URL
    """Where the link to leave quickly leads: a web address that says nothing of its reader."""

    @property
    def workforce(self) -> Workforce:
        """Return who does heavy work."""
        return Workforce(self.executor, self.jobs, self.scheduler)

    @property
    def written_languages(self) -> tuple[str, ...]:
        """Return the codes of all languages that texts are written in."""
        return self.text_languages or tuple(language.code for language in self.languages)

    @property
    def default_language(self) -> Language:
        """Return the language served at the root."""
        return self.languages[0]

    def get_prefix(self, code: str) -> str:
        """Return what precedes all paths of a language: empty for the default, `en/` for another."""
        return "" if code == self.default_language.code else f"{code}/"
