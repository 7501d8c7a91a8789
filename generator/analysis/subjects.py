"""Whom a case is most about. Pure."""

from __future__ import annotations

from collections import Counter

from generator.records.public import PublicCase, PublicSubject


def rank_subjects(case: PublicCase) -> tuple[PublicSubject, ...]:
    """The subjects of a case, those of most acts and measures first; else in the order of the file."""
    named = Counter(victim.id for act in case.acts for victim in act.victims)
    named.update(one.id for measure in case.measures for one in measure.beneficiaries)
    return tuple(sorted(case.subjects, key=lambda subject: -named[subject.id]))
