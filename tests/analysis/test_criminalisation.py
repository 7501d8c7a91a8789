"""Criminal proceedings against defenders: how they end, and what they cost in days."""

from __future__ import annotations

from builders import Raw, make_proceeding, make_proceeding_step, publish

from generator.analysis.criminalisation import Criminalisation, list_criminalisations
from generator.analysis.durations import DaySpan
from generator.records.fields import Context


def assess(context: Context, *steps: tuple[str, str, str], **changes: str) -> Criminalisation:
    """Return what is found of a proceeding against a defender with steps of date, stage and outcome."""
    raw = [
        make_proceeding_step(f"p1-{n}", date=date, stage=stage, outcome=outcome)
        for n, (date, stage, outcome) in enumerate(steps, 1)
    ]
    proceeding: Raw = make_proceeding(side="against_defender", steps=raw) | changes
    found = list_criminalisations([publish(context, proceedings=[proceeding])], context.vocabularies)
    assert len(found) == 1
    return found[0]


def test_acquitted_after_a_stay_in_prison(context: Context) -> None:
    """Days run from the first step to the acquittal, and from the detention to the release."""
    found = assess(
        context,
        ("2012-01-01", "arrest_warrant", "pending"),
        ("2012-01-11", "detention", "pending"),
        ("2012-01-21", "release", "released"),
        ("2012-04-10", "judgment_first_instance", "acquittal"),
    )

    assert (found.ending, found.ended_by and found.ended_by.id) == ("acquitted", "p1-4")
    assert (found.days_to_acquittal, found.days_to_release, found.days_in_prison) == (
        DaySpan(100, 100),
        DaySpan(20, 20),
        DaySpan(10, 10),
    )


def test_a_release_without_its_detention_has_no_days(context: Context) -> None:
    """Where one end of a stay is not on record its days are unknown, which is not none."""
    found = assess(context, ("2012", "complaint", "pending"), ("2013", "release", "released"))

    assert found.days_in_prison is None
    assert [step.id for step in found.unmatched] == ["p1-2"]
    assert found.ending == "open"


def test_two_detentions_in_a_row_are_not_paired(context: Context) -> None:
    """Two people may be meant: nothing says whose release it was."""
    found = assess(
        context,
        ("2014-09-11", "detention", "pending"),
        ("2014-09-12", "detention", "pending"),
        ("2015-08-14", "release", "released"),
    )

    assert found.days_in_prison is None
    assert len(found.unmatched) == 3


def test_a_later_conviction_stands(context: Context) -> None:
    """An acquittal of one charge does not undo the conviction for another; a release does not either."""
    found = assess(
        context,
        ("2000-08-28", "judgment_first_instance", "conviction"),
        ("2001-11-08", "release", "released"),
        ("2002-08-14", "direct_amparo", "acquittal"),
        ("2002-08-14", "direct_amparo", "conviction"),
    )

    assert found.ending == "convicted"


def test_released_for_lack_of_grounds_is_closed(context: Context) -> None:
    """The case ended without a trial."""
    found = assess(context, ("2014-09-11", "detention", "pending"), ("2015-09-23", "release", "not_bound_over"))

    assert found.ending == "closed"
    assert found.days_in_prison == DaySpan(377, 377)


def test_other_sides_and_kinds_are_not_criminalisation(context: Context) -> None:
    """Proceedings against suspects, and those that are not criminal, are no criminalisation."""
    cases = [
        publish(context, proceedings=[make_proceeding()]),
        publish(context, proceedings=[make_proceeding(side="against_defender", kind="administrative")]),
    ]

    assert list_criminalisations(cases, context.vocabularies) == ()
