"""Every page of the site, in every language, from the public records and the editorial pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from generator.analysis.facets import FACETS, Facet, group_cases
from generator.config import SiteOptions
from generator.pages.case import CaseScene, make_description, render_case
from generator.pages.home import render_home
from generator.pages.i18n import Words
from generator.pages.listing import ListScene, make_facet_title, render_facet, render_facet_value, render_list
from generator.pages.page import EditorialPage, Page
from generator.pages.rendering import render_template
from generator.pages.urls import Addresses
from generator.records.dates import day
from generator.records.public import PublicCase
from generator.records.reading import Records

Alternates = tuple[tuple[str, str], ...]


def make_pages(
    records: Records, editorial: Mapping[tuple[str, str], EditorialPage], options: SiteOptions
) -> Iterator[Page]:
    """All pages, language by language. There must be cases: `read_records` reports it where there are none."""
    if records.as_of is None:
        message = "no as-of date: records without problems have one"
        raise ValueError(message)
    addresses = Addresses(editorial)
    as_of = day(records.as_of)
    scenes = {
        language.code: ListScene(records.cases, Words(language.code, records.vocabularies), addresses, as_of)
        for language in options.languages
    }
    maker = _Maker(scenes, addresses, editorial, options)
    for language in scenes:
        yield from maker.make_editorial(language)
        yield from maker.make_cases(language)
        yield from maker.make_facets(language)


@dataclass(frozen=True)
class _Maker:
    """Makes the pages of one language after another."""

    scenes: Mapping[str, ListScene]
    addresses: Addresses
    editorial: Mapping[tuple[str, str], EditorialPage]
    options: SiteOptions

    def make_editorial(self, language: str) -> Iterator[Page]:
        """The pages written in Markdown; home and list get their generated parts."""
        for (_, lang), source in sorted(self.editorial.items()):
            if lang == language:
                yield self._make_editorial(self.scenes[lang], source)

    def make_cases(self, language: str) -> Iterator[Page]:
        """A page for each case."""
        scene = self.scenes[language]
        titles = {case.id: (case.slug, scene.words.plain(case.title)) for case in scene.cases}
        for case in scene.cases:
            case_scene = CaseScene(case, scene.words, self.addresses, titles, scene.as_of, self.options.site_url)
            yield self._make_case(case_scene)

    def make_facets(self, language: str) -> Iterator[Page]:
        """For each facet a page of its values, and a page for each value."""
        scene = self.scenes[language]
        for facet in FACETS:
            yield self._make_facet(scene, facet)
            for value, cases in group_cases(scene.cases, facet).items():
                yield self._make_facet_value(scene, facet, value, cases)

    def _make_editorial(self, scene: ListScene, source: EditorialPage) -> Page:
        render = {"home": render_home, "cases": render_list}.get(source.key, _render_prose)
        return Page(
            lang=source.lang,
            section=source.key,
            path=source.path,
            title=source.title,
            description=source.description,
            body=render(scene, prose=source.prose),
            alternates=self._find_alternates(lambda other: self.addresses.section(source.key, other.language)),
            noindex=source.key == "not_found",
        )

    def _make_case(self, scene: CaseScene) -> Page:
        case, words = scene.case, scene.words
        return Page(
            lang=words.language,
            section="cases",
            path=scene.path,
            title=words.plain(case.title),
            description=make_description(case, words),
            body=render_case(scene),
            alternates=self._find_alternates(lambda other: self.addresses.case(case.slug, other.language)),
        )

    def _make_facet(self, scene: ListScene, facet: Facet) -> Page:
        return Page(
            lang=scene.words.language,
            section="cases",
            path=self.addresses.facet(facet, scene.words),
            title=scene.words.get(f"facet.{facet}.title"),
            description=scene.words.get(f"facet.{facet}.description"),
            body=render_facet(scene, facet),
            alternates=self._find_alternates(lambda other: self.addresses.facet(facet, other)),
        )

    def _make_facet_value(self, scene: ListScene, facet: Facet, value: str, cases: tuple[PublicCase, ...]) -> Page:
        words = scene.words
        title = make_facet_title(facet, value, words)
        return Page(
            lang=words.language,
            section="cases",
            path=self.addresses.facet_value(facet, value, words),
            title=title,
            description=words.get("facet.description", title=title, count=words.count("count.cases", len(cases))),
            body=render_facet_value(scene, facet, value, cases),
            alternates=self._find_alternates(lambda other: self.addresses.facet_value(facet, value, other)),
        )

    def _find_alternates(self, find: Callable[[Words], str]) -> Alternates:
        """The address of a page in every language."""
        return tuple((language, find(scene.words)) for language, scene in self.scenes.items())


def _render_prose(scene: ListScene, *, prose: str) -> str:
    """The HTML of a page that is all prose."""
    return render_template("prose", scene.words, prose=prose)
