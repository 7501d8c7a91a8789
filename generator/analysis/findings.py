"""All that is derived from the public records on one day, made once for pages, files and prose. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property, partial
from itertools import chain
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from msgspec.structs import replace

from generator.analysis.after_grant import ActUnderMeasure
from generator.analysis.antecedents import Loss
from generator.analysis.change_list import ListedChange, order_changes
from generator.analysis.chronology import Chronology, make_chronology
from generator.analysis.classes import Kind
from generator.analysis.clocks import ClockReading, read_clocks
from generator.analysis.counts import Counts, add_counts
from generator.analysis.figure_editions import Editions, find_editions
from generator.analysis.grouping import gather, group_by
from generator.analysis.justice import UnitJustice
from generator.analysis.linked import group_linked
from generator.analysis.listings import FindAll, list_all, list_things
from generator.analysis.loss_list import ListedLosses, order_losses
from generator.analysis.material import Material
from generator.analysis.measure_list import ListedMeasure, order_by_gap
from generator.analysis.measure_steps import State
from generator.analysis.measures import MeasureFinding
from generator.analysis.part_table import PartTable
from generator.analysis.proceedings_log import Scale, make_scale
from generator.analysis.statistics import Statistics, make_material
from generator.analysis.things import LISTS, Things
from generator.analysis.verification import count_verified
from generator.records.fields import LocalText
from generator.records.indicators import Indicators
from generator.records.known_mechanism import Mechanism
from generator.records.public import PublicCase
from generator.records.reading import Records
from generator.records.vocabularies import Vocabularies

if TYPE_CHECKING:
    from generator.analysis.mechanism import MechanismFindings
    from generator.records.law import Law


class Findings(Struct, frozen=True, dict=True):
    """What was found, whole and by case. Each thing is derived when it is first asked for."""

    records: Records
    as_of: date
    """The day they speak of."""
    is_whole: bool = True
    """Whether they are those of all cases."""

    def narrow(self, ids: Iterable[str]) -> Findings:
        """What some cases give, with those that they are linked with; of all others nothing is derived.

        What depends on no other case is as it is among all of them: of their acts, measures and proceedings everything,
        and no figure.
        """
        if not self.records.digests:  # Nobody knows which cases are linked.
            return self
        wanted = {other for id_ in ids for other in self.linked[id_]}
        cases = tuple([case for case in self.cases if case.id in wanted])
        return Findings(replace(self.records, cases=cases), self.as_of, is_whole=False)

    def near(self, id_: str) -> Findings:
        """The same of one case, the same again where the next one asked for is linked with it.

        These findings themselves where all that may be told of single cases has been derived already.
        """
        if self.material.is_derived:
            return self
        ids = self.linked.get(id_, ())
        if ids not in self._near:
            # The languages of a case are made after each other.
            self._near.clear()
            self._near[ids] = self.narrow([id_])
        return self._near[ids]

    def near_all(self, ids: Iterable[str]) -> Findings:
        """The same of some cases."""
        return self if self.material.is_derived else self.narrow(ids)

    @cached_property
    def _near(self) -> dict[tuple[str, ...], Findings]:
        return {}

    @cached_property
    def linked(self) -> Mapping[str, tuple[str, ...]]:
        """Id of a case → all that it is linked with, and itself; empty where nobody knows."""
        digests = self.records.digests
        return group_linked({case.id: digests[case.id].mentions for case in self.cases}) if digests else {}

    @property
    def cases(self) -> tuple[PublicCase, ...]:
        """By id."""
        return self.records.cases

    @cached_property
    def by_id(self) -> Mapping[str, PublicCase]:
        """Id → case."""
        return {case.id: case for case in self.cases}

    @property
    def vocabularies(self) -> Vocabularies:
        """The words, and what code reads of them."""
        return self.records.vocabularies

    @property
    def indicators(self) -> Indicators:
        """The words and rules of the figures."""
        return self.records.indicators

    @property
    def mechanism(self) -> Mechanism | None:
        """What is known of the protection mechanism; none where the site has no such folder."""
        return self.records.mechanism

    @cached_property
    def material(self) -> Material:
        """Findings of each measure, act and proceeding."""
        return make_material(self.cases, self.vocabularies, self.as_of, self.records.contents)

    @cached_property
    def things(self) -> Things:
        """What figures count: as it was kept, where it is known without deriving it."""
        if self.find_listing is None or self.material.is_derived:
            return Things.of(self.material)
        read = partial(list_things, findings=self)
        return Things(self.vocabularies, self.as_of, self.records.contents, read)

    @cached_property
    def case_things(self) -> Mapping[Kind, Mapping[str, tuple[Any, ...]]]:
        """Kind → id of each case that gives any → its things of that kind."""
        return {kind: gather(list_owned(self.material)) for kind, list_owned in LISTS.items()}

    @cached_property
    def statistics(self) -> Statistics:
        """Every figure; raises ValueError where these are not all cases."""
        if not self.is_whole:
            message = "figures are made of all cases"
            raise ValueError(message)
        return Statistics(self.things, self.indicators)

    @cached_property
    def grouped_cases(self) -> dict[str, dict[str, tuple[PublicCase, ...]]]:
        """Facet → the cases by its values, for those that were asked for: `facets.group_cases` fills it."""
        return {}

    @cached_property
    def known_outcomes(self) -> PartTable:
        """Outcomes of cases (`outcomes.py`), where these are known without deriving them."""
        return PartTable()

    @cached_property
    def find_listing(self) -> FindAll | None:
        """Gives what lists know of all cases, where that is known without deriving it."""
        return None

    @cached_property
    def known_editions(self) -> Editions:
        """The editions of figures of the last build."""
        return {}

    def know(self, outcomes: PartTable, find_listing: FindAll, editions: Editions | None = None) -> None:
        """Take outcomes as known, what lists know, and editions of figures."""
        vars(self).update(known_outcomes=outcomes, find_listing=find_listing, known_editions=editions or {})

    @cached_property
    def _readings(self) -> dict[str, tuple[ClockReading, ...]]:
        """Id of a measure → its clocks: several pages ask for them."""
        return {}

    @cached_property
    def mechanism_findings(self) -> MechanismFindings | None:
        """What is derived of the mechanism, if the site has one."""
        if self.mechanism is None:
            return None
        from generator.analysis.mechanism import find_mechanism  # noqa: PLC0415 - few pages ask for it

        return find_mechanism(self.mechanism, self.vocabularies, as_of=self.as_of)

    @property
    def law(self) -> Law | None:
        """The limits that the clocks run against, if the site has them."""
        return self.mechanism.law if self.mechanism else None

    @cached_property
    def chronology(self) -> Chronology:
        """Everything dated in the cases."""
        return make_chronology(chain.from_iterable(list_all("event_list", self)))

    @cached_property
    def changes(self) -> tuple[ListedChange, ...]:
        """Everything that changed on the site, as lists know it, newest first."""
        return order_changes(chain.from_iterable(list_all("change_list", self)), self.records.withdrawn)

    @cached_property
    def counts(self) -> Counts:
        """How much all cases document."""
        return add_counts(list_all("counts", self))

    @cached_property
    def named_editions(self) -> Editions:
        """Those of all figures, and of `verified`."""
        return find_editions(self)

    @cached_property
    def editions(self) -> Mapping[str, str]:
        """Code of each indicator → the edition of its figures."""
        return {code: self.named_editions[code][1] for code in self.indicators}

    @cached_property
    def scale(self) -> Scale:
        """How far the steps of proceedings lead."""
        return make_scale(self.vocabularies)

    @cached_property
    def measures(self) -> Mapping[str, tuple[MeasureFinding, ...]]:
        """Id of a case → what became of its measures, in the order of its file."""
        return group_by(self.material.measures, lambda one: one.case.id)

    @cached_property
    def listed_measures(self) -> tuple[ListedMeasure, ...]:
        """Every measure as lists know it, by case and in the order of its file."""
        return tuple(chain.from_iterable(list_all("measure_list", self)))

    @cached_property
    def counted(self) -> tuple[ListedMeasure, ...]:
        """Every measure that was granted or asked for, once; the longest without verified protection come first."""
        return order_by_gap(one for one in self.listed_measures if one.counts)

    @property
    def authorities(self) -> Iterator[LocalText]:
        """The name of each body responsible for a measure, by case and in the order of its file."""
        return (name for one in self.listed_measures for name in one.responsible)

    def get_measure(self, listed: ListedMeasure) -> MeasureFinding:
        """All that is derived of a measure in a list."""
        return next(one for one in self.measures[listed.case_id] if one.id == listed.id)

    @cached_property
    def verified(self) -> tuple[tuple[State, int], ...]:
        """How many protection measures in force are in each state that somebody other than the authority saw."""
        return count_verified(one.headline for one in self.counted if one.protective)

    @cached_property
    def losses(self) -> Mapping[str, tuple[Loss, ...]]:
        """Id of a case → killings and disappearances it tells, with what is documented before."""
        return group_by(self.material.losses, lambda one: one.unit.case.id)

    @cached_property
    def listed_losses(self) -> tuple[ListedLosses, ...]:
        """The losses before which anything is on record, as lists know them, latest first."""
        return order_losses(chain.from_iterable(list_all("loss_list", self)))

    @cached_property
    def justice(self) -> Mapping[str, tuple[UnitJustice, ...]]:
        """Id of a case → how far justice got for each act and victim it tells."""
        return group_by(self.material.units, lambda one: one.unit.case.id)

    @cached_property
    def after_grant(self) -> Mapping[str, tuple[ActUnderMeasure, ...]]:
        """Id of a measure as it is counted → attacks on those it covers after its request, grant or end."""
        return group_by(self.material.pairs, lambda one: one.measure_id)

    @cached_property
    def cases_after_grant(self) -> frozenset[str]:
        """Ids of the cases that tell an attack which certainly came after the grant of a measure and before its end."""
        return frozenset(one.case.id for one in self.material.pairs if one.phase == "granted" and one.certain)

    @cached_property
    def criminalised_cases(self) -> frozenset[str]:
        """Ids of the cases with a criminal proceeding against a defender or journalist."""
        return frozenset(one.case.id for one in self.material.criminalisations)

    def derive(self) -> None:
        """Derive all of it now, as is best before processes inherit it: each would have to do it for itself."""
        _ = self.statistics.figures, self.material.losses, self.editions, self.measures, self.justice, self.after_grant

    def read_clocks(self, finding: MeasureFinding) -> tuple[ClockReading, ...]:
        """How the limits of the law stand for a measure."""
        if self.law is None:
            return ()
        if finding.id not in self._readings:
            self._readings[finding.id] = read_clocks(finding, self.law)
        return self._readings[finding.id]


def find_all(records: Records) -> Findings:
    """Everything that is derived from records without errors, on the day they speak of."""
    if records.as_of is None:
        message = "no as-of date: records without problems have one"
        raise ValueError(message)
    return Findings(records, records.as_of)
