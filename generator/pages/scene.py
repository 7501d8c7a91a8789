"""What the pages of one language are made from."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Generic, TypeVar

from msgspec import Struct, field
from msgspec.structs import replace

from generator.analysis.calendar import CalendarDay, make_calendar
from generator.analysis.change_list import ListedChange
from generator.analysis.facets import group_cases
from generator.analysis.findings import Findings
from generator.config import EXIT_URL
from generator.pages.card import HEIGHT, WIDTH, ShareCard
from generator.pages.i18n import Words
from generator.pages.metadata import Metadata, Work, list_locales, render_metadata
from generator.pages.page import EditorialPage, Page
from generator.pages.pictures import Pictures
from generator.pages.provenance import Origin
from generator.pages.rendering import render_macro
from generator.pages.shell import close_slots
from generator.pages.urls import ALL, Addresses, make_feed_path
from generator.pieces import Pieces
from generator.records.dates import PartialDate
from generator.records.observances import Observances
from generator.records.promises import Promises
from generator.records.public import PublicCase
from generator.records.public_campaigns import PublicCampaign
from generator.records.public_history import WithdrawnCase

if TYPE_CHECKING:
    from generator.pages.case_shape import CaseShape

_STATE_FEED = re.compile(r"feeds/[^/]+/state/(?P<code>[0-9]{2})\.")


Made = TypeVar("Made")


class Latest(Generic[Made]):
    """Keeps what was made of one case without words: its languages are made after each other."""

    def __init__(self) -> None:
        """Keep nothing yet."""
        self._kept: tuple[PublicCase, Findings, Made] | None = None

    def get(self, case: PublicCase, findings: Findings, make: Callable[[PublicCase, Findings], Made]) -> Made:
        """What is made of a case, and the same again until another one is asked for."""
        if self._kept is None or self._kept[0] is not case or self._kept[1] is not findings:
            self._kept = case, findings, make(case, findings)
        return self._kept[2]


class Scene(Struct, frozen=True, dict=True):
    """The public cases, in the words of one language, on one day."""

    cases: tuple[PublicCase, ...]
    words: Words
    addresses: Addresses
    as_of: PartialDate
    findings: Findings
    """All that is derived; the only place numbers come from."""
    languages: Mapping[str, Words] = field(default_factory=dict)
    """The words of every language of the site, for the addresses of translations."""
    site_url: str | None = None
    campaigns: tuple[PublicCampaign, ...] = ()
    data_files: Mapping[str, int] = field(default_factory=dict)
    """Path of each file of data below the root of the site → its size in kB."""
    kits: Mapping[str, int] = field(default_factory=dict)
    """Path of each campaign's kit below the root of the site → its size in kB."""
    withdrawn: tuple[WithdrawnCase, ...] = ()
    site_name: str = ""
    observances: Observances = field(default_factory=Observances)
    """Days that the calendar marks every year."""
    exit_url: str = EXIT_URL
    """Where the link to leave quickly leads."""
    folder_links: bool = True
    """Whether links end in a slash, rather than naming the file there."""
    permanent_copies: bool = True
    """Whether cases stand at their permanent addresses as they are, so that these keep anchors."""
    embeds: bool = False
    """Whether there are pages to be shown in frames, which others may say so."""
    card: ShareCard | None = None
    """The share card of pages without one of their own; None where the site is built without."""
    pictures: Pictures = field(default_factory=dict)
    """Copies of pictures of cases that are files of the site."""
    hidden: frozenset[str] = frozenset()
    """Ids of cases that were published once, were not withdrawn, and may not be shown now."""
    promises: Promises = field(default_factory=Promises)
    """Every address that was published."""
    editions: Mapping[str, str] = field(default_factory=dict)
    """Id of a case → its edition, where that is known already."""
    pieces: Pieces = field(default_factory=Pieces)
    """Makes long files of many cases of what is known of the last ones."""
    shapes: Latest[CaseShape] = field(default_factory=Latest)
    """What the languages of a case share; the same in the scenes of all of them."""
    origin: Origin | None = None
    """Where the site comes from; None where it is not made of files."""

    @cached_property
    def titles(self) -> dict[str, tuple[str, str]]:
        """Id of each published case → its slug and its title."""
        return {case.id: (case.slug, self.words.plain(case.title)) for case in self.cases}

    @cached_property
    def places(self) -> dict[str, int]:
        """Id of each published case → its place among all of them, A to Z, in this order."""
        titles, sort_key = self.titles, self.words.sort_key
        ordered = sorted(titles, key=lambda id_: (sort_key(titles[id_][1]), id_))
        return {id_: place for place, id_ in enumerate(ordered)}

    @property
    def changes(self) -> tuple[ListedChange, ...]:
        """Everything that changed on the site, newest first."""
        return self.findings.changes

    @cached_property
    def calendar(self) -> tuple[CalendarDay, ...]:
        """Every day of the calendar, in the order of the year."""
        return make_calendar(self.findings, self.observances.days)

    def near(self, id_: str) -> Scene:
        """The same with no more cases than a case is linked with: its own pages tell of no others."""
        findings = self.findings.near(id_)
        return self if findings is self.findings else replace(self, cases=findings.cases, findings=findings)

    def near_all(self, ids: Iterable[str]) -> Scene:
        """The same with no more cases than some are linked with; of others nothing is derived for them."""
        findings = self.findings.near_all(ids)
        return self if findings is self.findings else replace(self, cases=findings.cases, findings=findings)

    def group_states(self) -> dict[str, tuple[PublicCase, ...]]:
        """The cases of each state. One that once had a feed keeps it, though no case is left in it."""
        promised = (_STATE_FEED.match(one.path) for one in self.promises.entries)
        groups: dict[str, tuple[PublicCase, ...]] = {match["code"]: () for match in promised if match}
        return dict(sorted((groups | group_cases(self.findings, "state")).items()))

    def section(self, key: str) -> str:
        """The address of an editorial page."""
        return self.addresses.section(key, self.words.language)

    def make_page(  # noqa: PLR0913 - the fields of a page
        self,
        section: str,
        *,
        path: str,
        title: str,
        description: str,
        body: str,
        find_path: Callable[[Words], str],
        card: ShareCard | None = None,
        feed: str = ALL,
        head: str = "",
        work: Work | None = None,
        noindex: bool = False,
    ) -> Page:
        """A generated page; `find_path` gives its address in any language, then card, feed and what its head says."""
        metadata = "" if noindex else self._render_metadata(path, title, description, work)
        card = card or self.card
        return Page(
            lang=self.words.language,
            section=section,
            path=path,
            title=title,
            description=description,
            body=body,
            alternates=self._find_alternates(find_path),
            card=card,
            feed=make_feed_path(feed, "atom", self.words.language),
            head=head + metadata + self._render_card(card),
            noindex=noindex,
        )

    def make_editorial_page(
        self,
        source: EditorialPage,
        body: str,
        *,
        head: str = "",
        charts: bool = False,
        files: tuple[tuple[str, bytes], ...] = (),
    ) -> Page:
        """The page of an editorial source, with the body made around its prose."""
        is_found = not source.is_not_found
        metadata = self._render_metadata(source.path, source.title, source.description) if is_found else ""
        return Page(
            lang=source.lang,
            section=source.key,
            path=source.path,
            title=source.title,
            description=source.description,
            body=body,
            alternates=self._find_alternates(lambda words: self.addresses.section(source.key, words.language)),
            noindex=source.is_not_found,
            feed=make_feed_path(ALL, "atom", source.lang),
            charts=charts,
            card=self.card,
            head=head + metadata + self._render_card(self.card),
            files=files,
        )

    def _render_metadata(self, path: str, title: str, description: str, work: Work | None = None) -> str:
        """The elements by which a page says what it is."""
        metadata = Metadata(
            title=title,
            description=description,
            path=path,
            site_name=self.site_name,
            site_url=self.site_url,
            locale=self.words.locale,
            locales=list_locales(self.words, self.languages.values()),
            has_picture=bool(self.site_url and self.card),
            work=work,
        )
        return render_metadata(metadata, self.words)

    def _render_card(self, card: ShareCard | None) -> str:
        """The elements by which other sites find a page's share card; they need the site's public address."""
        if card is None or not self.site_url:
            return ""
        url = card.make_address(self.site_url)
        return close_slots(render_macro("card_meta", self.words, card, url, WIDTH, HEIGHT))

    def _find_alternates(self, find_path: Callable[[Words], str]) -> tuple[tuple[str, str], ...]:
        return tuple((language, find_path(words)) for language, words in self.languages.items())
