"""Which vocabularies the records need, read off the models themselves."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, get_args

from msgspec.structs import fields

from generator.records.fields import Code
from generator.records.law import Law
from generator.records.mechanism import Commitment, MeasureTypes, MechanismSource, Series
from generator.records.models import Case
from generator.records.record import Record


def _find_codes(model: type[Record]) -> Iterator[str]:
    for field in fields(model):
        yield from _find_in(field.type)


def _find_in(part: Any) -> Iterator[str]:
    if isinstance(part, Code):
        yield part.vocabulary
    elif isinstance(part, type) and issubclass(part, Record):
        yield from _find_codes(part)
    else:
        for inner in (*get_args(part), *getattr(part, "__metadata__", ())):
            yield from _find_in(inner)


_FLAGS: dict[str, tuple[str, ...]] = {
    "act_group": ("loss",),
    "act_type": ("group", "lethal", "posthumous", "prosecutable", "sensitive"),
    "collective_kind": ("organisation",),
    "commitment_status": ("reversal", "arrived"),
    "consent_level": ("anniversary", "counts", "page", "name", "image"),
    "date_precision": ("anniversary",),
    "impunity_status": ("impunity", "in_rate", "reason", "resolution", "texture"),
    "involvement_degree": ("part",),
    "measure_item": ("words",),
    "measure_kind": ("protective",),
    "measure_step": ("phase", "state", "ends", "order"),
    "motive_link": ("tally",),
    "proceeding_kind": ("justice",),
    "proceeding_outcome": ("counts_as_conviction", "cancels_conviction", "effect"),
    "proceeding_side": ("criminalisation", "justice"),
    "publication_status": ("public",),
    "right_defended": ("pictogram",),
    "series_kind": ("counts",),
    "source_type": ("access",),
    "victim_group": ("sensitive",),
    "victim_role": ("press",),
    "victim_status": ("dead", "missing"),
    "voice": ("track",),
}
"""Meaning that code reads off the vocabularies: each of these flags must be declared there."""

_MODELS = (Case, Law, MeasureTypes, Commitment, Series, MechanismSource)
_DERIVED = ("act_group", "proceeding_step", "date_precision", "impunity_status")
"""Vocabularies of what is derived, which no record holds."""

VOCABULARIES: dict[str, tuple[str, ...]] = {
    name: _FLAGS.get(name, ())
    for name in sorted({*_DERIVED, *(code for model in _MODELS for code in _find_codes(model))})
}
"""Names of the vocabularies without which no case can be read, each with the flags it must declare."""
