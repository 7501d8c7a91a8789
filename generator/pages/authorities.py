"""The measures by who owes them, by who granted them, and by state; and a page for each authority that owes any."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from generator.analysis.measures import MeasureFinding
from generator.pages.i18n import Words
from generator.pages.page import Page
from generator.pages.protection import list_counted, make_groups, make_table
from generator.pages.rendering import render_template
from generator.pages.scene import Scene
from generator.pages.urls import Grouping, Link, make_link, make_slug
from generator.records.fields import LocalText
from generator.records.public import PublicCase


@dataclass(frozen=True, slots=True)
class AuthorityView:
    """An authority among others."""

    link: Link
    count: str


def make_slugs(cases: Iterable[PublicCase]) -> dict[str, LocalText]:
    """Slug of each authority responsible for a measure of some cases → its name; the slug is of its first language."""
    names: dict[str, LocalText] = {}
    for name, slug in find_slugs(cases).items():
        names.setdefault(slug, name)
    return names


def find_slugs(cases: Iterable[PublicCase]) -> dict[LocalText, str]:
    """Each name of a responsible authority → its slug; names that agree in one language are of one authority."""
    known: dict[tuple[str, str], str] = {}
    slugs: dict[LocalText, str] = {}
    bodies = (
        body for case in sorted(cases, key=lambda case: case.id) for one in case.measures for body in one.responsible
    )
    for body in bodies:
        keys = [(language, make_slug(text)) for language, text in body.name.texts]
        slug = next((known[key] for key in keys if key in known), keys[0][1])
        slugs[body.name] = slug
        known.update(dict.fromkeys(keys, slug))
    return slugs


def make_pages(scene: Scene) -> Iterator[Page]:
    """The pages of the groups, and one for each authority."""
    findings = list_counted(scene)
    owed = group_by_authority(findings, find_slugs(scene.cases))
    yield _make_authorities_page(scene, owed, findings)
    for slug, found in owed.items():
        yield _make_authority_page(scene, slug, found)
    yield _make_group_page(scene, "body", findings)
    yield _make_group_page(scene, "state", findings)


def group_by_authority(
    findings: Iterable[MeasureFinding], slugs: Mapping[LocalText, str]
) -> dict[str, list[MeasureFinding]]:
    """Slug of each authority → the measures with a gap that it has to carry out, in the order given."""
    groups: defaultdict[str, list[MeasureFinding]] = defaultdict(list)
    for finding in findings:
        if finding.gap:
            for slug in dict.fromkeys(slugs[body.name] for body in finding.measure.responsible):
                groups[slug].append(finding)
    return dict(sorted(groups.items()))


def _make_authorities_page(
    scene: Scene, owed: dict[str, list[MeasureFinding]], findings: Iterable[MeasureFinding]
) -> Page:
    """The list of the authorities, and the measures for which no source names one."""
    words = scene.words
    path = scene.addresses.measures_by("authority", words)
    names = make_slugs(scene.cases)
    links = {
        slug: Link(words.plain(names[slug]), make_link(scene.addresses.authority(slug, words), path)) for slug in owed
    }
    ordered = sorted(owed, key=lambda slug: (-len(owed[slug]), words.sort_key(links[slug].text)))
    views = tuple(AuthorityView(links[slug], words.count("measures.count", len(owed[slug]))) for slug in ordered)
    nobody = tuple(one for one in findings if one.gap and not one.measure.responsible)
    title = f"{words.get('measures.nobody')} ({words.number(len(nobody))})"
    groups = [("nobody", title, words.get("measures.nobody_note"), nobody)] if nobody else []
    body = _render(scene, path, words.get("grouping.authority.title"), groups, authorities=views)
    return _make_page(scene, "authority", body, lambda other: scene.addresses.measures_by("authority", other))


def _make_authority_page(scene: Scene, slug: str, found: Iterable[MeasureFinding]) -> Page:
    """What one authority owes."""
    words = scene.words
    path = scene.addresses.authority(slug, words)
    name = words.plain(make_slugs(scene.cases)[slug])
    title = words.get("measures.authority_title", name=name)
    body = _render(scene, path, title, make_groups(found, scene), kicker=_link_list(scene, path))
    return scene.make_page(
        "measures",
        path=path,
        title=title,
        description=words.get("measures.authority_description", name=name),
        body=body,
        find_path=lambda other: scene.addresses.authority(slug, other),
    )


def _make_group_page(scene: Scene, grouping: Grouping, findings: Iterable[MeasureFinding]) -> Page:
    """All measures under who granted them, or the state of their case."""
    words = scene.words
    vocabulary = {"body": "granting_body", "state": "state"}[grouping]
    groups: defaultdict[str, list[MeasureFinding]] = defaultdict(list)
    for one in findings:
        if one.gap:
            groups[one.measure.body.type if grouping == "body" else one.case.place.state].append(one)
    labels = {code: words.term(vocabulary, code) for code in groups}
    ordered = sorted(groups, key=lambda code: words.sort_key(labels[code]))
    path = scene.addresses.measures_by(grouping, words)
    views = [
        (f"{grouping}-{code.replace('_', '-')}", f"{labels[code]} ({len(groups[code])})", "", tuple(groups[code]))
        for code in ordered
    ]
    body = _render(scene, path, words.get(f"grouping.{grouping}.title"), views)
    return _make_page(scene, grouping, body, lambda other: scene.addresses.measures_by(grouping, other))


def _make_page(scene: Scene, grouping: Grouping, body: str, find_path: Callable[[Words], str]) -> Page:
    words = scene.words
    return scene.make_page(
        "measures",
        path=find_path(words),
        title=words.get(f"grouping.{grouping}.title"),
        description=words.get(f"grouping.{grouping}.description"),
        body=body,
        find_path=find_path,
    )


def _link_list(scene: Scene, path: str) -> Link:
    words = scene.words
    return Link(words.get("grouping.authority.title"), make_link(scene.addresses.measures_by("authority", words), path))


def _render(  # noqa: PLR0913 - what the template prints
    scene: Scene,
    path: str,
    title: str,
    groups: Iterable[tuple[str, str, str, tuple[MeasureFinding, ...]]],
    *,
    authorities: tuple[AuthorityView, ...] = (),
    kicker: Link | None = None,
) -> str:
    return render_template(
        "measure_groups",
        scene.words,
        title=title,
        section_href=make_link(scene.section("measures"), path),
        kicker=kicker,
        authorities=authorities,
        table=make_table(groups, scene, path),
        as_of=scene.words.date(scene.as_of),
    )
