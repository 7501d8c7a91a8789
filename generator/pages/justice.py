"""How far justice got for each attack of a case, why it is classed as it is, and the steps that rests on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from msgspec import Struct

from generator.analysis.justice import CHECK_MONTHS, Reason, UnitJustice
from generator.analysis.proceedings_log import Scale
from generator.pages.events import Subjects
from generator.pages.i18n import Words
from generator.pages.legends import get_texture
from generator.pages.scene import Scene
from generator.pages.standing import describe_act
from generator.pages.urls import Link, make_link

REASONS: Mapping[Reason, str] = {
    "link_ruled_out": "reason.link_ruled_out",
    "not_prosecutable": "reason.not_prosecutable",
    "all_convicted": "reason.all_convicted",
    "standing_conviction": "reason.standing_conviction",
    "all_extinguished": "reason.all_extinguished",
    "no_conviction_found": "reason.no_conviction_found",
    "not_checked": "reason.not_checked",
}
"""Why an attack is classed as it is → the key of the words for it."""

CLASSES = "justice_breakdown"
"""Code of the indicator that counts the classes."""

CONVICTION = "conviction"
_HEIGHT, _WIDTH, _RISE = 29, 17, 5


class StairsView(Struct, frozen=True, gc=False):
    """Five rising steps, as the outlines of those that are known to have been reached, and of the others."""

    reached: str
    missing: str


class JudgedView(Struct, frozen=True, gc=False):
    """One attack, on one victim or on several for whom it ended alike; links to its place in the timeline."""

    anchor: str
    text: str
    victims: str


class JusticeView(Struct, frozen=True, gc=False):
    """Attacks for which justice got equally far, for the same reason."""

    acts: tuple[JudgedView, ...]
    stairs: StairsView | None
    """None for acts that give no rise to criminal proceedings."""
    progress: str
    """How far it got, in words."""
    texture: str
    status: str
    reason: str
    steps: tuple[Link, ...]


def make_justice(units: Iterable[UnitJustice], subjects: Subjects, scene: Scene, path: str) -> tuple[JusticeView, ...]:
    """Justice for the attacks of a case; those for which it ended alike share an entry."""
    groups: dict[tuple[object, ...], list[UnitJustice]] = {}
    for one in units:
        groups.setdefault(_list_fate(one), []).append(one)
    return tuple(_make_view(group, subjects, scene, path) for group in groups.values())


def _list_fate(one: UnitJustice) -> tuple[object, ...]:
    """What attacks told together have in common; the act itself where the words speak of one kind or proceeding."""
    is_apart = one.reason == "not_prosecutable" or (one.furthest is None and one.evidence == "known")
    known = (one.furthest, one.standing, CONVICTION in dict(one.firsts), one.evidence)
    return (*known, one.status, one.reason, one.steps, one.unit.act.id if is_apart else "")


def _make_view(group: list[UnitJustice], subjects: Subjects, scene: Scene, path: str) -> JusticeView:
    one, words = group[0], scene.words
    is_outside = one.reason == "not_prosecutable"
    acts = tuple(_list_acts(group, subjects))
    return JusticeView(
        acts=acts,
        stairs=None if is_outside else draw_stairs(find_reached(one, scene.findings.scale)),
        progress="" if is_outside else describe_progress(one, words, len(acts)),
        texture=get_texture(one.status, words),
        status=words.term("impunity_status", one.status),
        reason=describe_reason(one, words),
        steps=tuple(_link_step(id_, one, scene, path) for id_ in one.steps),
    )


def _list_acts(group: list[UnitJustice], subjects: Subjects) -> Iterator[JudgedView]:
    victims: dict[str, list[UnitJustice]] = {}
    for one in group:
        victims.setdefault(one.unit.act.id, []).append(one)
    for units in victims.values():
        act = units[0].unit.act
        names = subjects.name_all(each.unit.victim for each in units)
        yield JudgedView(act.id, describe_act(act, subjects.words), names)


def find_reached(one: UnitJustice, scale: Scale) -> tuple[bool, ...]:
    """Which of the five steps are known to have been reached: the last one is a conviction."""
    place = scale.steps.get(one.furthest, 0) if one.furthest else 0
    return (*(place >= rung for rung in scale.rungs), CONVICTION in dict(one.firsts))


@cache
def draw_stairs(reached: tuple[bool, ...]) -> StairsView:
    """Where the steps are drawn."""
    outlines: tuple[list[str], list[str]] = ([], [])
    for number, is_reached in enumerate(reached):
        height = _RISE * (number + 1) + 3
        outlines[is_reached].append(f"M{number * _WIDTH + 1} {_HEIGHT - height}h14v{height}h-14z")
    return StairsView("".join(outlines[True]), "".join(outlines[False]))


def describe_progress(one: UnitJustice, words: Words, acts: int = 1) -> str:
    """How far it got for so many acts, and how far of that still stands where something was annulled."""
    if one.furthest is None:
        return words.get("justice.no_step") if one.evidence == "known" else words.count("justice.no_proceeding", acts)
    furthest = words.term_inside("proceeding_step", one.furthest)
    if one.standing is None or one.standing == one.furthest:
        return words.get("justice.reached", step=furthest)
    return words.get("justice.reached_fell", step=furthest, now=words.term_inside("proceeding_step", one.standing))


def describe_reason(one: UnitJustice, words: Words) -> str:
    """Why it is classed as it is: "because …"."""
    return words.get(REASONS[one.reason], months=CHECK_MONTHS)


def _link_step(id_: str, one: UnitJustice, scene: Scene, path: str) -> Link:
    """A step by its stage and date, on this page or on that of the case which tells it."""
    case_id, _, anchor = id_.partition("#")
    words = scene.words
    steps = (step for case, each in one.unit.proceedings if case.id == case_id for step in each.steps)
    step = next(step for step in steps if step.id == anchor)
    page = ""
    if case_id != one.unit.case.id:
        page = make_link(scene.addresses.case(scene.titles[case_id][0], words.language), path)
    return Link(f"{words.term('proceeding_stage', step.stage)}, {words.date(step.date)}", f"{page}#{anchor}")
