"""Campaign pages say what the case pages say, of the cases they may show, and nothing of any other."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import unescape

import pytest
from msgspec.structs import replace

from generator import gathering
from generator.analysis.campaigns import find_campaign
from generator.analysis.counts import count_records
from generator.analysis.findings import Findings
from generator.config import SiteOptions
from generator.pages.campaigns import make_numbers
from generator.pages.i18n import Words
from generator.pages.page import EditorialPage, Page
from generator.pages.site import make_pages, make_scenes
from generator.records.reading import Records

PATHS = {"es": "campanas/que-se-miren/", "en": "en/campaigns/que-se-miren/"}
DAY = {"es": r"\b\d{1,2} de [a-z]+ de \d{4}", "en": r"\b\d{1,2} [A-Z][a-z]+ \d{4}"}


@pytest.fixture(scope="module")
def findings(records: Records, options: SiteOptions) -> Findings:
    """Return what is found in the invented cases."""
    return gathering.Reading(records, options).findings


def read_text(html: str) -> str:
    """Return the text of some HTML without its tags."""
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", html)).split())


def find_asks(body: str) -> list[str]:
    """Return the texts that are ready to be copied."""
    return [unescape(one) for one in re.findall(r'<p class="v-cite v-url">(.*?)</p>', body)]


@pytest.mark.parametrize("lang", PATHS)
def test_numbers_are_those_of_the_counts(
    lang: str, pages: Mapping[str, Page], records: Records, findings: Findings
) -> None:
    """Each number stands with what it is counted out of, as the home page and the cases count."""
    (campaign,) = records.campaigns
    counts = count_records(case for case in records.cases if case.id in campaign.case_ids)
    numbers = make_numbers(find_campaign(campaign, findings), Words(lang, records.vocabularies))
    text = read_text(pages[PATHS[lang]].body)

    assert [one.value for one in numbers] == [
        str(number) for number in (counts.cases, counts.attacks, counts.measures, counts.proceedings)
    ]
    assert all(f"{one.value} {one.what}" in text for one in numbers)
    assert re.search(rf"\b{count_records(records.cases).attacks}\b", numbers[1].what)


@pytest.mark.parametrize("lang", PATHS)
def test_the_wall_holds_every_recognition(lang: str, pages: Mapping[str, Page], records: Records) -> None:
    """Each recognition of the campaign's cases is there, word for word, with links to its sources in the case."""
    body, text = pages[PATHS[lang]].body, read_text(pages[PATHS[lang]].body)
    (campaign,) = records.campaigns
    found = [(case, one) for case in records.cases if case.id in campaign.case_ids for one in case.recognition]

    assert found
    for case, one in found:
        assert one.text.get(lang)[0] in text
        assert all(f'/{case.slug}/#{ref}"' in body for ref in one.sources)


@pytest.mark.parametrize("lang", PATHS)
def test_questions_agree_with_the_list_of_measures(lang: str, pages: Mapping[str, Page]) -> None:
    """What a question says of a measure is said in the list of all measures, and it leads to the measure's sources."""
    asks = find_asks(pages[PATHS[lang]].body)
    listed = read_text(pages[{"es": "medidas/", "en": "en/measures/"}[lang]].body)
    case = pages[{"es": "casos/ximena-quimera/", "en": "en/cases/ximena-quimera/"}[lang]]

    assert asks
    for ask in asks:
        start, basis = re.findall(r"\. (Otorgada: .*?|Granted: .*?)\. .*?: .*?\. (Verif.*?\))\.", ask)[0]
        assert start in listed
        assert basis in listed
        (anchor,) = re.findall(r"/c/MX-9001/#(m\d) ", ask)
        assert re.search(f"id={anchor}[ >]", case.body)


@pytest.mark.parametrize("lang", PATHS)
def test_of_reserved_measures_no_day_is_told(lang: str, pages: Mapping[str, Page], records: Records) -> None:
    """The only day in a question about a measure in force is the as-of date (DNH-07)."""
    reserved = {m.id for case in records.cases for m in case.measures if m.reserved}
    asks = [ask for ask in find_asks(pages[PATHS[lang]].body) if re.findall(r"#(m\d)", ask)[0] in reserved]

    assert asks
    for ask in asks:
        assert re.findall(DAY[lang], ask) == [{"es": "30 de junio de 2026", "en": "30 June 2026"}[lang]]


def test_cases_of_no_campaign_leave_nothing(
    records: Records, editorial: Mapping[tuple[str, str], EditorialPage], options: SiteOptions, findings: Findings
) -> None:
    """A case taken out of the campaign is nowhere on its page."""
    (campaign,) = records.campaigns
    kept = tuple(one for one in campaign.cases if one.id != "MX-9001")
    fewer = replace(records, campaigns=(replace(campaign, cases=kept),))
    pages = {page.path: page for page in make_pages(make_scenes(fewer, editorial, options, findings, {}), editorial)}

    for path in PATHS.values():
        assert "imena" not in pages[path].body
        assert "las-tortugas-voladoras" in pages[path].body


def test_the_list_leads_to_each_campaign(pages: Mapping[str, Page], records: Records) -> None:
    """Every campaign is linked from the list of campaigns."""
    for path in ("campanas/", "en/campaigns/"):
        assert all(
            f'href="{one.id}/"' in pages[path].body or f"{one.id}/" in pages[path].body for one in records.campaigns
        )
