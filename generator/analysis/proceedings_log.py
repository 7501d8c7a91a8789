"""Where a proceeding stands and how far it ever got, per accused; the log may go back. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Literal

from msgspec import Struct, field

from generator.records.public import PublicProceeding, PublicProceedingStep
from generator.records.vocabularies import Vocabularies

Ending = Literal["open", "paused", "closed", "liability", "extinguished"]
"""How the log of one accused ends: `liability` is a standing finding that the person did it."""

_ENDINGS: Mapping[str, Ending] = {
    "open": "open",
    "open_setback": "open",
    "transferred": "open",
    "paused": "paused",
    "closed_no_liability": "closed",
    "closed_alternative": "closed",
    "extinguished": "extinguished",
    "liability": "liability",
}
"""Effect of an outcome → how the log ends with it; effects that are not here change nothing."""


class Scale(Struct, frozen=True, dict=True):
    """The common scale of both criminal systems, as the vocabularies give it."""

    steps: Mapping[str, int]
    """Progress → its place on the scale."""
    stages: Mapping[str, str]
    """Stage → the progress it shows, where it shows any that has a place."""
    milestones: Mapping[str, int]
    """Milestone → its place on the scale."""
    setbacks: Mapping[str, int]
    """Stage that leads back → the place that no longer stands after it."""
    annulments: Mapping[str, int]
    """Outcome that sets something aside → the place that no longer stands after it."""
    effects: Mapping[str, str]
    convictions: frozenset[str]
    """Outcomes that are convictions."""
    cancellations: frozenset[str]
    """Outcomes that set an earlier conviction of the same person aside."""
    roles: Mapping[str, str]
    """Role of an accused → its part: direct, instigator, support, omission, unknown."""
    justice: frozenset[tuple[str, str]]
    """Sides and kinds of proceedings that count as justice."""

    def place_of(self, step: PublicProceedingStep) -> int | None:
        """The place on the scale that a step of a log shows, if any."""
        return self.steps.get(self.stages.get(step.stage, ""))

    def fall_of(self, step: PublicProceedingStep) -> int | None:
        """The place that no longer stands after a step, where it sets the matter back."""
        found = self.setbacks.get(step.stage), self.annulments.get(step.outcome)
        return min([place for place in found if place is not None], default=None)

    @cached_property
    def rungs(self) -> tuple[int, ...]:
        """Places that progress is drawn by: the first of all, an investigation, a court, the last before a judgment."""
        known = [place for place in self.steps.values() if place]
        before = max(place for place in known if place < self.milestones["judgment"])
        return min(known), self.milestones["investigation"], self.milestones["court"], before

    def is_justice(self, proceeding: PublicProceeding) -> bool:
        """Whether it is a criminal proceeding against suspects: nothing else counts as justice."""
        return (proceeding.side, proceeding.kind) in self.justice


def make_scale(vocabularies: Vocabularies) -> Scale:
    """The scale of a set of vocabularies."""
    steps = {
        code: term.flags["order"] for code, term in vocabularies["proceeding_step"].items() if "order" in term.flags
    }
    stages, outcomes = vocabularies["proceeding_stage"], vocabularies["proceeding_outcome"]
    setbacks, annulments = (
        {code: steps[term.flags["falls_below"]] for code, term in terms.items() if "falls_below" in term.flags}
        for terms in (stages, outcomes)
    )
    milestones = {
        term.flags["milestone"]: steps[code]
        for code, term in vocabularies["proceeding_step"].items()
        if "milestone" in term.flags
    }
    sides, kinds = (vocabularies[name].codes_with("justice") for name in ("proceeding_side", "proceeding_kind"))
    return Scale(
        steps=steps,
        stages={c: t.flags["step"] for c, t in stages.items() if t.flags.get("step") in steps},
        milestones=milestones,
        setbacks=setbacks,
        annulments=annulments,
        effects={code: term.flags["effect"] for code, term in outcomes.items()},
        convictions=outcomes.codes_with("counts_as_conviction"),
        cancellations=outcomes.codes_with("cancels_conviction"),
        roles={code: term.flags["part"] for code, term in vocabularies["involvement_degree"].items()},
        justice=frozenset((side, kind) for side in sides for kind in kinds),
    )


class Track(Struct, frozen=True, gc=False):
    """The log of one accused, or of nobody in particular."""

    accused: str | None
    part: str
    """Code of the flag `part` of `involvement_degree`."""
    furthest: int | None = None
    """The furthest place ever reached."""
    standing: tuple[tuple[int, str], ...] = ()
    """Places that still stand, each with the id of its step, in the order of the log."""
    convictions: tuple[str, ...] = ()
    """Ids of the steps of a conviction that stands."""
    ending: Ending | None = None
    ended_by: str | None = None
    """Id of the step that decided the ending."""

    @property
    def place(self) -> int | None:
        """The furthest place that stands."""
        return max((place for place, _ in self.standing), default=None)

    def take(self, step: PublicProceedingStep, scale: Scale) -> Track:
        """The log with one more step."""
        place, fall = scale.place_of(step), scale.fall_of(step)
        moves_back = step.stage in scale.setbacks
        furthest, standing, convictions = self.furthest, self.standing, self.convictions
        if place is not None and not moves_back:
            furthest = place if furthest is None else max(furthest, place)
        if fall is not None:
            standing = tuple(each for each in standing if each[0] < fall)
        elif place is not None:
            standing = (*standing, (place, step.id))
        judged = scale.milestones["judgment"]
        if step.outcome in scale.cancellations or (fall is not None and fall <= judged and moves_back):
            convictions = ()
        if step.outcome in scale.convictions:
            convictions = (*convictions, step.id)
        ending = _ENDINGS.get(scale.effects.get(step.outcome, ""))
        if ending is None and place is not None and self.ending in {None, "paused", "closed", "extinguished"}:
            ending = "open"
        ended_by = step.id if ending else self.ended_by
        return Track(self.accused, self.part, furthest, standing, convictions, ending or self.ending, ended_by)


class Log(Struct, frozen=True, gc=False):
    """A proceeding, read."""

    proceeding: PublicProceeding
    tracks: tuple[Track, ...] = field(default=())

    @property
    def furthest(self) -> int | None:
        """The furthest place that anybody's log reached."""
        return max((track.furthest for track in self.tracks if track.furthest is not None), default=None)

    @property
    def is_extinguished(self) -> bool:
        """Whether the action lapsed for everybody it was against."""
        return bool(self.tracks) and all(track.ending == "extinguished" for track in self.tracks)

    @property
    def is_open(self) -> bool:
        """Whether it goes on against anybody, or against nobody in particular."""
        return any(track.ending == "open" for track in self.tracks)


