"""The protection mechanism as tables: commitments, observations, organs, published figures, sources."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from generator.exports.cells import Row, join, make_dates, make_texts
from generator.records.dates import parse_date

if TYPE_CHECKING:
    from generator.analysis.commitments import CommitmentReading
    from generator.analysis.mechanism import MechanismFindings
    from generator.records.mechanism import Observation, OrganObservation

_UNKNOWN = parse_date("unknown")


def list_commitments(found: MechanismFindings, languages: tuple[str, ...]) -> Iterator[Row]:
    """Each commitment with what is derived of it."""
    for one in found.ledger.readings:
        commitment, umbrella = one.commitment, one.commitment.umbrella
        yield {
            "commitment_id": one.id,
            **make_texts("title", commitment.title, languages),
            "umbrella": one.is_umbrella,
            "umbrella_parts": umbrella.parts if umbrella else None,
            **make_texts("umbrella_about", umbrella.about if umbrella else None, languages),
            **make_texts("addressed_to", commitment.addressed_to, languages),
            "addressees": join(commitment.addressees),
            "organs": join(commitment.organs),
            **make_texts("done_when", commitment.done_when, languages),
            "related": join(commitment.related),
            **make_texts("note", commitment.note, languages),
            **_make_reading(one),
        }


def _make_reading(one: CommitmentReading) -> Row:
    return {
        "asked_earliest": one.asked.first.isoformat() if one.asked else None,
        "asked_latest": one.asked.last.isoformat() if one.asked else None,
        "state": one.state,
        "arrived": one.arrived,
        "decided_by": f"{one.id}#{one.latest.id}" if one.latest else None,
        "reversals": len(one.reversals),
        "days_open_low": one.days_open.low if one.days_open else None,
        "days_open_high": one.days_open.high if one.days_open else None,
        "silence_low": one.silence.low if one.silence else None,
        "silence_high": one.silence.high if one.silence else None,
    }


def list_requests(found: MechanismFindings, languages: tuple[str, ...]) -> Iterator[Row]:
    """Who asked for each commitment, or promised it, and when."""
    for one in found.ledger.readings:
        for number, request in enumerate(one.commitment.requests, 1):
            yield {
                "request_id": f"{one.id}#request{number}",
                "commitment_id": one.id,
                **make_texts("who", request.who, languages),
                **make_dates("date", request.date),
                "sources": join(request.sources),
            }


def list_observations(found: MechanismFindings, languages: tuple[str, ...]) -> Iterator[Row]:
    """Each observation of a commitment, in the order of its file."""
    for one in found.ledger.readings:
        for place, observation in enumerate(one.commitment.observations, 1):
            yield {
                **_make_observation("commitment_id", one.id, observation, languages),
                "place": place,
                "status": observation.status,
                "counts": observation in one.known,
            }


def list_organs(found: MechanismFindings, languages: tuple[str, ...]) -> Iterator[Row]:
    """Each organ; never the article that nobody has read."""
    for one in found.organs:
        organ = one.organ
        yield {
            "organ_id": organ.id,
            **make_texts("name", organ.name, languages),
            **make_texts("legal_basis", organ.legal_basis, languages),
            **make_texts("mandate", organ.mandate, languages),
            **make_texts("composition", organ.composition, languages),
            "part_of": organ.part_of,
            "replaced_by": organ.replaced_by,
            **make_dates("installed", organ.installed or _UNKNOWN),
            "sources": join(organ.sources),
        }


def list_organ_observations(found: MechanismFindings, languages: tuple[str, ...]) -> Iterator[Row]:
    """What was known of each organ, on its date."""
    for one in found.organs:
        for observation in one.observations:
            yield _make_observation("organ_id", one.organ.id, observation, languages)


def _make_observation(
    name: str, owner: str, observation: Observation | OrganObservation, languages: tuple[str, ...]
) -> Row:
    return {
        "observation_id": f"{owner}#{observation.id}",
        name: owner,
        **make_dates("date", observation.date),
        **make_texts("text", observation.text, languages),
        "sources": join(observation.sources),
    }


def list_points(found: MechanismFindings, languages: tuple[str, ...]) -> Iterator[Row]:
    """Each figure that others published, with its caveat and its rivals."""
    for one in found.series:
        for line in one.lines:
            rivals = {point.id: group for group in line.rivals for point in group}
            for point in line.points:
                others = [other.id for other in rivals.get(point.id, ()) if other is not point]
                yield {
                    "point_id": f"{one.id}#{point.id}",
                    "series_id": one.id,
                    **make_texts("series", one.series.label, languages),
                    "unit": one.series.unit,
                    **make_dates("date", point.date),
                    "value": point.value,
                    "bound": point.bound,
                    "derived": point.derived,
                    "total": point.total,
                    "kind": point.kind,
                    "group": point.group,
                    **make_texts("by", point.by, languages),
                    "women": point.women,
                    "men": point.men,
                    "killed": point.killed,
                    **make_texts("caveat", point.caveat, languages, marks=True),
                    **make_texts("series_note", one.series.note, languages, marks=True),
                    "rivals": join(f"{one.id}#{other}" for other in others),
                    "sources": join(point.sources),
                }


def list_mechanism_sources(found: MechanismFindings, languages: tuple[str, ...]) -> Iterator[Row]:
    """Where each fact of these tables was read."""
    for id_, source in found.mechanism.sources.items():
        yield {
            "source_id": id_,
            "publisher": source.publisher,
            "copy_of": source.copy_of,
            "title": source.title,
            **make_texts("described", source.described, languages),
            "url": source.url,
            **make_dates("date", source.date),
            "language": source.language,
            "extent": source.extent,
            **make_texts("note", source.note, languages),
        }
