"""The things that figures count, with all that is asked of each, in short. Pure.

Figures are computed of these, and of nothing else of a case. So what a case gives to them can be kept as a text: while
the texts of a kind are as they were, so are its figures, and where some have changed no other case is opened.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Any, TypeAlias, get_args

from msgspec import Struct

from generator.analysis.after_grant import Phase
from generator.analysis.breakdowns import BREAKDOWNS, Breakdown
from generator.analysis.classes import Classify, Kind, OfUnits
from generator.analysis.durations import Wait
from generator.analysis.gaps import Gap
from generator.analysis.material import Material
from generator.analysis.measure_steps import State
from generator.analysis.registry import REGISTRY
from generator.analysis.states import States
from generator.records.contents import MeasureContents
from generator.records.vocabularies import Vocabularies

KINDS: tuple[Kind, ...] = get_args(Kind)
Told: TypeAlias = tuple[Any, ...]
"""What is told of one thing of a kind."""

_UNITS = [one for one in REGISTRY.values() if isinstance(one, OfUnits)]
_CLASSES: Mapping[Kind, Mapping[Classify, Any]] = {
    kind: {one.classify: one.form for one in _UNITS if one.kind == kind} for kind in ("counted_units", "counted_waits")
}
"""Kind → what is asked of each unit, and the type of the answer."""
_BEFORE = 3
"""What is told of a unit before its parts of breakdowns: its id, its link and whether it is exposed."""


class CountedMeasure(Struct, frozen=True, array_like=True, gc=False):
    """A protection measure, which counts once."""

    id: str
    body: str
    """Code of `granting_body`."""
    state: State
    is_verified: bool
    """Whether somebody other than the authority said so."""
    is_granted: bool
    """Whether it is known to have been granted."""
    wait: Wait | None
    """From its grant until it was verified in place, if ever; none where the dates do not tell."""


class CountedPair(Struct, frozen=True, array_like=True, gc=False):
    """An act with a measure that it came after."""

    act_id: str
    phase: Phase
    certain: bool
    states: States


class Things(Struct, frozen=True, dict=True):
    """All of them, by kind; each kind is read when it is first asked for."""

    vocabularies: Vocabularies
    as_of: date
    contents: MeasureContents
    """What measures consist of, counted."""
    read: Callable[[Kind], Sequence[Any]]
    """Gives what is told of all things of a kind, in order of their cases."""

    @classmethod
    def of(cls, material: Material) -> Things:
        """Those that some cases give."""
        return cls(
            material.vocabularies,
            material.as_of,
            material.contents,
            lambda kind: [told for _, told in LISTS[kind](material)],
        )

    @cached_property
    def ids(self) -> Sequence[str]:
        """The ids of all units."""
        return self._columns["counted_units"][0]

    @cached_property
    def links(self) -> Sequence[str]:
        """How the link of each unit to the work of its victim was assessed: codes of `motive_link`."""
        return self._columns["counted_units"][1]

    @cached_property
    def exposed(self) -> Sequence[bool]:
        """Whether each unit is of a case that may not be told by name."""
        return self._columns["counted_units"][2]

    @cached_property
    def measures(self) -> Sequence[CountedMeasure]:
        """Protection measures; one that two cases tell is there once."""
        return self.read("counted_measures")

    @cached_property
    def pairs(self) -> Sequence[CountedPair]:
        """Acts with the measures they came after, by case and date."""
        return self.read("counted_pairs")

    @cached_property
    def moves(self) -> Sequence[tuple[str, str]]:
        """Moves between authorities: id, and code of `competence_action`."""
        return self.read("counted_moves")

    @cached_property
    def criminalisations(self) -> Sequence[tuple[str, str]]:
        """Criminal proceedings against defenders: id, and how each ended."""
        return self.read("counted_criminalisations")

    def get_keys(self, breakdown: Breakdown) -> Sequence[tuple[str, ...]]:
        """The parts of a breakdown that each unit stands under."""
        return self._columns["counted_units"][_BEFORE + _PLACES[breakdown.code]]

    def classify(self, classify: Classify) -> Sequence[Any]:
        """What a function says of each unit."""
        kind = next(kind for kind, asked in _CLASSES.items() if classify in asked)
        before = _BEFORE + len(BREAKDOWNS) if kind == "counted_units" else 0
        return self._columns[kind][before + list(_CLASSES[kind]).index(classify)]

    @cached_property
    def _columns(self) -> _Columns:
        return _Columns(self.read)


class _Columns(dict[Kind, Sequence[Sequence[Any]]]):
    """What is told of units, thing by thing, as what is told of each of them."""

    def __init__(self, read: Callable[[Kind], Sequence[Any]]) -> None:
        super().__init__()
        self._read = read

    def __missing__(self, kind: Kind) -> Sequence[Sequence[Any]]:
        width = len(get_args(FORMS[kind]))
        rows = self._read(kind)
        self[kind] = tuple(zip(*rows, strict=True)) if rows else ((),) * width
        return self[kind]


def _list_units(material: Material) -> Iterator[tuple[str, Told]]:
    """Each with the id of the case where it is counted."""
    units = material.units
    named = material.vocabularies["consent_level"].codes_with("name")
    columns = (
        material.ids,
        [one.unit.act.motive_link for one in units],
        [one.unit.case.consent not in named for one in units],
        *(material.get_keys(breakdown) for breakdown in BREAKDOWNS.values()),
        *map(material.classify, _CLASSES["counted_units"]),
    )
    return zip((one.unit.case.id for one in units), zip(*columns, strict=True), strict=True)


def _list_waits(material: Material) -> Iterator[tuple[str, Told]]:
    told = zip(*map(material.classify, _CLASSES["counted_waits"]), strict=True)
    return zip((one.unit.case.id for one in material.units), told, strict=True)


def _list_measures(material: Material) -> Iterator[tuple[str, CountedMeasure]]:
    for one in material.measures:
        if one.counts and one.protective:
            state, is_verified = one.headline.state, one.headline.basis == "verified"
            wait = _find_wait(one.gap) if one.gap else None
            body = one.measure.body.type
            yield one.case.id, CountedMeasure(one.id, body, state, is_verified, one.gap is not None, wait)


def _find_wait(gap: Gap) -> Wait | None:
    """From the grant of a measure to the day it was verified in place; until it was last checked, or ended."""
    days = gap.delay if gap.arrival else gap.days
    if days is None or days.high is None or gap.basis != "granted":
        return None
    return days.low, days.high, gap.arrival is not None


def _list_pairs(material: Material) -> Iterator[tuple[str, CountedPair]]:
    for one in material.pairs:
        yield one.case.id, CountedPair(one.act_id, one.phase, one.certain, one.states)


def _list_moves(material: Material) -> Iterator[tuple[str, Told]]:
    return ((one.case.id, (one.id, one.action)) for one in material.moves)


def _list_criminalisations(material: Material) -> Iterator[tuple[str, Told]]:
    return ((one.case.id, (one.id, one.ending)) for one in material.criminalisations)


LISTS: Mapping[Kind, Callable[[Material], Iterator[tuple[str, Any]]]] = {
    "counted_units": _list_units,
    "counted_waits": _list_waits,
    "counted_measures": _list_measures,
    "counted_pairs": _list_pairs,
    "counted_moves": _list_moves,
    "counted_criminalisations": _list_criminalisations,
}
"""Kind → what gives the id of the case of each thing, and what is told of it, in order of the cases."""
_PLACES = {code: place for place, code in enumerate(BREAKDOWNS)}
_UNIT = (str, str, bool, *[tuple[str, ...]] * len(BREAKDOWNS), *_CLASSES["counted_units"].values())
FORMS: Mapping[Kind, Any] = {
    "counted_units": tuple.__class_getitem__(_UNIT),
    "counted_waits": tuple.__class_getitem__((*_CLASSES["counted_waits"].values(),)),
    "counted_measures": CountedMeasure,
    "counted_pairs": CountedPair,
    "counted_moves": tuple[str, str],
    "counted_criminalisations": tuple[str, str],
}
"""Kind → the type of what is told of a thing."""