def read_log(proceeding: PublicProceeding, scale: Scale) -> Log:
    """The log of each accused of a proceeding, after its last step."""
    parts = {one.id: scale.roles.get(one.role, "unknown") for one in proceeding.accused}
    tracks: dict[str | None, Track] = {}
    for step in order_steps(proceeding.steps):
        for accused in _find_concerned(step, tuple(parts), scale):
            track = tracks.get(accused) or Track(accused, parts.get(accused or "", "unknown"))
            tracks[accused] = track.take(step, scale)
    order = {who: index for index, who in enumerate((*parts, None))}
    return Log(proceeding, tuple(sorted(tracks.values(), key=lambda track: order[track.accused])))


def order_steps(steps: Iterable[PublicProceedingStep]) -> Iterator[PublicProceedingStep]:
    """The steps in the order of the file, save that none comes before one that is certainly earlier."""
    rest = list(steps)
    while len(rest) > 1:
        first = next(
            (step for step in rest if not any(step.date.certainly_after(other.date) for other in rest)), rest[0]
        )
        rest.remove(first)
        yield first
    yield from rest


def _find_concerned(step: PublicProceedingStep, accused: tuple[str, ...], scale: Scale) -> tuple[str | None, ...]:
    """Whose logs a step enters: those it names; else the only accused; else all, where it cannot single anybody out.

    A step that names nobody among several accused shows an inquiry into all of them, or sets all of them back; what a
    court decided on an unnamed one of them stands apart, so that it is never credited to somebody else.
    """
    if step.accused:
        return step.accused
    if len(accused) <= 1:
        return accused or (None,)
    if step.stage in scale.setbacks or (step.outcome in scale.annulments and step.outcome in scale.cancellations):
        return (*accused, None)
    place = scale.place_of(step)
    early = place is None or place <= scale.milestones["investigation"]
    ending = _ENDINGS.get(scale.effects.get(step.outcome, ""))
    return accused if early and ending in {None, "open", "paused"} else (None,)
