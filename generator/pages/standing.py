"""What is said of one measure: how it stands, on whose word, for how many days, and what happened meanwhile."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from types import MappingProxyType

from msgspec import Struct

from generator.analysis.after_grant import ActUnderMeasure, count_after_grant, find_acts
from generator.analysis.gaps import Gap
from generator.analysis.measure_steps import State
from generator.analysis.measures import MeasureFinding, Track
from generator.pages.gap import DatedAct
from generator.pages.i18n import Words, says_something
from generator.pages.scene import Scene
from generator.pages.urls import Link, make_link
from generator.records.dates import PartialDate
from generator.records.dates import day as make_day
from generator.records.public import PublicAct

STATES: Mapping[State, tuple[str, str]] = MappingProxyType(
    {
        State.IN_PLACE: ("yes", "standing.in_place"),
        State.PARTLY: ("part", "standing.partly"),
        State.NOT_IN_PLACE: ("no", "standing.not_in_place"),
        State.UNKNOWN: ("na", "standing.unknown"),
        State.PENDING: ("na", "standing.pending"),
        State.ENDED: ("off", "standing.ended"),
        State.NOT_EXISTING: ("na", "standing.not_existing"),
    }
)
"""State → its texture and its words."""

_CLOSINGS: Mapping[str, str] = MappingProxyType(
    {
        "in_place": "standing.until_in_place",
        "ended": "standing.until_ended",
        "death": "standing.until_death",
        "uncertain": "standing.until_uncertain",
    }
)


class ChipView(Struct, frozen=True, gc=False):
    """How a measure stands, in one texture and one word."""

    texture: str
    text: str


class DaysView(Struct, frozen=True, gc=False):
    """For how long a measure was not verified in place."""

    lead: str
    """"At least", where the days are not exact."""
    number: str
    """Empty where nothing says how many."""
    unit: str
    since: str
    """From when it counts, in words."""
    closing: str
    """What ends the count, in words; of an open gap, what stands before the date."""
    until: str
    """The day an open gap is counted to, in words."""
    until_time: str
    live: str | None
    """The day to count from in the browser; none unless the gap is open and exact."""

    @property
    def text(self) -> str:
        """The number in one phrase."""
        return " ".join(part for part in (self.lead, self.number, self.unit) if part)


class TrackView(Struct, frozen=True, gc=False):
    """The last word of one side on whether a measure is in place."""

    text: str
    who: str
    date: str
    step: str | None
    """Anchor of the step it rests on."""


class AfterView(Struct, frozen=True, gc=False):
    """Attacks on those a measure is for, at one moment of its life."""

    text: str
    acts: tuple[Link, ...]


class StandingView(Struct, frozen=True, gc=False):
    """All that is said of one measure."""

    chip: ChipView
    basis: str
    disagreement: str
    silence: str
    days: DaysView | None
    authority: TrackView
    verified: TrackView
    after: tuple[AfterView, ...]


def make_standing(finding: MeasureFinding, scene: Scene, page_path: str) -> StandingView:
    """What is said of a measure on a page."""
    words = scene.words
    return StandingView(
        chip=make_chip(finding, words),
        basis=say_basis(finding, words),
        disagreement=_say_disagreement(finding, words),
        silence=_say_silence(finding, words),
        days=make_days(finding, words) if finding.gap else None,
        authority=_make_track(finding.authority, words, "standing.authority_silent"),
        verified=_make_track(finding.verified, words, "standing.nobody_verified"),
        after=tuple(_make_after(list_pairs(finding, scene), scene, page_path)),
    )


def list_pairs(finding: MeasureFinding, scene: Scene) -> tuple[ActUnderMeasure, ...]:
    """Attacks on those a measure is for."""
    return scene.findings.after_grant.get(finding.measure.same_as or finding.id, ())


def list_acts_after(finding: MeasureFinding, scene: Scene, *, in_words: bool = True) -> tuple[DatedAct, ...]:
    """Attacks that certainly came after the grant and before the end, to be drawn; among others nobody reads words."""
    found = [one.act for one in list_pairs(finding, scene) if one.phase == "granted" and one.certain]
    kinds, words = scene.words.vocabularies["act_type"], scene.words
    titles = [describe_act(act, words) if in_words else "" for act in found]
    return tuple(
        DatedAct(act.date, bool(kinds[act.type].flags["lethal"]), title)
        for act, title in zip(found, titles, strict=True)
    )


def describe_act(act: PublicAct, words: Words) -> str:
    """An attack in a few words."""
    return f"{words.term('act_type', act.type)}, {words.date(act.date)}"


def make_headline(findings: Iterable[MeasureFinding], scene: Scene) -> str:
    """The protection measure that was longest without verified fulfilment, for how long, and the attacks since."""
    words = scene.words
    counted = [one for one in findings if one.protective and one.gap and one.gap.days and one.gap.days.low]
    if not counted:
        return ""
    longest = max(counted, key=lambda one: (one.gap.days.low if one.gap and one.gap.days else 0, one.id))
    days = make_days(longest, words).text
    kind = words.term("measure_kind", longest.measure.kind)
    attacks = len(find_acts(list_pairs(longest, scene)))
    told = words.get("standing.headline", days=days[:1].lower() + days[1:], kind=kind)
    return f"{told} {words.count('standing.headline_after', attacks)}" if attacks else told


def make_chip(finding: MeasureFinding, words: Words) -> ChipView:
    """How a measure stands; what only the authority says is not drawn as known."""
    texture, key = STATES[finding.headline.state]
    if finding.headline.basis == "claimed":
        return ChipView("na", words.get("standing.claimed", state=words.get(key).lower()))
    if finding.gap and finding.gap.standing == "death":
        return ChipView(texture, words.get("standing.death"))
    return ChipView(texture, words.get(key))


def make_days(finding: MeasureFinding, words: Words) -> DaysView:
    """For how long a measure that was granted was not verified in place."""
    gap = finding.gap
    if gap is None:
        message = f"{finding.id}: not granted"
        raise ValueError(message)
    low = gap.days.low if gap.days else 0
    exact = gap.days is not None and gap.days.exact
    has_number = exact or low > 0
    is_live = gap.is_open and exact and _is_one_stretch(gap)
    return DaysView(
        lead="" if exact or not has_number else words.get("standing.at_least"),
        number=words.number(low) if has_number else "",
        unit=words.count("standing.days", low) if has_number else words.get("standing.no_days"),
        since=say_start(finding, words),
        closing=words.get("standing.up_to") if gap.is_open else words.get(_CLOSINGS[gap.standing]),
        until=words.date(make_day(gap.until)) if gap.is_open else "",
        until_time=gap.until.isoformat(),
        live=gap.start.first.isoformat() if is_live else None,
    )


def _is_one_stretch(gap: Gap) -> bool:
    """Whether every day since the grant counts, so that the next ones only add to it."""
    return gap.days is not None and gap.days.low == (gap.until - gap.start.first).days


def say_start(finding: MeasureFinding, words: Words) -> str:
    """The grant of a measure that has a gap, as precise as it may be published."""
    gap = finding.gap
    if gap is None:
        message = f"{finding.id}: not granted"
        raise ValueError(message)
    if gap.basis == "granted":
        granted = finding.granted.date if finding.granted else _make_date(gap.start.last, finding)
        return words.get("standing.granted", date=words.date(granted))
    return words.get("standing.first_seen", date=words.date(_make_date(gap.start.last, finding)))


def _make_date(day: date, finding: MeasureFinding) -> PartialDate:
    """A day; of a reserved measure, its month."""
    return make_day(day).to_month() if finding.measure.reserved else make_day(day)


def say_basis(finding: MeasureFinding, words: Words) -> str:
    """Whose word the headline is."""
    step = finding.headline.step
    if finding.headline.basis == "verified" and step:
        return words.get("standing.verified_by", voice=_voice(step.according_to, words), date=words.date(step.date))
    if finding.headline.basis == "claimed" and step:
        return words.get("standing.claimed_only", date=words.date(step.date))
    if finding.headline.state == State.ENDED and finding.verified.state and finding.verified.latest:
        state = words.get(STATES[finding.verified.state][1]).lower()
        return words.get("standing.last_verified", state=state, date=words.date(finding.verified.latest.date))
    return words.get("standing.no_source") if finding.headline.state == State.UNKNOWN else ""


def say_whose_word(finding: MeasureFinding, words: Words) -> Iterator[str]:
    """Whose word the headline is, what the other side says, and since when the authority says nothing."""
    said = (say_basis(finding, words), _say_disagreement(finding, words), _say_silence(finding, words))
    yield from filter(None, said)


def _say_disagreement(finding: MeasureFinding, words: Words) -> str:
    latest, state = finding.authority.latest, finding.authority.state
    if not finding.disagrees or latest is None or state is None:
        return ""
    return words.get("standing.disagrees", state=words.get(STATES[state][1]).lower(), date=words.date(latest.date))


def _say_silence(finding: MeasureFinding, words: Words) -> str:
    """Since when the authority has said nothing of a measure that goes on."""
    if finding.silent_since is None or finding.gap is None or not finding.gap.is_open:
        return ""
    key = "standing.last_word" if finding.authority.steps else "standing.silent"
    return words.get(key, date=words.date(finding.silent_since))


def _make_track(track: Track, words: Words, nothing: str) -> TrackView:
    if track.latest is None or track.state is None:
        return TrackView(words.get(nothing), "", "", None)
    step = track.latest
    who = words.term("voice", step.according_to) if says_something(step.according_to) else ""
    text = words.get(STATES[track.state][1])
    return TrackView(text, who, words.date(step.date), step.id)


def _make_after(pairs: Iterable[ActUnderMeasure], scene: Scene, page_path: str) -> Iterator[AfterView]:
    """Attacks after the grant; those whose order is open, said so; during the request; soon after the end."""
    listed = tuple(pairs)
    if not listed:
        return
    counts = count_after_grant(listed)
    kinds = (
        ("standing.after_grant", counts.acts, "granted", True),
        ("standing.after_grant_uncertain", counts.uncertain, "granted", False),
        ("standing.during_request", counts.requested, "requested", True),
        ("standing.after_end", counts.ended, "ended", True),
    )
    for key, number, phase, certain in kinds:
        if number:
            acts = [one for one in listed if (one.phase, one.certain) == (phase, certain)]
            yield AfterView(scene.words.count(key, number), tuple(_link_act(one, scene, page_path) for one in acts))


def _link_act(pair: ActUnderMeasure, scene: Scene, page_path: str) -> Link:
    path = scene.addresses.case(pair.case.slug, scene.words.language)
    href = f"#{pair.act.id}" if path == page_path else f"{make_link(path, page_path)}#{pair.act.id}"
    return Link(describe_act(pair.act, scene.words), href)


def _voice(code: str, words: Words) -> str:
    return words.term_inside("voice", code)
