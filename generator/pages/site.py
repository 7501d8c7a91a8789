"""Every page of the site, in every language, from the public records and the editorial pages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generator.analysis.facets import FACETS, group_cases
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


def make_pages(records: Records, editorial: Mapping[tuple[str, str], EditorialPage], options: SiteOptions) -> Iterator[Page]:
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
        scene = self.scenes[language]
        for (key, lang), source in sorted(self.editorial.items()):
            if lang != language:
                continue
            if key == "home":
                body = render_home(scene, title=source.title, prose=source.prose)
            elif key == "cases":
                body = render_list(scene, title=source.title, prose=source.prose)
            else:
                body = render_template("prose", scene.words, title=source.title, prose=source.prose)
            alternates = tuple((other, self.addresses.section(key, other)) for other in self.scenes)
            yield Page(lang, key, source.path, source.title, source.description, body, alternates, noindex=key == "not_found")

    def make_cases(self, language: str) -> Iterator[Page]:
        """A page for each case."""
        scene = self.scenes[language]
        titles = {case.id: (case.slug, scene.words.plain(case.title)) for case in scene.cases}
        for case in scene.cases:
            case_scene = CaseScene(case, scene.words, self.addresses, titles, scene.as_of, self.options.site_url)
            yield self._page(
                language,
                case_scene.path,
                scene.words.plain(case.title),
                make_description(case, scene.words),
                render_case(case_scene),
                tuple((other, self.addresses.case(case.slug, other)) for other in self.scenes),
            )

    def make_facets(self, language: str) -> Iterator[Page]:
        """For each facet a page of its values, and a page for each value."""
        scene = self.scenes[language]
        words = scene.words
        for facet in FACETS:
            title = words.get(f"facet.{facet}.title")
            alternates = tuple((other, self.addresses.facet(facet, self.scenes[other].words)) for other in self.scenes)
            description = words.get(f"facet.{facet}.description")
            yield self._page(language, self.addresses.facet(facet, words), title, description, render_facet(scene, facet), alternates)
            for value, cases in group_cases(scene.cases, facet).items():
                title = make_facet_title(facet, value, words)
                yield self._page(
                    language,
                    self.addresses.facet_value(facet, value, words),
                    title,
                    self._describe(title, cases, scene),
                    render_facet_value(scene, facet, value, cases),
                    tuple((other, self.addresses.facet_value(facet, value, self.scenes[other].words)) for other in self.scenes),
                )

    @staticmethod
    def _describe(title: str, cases: tuple[PublicCase, ...], scene: ListScene) -> str:
        return scene.words.get("facet.description", title=title, count=scene.words.count("count.cases", len(cases)))

    @staticmethod
    def _page(  # noqa: PLR0913 - the fields of a page
        language: str, path: str, title: str, description: str, body: str, alternates: Alternates
    ) -> Page:
        return Page(language, "cases", path, title, description, body, alternates)
