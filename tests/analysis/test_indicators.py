"""The figures: published examples, what always holds, and that small cells cannot be worked out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from fractions import Fraction

import pytest
from builders import (
    AS_OF,
    LANGUAGES,
    REPOSITORY,
    Raw,
    make_act,
    make_person,
    make_proceeding,
    make_proceeding_step,
    make_publication,
    publish,
)
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.analysis.after_grant import count_after_grant, find_after_grant
from generator.analysis.breakdowns import BREAKDOWNS
from generator.analysis.counts import count_records
from generator.analysis.figures import Figure, Place, Tally, make_figure
from generator.analysis.measures import find_measures
from generator.analysis.statistics import SCOPES, Statistics, find_mismatches, make_material
from generator.analysis.things import Things
from generator.records.fields import Context
from generator.records.indicator_files import Indicator, read_indicators
from generator.records.indicators import Indicators
from generator.records.public import PublicCase
from generator.records.reading import Layout, Records, read_records

LISTS = st.lists(st.sampled_from(["hit", "miss", "unknown"]), max_size=25)
PARTITIONS = ("year", "state", "act_type")


@pytest.fixture(scope="module")
def records() -> Records:
    """Return the real records."""
    layout = Layout(REPOSITORY, REPOSITORY / "cases", REPOSITORY / "content", LANGUAGES)
    return read_records(layout, as_of=AS_OF)


@pytest.fixture(scope="module")
def statistics(records: Records) -> Statistics:
    """Return the figures of the real records."""
    return compute(records.cases, records)


@pytest.fixture(scope="module")
def indicators(context: Context) -> Indicators:
    """Return the words of the figures."""
    found, problems = read_indicators(REPOSITORY / "content", root=REPOSITORY, context=context)
    assert not problems
    return found


def compute(cases: Iterable[PublicCase], records: Records, as_of: date = AS_OF) -> Statistics:
    """Return the figures of some cases."""
    return Statistics(Things.of(make_material(cases, records.vocabularies, as_of)), records.indicators)


def make_tally(parts: Iterable[str]) -> Tally:
    """Return a tally of so many of each part."""
    found: dict[str, list[str]] = {"hit": [], "miss": [], "unknown": []}
    for number, part in enumerate(parts):
        found[part].append(f"x{number}")
    return Tally(tuple(found["hit"]), tuple(found["miss"]), tuple(found["unknown"]))


def make(indicator: Indicator, parts: Iterable[str]) -> Figure:
    """Return the figure of so many of each part."""
    return make_figure(indicator, make_tally(parts), Place("all", AS_OF))


def test_golden_vector(indicators: Indicators) -> None:
    """One full, two partial, five complete, two unknown: 50 %, 62.5 %, 70 %."""
    figure = make(indicators["impunity_share"], ["hit"] * 5 + ["miss"] * 3 + ["unknown"] * 2)

    assert (figure.low, figure.known, figure.high) == (Fraction(1, 2), Fraction(5, 8), Fraction(7, 10))
    assert (figure.numerator, figure.denominator, figure.unknown) == (5, 8, 2)
    assert not figure.shows_percentage


def test_golden_vector_from_cases(context: Context, indicators: Indicators) -> None:
    """The same example as case files: what the files say gives the published figures."""
    cases = [
        _make_judged(context, 1, all_responsible_convicted=True),
        *(_make_judged(context, number) for number in (2, 3)),
        *(_make_case(context, number) for number in range(4, 9)),
        *(_make_case(context, number, last_checked="2020-01-01") for number in (9, 10)),
    ]
    found = Statistics(Things.of(make_material(cases, context.vocabularies, AS_OF)), indicators)
    share = found.find("impunity_share")
    split = {figure.row: figure.numerator for figure in found.select("justice_breakdown")}

    assert share
    assert (share.low, share.known, share.high) == (Fraction(1, 2), Fraction(5, 8), Fraction(7, 10))
    assert split == {"full_justice": 1, "partial_justice": 2, "complete_impunity": 5, "extinguished": 0, "unknown": 2}


def _make_case(context: Context, number: int, **changes: object) -> PublicCase:
    act = make_act(type="killing", motive_link="confirmed")
    return publish(context, id=f"MX-{number:04}", **({"acts": [act]} | changes))


def _make_judged(context: Context, number: int, **proceeding: object) -> PublicCase:
    steps = [make_proceeding_step(stage="final", outcome="conviction")]
    return _make_case(context, number, proceedings=[make_proceeding(steps=steps) | proceeding])


@given(LISTS)
def test_low_known_high(indicators: Indicators, parts: list[str]) -> None:
    """The known figure lies between the bounds, in every kind of indicator."""
    for code in ("impunity_share", "justice_breakdown", "acts_documented"):
        figure = make(indicators[code], parts)
        if figure.known is not None:
            assert figure.low is not None
            assert figure.high is not None
            assert figure.low <= figure.known <= figure.high


@given(LISTS)
def test_an_unknown_widens(indicators: Indicators, parts: list[str]) -> None:
    """One more unknown never raises the low bound and never lowers the high one."""
    for code in ("impunity_share", "justice_breakdown", "acts_documented"):
        before, after = make(indicators[code], parts), make(indicators[code], [*parts, "unknown"])
        if before.low is not None and before.high is not None:
            assert after.low is not None
            assert after.high is not None
            assert after.low <= before.low
            assert after.high >= before.high


def test_percentages_need_enough(indicators: Indicators) -> None:
    """Nine are a count, ten may be a percentage; a count never is."""
    assert not make(indicators["impunity_share"], ["hit"] * 9 + ["unknown"] * 9).shows_percentage
    assert make(indicators["impunity_share"], ["hit"] * 10).shows_percentage
    assert not make(indicators["acts_documented"], ["hit"] * 50).shows_percentage


def test_words_and_functions_match(records: Records) -> None:
    """Each indicator has words and one function; every row and part that occurs has words too."""
    assert not find_mismatches(records.indicators)
    assert records.indicators.scopes.keys() == SCOPES.keys()
    assert records.indicators.breakdowns.keys() == BREAKDOWNS.keys()


def test_rows_have_words(records: Records, statistics: Statistics) -> None:
    """The rows of an indicator are codes of the list it names."""
    for figure in statistics.figures:
        name = records.indicators[figure.code].rows
        known = records.indicators.rows.get(name or "") or records.vocabularies.get(name or "")
        assert (figure.row is None) == (name is None), figure.code
        assert figure.row in {None, *(known or ())}, (figure.code, figure.row)


def test_classes_sum_to_the_total(statistics: Statistics) -> None:
    """The classes of justice are those of the share, whole or broken down, with the unknown ones."""
    for breakdown in (None, "year", "state", "act_type"):
        for scope in SCOPES:
            split, total = Counter[str | None](), {}
            for figure in statistics.select("justice_breakdown", scope=scope, breakdown=breakdown):
                split[figure.key] += figure.numerator or 0
                total[figure.key] = figure.denominator or 0

            assert {key: split[key] for key in total} == total


@pytest.mark.parametrize("code", ["attacks_documented", "acts_documented", "impunity_share"])
@pytest.mark.parametrize("breakdown", PARTITIONS)
def test_parts_sum_to_the_total(statistics: Statistics, code: str, breakdown: str) -> None:
    """Each act is in one state, one year, of one type: the parts add up, what is withheld apart."""
    for scope in SCOPES:
        whole = statistics.find(code, scope=scope)
        parts = statistics.select(code, scope=scope, breakdown=breakdown)
        ids = [id_ for part in parts for id_ in part.ids]

        assert whole
        assert len(ids) == len(set(ids))
        assert set(ids) <= set(whole.ids)
        if not any(part.suppressed for part in parts):
            assert len(ids) == whole.numerator


def test_an_unknown_part_is_always_there(statistics: Statistics, records: Records) -> None:
    """Every breakdown has a row for what is not known."""
    for code, indicator in records.indicators.items():
        for breakdown in indicator.breakdowns:
            keys = {figure.key for figure in statistics.select(code, breakdown=breakdown)}

            assert BREAKDOWNS[breakdown].unknown in keys


def test_each_number_has_its_cases(statistics: Statistics) -> None:
    """As many ids as counted, each of them once; nothing behind a withheld figure."""
    for figure in statistics.figures:
        assert len(set(figure.ids)) == len(figure.ids)
        if figure.suppressed:
            assert (figure.ids, figure.unknown_ids) == ((), ())
            assert {figure.numerator, figure.denominator, figure.low, figure.known, figure.high} == {None}
        elif figure.code not in {"time_to_milestone", "time_to_implementation", "measure_contents"}:
            assert len(figure.ids) == figure.numerator


@settings(max_examples=15, deadline=None)
@given(order=st.permutations(range(6)))
def test_the_order_of_files_does_not_matter(records: Records, order: list[int]) -> None:
    """The same cases in any order give the same figures."""
    cases = records.cases[:6]

    assert compute((cases[index] for index in order), records).figures == compute(cases, records).figures


def test_equal_to_what_other_modules_count(records: Records, statistics: Statistics) -> None:
    """Attacks are those of the counts on the home page; attacks after a grant those of their own module."""
    attacks = statistics.find("attacks_documented", scope="all")
    pairs = find_after_grant(find_measures(records.cases, records.vocabularies, as_of=AS_OF), records.vocabularies)
    after = count_after_grant(pairs)
    rows = {figure.row: figure.numerator for figure in statistics.select("attacks_after_grant")}
    share = statistics.find("attacked_while_unprotected")

    assert attacks
    assert share
    assert attacks.numerator == count_records(records.cases).attacks
    assert [rows[state.value] for state, _ in after.by_state] == [number for _, number in after.by_state]
    others = (after.mixed, after.uncertain, after.requested, after.ended)
    assert (rows["mixed"], rows["uncertain"], rows["requested"], rows["ended"]) == others
    assert (share.denominator or 0) + (share.unknown or 0) == after.acts


def test_scopes_nest(statistics: Statistics) -> None:
    """The wider scope has everything of the narrower one."""
    ids = [set(getattr(statistics.find("attacks_documented", scope=scope), "ids", ())) for scope in SCOPES]

    assert ids[0] < ids[1] < ids[2]


def test_medians_are_absent_while_most_wait(statistics: Statistics) -> None:
    """No median where the curve never falls to half."""
    for (code, scope, row), curves in statistics.curves.items():
        figure = statistics.find(code, scope=scope, row=row)
        ends = [curve.points[-1].survival for curve in (curves.earliest, curves.latest) if curve.points]

        assert figure
        if all(end > Fraction(1, 2) for end in ends):
            assert figure.low is None


def test_a_table_without_cover_is_not_told(context: Context, indicators: Indicators) -> None:
    """Where all would be withheld, one row says so, and not even the groups are named."""
    person = make_person(groups=["lgbtiq"])
    cases = [_make_case(context, 1, people=[person]), _make_case(context, 2)]
    found = Statistics(Things.of(make_material(cases, context.vocabularies, AS_OF)), indicators)
    groups = found.select("attacks_documented", breakdown="group")

    assert [(figure.key, figure.suppressed, figure.numerator) for figure in groups] == [("unknown", True, None)]


def test_cases_without_names_are_guarded(context: Context, indicators: Indicators) -> None:
    """The one anonymous case of a state is not shown alone, and neither is what is left over."""
    hidden: Mapping[str, Raw] = {
        "publication": make_publication("anonymous", uses=["place"]),
        "people": [make_person(pseudonym="Una defensora")],
        "place": {"state": "21"},
    }
    cases = [_make_case(context, number) for number in range(1, 8)] + [_make_case(context, 8, **hidden)]
    cases += [_make_case(context, number, place={"state": "30"}) for number in range(9, 18)]
    found = Statistics(Things.of(make_material(cases, context.vocabularies, AS_OF)), indicators)
    states = {figure.key: figure.suppressed for figure in found.select("attacks_documented", breakdown="state")}

    assert states == {"20": True, "21": True, "30": False, "99": False}


def test_figures_are_found_by_their_place(statistics: Statistics) -> None:
    """Each figure is found by its scope and place; without a scope, that of the first scope it comes in."""
    main: dict[tuple[str, str | None], str] = {}
    for one in statistics.figures:
        place = {"row": one.row, "breakdown": one.breakdown, "key": one.key}
        first = main.setdefault((one.code, one.breakdown), one.scope)

        assert statistics.find(one.code, scope=one.scope, **place) is one
        assert any(each is one for each in statistics.select(one.code, scope=one.scope, breakdown=one.breakdown))
        assert statistics.select(one.code, breakdown=one.breakdown)[0].scope == first
    assert statistics.find("impunity_share", scope="none") is None
    assert statistics.select("none") == ()
