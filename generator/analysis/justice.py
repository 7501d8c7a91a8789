"""How far justice got for each attack on each victim, and why it is classed as it is. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Literal, TypeAlias

from msgspec import Struct, field

from generator.analysis.durations import Duration, measure_wait
from generator.analysis.proceedings_log import Log, Scale, Track, make_scale, read_log
from generator.analysis.units import Unit, list_units
from generator.records.public import PublicCase, PublicProceeding, PublicProceedingStep
from generator.records.vocabularies import Vocabularies

CHECK_MONTHS = 24
"""Months after which "no conviction found" is no longer known to hold. Our choice; unit: calendar months."""

Reason = Literal[
    "link_ruled_out",
    "not_prosecutable",
    "all_convicted",
    "standing_conviction",
    "all_extinguished",
    "no_conviction_found",
    "not_checked",
]
"""Why a unit is classed as it is: values of the flag `reason` of `impunity_status`, in the order they are tried."""


Waits: TypeAlias = Mapping[str | None, Duration | None]
"""Milestone → the wait from the act to the first step that reached it; none where no dates tell."""


class PartStanding(Struct, frozen=True, gc=False):
    """How far justice got against those who took part in one way."""

    part: str
    """Value of the flag `part` of `involvement_degree`: direct, instigator, support, omission, unknown."""
    accused: int
    """How many accused, as the proceedings list them."""
    furthest: str | None
    """Code of `proceeding_step` ever reached against any of them; none where no step is on record."""
    convicted: bool
    """Whether a conviction of any of them stands."""


class UnitJustice(Struct, frozen=True):
    """Justice for one act on one victim, over the criminal proceedings against suspects about it."""

    unit: Unit
    furthest: str | None
    """Code of `proceeding_step` ever reached; none where no step is on record, which is not "no record"."""
    standing: str | None
    """Code of the furthest step that stands now: what was annulled no longer counts."""
    status: str
    """Code of `impunity_status`."""
    reason: Reason
    steps: tuple[str, ...]
    """Ids of the steps it rests on, as `MX-0007#p1-3`; empty where it rests on there being none."""
    evidence: Literal["known", "none"]
    """Whether any criminal proceeding against suspects is known. None known is not proof that there is none."""
    is_open: bool
    """Whether a proceeding goes on: neither paused nor closed nor decided."""
    parts: tuple[PartStanding, ...]
    """By part, in the order of the vocabulary; only parts that have an accused."""
    firsts: tuple[tuple[str, PublicProceedingStep], ...]
    """Milestone (flag `milestone` of `proceeding_step`, and `conviction`) → the first step that reached it."""
    ended: PublicProceedingStep | None
    """Where every proceeding is extinguished: the step that extinguished the last of them."""

    @property
    def is_reached(self) -> bool:
        """Whether its furthest step is on record."""
        return self.furthest is not None

    @property
    def waits(self) -> Waits:
        """How long each milestone took, or has taken.

        Under none that for any which was not reached: right-censored when last checked; where the criminal action
        lapsed, on that day, as nothing can come any more.
        """
        id_, start, checked = self.unit.id, self.unit.act.date, self.unit.checked
        until = (self.ended.date.latest if self.ended else None) or checked
        waits: dict[str | None, Duration | None] = {None: measure_wait(id_, start, None, until) if until else None}
        for mark, step in self.firsts:
            waits[mark] = measure_wait(id_, start, step.date, checked) if checked else None
        return waits


def assess_justice(cases: Iterable[PublicCase], vocabularies: Vocabularies, as_of: date) -> tuple[UnitJustice, ...]:
    """Justice for every unit of some cases, in the order of `list_units`."""
    scale = make_scale(vocabularies)
    rules = _Rules.of(vocabularies, scale)
    dossiers = _Dossiers(scale, rules)
    return tuple([_assess(unit, dossiers.get(unit), scale, rules, as_of) for unit in list_units(cases)])


class _Rules(Struct, frozen=True):
    """What the vocabularies say about classes."""

    statuses: Mapping[str, str]
    """Reason → code of `impunity_status`."""
    ruled_out: frozenset[str]
    prosecutable: frozenset[str]
    parts: tuple[str, ...]
    names: Mapping[int | None, str | None]
    """Place on the scale → code of `proceeding_step`; none of none."""

    @classmethod
    def of(cls, vocabularies: Vocabularies, scale: Scale) -> _Rules:
        parts = (term.flags["part"] for term in vocabularies["involvement_degree"].values())
        return cls(
            statuses={term.flags["reason"]: code for code, term in vocabularies["impunity_status"].items()},
            ruled_out=vocabularies["motive_link"].codes_with("tally", "none"),
            prosecutable=vocabularies["act_type"].codes_with("prosecutable"),
            parts=tuple(dict.fromkeys(parts)),
            names={None: None, **{place: code for code, place in scale.steps.items()}},
        )


class _Dossier(Struct, frozen=True, gc=False):
    """The proceedings that count for some units, read."""

    logs: tuple[Log, ...]
    furthest: str | None
    """Code of the furthest place ever reached."""
    place: int | None
    """The furthest place that stands."""
    shown_by: tuple[str, ...]
    """Id of the last step that shows it, if any."""
    convictions: tuple[str, ...]
    """Ids of the steps of convictions that stand."""
    endings: tuple[str, ...]
    """Ids of the steps that decided how each track ends."""
    ended: PublicProceedingStep | None
    """The last of these."""
    is_open: bool
    parts: tuple[PartStanding, ...]
    firsts: tuple[tuple[str, PublicProceedingStep], ...]


class _Dossiers(Struct, frozen=True):
    """What was read already: most units share their proceedings with others."""

    scale: Scale
    rules: _Rules
    _logs: dict[int, Log] = field(default_factory=dict)
    """By which object a proceeding is."""
    _found: dict[tuple[tuple[str, int], ...], _Dossier] = field(default_factory=dict)

    def get(self, unit: Unit) -> _Dossier:
        """The proceedings that count for a unit."""
        counted = [(case.id, one) for case, one in unit.proceedings if self.scale.is_justice(one)]
        key = tuple([(case, id(one)) for case, one in counted])
        if key not in self._found:
            self._found[key] = _make_dossier([(case, self._read(one)) for case, one in counted], self.scale, self.rules)
        return self._found[key]

    def _read(self, proceeding: PublicProceeding) -> Log:
        """The log holds the proceeding, so no other can be the same object."""
        if id(proceeding) not in self._logs:
            self._logs[id(proceeding)] = read_log(proceeding, self.scale)
        return self._logs[id(proceeding)]


def _make_dossier(told: Sequence[tuple[str, Log]], scale: Scale, rules: _Rules) -> _Dossier:
    """What some logs say, each with the id of its case."""
    tracks = [(case, track) for case, log in told for track in log.tracks]
    steps = {f"{case}#{step.id}": step for case, log in told for step in log.proceeding.steps}
    place, shown_by = _find_standing(tracks, steps)
    endings = _unique([f"{case}#{track.ended_by}" for case, track in tracks if track.ended_by])
    return _Dossier(
        logs=tuple([log for _, log in told]),
        furthest=rules.names[max([log.furthest for _, log in told if log.furthest is not None], default=None)],
        place=place,
        shown_by=(shown_by,) if shown_by else (),
        convictions=_unique([f"{case}#{step}" for case, track in tracks for step in track.convictions]),
        endings=endings,
        ended=max([steps[id_] for id_ in endings], key=_get_order, default=None),
        is_open=any(log.is_open for _, log in told),
        parts=tuple(_list_parts([track for _, track in tracks if track.accused is not None], rules)),
        firsts=tuple(_find_firsts(steps.values(), scale).items()),
    )


def _get_order(step: PublicProceedingStep) -> tuple[int, int, str]:
    return step.date.sort_key


def _assess(unit: Unit, dossier: _Dossier, scale: Scale, rules: _Rules, as_of: date) -> UnitJustice:
    reason = _find_reason(unit, dossier, scale, rules, as_of)
    return UnitJustice(
        unit=unit,
        furthest=dossier.furthest,
        standing=rules.names[dossier.place],
        status=rules.statuses[reason],
        reason=reason,
        steps=_list_grounds(reason, dossier),
        evidence="known" if dossier.logs else "none",
        is_open=dossier.is_open,
        parts=dossier.parts,
        firsts=dossier.firsts,
        ended=dossier.ended if reason == "all_extinguished" else None,
    )


def _list_grounds(reason: Reason, dossier: _Dossier) -> tuple[str, ...]:
    """Ids of the steps that a reason rests on."""
    if reason in {"all_convicted", "standing_conviction"}:
        return dossier.convictions
    if reason == "all_extinguished":
        return dossier.endings
    if reason == "no_conviction_found":
        return dossier.shown_by or dossier.endings
    return dossier.shown_by if reason == "link_ruled_out" else ()


def _find_standing(
    tracks: Iterable[tuple[str, Track]], steps: Mapping[str, PublicProceedingStep]
) -> tuple[int | None, str | None]:
    """The furthest place that stands, and the id of the last step that shows it."""
    best: tuple[int, tuple[int, int], int, str] | None = None
    for case, track in tracks:
        for index, (place, step) in enumerate(track.standing):
            id_ = f"{case}#{step}"
            key = (place, steps[id_].date.span, index, id_)
            best = key if best is None else max(best, key)
    return (best[0], best[3]) if best else (None, None)


def _find_reason(unit: Unit, dossier: _Dossier, scale: Scale, rules: _Rules, as_of: date) -> Reason:
    """The first rule that applies, in the documented order."""
    act, logs, place = unit.act, dossier.logs, dossier.place
    decided = place is not None and place >= scale.milestones["final"]
    if act.motive_link in rules.ruled_out and decided:
        return "link_ruled_out"
    if act.type not in rules.prosecutable:
        return "not_prosecutable"
    if dossier.convictions:
        complete = any(log.proceeding.all_responsible_convicted for log in logs)
        return "all_convicted" if complete else "standing_conviction"
    if logs and all(log.is_extinguished for log in logs):
        return "all_extinguished"
    return "no_conviction_found" if _is_fresh(unit.checked, as_of) else "not_checked"


def _is_fresh(checked: date | None, as_of: date) -> bool:
    """Whether a case was checked so lately that "none found" still says something."""
    if checked is None:
        return False
    months = (as_of.year - checked.year) * 12 + as_of.month - checked.month
    return months < CHECK_MONTHS or (months == CHECK_MONTHS and as_of.day <= checked.day)


def _list_parts(tracks: Sequence[Track], rules: _Rules) -> Iterator[PartStanding]:
    """How far justice got against some accused, by part."""
    for part in rules.parts if tracks else ():
        mine = [track for track in tracks if track.part == part]
        if mine:
            furthest = max([track.furthest for track in mine if track.furthest is not None], default=None)
            convicted = any(track.convictions for track in mine)
            yield PartStanding(part, len(mine), rules.names[furthest], convicted)


def _find_firsts(steps: Iterable[PublicProceedingStep], scale: Scale) -> dict[str, PublicProceedingStep]:
    """The first step that reached each milestone, and the first conviction, whether or not it stood."""
    firsts: dict[str, PublicProceedingStep] = {}
    for step in sorted(steps, key=_get_order):
        place = scale.place_of(step)
        if place is not None and step.stage not in scale.setbacks:
            for milestone, needed in scale.milestones.items():
                if place >= needed:
                    firsts.setdefault(milestone, step)
        if step.outcome in scale.convictions:
            firsts.setdefault("conviction", step)
    return firsts


def _unique(ids: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(ids))
