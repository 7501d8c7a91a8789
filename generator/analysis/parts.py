"""Names each part of a case with a short word that changes when, and only when, that part does. Pure.

A page about many cases shows little of each. It is made of parts of cases, so that an edit of anything else does not
make it anew: most edits are of texts that stand on the page of their case alone.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Literal, TypeAlias, get_args

from generator.analysis.editions import make_case_edition
from generator.analysis.facets import find_act_types, find_rights, find_states, find_years
from generator.analysis.timeline import Event, make_timeline
from generator.records.dates import UNKNOWN, parse_date
from generator.records.fields import LocalText
from generator.records.public import PublicAct, PublicCase, PublicMeasure, PublicProceeding, PublicVersion

_Outline: TypeAlias = Literal["people", "acts", "measures", "proceedings"]
_Rest: TypeAlias = Literal["act_texts", "measure_texts", "proceeding_texts", "summary", "sources", "history"]
_Addresses: TypeAlias = Literal["addresses"]
Part: TypeAlias = Literal[_Outline, _Rest, _Addresses]
"""Who the case is about, with all of it that is in no other part; attacks, measures and proceedings without their
texts, and each of them with these; the summary, with other accounts of the whole; sources; what changed on the site,
with the texts of what was added. Of all of these, what decides which pages there are, and where."""
PARTS: tuple[Part, ...] = get_args(Part)
OUTLINE: tuple[Part, ...] = ("people", "acts", "measures", "proceedings")
"""All that figures, lists and tables of measures are made of."""

WHOLE, EDITION = "whole", "edition"
"""All of a case, and the word by which citations name it."""
_NOTHING, _NO_DAY = LocalText(()), parse_date(UNKNOWN)
_LENGTH = 8
"""Bytes: the parts of one case are compared with those it had before."""


def digest_parts(case: PublicCase) -> dict[str, str]:
    """The digest of each part. A new field of a case is in the first one, until somebody decides otherwise."""
    rest = replace(
        case,
        uses=frozenset(),
        summary=_NOTHING,
        versions=_strip_versions(case.versions),
        images=(),
        acts=(),
        measures=(),
        proceedings=(),
        published=_NO_DAY,
        additions=(),
        corrections=(),
        sources=(),
    )
    return {
        "people": _digest(rest, sorted(case.uses), bool(case.corrections)),
        "acts": _digest([_strip_act(one) for one in case.acts]),
        "measures": _digest([_strip_measure(one) for one in case.measures]),
        "proceedings": _digest([_strip_proceeding(one) for one in case.proceedings]),
        "act_texts": _digest(case.acts),
        "measure_texts": _digest(case.measures),
        "proceeding_texts": _digest(case.proceedings),
        "summary": _digest(case.summary, case.versions),
        "sources": _digest(case.sources),
        "history": _digest(case.published, case.additions, case.corrections, _list_added(case)),
        "addresses": _digest(*_list_addressed(case)),
    }


def _list_addressed(case: PublicCase) -> Iterator[object]:
    """What decides the addresses of its own pages, and of those that list it with others."""
    yield case.slug, case.former_slugs
    yield [sorted(find(case)) for find in (find_states, find_years, find_act_types, find_rights)]
    yield [body.name for one in case.measures for body in one.responsible]
    # What two cases tell alike stands once in the years.
    yield [(one.id, one.same_as) for part in (case.acts, case.measures) for one in part]
    yield sorted((event.id, *event.date.years[:1]) for event in make_timeline(case))
    yield (
        case.published,
        [(one.date, len(one.events)) for one in case.additions],
        [one.date for one in case.corrections],
    )


def _list_added(case: PublicCase) -> list[Event]:
    """What was added since the first publication: changes and feeds tell it with its text."""
    added = {id_ for one in case.additions for id_ in one.events}
    return [event for event in make_timeline(case) if event.id in added] if added else []


def _strip_versions(versions: Iterable[PublicVersion]) -> tuple[PublicVersion, ...]:
    """Versions without their texts: that there are some is told in lists."""
    return tuple([replace(one, text=_NOTHING) for one in versions])


def _strip_act(act: PublicAct) -> PublicAct:
    accused = tuple([replace(one, detail=None) for one in act.perpetrators])
    return replace(act, text=_NOTHING, perpetrators=accused, versions=_strip_versions(act.versions))


def _strip_measure(measure: PublicMeasure) -> PublicMeasure:
    steps = tuple([replace(one, text=None) for one in measure.steps])
    return replace(measure, text=None, steps=steps, versions=_strip_versions(measure.versions))


def _strip_proceeding(proceeding: PublicProceeding) -> PublicProceeding:
    return replace(
        proceeding,
        text=None,
        charges=tuple([replace(one, text=_NOTHING) for one in proceeding.charges]),
        steps=tuple([replace(one, text=None) for one in proceeding.steps]),
        competence=tuple([replace(one, text=None) for one in proceeding.competence]),
        versions=_strip_versions(proceeding.versions),
    )


def _digest(*values: object) -> str:
    return hashlib.blake2b(repr(values).encode(), digest_size=_LENGTH).hexdigest()


def digest_all(
    cases: Iterable[PublicCase], digests: Mapping[str, str], known: Mapping[str, Mapping[str, str]]
) -> dict[str, dict[str, str]]:
    """Id → the edition of each case and the digest of each part; `known` are those of before, with the whole's."""
    found: dict[str, dict[str, str]] = {}
    for case in cases:
        whole, last = digests[case.id], known.get(case.id, {})
        if last.get(WHOLE) == whole:
            found[case.id] = dict(last)
        else:
            found[case.id] = {WHOLE: whole, EDITION: make_case_edition(case), **digest_parts(case)}
    return found
