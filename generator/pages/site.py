"""Every page of the site, in every language, from the public records and the editorial pages."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import chain, product
from typing import TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from generator.analysis.editions import FIGURES, NUMBERS
from generator.analysis.findings import Findings
from generator.config import SiteOptions
from generator.pages import section_parts
from generator.pages.case import make_case_page
from generator.pages.case_scene import CaseScene
from generator.pages.case_shape import CaseShape
from generator.pages.embeds import list_case_embeds, list_other_embeds, render_files
from generator.pages.i18n import Words
from generator.pages.moved import list_former_groups
from generator.pages.notices import make_notices
from generator.pages.page import EditorialPage, Page
from generator.pages.permanent import make_copy, make_signpost
from generator.pages.pictures import Pictures
from generator.pages.rendering import render_template
from generator.pages.scene import Latest, Scene
from generator.pages.share_cards import CardMaker, make_other_cards
from generator.pages.task import (
    GONE,
    File,
    Group,
    Inputs,
    Late,
    Made,
    Needs,
    Task,
    list_tasks,
    name_card,
)
from generator.pages.urls import Addresses
from generator.records.dates import day
from generator.records.public import PublicCase
from generator.records.reading import Records


def _make_prose(scene: Scene, source: EditorialPage) -> Iterator[Page]:
    """A page that is all prose."""
    yield scene.make_editorial_page(source, render_template("prose", scene.words, prose=source.prose))


def _late(module: str, name: str = "list_tasks") -> Late:
    """What makes a section, in a module of this room."""
    return Late(f"{__package__}.{module}", name)


class Section(Struct, frozen=True):
    """A section whose pages are made together."""

    make: Callable[[Scene, EditorialPage], Iterator[Page]]
    parts: tuple[str, ...] = ()
    """Parts of all cases that they are made of."""
    rest: tuple[str, ...] = ()
    """What else they tell: names in `Inputs.rest`."""


SECTIONS: Mapping[str, Section] = {
    "impunity": Section(_late("impunity", "make_pages"), section_parts.IMPUNITY),
    "indicators": Section(_late("indicators", "make_pages"), (), ("sizes", FIGURES, NUMBERS)),
    "provenance": Section(_late("provenance", "make_pages"), (), ("origin",)),
}
"""Key of an editorial page → what makes it and the generated pages of its section; all others are prose."""

_PROSE = Section(_make_prose)
BLOCK = 32
"""Cases in a group, at most: so many are looked at where one of them has changed."""
_EMBEDDED = ("withdrawn", NUMBERS)
"""What embeds tell that are not of a case."""
SIZES = frozenset({"sizes", "kits"})
"""What is known only when other files are made: how large they are."""


class SplitSection(Struct, frozen=True):
    """A section of so many pages that each of these is made for itself."""

    list: Callable[[Scene, EditorialPage, Inputs], Iterator[Task]]
    parts: tuple[str, ...] = ()
    """Parts of all cases that its pages, and the list of them, are made of."""
    rest: tuple[str, ...] = ()
    """What else they tell."""


SPLIT_SECTIONS: Mapping[str, SplitSection] = {
    "calendar": SplitSection(_late("calendar"), section_parts.CALENDAR),
    "campaigns": SplitSection(
        _late("campaign_tasks"), (*section_parts.CAMPAIGNS, "about", "addresses", *section_parts.COUNTED), ("kits",)
    ),
    "cases": SplitSection(_late("listing"), section_parts.CASES),
    "changes": SplitSection(_late("changes"), section_parts.CHANGES, ("withdrawn",)),
    "home": SplitSection(_late("home"), section_parts.HOME, (NUMBERS,)),
    "measures": SplitSection(_late("measure_tasks"), section_parts.MEASURES, (FIGURES, NUMBERS)),
    "mechanism": SplitSection(_late("mechanism"), section_parts.MECHANISM),
    "search": SplitSection(_late("search"), section_parts.SEARCH),
    "states": SplitSection(_late("states"), (*section_parts.STATES, *section_parts.CARD)),
    "timeline": SplitSection(_late("timeline"), section_parts.TIMELINE),
    "trends": SplitSection(_late("trends"), section_parts.TRENDS),
}


def make_scenes(  # noqa: PLR0913 - everything a site is made of
    records: Records,
    editorial: Mapping[tuple[str, str], EditorialPage],
    options: SiteOptions,
    findings: Findings,
    data_files: Mapping[str, int],
    *,
    with_cards: bool = False,
    pictures: Pictures | None = None,
) -> tuple[Scene, ...]:
    """What the pages of each language are made from, with the files beside them; share cards only if asked for."""
    languages = {language.code: Words(language.code, records.vocabularies) for language in options.languages}
    shapes = Latest[CaseShape]()
    scenes = (
        Scene(
            cases=records.cases,
            words=words,
            addresses=Addresses(editorial),
            as_of=day(findings.as_of),
            findings=findings,
            languages=languages,
            site_url=options.site_url,
            data_files=data_files,
            site_name=options.site_name,
            campaigns=records.campaigns,
            observances=records.observances,
            embeds=options.embeds,
            folder_links=options.use_directory_urls,
            permanent_copies=options.permanent_copies,
            exit_url=options.exit_url,
            pictures=pictures or {},
            withdrawn=records.withdrawn,
            hidden=records.hidden,
            promises=records.promises,
            shapes=shapes,
        )
        for words in languages.values()
    )
    if not with_cards:
        return tuple(scenes)
    return tuple(replace(scene, card=CardMaker(scene).make_site_card()) for scene in scenes)


def make_pages(scenes: Iterable[Scene], editorial: Mapping[tuple[str, str], EditorialPage]) -> Iterator[Page]:
    """All pages, language by language, from public records and what was found in them."""
    listed = tuple(scenes)
    for task in list_tasks(chain(list_groups(listed, editorial), list_sized_groups(listed, editorial))):
        yield from (one for one in task.make() if isinstance(one, Page))


MakeFiles: TypeAlias = Callable[[CaseScene], Iterable[File]]
"""Makes files of a case that go with its page."""


def list_groups(
    scenes: Iterable[Scene], editorial: Mapping[tuple[str, str], EditorialPage], more: Sequence[MakeFiles] = ()
) -> Iterator[Group]:
    """Everything that makes a page, with what it is made of; but for pages that tell how large other files are.

    `more` makes what else is made of each case.
    """
    listed = tuple(scenes)
    for scene in listed:
        lang = scene.words.language
        for (key, other), source in sorted(editorial.items()):
            if other == lang and not _tells_sizes(key):
                yield _make_section_group(scene, source)
            if other == lang and key == "search":
                make = partial(_late("search", "list_word_tasks"), scene, source)
                yield Group(f"{lang} search words", Needs(parts=section_parts.FOUND_BY), make)
        shell, card = ("cases", lang), name_card(lang)
        if shell in editorial:
            needs = Needs(parts=section_parts.FACETED, shells=(shell,), rest=(card,))
            yield Group(f"{lang} facets", needs, partial(_late("listing", "list_facet_tasks"), scene))
        yield Group(f"{lang} notices", Needs(shells=(shell,), rest=(card, *GONE)), partial(_list_notices, scene))
    yield from list_former_groups(listed)
    shells = tuple(("cases", scene.words.language) for scene in listed)
    for block, cases in _cut(listed[0].cases if listed else ()).items():
        ids = tuple(case.id for case in cases)
        yield Group(f"cases {block}", Needs(ids, shells=shells), partial(_list_cases, cases, listed, more))


def _cut(cases: Iterable[PublicCase]) -> dict[str, list[PublicCase]]:
    """Cases in blocks, each named by its first number: whichever others come or go, a case stays in its block."""
    blocks: dict[str, list[PublicCase]] = {}
    for case in cases:
        country, _, number = case.id.rpartition("-")
        blocks.setdefault(f"{country}-{int(number) // BLOCK * BLOCK}", []).append(case)
    return blocks


def list_sized_groups(scenes: Iterable[Scene], editorial: Mapping[tuple[str, str], EditorialPage]) -> Iterator[Group]:
    """Everything that makes a page which tells how large other files are: these must be there."""
    for scene in scenes:
        for (key, lang), source in sorted(editorial.items()):
            if lang == scene.words.language and _tells_sizes(key):
                yield _make_section_group(scene, source)


def _tells_sizes(key: str) -> bool:
    return not SIZES.isdisjoint((SPLIT_SECTIONS.get(key) or SECTIONS.get(key, _PROSE)).rest)


def _make_section_group(scene: Scene, source: EditorialPage) -> Group:
    """All pages of a section in one language."""
    key, lang, section = source.key, source.lang, SPLIT_SECTIONS.get(source.key)
    told = section or SECTIONS.get(key, _PROSE)
    needs = Needs(parts=told.parts, shells=((key, lang),), rest=(name_card(lang), *told.rest))
    make = partial(section.list, scene, source) if section else partial(_list_section, scene, source)
    return Group(f"{lang} section {key}", needs, make)


def _list_section(scene: Scene, source: EditorialPage, inputs: Inputs) -> Iterator[Task]:
    """The task of a section whose pages are made together."""
    key, lang, section = source.key, source.lang, SECTIONS.get(source.key, _PROSE)
    told = {**inputs.of_page(key, lang, *section.rest), **inputs.of_all(*section.parts)}
    yield Task(f"{lang} section {key}", told, partial(section.make, scene, source))


def _list_notices(scene: Scene, inputs: Inputs) -> Iterator[Task]:
    lang = scene.words.language
    yield Task(f"{lang} notices", inputs.of_page("cases", lang, *GONE), partial(make_notices, scene))


def _list_cases(
    cases: Iterable[PublicCase], scenes: Iterable[Scene], more: Sequence[MakeFiles], inputs: Inputs
) -> Iterator[Task]:
    """The languages of one case after each other: what they share is derived once."""
    for case, scene in product(cases, scenes):
        lang = scene.words.language
        yield Task(f"{lang} case {case.id}", inputs.of_case(case.id, lang), partial(_make_case, case, scene, more))


def list_embed_groups(scenes: Iterable[Scene]) -> Iterator[Group]:
    """What makes the embeds and badges that are not of a case; nothing where the site is built without."""
    for scene in (scene for scene in scenes if scene.embeds):
        needs = Needs(rest=_EMBEDDED)
        yield Group(f"{scene.words.language} embeds", needs, partial(_list_embeds, scene))


def _list_embeds(scene: Scene, inputs: Inputs) -> Iterator[Task]:
    yield Task(f"{scene.words.language} embeds", inputs.of_rest(*_EMBEDDED), partial(_make_other_embeds, scene))


def list_card_groups(scenes: Iterable[Scene]) -> Iterator[Group]:
    """What makes the share cards that are not of a case; nothing where the site is built without."""
    for scene in (scene for scene in scenes if scene.card):
        lang = scene.words.language
        yield Group(f"{lang} cards", Needs(rest=(name_card(lang), NUMBERS)), partial(_list_cards, scene))


def _list_cards(scene: Scene, inputs: Inputs) -> Iterator[Task]:
    lang = scene.words.language
    yield Task(f"{lang} cards", inputs.of_rest(name_card(lang), NUMBERS), partial(make_other_cards, scene))


def _make_case(case: PublicCase, whole: Scene, more: Sequence[MakeFiles]) -> Iterator[Made]:
    """The page of a case, its copy or what leads on to it, what other sites may show of it, and more files."""
    scene = whole.near(case.id)
    here, maker = CaseScene(case, scene), CardMaker(scene)
    card = maker.make_case_card(here) if scene.card or scene.embeds else None
    embeds = tuple(list_case_embeds(here, card, maker)) if card and scene.embeds else ()
    page = make_case_page(here, embeds, card if scene.card else None)
    yield page
    yield make_copy(page, here.permanent) if scene.permanent_copies else make_signpost(page, here.permanent, scene)
    for view in embeds:
        yield from render_files(view, scene)
    for make in more:
        yield from make(here)
    if card and scene.card:
        yield card


def _make_other_embeds(scene: Scene) -> Iterator[File]:
    for view in list_other_embeds(CardMaker(scene)):
        yield from render_files(view, scene)
