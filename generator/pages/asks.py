"""What each authority can be asked about the measures it has to carry out: facts, then a question."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec import Struct

from generator.analysis.measure_list import ListedMeasure
from generator.analysis.measures import MeasureFinding
from generator.pages.authorities import group_by_authority
from generator.pages.authority_slugs import name_slugs
from generator.pages.scene import Scene
from generator.pages.share_texts import find_address
from generator.pages.standing import make_chip, say_basis, say_start
from generator.pages.urls import Link, make_link
from generator.records.fields import LocalText

MOST = 3
"""For how many measures one authority is asked: those that have waited longest."""


class AskView(Struct, frozen=True):
    """One question, ready to be copied."""

    text: str
    case: Link
    """The measure on the page of its case, where the sources are."""


class AuthorityAsks(Struct, frozen=True):
    """The questions for one authority."""

    authority: Link
    """What it owes, all of it."""
    asks: tuple[AskView, ...]


def make_asks(
    scene: Scene, slugs: Mapping[LocalText, str], measures: Iterable[ListedMeasure], page_path: str, hashtag: str
) -> list[AuthorityAsks]:
    """The questions about some measures, by authority, A to Z; of no measure whose authority no source names."""
    words, names = scene.words, name_slugs(slugs)
    groups = {slug: found[:MOST] for slug, found in group_by_authority(measures, slugs).items()}
    near = scene.near_all(one.case_id for found in groups.values() for one in found).findings
    views = [
        AuthorityAsks(
            Link(words.plain(names[slug]), make_link(scene.addresses.authority(slug, words), page_path)),
            tuple(
                _make_ask(scene, one, words.plain(names[slug]), page_path, hashtag)
                for one in map(near.get_measure, found)
            ),
        )
        for slug, found in groups.items()
    ]
    return sorted(views, key=lambda view: words.sort_key(view.authority.text))


def _make_ask(scene: Scene, finding: MeasureFinding, authority: str, page_path: str, hashtag: str) -> AskView:
    case = finding.case
    path = f"{scene.addresses.case(case.slug, scene.words.language)}"
    link = Link(scene.words.plain(case.title), f"{make_link(path, page_path)}#{finding.measure.id}")
    return AskView(render_ask(scene, finding, authority, hashtag), link)


def render_ask(scene: Scene, finding: MeasureFinding, authority: str, hashtag: str) -> str:
    """The question as plain text: of a measure its kind, body, month and state, never what it consists of (DNH-07)."""
    words, case, measure = scene.words, finding.case, finding.measure
    parts = [
        words.get("ask.to", authority=authority),
        words.get("ask.case", case=words.plain(case.title)),
        words.get("ask.measure_is", kind=words.term("measure_kind", measure.kind), body=words.plain(measure.body.name)),
        f"{say_start(finding, words)}.",
        words.get("ask.state", date=words.date(scene.as_of), state=make_chip(finding, words).text.lower()),
        say_basis(finding, words),
        words.get("ask.question"),
    ]
    if address := find_address(scene, case):
        parts.append(words.get("ask.sources", address=f"{address}#{measure.id}"))
    return " ".join((*parts, hashtag))
