"""What is wrong between cases: ids and addresses used twice, references to cases and acts that do not exist. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeAlias

from generator.records.facts import CaseFacts, Told
from generator.records.problems import Unplaced

_Things: TypeAlias = Mapping[str, tuple[str, Told]]
"""Case and id → the part of the case it stands in, and itself."""


def check_collection(cases: Sequence[CaseFacts], *, campaigns: Iterable[str]) -> Iterator[Unplaced]:
    """Everything wrong between the cases of a site."""
    yield from _check_identities(cases)
    by_id = {case.id: case for case in cases}
    things: _Things = {
        f"{id_}#{one.id}": (part, one)
        for id_, case in by_id.items()
        for part, listed in (("acts", case.ties.acts), ("measures", case.ties.measures))
        for one in listed
    }
    known = set(campaigns)
    for case in cases:
        for index, related in enumerate(case.ties.related):
            if related not in by_id or related == case.id:
                yield Unplaced("unknown-case", case.file, ("related", index, "case"), {"value": related})
        for index, campaign in enumerate(case.campaigns):
            if campaign not in known:
                yield Unplaced("unknown-campaign", case.file, ("campaigns", index), {"value": campaign})
        yield from _check_same(case, things)


def _check_same(case: CaseFacts, things: _Things) -> Iterator[Unplaced]:
    """What is told in two cases points to the one that is counted, directly, and to a thing of its own kind."""
    for part, listed, code in (
        ("acts", case.ties.acts, "unknown-act"),
        ("measures", case.ties.measures, "unknown-measure"),
    ):
        for index, one in enumerate(listed):
            if one.same_as is None:
                continue
            path = (part, index, "same_as")
            kind, other = things.get(one.same_as, (None, None))
            if other is None or kind != part:
                yield Unplaced(code, case.file, path, {"value": one.same_as})
            elif other.same_as is not None:
                yield Unplaced("same-as-chain", case.file, path, {"value": one.same_as})


def _check_identities(cases: Sequence[CaseFacts]) -> Iterator[Unplaced]:
    """Ids and slugs are unique, and a slug is not another case's former slug. The file that comes later is at fault."""
    ids: dict[str, str] = {}
    slugs: dict[str, str] = {}
    for case in cases:
        if case.id in ids:
            yield Unplaced("duplicate-id", case.file, ("id",), {"value": case.id, "other": ids[case.id]})
        if case.slug in slugs:
            yield Unplaced("duplicate-slug", case.file, ("slug",), {"value": case.slug, "other": slugs[case.slug]})
        ids.setdefault(case.id, case.file)
        slugs.setdefault(case.slug, case.file)
    former: dict[str, str] = {}
    for case in cases:
        for index, slug in enumerate(case.ties.former_slugs):
            if slug in former or slugs.get(slug) == case.file:
                details = {"value": slug, "other": former.get(slug, case.file)}
                yield Unplaced("duplicate-slug", case.file, ("former_slugs", index), details)
            former.setdefault(slug, case.file)
    for case in cases:
        owner = former.get(case.slug, case.file)
        if owner != case.file:
            yield Unplaced("former-slug-taken", case.file, ("slug",), {"value": case.slug, "other": owner})
