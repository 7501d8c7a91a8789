"""Names each part of a case with a short word that changes when, and only when, that part does. Pure.

A page about many cases shows little of each. It is made of parts of cases, so that an edit of anything else does not
make it anew: most edits are of texts that stand on the page of their case alone.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from typing import Literal, TypeAlias, get_args

from msgspec import Raw, Struct
from msgspec.structs import replace

from generator.analysis.addressed import make_addressed
from generator.analysis.editions import make_case_edition
from generator.analysis.part_table import PartTable
from generator.analysis.timeline import Event, make_timeline
from generator.records.packing import pack, pack_fields
from generator.records.public import (
    PublicAct,
    PublicCase,
    PublicCharge,
    PublicCompetenceStep,
    PublicMeasure,
    PublicMeasureStep,
    PublicPerpetrator,
    PublicProceeding,
    PublicProceedingStep,
    PublicSubject,
    PublicVersion,
)

_Outline: TypeAlias = Literal["people", "acts", "measures", "proceedings"]
_Texts: TypeAlias = Literal["about", "act_texts", "measure_texts", "proceeding_texts", "summary"]
_Rest: TypeAlias = Literal["honours", _Texts, "sources", "history"]
_Addresses: TypeAlias = Literal["addresses"]
Part: TypeAlias = Literal[_Outline, _Rest, _Addresses]
"""Who the case is about, with all of it that is in no other part; attacks, measures and proceedings without their
texts; what honours the work; what is told of each person; each of those three with its texts; the summary, with other
accounts of the whole; sources; what changed on the site, with the texts of what was added. Of all of these, what
decides which pages there are, and where."""
PARTS: tuple[Part, ...] = get_args(Part)
OUTLINE: tuple[Part, ...] = ("people", "acts", "measures", "proceedings")
"""All that figures, lists and tables of measures are made of."""

WHOLE, EDITION = "whole", "edition"
"""All of a case, and the word by which citations name it."""
_LENGTH = 8
"""Bytes: the parts of one case are compared with those it had before."""
_TEXTS: Mapping[type, str] = {
    PublicSubject: "about",
    PublicAct: "text",
    PublicPerpetrator: "detail",
    PublicMeasure: "text",
    PublicMeasureStep: "text",
    PublicProceeding: "text",
    PublicCharge: "text",
    PublicProceedingStep: "text",
    PublicCompetenceStep: "text",
    PublicVersion: "text",
}
"""Kind of record → its text, which is told on the page of a case alone, but for what cards tell of people. Of versions
lists tell that there are some."""
_WITH_TEXTS: Mapping[type, tuple[str, ...]] = {
    PublicAct: ("perpetrators", "versions"),
    PublicMeasure: ("steps", "versions"),
    PublicProceeding: ("charges", "steps", "competence", "versions"),
}
"""Kind of record → those of its fields that hold such records."""
_APART = frozenset(
    {
        *("uses", "subjects", "summary", "versions", "images", "recognition", "acts", "measures", "proceedings"),
        *("published", "additions", "corrections", "sources"),
    }
)
"""Fields of a case that are not, as they are, in the part of whom it is about."""


def name_parts(case: PublicCase, whole: Mapping[str, Raw]) -> dict[str, str]:
    """The edition of a case and the digest of each part; `whole` are its packed fields.

    A new field of a case is in the first part, until somebody decides otherwise.
    """
    rest = [value for name, value in whole.items() if name not in _APART]
    return {
        EDITION: make_case_edition(case),
        "people": digest_part(
            rest, whole["uses"], _outline(case.subjects), _outline(case.versions), bool(case.corrections)
        ),
        "acts": digest_part(_outline(case.acts)),
        "measures": digest_part(_outline(case.measures)),
        "proceedings": digest_part(_outline(case.proceedings)),
        "honours": digest_part(whole["recognition"]),
        "about": digest_part([one.about for one in case.subjects]),
        "act_texts": digest_part(whole["acts"]),
        "measure_texts": digest_part(whole["measures"]),
        "proceeding_texts": digest_part(whole["proceedings"]),
        "summary": digest_part(whole["summary"], whole["versions"]),
        "sources": digest_part(whole["sources"]),
        "history": digest_part(whole["published"], whole["additions"], whole["corrections"], _list_added(case)),
        "addresses": digest_part(make_addressed(case)),
    }


def _outline(records: Iterable[Struct]) -> list[Struct]:
    """Records without the texts of theirs and of those within them."""
    return [
        replace(
            one,
            **{_TEXTS[type(one)]: None},
            **{name: _outline(getattr(one, name)) for name in _WITH_TEXTS.get(type(one), ())},
        )
        for one in records
    ]


def _list_added(case: PublicCase) -> list[Event]:
    """What was added since the first publication: changes and feeds tell it with its text."""
    added = {id_ for one in case.additions for id_ in one.events}
    return [event for event in make_timeline(case) if event.id in added] if added else []


def digest_part(*values: object) -> str:
    """A short word for some values, which changes when, and only when, one of them does."""
    return hashlib.blake2b(pack(values), digest_size=_LENGTH).hexdigest()


def name_all(
    cases: Iterable[PublicCase],
    wholes: Mapping[str, str],
    found: Mapping[str, Mapping[str, str]],
    known: PartTable,
) -> PartTable:
    """The whole and each part of each case; `found` are parts of some, `known` those of before, with the whole."""
    before = dict(zip(known.ids, known.list_words(WHOLE), strict=True))
    changed = [case for case in cases if before.get(case.id) != wholes[case.id]]
    rows = {
        case.id: {WHOLE: wholes[case.id], **(found.get(case.id) or name_parts(case, pack_fields(case)))}
        for case in changed
    }
    return known.change(wholes, rows)
