"""The states: a map of equal tiles, a table, and a profile of each state with cases."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.analysis.figures import Figure
from generator.analysis.profiles import Profile, list_profiles
from generator.pages.data_section import find_definition
from generator.pages.feeds import link_all
from generator.pages.leaves import SIZE
from generator.pages.listing import make_cards
from generator.pages.page import EditorialPage, Page
from generator.pages.rendering import render_template
from generator.pages.scene import Scene
from generator.pages.urls import Link, make_link
from generator.pages.values import name_row, render_percent

SHADES = (1, 5, 10, 20)
"""From how many attacks each shade of the map applies. Steps of our choice; the number stands in every tile."""


@dataclass(frozen=True, slots=True)
class TileView:
    """A state on the map."""

    column: int
    row: int
    shade: int
    """0 for none, then as in `SHADES`."""
    short: str
    name: str
    value: str
    """Empty where the state has no cases."""
    spoken: str
    href: str


@dataclass(frozen=True, slots=True)
class RowView:
    """A state in the table."""

    name: Link
    cases: str
    attacks: str
    measures: str


@dataclass(frozen=True, slots=True)
class CountView:
    """A number with what it counts."""

    value: str
    what: str


@dataclass(frozen=True, slots=True)
class ShadeView:
    """A shade of the map and what it means."""

    shade: int
    words: str


@dataclass(frozen=True, slots=True)
class JusticeView:
    """How far justice got in a state."""

    sentence: str
    rows: tuple[CountView, ...]
    href: str
    """Where the figure is defined."""


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
    listed.sort(key=lambda one: words.sort_key(words.term("state", one.code)))
    return render_template(
        "states",
        words,
        prose=prose,
        tiles=tuple(_make_tiles(scene, profiles, path)),
        shades=tuple(_make_shades(scene)),
        rows=tuple(_make_row(scene, one, path) for one in listed),
        as_of=words.date(scene.as_of),
        definition_href=find_definition(scene, "attacks_documented", path),
    )


def render_profile(scene: Scene, profile: Profile) -> str:
    """The HTML of the profile of a state."""
    words, path = scene.words, scene.addresses.state(profile.code, scene.words)
    cases_path = scene.addresses.facet_value("state", profile.code, words)
    return render_template(
        "state",
        words,
        state=words.term("state", profile.code),
        index_href=make_link(scene.section("states"), path),
        numbers=tuple(_make_numbers(scene, profile)),
        measures=tuple(_make_measures(scene, profile)),
        justice=_make_justice(scene, profile, path),
        cards=make_cards(profile.cases, words, scene.addresses, path) if len(profile.cases) <= SIZE else (),
        cases_href=make_link(cases_path, path),
        feeds=link_all(scene, f"state/{profile.code}", path),
        definition_href=find_definition(scene, "attacks_documented", path),
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
            row=flags["row"],
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


def _make_row(scene: Scene, profile: Profile, page_path: str) -> RowView:
    words = scene.words
    href = make_link(scene.addresses.state(profile.code, words), page_path) if profile.cases else ""
    return RowView(
        name=Link(words.term("state", profile.code), href),
        cases=words.number(len(profile.cases)),
        attacks=_tell_count(scene, profile.attacks),
        measures=words.number(profile.measure_count),
    )


def _make_numbers(scene: Scene, profile: Profile) -> Iterator[CountView]:
    words = scene.words
    yield CountView(words.number(len(profile.cases)), words.count("states.cases", len(profile.cases)))
    attacks = profile.attacks.numerator if profile.attacks else None
    what = words.get("states.attacks_withheld") if attacks is None else words.count("states.attacks", attacks)
    yield CountView(_tell_count(scene, profile.attacks), what)
    yield CountView(words.number(profile.measure_count), words.count("states.measures", profile.measure_count))


def _make_measures(scene: Scene, profile: Profile) -> Iterator[CountView]:
    """The measures by where they stand, in the words of the indicator."""
    indicators = scene.findings.indicators
    indicator = indicators.by_code.get("measures_by_headline")
    if indicator:
        for state, count in profile.measures:
            name = name_row(indicator, state.value, indicators, scene.words)
            yield CountView(scene.words.number(count), name)


def _make_justice(scene: Scene, profile: Profile, page_path: str) -> JusticeView | None:
    """Justice in brief, over attacks whose link to the work is confirmed; none where there is no figure."""
    figure, indicators = profile.impunity, scene.findings.indicators
    if "impunity_share" not in indicators.by_code:
        return None
    rows = [one for one in profile.justice if one.numerator]
    return JusticeView(
        sentence=_tell_impunity(scene, figure),
        rows=tuple(
            CountView(
                scene.words.number(one.numerator or 0),
                name_row(indicators.by_code[one.code], one.row, indicators, scene.words),
            )
            for one in rows
        ),
        href=find_definition(scene, "impunity_share", page_path),
    )


def _tell_impunity(scene: Scene, figure: Figure | None) -> str:
    words = scene.words
    if figure is None or (not figure.suppressed and not figure.denominator and not figure.unknown):
        return words.get("states.justice_none")
    if figure.numerator is None or figure.denominator is None or figure.unknown is None:
        return words.get("states.justice_withheld")
    told = words.count(
        "states.justice", figure.denominator, known=words.number(figure.numerator), unknown=words.number(figure.unknown)
    )
    if not figure.shows_percentage or figure.known is None:
        return f"{told} {words.get('states.no_percentage')}"
    return f"{told} {words.get('states.percentage', percent=render_percent(figure.known, words))}"


def _tell_count(scene: Scene, figure: Figure | None) -> str:
    """A count, or a dash where it is withheld."""
    return (
        scene.words.get("states.withheld")
        if figure is None or figure.numerator is None
        else (scene.words.number(figure.numerator))
    )
