"""Campaigns, read from `content/campaigns/`: what each is, who runs it, which cases it shows, and by what sources."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Annotated

from msgspec import Struct

from generator.records.checks import CITATION
from generator.records.do_no_harm import check_texts
from generator.records.facts import CaseFacts
from generator.records.fields import CaseId, Context, Date, Limits, Line, LocalId, LocalText, SourceId
from generator.records.personal_data import check_personal_data
from generator.records.problems import Problem, Unplaced
from generator.records.public_campaigns import PublicCampaign, PublicCampaignCase
from generator.records.publication import publish_source
from generator.records.record import Record, Source, SourceRefs
from generator.records.strict_yaml import Document
from generator.records.validation import make_problem, read_document, validate_document
from generator.records.walking import Parts, Steps, list_parts

FOLDER = "campaigns"
"""Where the files lie within the content folder."""
USE = "campaign"
"""Code of `consent_use` without which a case is in no campaign."""


class CampaignCase(Record, frozen=True, kw_only=True):
    """A case that the campaign's page and kit show."""

    case: CaseId
    text: LocalText | None = None
    """What the sources say of its part in the campaign; only with sources."""
    sources: SourceRefs = ()
    """Where it was read that the campaign took the case up; none where this site proposes it."""


class Campaign(Record, frozen=True, kw_only=True):
    """One campaign file."""

    id: LocalId
    """Equal to the file's name; part of the page's address."""
    name: LocalText
    hashtag: Annotated[str, Limits(pattern=r"^#\w{2,40}$")]
    organisation: LocalText
    """Who runs it."""
    started: Date
    purpose: LocalText
    """What it is for, in our words, with the sources it was read in."""
    history: LocalText | None = None
    """What is known of it."""
    selection: LocalText
    """Who chose the cases, and how: what the reader must know of them."""
    cases: tuple[CampaignCase, ...] = ()
    """Beside those that name the campaign in their own file."""
    allowed_texts: tuple[Line, ...] = ()
    """What the check takes for somebody's telephone, address or papers and may be told: exactly as it prints it."""
    sources: Annotated[dict[SourceId, Source], Limits(min_length=1)]


class CampaignFile(Struct, frozen=True, dict=True):
    """A valid campaign with the file it came from."""

    document: Document
    campaign: Campaign

    def problem(self, code: str, path: Sequence[str | int], **details: str | int) -> Problem:
        """A problem at a place of this file."""
        return make_problem(self.document, code, path, **details)

    @cached_property
    def parts(self) -> Parts:
        """Everything in the campaign but codes, by kind, with its path."""
        return list_parts(self.campaign)


def read_campaigns(content: Path, *, root: Path, context: Context) -> tuple[tuple[CampaignFile, ...], list[Problem]]:
    """The campaigns of a site by file name, and what is wrong with each file by itself; none without the folder."""
    files: list[CampaignFile] = []
    problems: list[Problem] = []
    for path in sorted((content / FOLDER).glob("*.yml")):
        document, found = read_document(path, root=root)
        problems += found
        if document is None:
            continue
        campaign, found = validate_document(document, Campaign, context)
        problems += found
        if campaign is not None:
            file = CampaignFile(document, campaign)
            files.append(file)
            problems += _check_campaign(file, path.stem, context)
    return tuple(files), problems


def _check_campaign(file: CampaignFile, stem: str, context: Context) -> Iterator[Problem]:
    """What is wrong within one file beyond its form."""
    campaign = file.campaign
    if campaign.id != stem:
        yield file.problem("campaign-file-name", ("id",), value=campaign.id, expected=stem)
    seen: set[str] = set()
    for index, one in enumerate(campaign.cases):
        if one.case in seen:
            yield file.problem("campaign-case-twice", ("cases", index, "case"), value=one.case)
        seen.add(one.case)
        if one.text and not one.sources:
            yield file.problem("fact-without-source", ("cases", index))
    if not CITATION.search(campaign.purpose.texts[0][1]):
        yield file.problem("fact-without-source", ("purpose",))
    yield from _check_sources(file, context)
    yield from check_personal_data(file.parts, file.problem, campaign.allowed_texts, with_notes=True)
    for path, text in file.parts.texts:
        for language in context.languages[1:]:
            if text.find(language) is None:
                yield file.problem("missing-translation", path, language=language)


def _check_sources(file: CampaignFile, context: Context) -> Iterator[Problem]:
    confidential = context.vocabularies["source_type"].codes_with("access", "confidential")
    cited = tuple(_find_cited(file))
    for path, ref in cited:
        if ref not in file.campaign.sources:
            yield file.problem("campaign-unknown-source", path, value=ref)
    used = {ref for _, ref in cited}
    for ref, source in file.campaign.sources.items():
        if ref not in used:
            yield file.problem("campaign-unused-source", ("sources", ref), value=ref)
        if source.type in confidential:
            yield file.problem("campaign-confidential-source", ("sources", ref, "type"), value=ref)


def _find_cited(file: CampaignFile) -> Iterator[tuple[Steps, str]]:
    """Each mention of a source, with its place."""
    for index, case in enumerate(file.campaign.cases):
        yield from ((("cases", index, "sources", number), ref) for number, ref in enumerate(case.sources))
    for path, text in file.parts.texts:
        for language, words in text.texts:
            yield from (((*path, language), ref) for ref in CITATION.findall(words))


def check_campaigns(
    files: Sequence[CampaignFile], cases: Sequence[CaseFacts], public: Mapping[str, CaseFacts], context: Context
) -> Iterator[Problem | Unplaced]:
    """What is wrong between campaigns and cases: what may not be shown is left out, and said."""
    known = {case.id for case in cases}
    for file in files:
        for index, one in enumerate(file.campaign.cases):
            path = ("cases", index, "case")
            if one.case not in known:
                yield file.problem("unknown-case", path, value=one.case)
            elif one.case not in public:
                yield file.problem("campaign-case-not-public", path, value=one.case)
            elif USE not in public[one.case].ties.uses:
                yield file.problem("campaign-use-not-given", path, value=one.case)
        yield from check_texts(file.parts, file.problem, cases, context)
    ids = {file.campaign.id for file in files}
    for case in cases:
        for index, campaign in enumerate(case.campaigns):
            if campaign in ids and case.id in public and USE not in case.ties.uses:
                yield Unplaced("campaign-use-not-given", case.file, ("campaigns", index), {"value": case.id})


def publish_campaign(file: CampaignFile, cases: Mapping[str, CaseFacts]) -> PublicCampaign:
    """What may be published of a campaign: of its cases, only those whose consent allows it."""
    campaign = file.campaign
    listed = {
        one.case: PublicCampaignCase(one.case, one.text, one.sources, taken_up=bool(one.sources))
        for one in campaign.cases
    }
    for case in cases.values():
        if campaign.id in case.campaigns:
            listed.setdefault(case.id, PublicCampaignCase(case.id, None, (), taken_up=True))
    allowed = (one for id_, one in sorted(listed.items()) if id_ in cases and USE in cases[id_].ties.uses)
    return PublicCampaign(
        id=campaign.id,
        name=campaign.name,
        hashtag=campaign.hashtag,
        organisation=campaign.organisation,
        started=campaign.started,
        purpose=campaign.purpose,
        history=campaign.history,
        selection=campaign.selection,
        cases=tuple(allowed),
        sources=tuple(publish_source(id_, source) for id_, source in campaign.sources.items()),
    )
