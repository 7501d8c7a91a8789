"""What is derived of each case, in short: for pages and lists that tell no more of most cases. Pure.

It changes more rarely than what it is derived of. A step of a measure that gets another day changes no list of the
cases of a state; so nothing of these cases need be derived, or even opened, to know that the list is as it was.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Literal, TypeAlias, get_args

from generator.analysis.antecedents import Loss
from generator.analysis.beginnings import render_beginning
from generator.analysis.counts import count_records
from generator.analysis.facets import render_values
from generator.analysis.findings import Findings
from generator.analysis.listings import LISTINGS, Listing, derive_listing
from generator.analysis.measures import MeasureFinding
from generator.analysis.part_table import PartTable
from generator.analysis.parts import WHOLE, digest_part
from generator.records.public import PublicCase

_Short: TypeAlias = Literal["beginning", "card", "facets", "losses", "standing"]
Outcome: TypeAlias = _Short | Listing
"""The first day that is drawn of it; what a card in a list tells beyond whom it is about; its values of all facets;
what came before killings and disappearances; how its protection measures stand; and digests of what lists know."""
OUTCOMES: tuple[Outcome, ...] = (*get_args(_Short), *LISTINGS)
_DERIVED_OF = "derived-of"
"""Name of the digest of all that they were derived of, beside them."""
_MANY = 400
"""From so many cases on, all are derived: pages will ask for most of it."""


def add_outcomes(parts: PartTable, findings: Findings, *, are_known: bool) -> PartTable:
    """The parts of each case with its outcomes, and what these are derived of.

    Known ones are beside the parts already, where neither the case has changed nor one that it is linked with.
    """
    wholes = dict(zip(parts.ids, parts.list_words(WHOLE), strict=True))
    groups = {id_: group for id_, group in findings.linked.items() if len(group) > 1}
    derived_of = wholes | {id_: digest_part(*map(wholes.__getitem__, group)) for id_, group in groups.items()}
    known = parts.list_words(_DERIVED_OF) if are_known and _DERIVED_OF in parts.parts else [""] * len(parts)
    new = {id_ for id_, last in zip(parts.ids, known, strict=True) if derived_of[id_] != last}
    found = _derive_all(new, findings)
    return parts.add({id_: {_DERIVED_OF: derived_of[id_], **found[id_]} for id_ in parts.ids if id_ in new})


def _derive_all(ids: Collection[str], findings: Findings) -> dict[str, dict[str, str]]:
    """The outcomes of some cases; of all others nothing is derived where these are few."""
    if not ids:
        return {}
    source = findings if len(ids) >= _MANY else findings.narrow(ids)
    return {case.id: derive_outcomes(case, source) for case in source.cases if case.id in ids}


def derive_outcomes(case: PublicCase, findings: Findings) -> dict[str, str]:
    """Those of one case."""
    counts, measures = count_records([case]), findings.measures.get(case.id, ())
    honoured = [one.text for one in case.recognition if one.highlight]
    return {
        "beginning": render_beginning(case, findings),
        "card": digest_part(counts.attacks, counts.measures, counts.proceedings, honoured),
        "facets": render_values(case, findings),
        "losses": digest_part([_tell_loss(one) for one in findings.losses.get(case.id, ())]),
        "standing": digest_part([_tell_measure(one) for one in measures]),
        **{kind: digest_part(told) if (told := derive_listing(kind, case, findings)) else "" for kind in LISTINGS},
    }


def _tell_measure(one: MeasureFinding) -> tuple[object, ...]:
    """What is said of a measure first, and what it counts as."""
    body, headline = one.measure.body, one.headline
    return (one.id, one.measure.same_as, one.protective, body.type, headline.state.value, headline.basis)


def _tell_loss(one: Loss) -> tuple[object, ...]:
    """What is documented before a loss, and the measures of that day; acts are told in words of their own part."""
    pairs = [
        (
            *(pair.case.id, pair.measure.id, pair.measure.kind, pair.measure.body.name),
            *(pair.phase, pair.certain, sorted(pair.states), pair.days),
        )
        for pair in one.pairs
    ]
    earlier = [(each.case.id, each.act.id, each.group, each.relation, each.order, each.days) for each in one.earlier]
    return (one.unit.id, earlier, pairs)
