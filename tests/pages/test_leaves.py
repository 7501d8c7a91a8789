"""Long lists in leaves: every item on one of them, each light enough, linked both ways, in every language."""

from __future__ import annotations

import dataclasses
import itertools
import re
from collections.abc import Callable, Iterator, Mapping
from urllib.parse import urljoin

import pytest
from builders import make_act, make_measure, make_measure_step, publish, text
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from scenes import make_scene

from generator.analysis.change_list import ChangeMonth
from generator.pages import (
    antecedents,
    authorities,
    calendar,
    campaigns,
    case_cards,
    changes,
    listing,
    measure_tables,
    timeline,
    trends,
)
from generator.pages.i18n import Words
from generator.pages.leaves import (
    CHANGES,
    MOST_LINKS,
    SIZE,
    count_leaves,
    cut_groups,
    find_leaves,
    find_starts,
    link_leaves,
)
from generator.pages.page import EditorialPage, Page
from generator.pages.posters import make_posters
from generator.pages.rendering import render_macro
from generator.pages.scene import Scene
from generator.pages.site import SPLIT_SECTIONS
from generator.pages.task import Inputs, Task
from generator.pages.urls import Addresses
from generator.records.fields import Context, LocalText
from generator.records.public_campaigns import PublicCampaignCase

COUNT = 2 * SIZE + 1


def make_all(
    list_tasks: Callable[[Scene, EditorialPage, Inputs], Iterator[Task]], scene: Scene, source: EditorialPage
) -> Iterator[Page]:
    """Return the pages of a section."""
    yield from (page for task in list_tasks(scene, source, Inputs()) for page in task.make() if isinstance(page, Page))


def _list_facets(scene: Scene, _: EditorialPage, inputs: Inputs) -> Iterator[Task]:
    yield from listing.list_facet_tasks(scene, inputs)


@pytest.fixture(scope="module")
def pages(
    context: Context,
    addresses: Addresses,
    spanish: Words,
    english: Words,
    editorial: Mapping[tuple[str, str], EditorialPage],
) -> dict[str, Page]:
    """Return the pages of the section of cases of a site with many of them, all alike."""
    one = publish(context, title=text("Caso con un nombre de la longitud acostumbrada", "Case"))
    cases = tuple(
        dataclasses.replace(
            one, id=f"MX-{n:04}", slug=f"caso-{n}", title=LocalText((("es", f"Caso {n:04}"), ("en", f"Case {n:04}")))
        )
        for n in range(COUNT)
    )
    scene = replace(make_scene(cases, spanish, addresses), languages={"es": spanish, "en": english})
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(listing, "CARDS", SIZE)
        lists = (listing.list_tasks, _list_facets)
        return {page.path: page for one in lists for page in make_all(one, scene, editorial["cases", "es"])}


@pytest.mark.parametrize(("cases", "leaves"), [(0, 1), (1, 1), (SIZE, 1), (SIZE + 1, 2), (50 * SIZE, 50)])
def test_how_many(cases: int, leaves: int) -> None:
    """As many as are needed, and one where there is nothing."""
    assert count_leaves(cases) == leaves


@pytest.mark.parametrize("path", ["casos/", "casos/estado/oaxaca/"])
def test_every_case_is_on_one_leaf(pages: Mapping[str, Page], path: str) -> None:
    """In order, none twice, none left out, and no list is longer than what a phone can take."""
    leaves = [pages[path], pages[f"{path}pagina-2/"], pages[f"{path}pagina-3/"]]
    titles = [re.findall(r"<h[23]><a [^>]*>([^<]+)<", page.body) for page in leaves]

    assert [title for each in titles for title in each] == [f"Caso {n:04}" for n in range(COUNT)]
    assert max(map(len, titles)) == SIZE
    assert all(len(page.body.encode()) < 270_000 for page in leaves)
    assert f"{path}pagina-4/" not in pages
    assert len({page.title for page in leaves}) == len(leaves)


