"""The states: a map of equal tiles, a table, and a profile of each state with cases."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import partial

from msgspec import Struct

from generator.analysis.breakdowns import BREAKDOWNS
from generator.analysis.facets import group_cases
from generator.analysis.figures import Figure
from generator.analysis.measure_steps import State
from generator.analysis.profiles import Profile, list_profiles
from generator.analysis.states import LIVE
from generator.pages import section_parts
from generator.pages.case_cards import make_cards
from generator.pages.charts import Piece, make_stack
from generator.pages.data_section import find_data, find_definition
from generator.pages.feeds import link_all
from generator.pages.leaves import SIZE
from generator.pages.legends import KeyView
from generator.pages.page import EditorialPage, Page
from generator.pages.rendering import render_template
from generator.pages.scene import Scene
from generator.pages.task import Inputs, Task
from generator.pages.urls import Link, make_link
from generator.pages.values import name_row, render_percent
from generator.pages.wholes import IMPUNITY, WholeView, list_measures, make_justice_whole, make_measures_whole

SHADES = (1, 5, 10, 20)
"""From how many attacks each shade of the map applies. Steps of our choice; the number stands in every tile."""


class TileView(Struct, frozen=True):
    """A state on the map."""

    column: int
    shade: int
    """0 for none, then as in `SHADES`."""
    short: str
    name: str
    value: str
    """Empty where the state has no cases."""
    spoken: str
    href: str


class RowView(Struct, frozen=True):
    """A state in the table."""

    name: Link
    cases: str
    attacks: str
    measures: str
    pieces: tuple[Piece, ...]
    """Those in force, by what was verified; empty where none is."""
    told: str
    """The same in words."""


class CountView(Struct, frozen=True):
    """A number with what it counts."""

    value: str
    what: str


class ShadeView(Struct, frozen=True):
    """A shade of the map and what it means."""

    shade: int
    words: str


def list_tasks(scene: Scene, source: EditorialPage, inputs: Inputs) -> Iterator[Task]:
    """The section, whose pages are made together; those of states with few cases show them as cards."""
    groups = group_cases(scene.findings, "state").values()
    shown = dict.fromkeys(case.id for cases in groups if len(cases) <= SIZE for case in cases)
    told = {
        **inputs.of_page("states", source.lang),
        **inputs.of_all(*section_parts.STATES),
        **inputs.of_some(shown, *section_parts.CARD),
    }
    yield Task(f"{source.lang} section states", told, partial(make_pages, scene, source))


def make_pages(scene: Scene, source: EditorialPage) -> Iterator[Page]:
    """The map and table, and a page for each state with cases."""
    profiles = list_profiles(scene.findings)
    yield scene.make_editorial_page(source, render_states(scene, profiles, prose=source.prose))
    for profile in profiles:
        if profile.cases:
            yield _make_profile_page(scene, profile)


def render_states(scene: Scene, profiles: tuple[Profile, ...], *, prose: str) -> str:
    """The HTML of the map and table, after the editor's prose."""
    words, path = scene.words, scene.section("states")
    listed = [one for one in profiles if one.cases or (one.attacks and one.attacks.numerator)]
    most = max((count_in_force(one) for one in listed), default=0)
    unknown = BREAKDOWNS["state"].unknown
    listed.sort(key=lambda one: (one.code == unknown, words.sort_key(words.term("state", one.code))))
    return render_template(
        "states",
        words,
        prose=prose,
        tiles=tuple(_make_tiles(scene, profiles, path)),
        shades=tuple(_make_shades(scene)),
        rows=tuple(_make_row(scene, one, most, path) for one in listed),
        keys=tuple(_list_keys(scene, listed)),
        as_of=words.date(scene.as_of),
        definition_href=find_definition(scene, "attacks_documented", path),
    )


def render_profile(scene: Scene, profile: Profile) -> str:
    """The HTML of the profile of a state."""
    words, path = scene.words, scene.addresses.state(profile.code, scene.words)
    cases_path = scene.addresses.facet_value("state", profile.code, words)
    justice = make_justice_whole(profile.impunity, profile.justice, scene, path)
    return render_template(
        "state",
        words,
        state=words.term("state", profile.code),
        index_href=make_link(scene.section("states"), path),
        numbers=tuple(_make_numbers(scene, profile)),
        measures=make_measures_whole(profile.verified, scene, path),
        others=_say_others(scene, profile),
        justice=justice,
        justice_note=_say_justice(scene, profile, justice) if IMPUNITY in scene.findings.indicators else "",
        cards=make_cards(profile.cases, words, scene.addresses, path) if len(profile.cases) <= SIZE else (),
        cases_href=make_link(cases_path, path),
        feeds=link_all(scene, f"state/{profile.code}", path),
        definition_href=find_definition(scene, "attacks_documented", path),
        data_href=find_data(scene, path),
        as_of=words.date(scene.as_of),
    )


def _make_profile_page(scene: Scene, profile: Profile) -> Page:
    words = scene.words
    name = words.term("state", profile.code)
    return scene.make_page(
        "states",
        path=scene.addresses.state(profile.code, words),
        title=name,
        description=words.get("states.description", state=name, cases=words.count("count.cases", len(profile.cases))),
        body=render_profile(scene, profile),
        find_path=lambda other: scene.addresses.state(profile.code, other),
        feed=f"state/{profile.code}",
    )


