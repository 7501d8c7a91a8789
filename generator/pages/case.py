"""The page of a case: who they are and what they defend, what happened, what was granted, and how far justice got."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct
from msgspec.structs import replace

from generator.pages.card import ShareCard
from generator.pages.case_scene import CaseScene
from generator.pages.citing import CiteView, make_case_citation, make_cite
from generator.pages.data_section import find_data, find_indicator
from generator.pages.embeds import EmbedView, SnippetView, make_snippets, render_discovery
from generator.pages.events import EventView, NoteView, Subjects, join_names, make_event
from generator.pages.feeds import FeedLink, link_all, link_feeds
from generator.pages.i18n import Words, begin_sentence, get_time_value, says_something
from generator.pages.justice import CLASSES, JusticeView, make_justice
from generator.pages.linked_data import make_case_data, make_work, render_linked_data
from generator.pages.measure_tables import SCRIPT
from generator.pages.measures import MeasureView
from generator.pages.page import Page
from generator.pages.pictures import PictureView, list_pictures
from generator.pages.proceedings import ProceedingView, make_proceeding
from generator.pages.rendering import render_template
from generator.pages.sharing import ShareView, make_share
from generator.pages.sources import SourceView, make_source
from generator.pages.standing import make_headline
from generator.pages.strip_words import StripView, make_strip_view
from generator.pages.texts import Numbers, TextView, cite, cut_text, make_plain, make_text
from generator.pages.urls import Link, make_facet_label
from generator.records.public import PublicCase, PublicPlace, PublicSubject


class SubjectView(Struct, frozen=True, gc=False):
    """A person or collective of the case; its name is empty where it is the title of the page."""

    name: str
    roles: str
    about: TextView | None
    people: TextView | None
    statuses: tuple[NoteView, ...]


class RightView(Struct, frozen=True, gc=False):
    """A right that is defended, with its drawing."""

    link: Link
    pictogram: str


class CorrectionView(Struct, frozen=True, gc=False):
    """A correction, with its reason and who asked for it."""

    date: str
    time: str | None
    text: TextView
    reason: TextView | None
    asked_by: str


class CaseView(Struct, frozen=True, gc=False):
    """Everything the template of a case prints."""

    id: str
    title: str
    leading: tuple[SubjectView, ...]
    """Whom the case is about."""
    others: tuple[SubjectView, ...]
    defends: tuple[RightView, ...]
    facts: tuple[NoteView, ...]
    checked: str
    checked_time: str | None
    corrected: str | None
    consent: str
    headline: str
    """The longest gap of the case in words; empty where none can be counted."""
    strip: StripView | None
    summary: TextView
    versions: tuple[NoteView, ...]
    pictures: tuple[PictureView, ...]
    recognition: tuple[EventView, ...]
    timeline: tuple[EventView, ...]
    measures: tuple[MeasureView, ...]
    proceedings: tuple[ProceedingView, ...]
    justice: tuple[JusticeView, ...]
    justice_definition: str
    """Where it is told how justice is counted; empty where the site does not tell."""
    related: tuple[NoteView, ...]
    related_links: tuple[Link, ...]
    corrections: tuple[CorrectionView, ...]
    sources: tuple[SourceView, ...]
    feeds: tuple[FeedLink, ...]
    permanent: str
    """The link to the permanent address of the page; empty where that leads on, and so loses what follows `#`."""
    permanent_page: str
    """The same link, wherever it leads."""
    cite: CiteView
    as_of: str
    share: ShareView | None
    """None where the site's public address is not known."""
    snippets: tuple[SnippetView, ...]
    """What other sites may copy to show it."""


def make_case_page(here: CaseScene, embeds: Sequence[EmbedView] = (), card: ShareCard | None = None) -> Page:
    """The page of a case; `embeds` and `card` are what other sites may show of it."""
    case, scene, title = here.case, here.scene, here.words.plain(here.case.title)
    description, work = make_description(case, here.words), make_work(case, scene)
    linked = render_linked_data(make_case_data(here, work), scene)
    return scene.make_page(
        "cases",
        path=here.path,
        title=title,
        description=description,
        body=render_case(here, embeds),
        find_path=lambda words: scene.addresses.case(case.slug, words.language),
        card=card,
        feed=f"case/{case.id}",
        head=render_discovery(case.id, title, scene) + linked,
        work=work,
    )


def render_case(here: CaseScene, embeds: Sequence[EmbedView] = ()) -> str:
    """The HTML of a case page."""
    scene, view = here.scene, _make_view(here, embeds)
    sections = {key: here.link(scene.section(key)) for key in ("methodology", "corrections")}
    drawn = frozenset[str]().union(*(one.drawing.parts for one in view.measures if one.drawing))
    strip = here.shape.strip
    explained = strip.shapes | strip.textures if strip else frozenset[str]()
    is_live = any(one.standing.days and one.standing.days.live for one in view.measures)
    script = here.link(SCRIPT) if is_live else None
    return render_template(
        "case",
        scene.words,
        case=view,
        sections=sections,
        drawn=drawn,
        marked=drawn | explained,
        unexplained=drawn - explained,
        data_href=find_data(scene, here.path),
        script=script,
    )


def make_description(case: PublicCase, words: Words, *, limit: int = 155) -> str:
    """The start of the summary, for search engines and previews, cut at a word."""
    return cut_text(make_plain(case.summary, words), limit)


def find_pictogram(right: str, words: Words) -> str:
    """The drawing that goes with a right."""
    return str(words.vocabularies["right_defended"][right].flags["pictogram"])