@pytest.mark.parametrize("path", ["casos/", "casos/estado/oaxaca/"])
def test_leaves_lead_to_each_other(pages: Mapping[str, Page], path: str) -> None:
    """Each links to all of them and says which one it is; their translations are leaves too."""
    wanted = [path, f"{path}pagina-2/", f"{path}pagina-3/"]
    for number, leaf in enumerate(wanted):
        links = re.search(r'aria-label="Páginas de la lista">(.*?)</nav>', pages[leaf].body, re.DOTALL)
        assert links
        found = re.findall(r'href="([^"]+)"( aria-current="page")?', links[1])
        assert [
            urljoin(f"https://x.example/{leaf}", href).removeprefix("https://x.example/") for href, _ in found
        ] == wanted
        assert [bool(here) for _, here in found] == [number == place for place in range(3)]
    assert dict(pages[wanted[1]].alternates)["en"].endswith("/page-2/")


def test_short_lists_have_no_leaves(pages: Mapping[str, Page]) -> None:
    """Where everything is on one page, there is nothing to turn."""
    assert "Páginas de la lista" not in pages["casos/estado/"].body


@given(st.lists(st.lists(st.integers(), max_size=9), max_size=9), st.integers(1, 7), st.booleans())
def test_groups_are_cut_into_leaves(groups: list[list[int]], size: int, moving: bool) -> None:  # noqa: FBT001
    """The leaves one after another are the groups one after another; each group begins where it is said to.

    There are as many in whatever order, as each language has its own: a leaf leads to that of its number in others.
    """
    names = [str(one) for group in groups for one in group]
    starts = find_starts(names, size) if moving else range(0, max(1, len(names)), size)
    leaves = [[list(part) for part in cut_groups(groups, number, starts)] for number in range(1, len(starts) + 1)]

    assert [one for leaf in leaves for part in leaf for one in part] == [one for group in groups for one in group]
    assert all(sum(map(len, leaf)) <= (size + size // 2 if moving else size) for leaf in leaves)
    assert len(find_starts(sorted(names, key=lambda one: one[::-1]), size)) == len(find_starts(names, size))
    for place, (group, start) in enumerate(zip(groups, find_leaves(groups, starts), strict=True)):
        if group:
            assert leaves[start - 1][place][0] == group[0]
            assert not any(leaf[place] for leaf in leaves[: start - 1])


def test_what_moves_changes_few_leaves() -> None:
    """It changes the one it left and the one it came to, and seldom others, which are about as long as was asked."""
    names = [f"XX-{number:06}#m1" for number in range(6000)]
    moved = [*names[:1000], *names[1001:5000], names[1000], *names[5000:]]
    before, after = (
        [one[start:end] for start, end in itertools.pairwise([*find_starts(one, SIZE), None])] for one in (names, moved)
    )

    assert len(before) == len(after)
    assert 0 < sum(one != other for one, other in zip(before, after, strict=True)) <= 4
    assert 0.9 < len(names) / SIZE / len(before) < 1.1
    assert SIZE / 2 < min(map(len, before)) <= max(map(len, before)) <= 1.5 * SIZE


def find_linked(number: int, count: int, words: Words) -> list[int]:
    """Return the leaves to which one of so many links."""
    links = link_leaves("casos/", number, count * SIZE, words)
    assert [link.number for link in links if link.is_here] == [words.number(number)]
    return [int(link.number.replace(",", "")) for link in links]


@given(st.integers(2, 3000).flatmap(lambda count: st.tuples(st.integers(1, count), st.just(count))))
def test_many_leaves_are_not_all_linked(spanish: Words, leaf: tuple[int, int]) -> None:
    """The first, the last and the next ones are, and some between, in order; never more than a phone can show."""
    number, count = leaf
    numbers = find_linked(number, count, spanish)

    assert len(numbers) <= MOST_LINKS
    assert {1, count, number, min(count, number + 1), max(1, number - 1)} <= set(numbers)
    assert numbers == sorted(set(numbers))
    assert numbers[-1] <= count


@pytest.mark.parametrize("start", [1, 457])
def test_each_leaf_is_a_few_links_away(spanish: Words, start: int) -> None:
    """Of a thousand, as a hundred thousand cases have: for readers and for what follows links alone."""
    found, steps = {start}, 0
    while len(found) < 1000:
        found |= {other for one in found for other in find_linked(one, 1000, spanish)}
        steps += 1
        assert steps <= 5

    assert found == set(range(1, 1001))


@pytest.fixture(scope="module")
def long(
    context: Context,
    addresses: Addresses,
    spanish: Words,
    english: Words,
    editorial: Mapping[tuple[str, str], EditorialPage],
) -> dict[str, Page]:
    """Return the pages of measures and of the timeline where there are many of each."""
    authority = {"name": text("Ayuntamiento Inventado", "Invented Council"), "level": "municipal"}
    measures = [
        make_measure(f"m{n}", steps=[make_measure_step(f"m{n}-1", date="2014-05")], responsible=[authority])
        for n in range(1, 9)
    ]
    one = publish(context, measures=measures, acts=[make_act("a1", date="2014-05-01")])
    cases = tuple(dataclasses.replace(one, id=f"MX-{n:04}", slug=f"caso-{n}") for n in range(1, 41))
    scene = replace(make_scene(cases, spanish, addresses), languages={"es": spanish, "en": english})
    sections: tuple[Callable[[], Iterator[Page]], ...] = (
        lambda: make_all(SPLIT_SECTIONS["measures"].list, scene, editorial["measures", "es"]),
        lambda: make_all(timeline.list_tasks, scene, editorial["timeline", "es"]),
    )
    return {page.path: page for make in sections for page in make()}


@pytest.mark.parametrize(
    ("first", "item", "count"),
    [
        ("medidas/", r'<li><div><p><a href="[^"]*/(caso-[0-9]+/#m[0-9]+)">', 320),
        ("medidas/organismo/", r'<li><div><p><a href="[^"]*/(caso-[0-9]+/#m[0-9]+)">', 320),
        ("medidas/entidad/", r'<li><div><p><a href="[^"]*/(caso-[0-9]+/#m[0-9]+)">', 320),
        ("medidas/autoridad/ayuntamiento-inventado/", r'<li><div><p><a href="[^"]*/(caso-[0-9]+/#m[0-9]+)">', 320),
        ("cronologia/2014/", r'<a href="([^"]+)">Caso', 360),
    ],
)
def test_no_page_of_a_long_section_is_heavy(long: Mapping[str, Page], first: str, item: str, count: int) -> None:
    """Everything is on one leaf, none of which is over 300 kB or 500 rows, and all links of contents lead somewhere."""
    leaves = [page for path, page in long.items() if re.fullmatch(rf"{first}(pagina-[0-9]+/)?", path)]
    found = [re.findall(item, page.body) for page in leaves]

    assert len({one for each in found for one in each}) == sum(map(len, found)) == count
    assert all(len(page.body.encode()) < 280_000 for page in leaves)
    assert max(map(len, found)) <= 300
    for page in leaves:
        for nav in re.findall(r"<nav class=v-toc.*?</nav>", page.body, re.DOTALL):
            for href in re.findall(r'href="([^"]+)"', nav):
                path, _, anchor = urljoin(f"https://x.example/{page.path}", href)[
                    len("https://x.example/") :
                ].partition("#")
                if path in long:
                    assert not anchor or re.search(f"id={anchor}[ >]", long[path].body)


def test_many_authorities_have_leaves(
    context: Context,
    addresses: Addresses,
    spanish: Words,
    editorial: Mapping[tuple[str, str], EditorialPage],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Each is on one leaf of their list, though the measures below it, of which nobody is named, need one only."""
    monkeypatch.setattr(authorities, "AUTHORITIES", 2)
    named = [{"name": text(f"Ayuntamiento {n}", f"Council {n}"), "level": "municipal"} for n in range(5)]
    steps = [make_measure_step("m2-1", date="2014-05")]
    case = publish(context, measures=[make_measure(responsible=named), make_measure("m2", responsible=[], steps=steps)])
    scene = replace(make_scene((case,), spanish, addresses), languages={"es": spanish})
    pages = {
        page.path: page.body for page in make_all(SPLIT_SECTIONS["measures"].list, scene, editorial["measures", "es"])
    }
    leaves = [pages[f"medidas/autoridad/{leaf}"] for leaf in ("", "pagina-2/", "pagina-3/")]

    assert [len(re.findall(r'/autoridad/ayuntamiento-[0-9]/"', body)) for body in leaves] == [2, 2, 1]
    assert ['/#m2"' in body for body in leaves] == [True, False, False]


def test_long_lists_of_measures_are_told_in_words(long: Mapping[str, Page]) -> None:
    """The list of all draws every measure; the others say in words what they drew while they had one leaf."""
    whole = [page.body for path, page in long.items() if re.fullmatch(r"medidas/(pagina-\d+/)?", path)]
    others = [page.body for path, page in long.items() if re.match(r"medidas/(organismo|entidad|autoridad/a)", path)]

    assert len(whole) > 1
    assert len(others) == 3 * len(whole)
    assert sum(body.count("<use href=#v-grid") for body in whole) == 320
    for body in others:
        assert "<use href=#v-grid" not in body
        assert "v-rowhead" not in body
        assert body.count("<p class=v-state>") == body.count("<p class=v-days>") == body.count("<li><div><p>") > 0


def test_lists_of_many_leaves_tell_each_case_briefly(pages: Mapping[str, Page], spanish: Words) -> None:
    """Whom it is about, where and what is documented; what they defend stands in the list of all."""
    brief, whole = pages["casos/estado/oaxaca/"].body, pages["casos/"].body

    assert spanish.get("card.defends") not in brief
    assert whole.count(spanish.get("card.defends")) == SIZE
    assert len(re.findall(r"<p class=v-note>[^<]*Oaxaca\. [^<]+\.\s*(?=<li>|</ul>)", brief)) == SIZE


def test_a_full_month_has_leaves(scenes: tuple[Scene, ...]) -> None:
    """Its days are on leaves of the month, in order, and the first is at the month's own address."""
    days = tuple(one for one in scenes[0].calendar if one.case)
    days = (days * (SIZE + 3))[: SIZE + 3]
    leaves = [calendar.render_month(scenes[0], 1, days, number) for number in (1, 2)]

    assert [len(re.findall(r"<li[^>]* id=dia-", leaf)) for leaf in leaves] == [SIZE, 3]
    assert 'href="../../calendario/01/pagina-2/"' in leaves[0]
    assert 'href="../../../calendario/01/"' in leaves[1]


def test_what_lists_share_is_made_once(
    context: Context,
    addresses: Addresses,
    spanish: Words,
    editorial: Mapping[tuple[str, str], EditorialPage],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A measure is one row for all, its state, its body and its authorities; a case one card for all facets."""
    named = [{"name": text(f"Ayuntamiento {n}", f"Council {n}"), "level": "municipal"} for n in range(2)]
    case = publish(context, measures=[make_measure(responsible=named)], acts=[make_act("a1"), make_act("a2")])
    scene = replace(make_scene((case,), spanish, addresses), languages={"es": spanish})
    made: list[str] = []

    def count(name: str, words: Words, *view: object) -> str:
        made.append(name)
        return render_macro(name, words, *view)

    for module in (case_cards, measure_tables):
        monkeypatch.setattr(module, "render_macro", count)
    pages = [
        *make_all(SPLIT_SECTIONS["measures"].list, scene, editorial["measures", "es"]),
        *make_all(_list_facets, scene, editorial["cases", "es"]),
    ]

    assert sorted(made) == ["measure_drawn", "measure_stands", "measure_told", "measure_whose", "plain_card"]
    assert sum(f'/{case.slug}/#m1">' in page.body for page in pages) == 5
    assert sum(page.body.count(f'<li><h2><a href="../../../casos/{case.slug}/">') for page in pages) > 5


@pytest.mark.parametrize("number", [1, 2, 150, 300])
def test_a_full_month_of_changes_links_to_few_leaves(scenes: tuple[Scene, ...], number: int) -> None:
    """Thousands of cases published in one month, as where others hand theirs over: no page links to all the others."""
    change = scenes[0].changes[0]
    month = ChangeMonth(change.day.year, change.day.month, (change,) * (300 * CHANGES))
    body = changes.render_month(scenes[0], month, number)
    links = re.search(r'aria-label="Páginas de la lista">(.*?)</nav>', body, re.DOTALL)

    assert links
    assert 5 < links[1].count("<li>") <= MOST_LINKS
    assert f'/cambios/{change.day:%Y-%m}/300/"' in links[1]
    assert len(body.encode()) < 150_000


def test_a_large_campaign_has_leaves(
    context: Context,
    scenes: tuple[Scene, ...],
    addresses: Addresses,
    spanish: Words,
    editorial: Mapping[tuple[str, str], EditorialPage],
) -> None:
    """Each of its cases is on one leaf with all that is told of it; what the campaign is, on the first only."""
    one = publish(context, acts=[make_act("a1")], measures=[make_measure()])
    names = [f"Caso {n:04}" for n in range(2 * campaigns.CASES + 1)]
    cases = tuple(
        dataclasses.replace(one, id=f"MX-{n:04}", slug=f"caso-{n}", title=LocalText((("es", name), ("en", name))))
        for n, name in enumerate(names)
    )
    shown = tuple(PublicCampaignCase(case.id, None, (), taken_up=True) for case in cases)
    campaign = replace(scenes[0].campaigns[0], cases=shown)
    scene = replace(make_scene(cases, spanish, addresses), campaigns=(campaign,), languages=scenes[0].languages)
    _, *leaves = campaigns.make_pages(scene, editorial["campaigns", "es"])
    materials = [re.findall(r"<summary>(Caso [0-9]+)<", page.body) for page in leaves]

    assert [page.path for page in leaves] == [
        f"campanas/{campaign.id}/{leaf}" for leaf in ("", "pagina-2/", "pagina-3/")
    ]
    assert [name for each in materials for name in each] == names
    for page, listed in zip(leaves, materials, strict=True):
        assert len(re.findall(r'<li><a href="[^"]*/casos/caso-[0-9]+/">', page.body)) == len(listed)
        assert len(page.body.encode()) < 40_000 + 5_000 * campaigns.CASES
        assert "id=s1" in page.body
    assert ["seccion-documentado" in page.body for page in leaves] == [True, False, False]
    assert dict(leaves[1].alternates)["en"] == f"en/campaigns/{campaign.id}/page-2/"
    (poster, *_) = make_posters(scene, campaign)
    assert not poster.names
    assert poster.detail.startswith(f"{len(names)} ")


def test_many_losses_and_long_stories_have_leaves(
    context: Context,
    addresses: Addresses,
    spanish: Words,
    english: Words,
    editorial: Mapping[tuple[str, str], EditorialPage],
) -> None:
    """Of a story with many attacks before, the nearest are shown, and how many there are."""
    acts = [make_act(f"a{n}", date=f"20{n:02}-05-01", type="threat") for n in range(1, 2 * antecedents.MOST + 1)]
    one = publish(context, acts=[*acts, make_act("a99", date="2025-05-01", type="killing")])
    cases = tuple(dataclasses.replace(one, id=f"MX-{n:04}", slug=f"caso-{n}") for n in range(2 * trends.LOSSES + 1))
    scene = replace(make_scene(cases, spanish, addresses), languages={"es": spanish, "en": english})
    _, *leaves = make_all(trends.list_tasks, scene, editorial["trends", "es"])
    told = [re.findall(r"<h3><a href=\"[^\"]*/(caso-[0-9]+)/#a99", page.body) for page in leaves]

    assert [len(each) for each in told] == [trends.LOSSES, 1]
    assert "Se muestran las 12 más cercanas de 24" in leaves[0].body
    assert '/#a24"' in leaves[0].body
    assert '/#a12"' not in leaves[0].body
    assert all(len(page.body.encode()) < 150_000 for page in leaves)
