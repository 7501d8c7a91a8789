"""The measures by who owes them, by who granted them, and by state; and a page for each authority that owes any."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial

from msgspec import Struct
from msgspec.structs import replace

from generator.analysis.measure_list import ListedMeasure
from generator.pages.authority_slugs import find_slugs, name_slugs
from generator.pages.i18n import Words
from generator.pages.leaves import count_leaves, cut_leaf, link_leaves, make_leaf_path, make_leaf_title
from generator.pages.measure_tables import MeasureList, Rows, TableView
from generator.pages.page import Page
from generator.pages.protection import make_groups
from generator.pages.rendering import render_template
from generator.pages.scene import Scene
from generator.pages.task import Inputs, Task, digest_of
from generator.pages.urls import Grouping, Link, make_link
from generator.records.fields import LocalText

AUTHORITIES = 300
"""Authorities on a leaf of their list."""


class AuthorityView(Struct, frozen=True):
    """An authority among others."""

    link: Link
    count: str


def list_tasks(scene: Scene, findings: Sequence[ListedMeasure], rows: Rows, inputs: Inputs) -> Iterator[Task]:
    """Each leaf of the groups, and of what each authority owes."""
    slugs = find_slugs(scene.findings.authorities)
    names, owed = name_slugs(slugs), group_by_authority(findings, slugs)
    yield from _list_authorities_tasks(scene, owed, names, findings, rows, inputs)
    shell = inputs.of_page("measures", scene.words.language)
    for slug, found in owed.items():
        name = scene.words.plain(names[slug])
        groups, path = make_groups(found, scene), scene.addresses.authority(slug, scene.words)
        listed = MeasureList(tuple(groups), path, rows, tells_all=True)
        make = partial(_make_authority_page, scene, slug, name, listed)
        yield from _list_leaf_tasks(f"authority {slug}", listed, {**shell, "name": name}, make, scene, inputs)
    for grouping in ("body", "state"):
        listed = _group(scene, grouping, findings, rows)
        make = partial(_make_group_page, scene, grouping, listed)
        yield from _list_leaf_tasks(f"measures {grouping}", listed, shell, make, scene, inputs)


def _list_leaf_tasks(  # noqa: PLR0913, PLR0917 - what leaves are called, of which list, made of what, and how
    name: str,
    listed: MeasureList,
    told: Mapping[str, str],
    make: Callable[[int], Iterator[Page]],
    scene: Scene,
    inputs: Inputs,
) -> Iterator[Task]:
    """A task for each leaf of a list of measures."""
    for number in range(1, listed.leaves + 1):
        leaf = {**listed.find_inputs(number, inputs), **told}
        yield Task(f"{scene.words.language} {name} {number}", leaf, partial(make, number))


def group_by_authority(
    findings: Iterable[ListedMeasure], slugs: Mapping[LocalText, str]
) -> dict[str, list[ListedMeasure]]:
    """Slug of each authority → the measures with a gap that it has to carry out, in the order given."""
    groups: defaultdict[str, list[ListedMeasure]] = defaultdict(list)
    for finding in findings:
        if finding.is_granted:
            for slug in dict.fromkeys(slugs[name] for name in finding.responsible):
                groups[slug].append(finding)
    return dict(sorted(groups.items()))


def _list_authorities_tasks(  # noqa: PLR0913, PLR0917 - what is listed, by which names, made of what
    scene: Scene,
    owed: Mapping[str, list[ListedMeasure]],
    names: Mapping[str, LocalText],
    findings: Iterable[ListedMeasure],
    rows: Rows,
    inputs: Inputs,
) -> Iterator[Task]:
    """The list of the authorities, and the measures for which no source names one."""
    words = scene.words
    path = scene.addresses.measures_by("authority", words)
    nobody = tuple(one for one in findings if one.is_granted and not one.responsible)
    title = f"{words.get('measures.nobody')} ({words.number(len(nobody))})"
    groups = ((("nobody", title, words.get("measures.nobody_note"), nobody)),) if nobody else ()
    listed = MeasureList(groups, path, rows, tells_all=True)
    labels = {slug: words.plain(names[slug]) for slug in owed}
    ordered = sorted(owed, key=lambda slug: (-len(owed[slug]), words.sort_key(labels[slug])))
    leaves = max(listed.leaves, count_leaves(len(ordered), AUTHORITIES))
    for number in range(1, leaves + 1):
        here = make_leaf_path(path, number, words)
        views = tuple(
            AuthorityView(
                Link(labels[slug], make_link(scene.addresses.authority(slug, words), here)),
                words.count("measures.count", len(owed[slug])),
            )
            for slug in cut_leaf(ordered, number, AUTHORITIES)
        )
        told = {**inputs.of_page("measures", words.language, leaves=leaves), "authorities": digest_of(repr(views))}
        make = partial(_make_authorities_page, scene, listed, leaves, views, number)
        yield Task(f"{words.language} authorities {number}", {**listed.find_inputs(number, inputs), **told}, make)


def _make_authorities_page(
    scene: Scene, listed: MeasureList, leaves: int, views: tuple[AuthorityView, ...], number: int
) -> Iterator[Page]:
    links = link_leaves(listed.path, number, leaves, scene.words, 1)
    table = replace(listed.make_table(number), leaves=links)
    yield _make_grouping_page(scene, "authority", number, table, authorities=views)


def _make_authority_page(scene: Scene, slug: str, name: str, listed: MeasureList, number: int) -> Iterator[Page]:
    """A leaf of what one authority owes."""
    words, here = scene.words, make_leaf_path(listed.path, number, scene.words)
    title = make_leaf_title(words.get("measures.authority_title", name=name), number, words)
    above = make_link(scene.addresses.measures_by("authority", words), here)
    kicker = Link(words.get("grouping.authority.title"), above)
    yield scene.make_page(
        "measures",
        path=here,
        title=title,
        description=words.get("measures.authority_description", name=name),
        body=_render(scene, here, title, listed.make_table(number), kicker=kicker),
        find_path=partial(_find_authority, scene, slug, number),
    )


def _find_authority(scene: Scene, slug: str, number: int, words: Words) -> str:
    return make_leaf_path(scene.addresses.authority(slug, words), number, words)


def _group(scene: Scene, grouping: Grouping, findings: Iterable[ListedMeasure], rows: Rows) -> MeasureList:
    """All measures under who granted them, or the state of their case."""
    words = scene.words
    vocabulary = {"body": "granting_body", "state": "state"}[grouping]
    groups: defaultdict[str, list[ListedMeasure]] = defaultdict(list)
    for one in findings:
        if one.is_granted:
            groups[one.body if grouping == "body" else one.place].append(one)
    labels = {code: words.term(vocabulary, code) for code in groups}
    ordered = sorted(groups, key=lambda code: words.sort_key(labels[code]))
    views = tuple(
        (f"{grouping}-{code.replace('_', '-')}", f"{labels[code]} ({len(groups[code])})", "", tuple(groups[code]))
        for code in ordered
    )
    return MeasureList(views, scene.addresses.measures_by(grouping, words), rows)


def _make_group_page(scene: Scene, grouping: Grouping, listed: MeasureList, number: int) -> Iterator[Page]:
    yield _make_grouping_page(scene, grouping, number, listed.make_table(number))


def _make_grouping_page(
    scene: Scene, grouping: Grouping, number: int, table: TableView, *, authorities: tuple[AuthorityView, ...] = ()
) -> Page:
    """A leaf of the measures by who owes them, by who granted them, or by state."""
    words, find_path = scene.words, partial(_find_grouping, scene, grouping, number)
    title = make_leaf_title(words.get(f"grouping.{grouping}.title"), number, words)
    return scene.make_page(
        "measures",
        path=find_path(words),
        title=title,
        description=words.get(f"grouping.{grouping}.description"),
        body=_render(scene, find_path(words), title, table, authorities=authorities),
        find_path=find_path,
    )


def _find_grouping(scene: Scene, grouping: Grouping, number: int, words: Words) -> str:
    return make_leaf_path(scene.addresses.measures_by(grouping, words), number, words)


def _render(  # noqa: PLR0913 - what the template prints
    scene: Scene,
    path: str,
    title: str,
    table: TableView,
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
        table=table,
        as_of=scene.words.date(scene.as_of),
    )