def _make_tiles(scene: Scene, profiles: tuple[Profile, ...], page_path: str) -> Iterator[TileView]:
    """The tiles row by row, so that they are read in the order in which they are seen."""
    terms = scene.words.vocabularies["state"]
    placed = [one for one in profiles if {"column", "row"} <= terms[one.code].flags.keys()]
    for one in sorted(placed, key=lambda one: (terms[one.code].flags["row"], terms[one.code].flags["column"])):
        flags, name = terms[one.code].flags, scene.words.term("state", one.code)
        short = terms[one.code].maps_to.get("inegi_abbr", [name])[0].replace(".", "").replace(" ", "")
        yield TileView(
            column=flags["column"],
            shade=_find_shade(one.attacks) if one.cases else 0,
            short=short,
            name=name,
            value=_tell_count(scene, one.attacks) if one.cases else "",
            spoken=_speak(scene, one, name),
            href=make_link(scene.addresses.state(one.code, scene.words), page_path) if one.cases else "",
        )


def _speak(scene: Scene, profile: Profile, name: str) -> str:
    """What a tile says where it is heard."""
    words = scene.words
    if not profile.cases:
        return words.get("states.tile_empty", state=name)
    cases = words.count("count.cases", len(profile.cases))
    if profile.attacks is None or profile.attacks.numerator is None:
        return words.get("states.tile_withheld", state=name, cases=cases)
    attacks = words.count("count.attacks", profile.attacks.numerator)
    return words.get("states.tile", state=name, attacks=attacks, cases=cases)


def _make_shades(scene: Scene) -> Iterator[ShadeView]:
    words = scene.words
    yield ShadeView(0, words.get("states.shade_none"))
    for position, first in enumerate(SHADES):
        last = SHADES[position + 1] - 1 if position + 1 < len(SHADES) else None
        text = words.get("states.shade_more", first=first) if last is None else ""
        yield ShadeView(position + 1, text or words.get("states.shade_range", first=first, last=last))


def _find_shade(figure: Figure | None) -> int:
    """The step of a count; the first one where it is withheld."""
    count = figure.numerator if figure else None
    return 1 if count is None else sum(count >= first for first in SHADES)


def count_in_force(profile: Profile) -> int:
    """How many protection measures of the cases of a state are in force."""
    return sum(amount for _, amount in profile.verified)


def _list_keys(scene: Scene, profiles: Iterable[Profile]) -> Iterator[KeyView]:
    """What the bars of the table are made of."""
    amounts = Counter[State]()
    for profile in profiles:
        amounts.update(dict(profile.verified))
    for texture, amount, name in list_measures(amounts.items(), scene):
        if amount:
            yield KeyView(texture, name, scene.words.number(amount))


def _make_row(scene: Scene, profile: Profile, most: int, page_path: str) -> RowView:
    words, parts = scene.words, [part for part in list_measures(profile.verified, scene) if part[1]]
    told = (words.get("states.part", what=name.lower(), n=words.number(amount)) for _, amount, name in parts)
    total = count_in_force(profile)
    href = make_link(scene.addresses.state(profile.code, words), page_path) if profile.cases else ""
    return RowView(
        name=Link(words.term("state", profile.code), href),
        cases=words.number(len(profile.cases)),
        attacks=_tell_count(scene, profile.attacks),
        measures=words.number(profile.measure_count),
        pieces=make_stack([(texture, amount) for texture, amount, _ in parts], most),
        told=words.get("states.in_force", total=words.number(total), parts="; ".join(told)) if total else "",
    )


def _make_numbers(scene: Scene, profile: Profile) -> Iterator[CountView]:
    words = scene.words
    yield CountView(words.number(len(profile.cases)), words.count("states.cases", len(profile.cases)))
    attacks = profile.attacks.numerator if profile.attacks else None
    what = words.get("states.attacks_withheld") if attacks is None else words.count("states.attacks", attacks)
    yield CountView(_tell_count(scene, profile.attacks), what)
    yield CountView(words.number(profile.measure_count), words.count("states.measures", profile.measure_count))


def _say_others(scene: Scene, profile: Profile) -> str:
    """The measures that are not in force, by where they stand, in the words of the indicator."""
    indicators, words = scene.findings.indicators, scene.words
    indicator = indicators.by_code.get("measures_by_headline")
    if indicator is None:
        return ""
    told = [
        words.get(
            "states.part", what=name_row(indicator, state.value, indicators, words).lower(), n=words.number(count)
        )
        for state, count in profile.measures
        if state not in LIVE
    ]
    return words.get("states.not_in_force", parts="; ".join(told)) if told else ""


def _say_justice(scene: Scene, profile: Profile, drawn: WholeView | None) -> str:
    """What percentage of the known is without a conviction; where nothing is drawn, why."""
    figure, words = profile.impunity, scene.words
    if drawn is None:
        is_withheld = figure is not None and (figure.suppressed or figure.denominator or figure.unknown)
        return words.get("states.justice_withheld" if is_withheld else "states.justice_none")
    if figure is None or not figure.shows_percentage or figure.known is None:
        return ""
    return words.get("states.percentage", percent=render_percent(figure.known, words))


def _tell_count(scene: Scene, figure: Figure | None) -> str:
    """A count, or a dash where it is withheld."""
    return (
        scene.words.get("states.withheld")
        if figure is None or figure.numerator is None
        else (scene.words.number(figure.numerator))
    )