def make_place(place: PublicPlace, words: Words) -> str:
    """A place from fine to coarse: "Juchitán de Zaragoza, Oaxaca"."""
    parts = (place.locality, place.municipality, words.term("state", place.state))
    return ", ".join(part for part in parts if part)


def _make_view(here: CaseScene, embeds: Sequence[EmbedView]) -> CaseView:
    case, words, subjects, numbers = here.case, here.words, here.subjects, here.numbers
    timeline = tuple(make_event(event, subjects, numbers) for event in here.shape.timeline)
    corrected = max(case.corrections, key=lambda correction: correction.date.sort_key, default=None)
    related = [one for one in case.related if one.case in here.scene.titles]
    leading, title = here.leading, words.plain(case.title)
    address = (here.scene.site_url or "") + here.permanent
    return CaseView(
        id=case.id,
        title=title,
        leading=tuple(_make_subject(one, subjects, numbers) for one in leading),
        others=tuple(_make_subject(one, subjects, numbers) for one in here.shape.ranked if one not in leading),
        defends=tuple(_make_right(code, here) for code in case.defends),
        facts=tuple(_make_facts(here)),
        checked=words.date(case.last_checked),
        checked_time=get_time_value(case.last_checked),
        corrected=words.date(corrected.date) if corrected else None,
        consent=words.term("consent_level", case.consent),
        headline=make_headline(here.findings, here.scene),
        strip=make_strip_view(here.shape.strip, here) if here.shape.strip else None,
        summary=make_text(case.summary, words, numbers),
        versions=subjects.make_versions(case.versions, numbers),
        pictures=tuple(list_pictures(case, here.scene.pictures, words, numbers, here.link(""))),
        recognition=tuple(_make_honour(event) for event in timeline if event.mark == "recognition"),
        timeline=timeline,
        measures=here.measures,
        proceedings=tuple(make_proceeding(one, subjects, numbers) for one in case.proceedings),
        justice=make_justice(here.scene.findings.justice.get(case.id, ()), subjects, here.scene, here.path),
        justice_definition=find_indicator(here.scene, CLASSES, here.path),
        related=tuple(NoteView(words.term("case_link", one.link), "", ()) for one in related),
        related_links=tuple(_make_related(one.case, here) for one in related),
        corrections=tuple(_make_corrections(case, words, numbers)),
        sources=tuple(make_source(source, numbers[source.id], words) for source in case.sources),
        feeds=(link_all if here.shape.days else link_feeds)(here.scene, f"case/{case.id}", here.path),
        permanent=here.link(here.permanent) if here.scene.permanent_copies else "",
        permanent_page=here.link(here.permanent),
        cite=make_cite(make_case_citation(case, here.scene), here.scene, fallback=here.permanent),
        as_of=words.date(here.scene.as_of),
        share=make_share(address, title, words) if here.scene.site_url else None,
        snippets=make_snippets(embeds, here.scene, here.path),
    )


def _make_right(code: str, here: CaseScene) -> RightView:
    path = here.scene.addresses.facet_value("right_defended", code, here.words)
    link = Link(make_facet_label("right_defended", code, here.words), here.link(path))
    return RightView(link, find_pictogram(code, here.words))


def _make_related(id_: str, here: CaseScene) -> Link:
    slug, title = here.scene.titles[id_]
    return Link(title, here.link(here.scene.addresses.case(slug, here.words.language)))


def _make_facts(here: CaseScene) -> Iterable[NoteView]:
    case, words = here.case, here.words
    yield NoteView(words.get("case.place"), make_place(case.place, words), ())
    if case.work_place:
        yield NoteView(words.get("case.work_place"), make_place(case.work_place, words), ())
    yield NoteView(words.get("case.documented"), here.documented, ())


def _make_subject(subject: PublicSubject, subjects: Subjects, numbers: Numbers) -> SubjectView:
    words, name = subjects.words, subjects.get_name(subject.id)
    statuses = tuple(
        NoteView(words.term("victim_status", entry.status), words.date(entry.date), cite(entry.sources, numbers))
        for entry in subject.status
    )
    return SubjectView(
        name="" if name == words.plain(subjects.case.title) else name,
        roles=_describe_roles(subject, words),
        about=make_text(subject.about, words, numbers) if subject.about else None,
        people=make_text(subject.people, words, numbers) if subject.people else None,
        statuses=statuses,
    )


def _make_honour(event: EventView) -> EventView:
    """A recognition beside the name, where its date begins a sentence."""
    return replace(event, date=begin_sentence(event.date))


def _describe_roles(subject: PublicSubject, words: Words) -> str:
    """What somebody is in the case, in a phrase; of a collective its kind, since roles are worded for persons."""
    if subject.kind != "person":
        return words.term("collective_kind", subject.kind)
    roles = [words.term_inside("victim_role", role) for role in subject.roles if says_something(role)]
    return begin_sentence(join_names(roles, words))


def _make_corrections(case: PublicCase, words: Words, numbers: Numbers) -> Iterable[CorrectionView]:
    for correction in sorted(case.corrections, key=lambda one: one.date.sort_key, reverse=True):
        yield CorrectionView(
            date=words.date(correction.date),
            time=get_time_value(correction.date),
            text=make_text(correction.text, words, numbers),
            reason=make_text(correction.reason, words, numbers) if correction.reason else None,
            asked_by=words.term("correction_requester", correction.asked_by),
        )
