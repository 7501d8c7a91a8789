"""The timeline and the states: what their pages say, and that their numbers are those of the findings."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import unescape
from itertools import accumulate, pairwise

import pytest

from generator import gathering
from generator.analysis.chronology import open_dated
from generator.analysis.findings import Findings
from generator.analysis.profiles import list_profiles
from generator.config import SiteOptions
from generator.pages.events import EventName, name_event
from generator.pages.i18n import Words
from generator.pages.page import Page
from generator.records.reading import Records
from generator.records.vocabularies import Vocabularies


@pytest.fixture(scope="module")
def findings(records: Records, options: SiteOptions) -> Findings:
    """Return what is found in the invented cases."""
    return gathering.Reading(records, options).findings


def read_text(body: str) -> str:
    """Return the text of a page without its tags."""
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", body)).split())


def test_a_page_for_each_year(pages: Mapping[str, Page], findings: Findings) -> None:
    """Every year on record has a page in each language, and every entry leads to its anchor on the case's page."""
    chronology, cases = findings.chronology, findings.by_id
    for path in ("cronologia/", "en/timeline/"):
        index = pages[path].body
        for year in chronology.years:
            page = pages[f"{path}{year.number}/"]
            assert f"{year.number}/" in index
            assert len(re.findall(r'<li(?: class="v-e-[a-z]+")?><p>(?!<a )', page.body)) == len(year.events)
            for one in year.events:
                assert f'{cases[one.case_id].slug}/#{one.event_id}"' in page.body
            assert [lang for lang, _ in page.alternates] == ["es", "en"]
    assert {path for path in pages if re.fullmatch(r"cronologia/\d{4}/", path)} == {
        f"cronologia/{year.number}/" for year in chronology.years
    }


def test_lists_know_what_entries_tell(findings: Findings, spanish: Words) -> None:
    """Two that lists know as the same are told alike: nobody looks at more of them to know that a page is as it was."""
    entries = [entry for year in findings.chronology.years for entry in year.events]
    opened, told = open_dated(entries, findings), dict[tuple[type, str], EventName]()
    for entry in entries:
        event = opened[entry.case_id][entry.event_id]
        name = name_event(event, spanish)
        assert told.setdefault((type(event.what), entry.told), name) == name
    assert len(told) > 10


def test_every_state_is_a_tile(pages: Mapping[str, Page], findings: Findings, vocabularies: Vocabularies) -> None:
    """32 tiles at 32 places; a tile with cases is a link with the state's full name, the others say there are none."""
    flags = [term.flags for term in vocabularies["state"].values() if "row" in term.flags]
    places = sorted((each["row"], each["column"]) for each in flags)
    for path, none in (("estados/", "sin casos en este registro"), ("en/states/", "no cases in this record")):
        body = pages[path].body
        tiles = re.findall(r'<li class="v-c(\d) v-q(\d)">(.*?)(?=<li|</ul>)', body)
        columns = [int(tile[0]) for tile in tiles]
        # As the grid does: a tile to the left of the one before it begins a row.
        rows = accumulate((left < right for right, left in pairwise(columns)), initial=0)
        linked = [tile for tile in tiles if "<a " in tile[2]]
        profiles = [one for one in list_profiles(findings) if one.cases]

        assert len(tiles) == len(set(places)) == 32
        assert list(zip(rows, columns, strict=True)) == places
        assert len(linked) == sum(one.code not in {"00", "99"} for one in profiles)
        assert all(none in tile[2] for tile in tiles if tile not in linked)


def test_numbers_of_the_states(pages: Mapping[str, Page], findings: Findings, records: Records) -> None:
    """The table says what the figures say; withheld figures are a dash on every page."""
    words = records.vocabularies["state"]
    table = dict(re.findall(r'<tr><th scope=row><a href="([^"]+)">[^<]*</a></th>(.*?)</tr>', pages["estados/"].body))
    seen = 0
    for profile in (one for one in list_profiles(findings) if one.cases):
        name = words[profile.code].label.get("es")[0]
        ((href, cells),) = [row for row in table.items() if pages[f"estados/{row[0].split('/')[-2]}/"].title == name]
        attacks = "—" if profile.attacks is None or profile.attacks.suppressed else str(profile.attacks.numerator)
        expected = [str(len(profile.cases)), attacks, str(profile.measure_count)]
        assert re.findall(r">([^<]+)</td>", cells) == expected
        numbers = re.findall(r"v-numbers__value>([^<]+)<", pages[f"estados/{href.split('/')[-2]}/"].body)
        assert numbers == expected
        seen += 1
    assert seen == len(table)


def test_measures_of_all_states_make_the_total(findings: Findings) -> None:
    """A protection measure counts in one state only."""
    counted = [one for one in findings.material.measures if one.protective and one.counts]

    assert sum(one.measure_count for one in list_profiles(findings)) == len(counted)


def test_the_map_says_what_it_does_not_say(pages: Mapping[str, Page]) -> None:
    """The limits stand beside the map, in both languages."""
    assert "Lo que este mapa no dice" in read_text(pages["estados/"].body)
    assert "What this map does not say" in read_text(pages["en/states/"].body)
