"""What is documented of a campaign's cases, counted as everywhere."""

from __future__ import annotations

from builders import AS_OF, Raw, make_act, make_measure, make_measure_step, make_person, make_publication, publish, text

from generator.analysis.campaigns import CampaignFinding, find_campaign
from generator.analysis.findings import find_all
from generator.analysis.measure_steps import State
from generator.records.dates import parse_date
from generator.records.fields import Context, LocalText
from generator.records.public import PublicCase
from generator.records.public_campaigns import PublicCampaign, PublicCampaignCase
from generator.records.reading import Records

NAME = LocalText((("es", "Mírenlos"),))


def find(context: Context, *cases: PublicCase, shown: tuple[str, ...] = ("MX-0001",)) -> CampaignFinding:
    """Return what is found of a campaign that shows some of the published cases."""
    members = tuple(PublicCampaignCase(id_, None, (), taken_up=False) for id_ in shown)
    campaign = PublicCampaign("c", NAME, "#C", NAME, parse_date("2014"), NAME, None, NAME, members, ())
    findings = find_all(Records(tuple(cases), (), context.vocabularies, AS_OF, (), len(cases)))
    return find_campaign(campaign, findings)


def make_granted(id_: str, granted: str, *steps: Raw) -> Raw:
    """Return a measure granted on a date, with what was said of it later."""
    grant = make_measure_step(f"{id_}-1", date=granted)
    return make_measure(id_, steps=[grant, *steps])


def test_counts_are_of_its_cases_out_of_all(context: Context) -> None:
    """Only the campaign's cases are counted, and what they are counted out of is everything published."""
    mine = publish(context, acts=[make_act("a1"), make_act("a2", date="2013")])
    other = publish(context, id="MX-0002", slug="otro", acts=[make_act("a1", type="killing", text=text())])
    found = find(context, mine, other)

    assert [case.id for case in found.cases] == ["MX-0001"]
    assert (found.counts.cases, found.everything.cases) == (1, 2)
    assert (found.counts.attacks, found.everything.attacks) == (2, 3)


def test_who_is_asked_about_what(context: Context) -> None:
    """Asked about is what goes on and is not verified in place; the longest without comes first."""
    missing = make_measure_step("m1-2", date="2016-01", step="not_in_place", according_to="organisation")
    done = make_measure_step("m3-2", date="2016-01", step="in_place", according_to="organisation")
    ended = make_measure_step("m4-2", date="2016-01", step="lifted")
    measures = [
        make_granted("m1", "2015-03", missing),
        make_granted("m2", "2013-05"),
        make_granted("m3", "2012-05", done),
        make_granted("m4", "2011-05", ended),
        make_granted("m5", "2010-05") | {"same_as": "MX-0002#m1"},
    ]
    other = publish(context, id="MX-0002", slug="otro", measures=[make_granted("m1", "2010-05")])
    found = find(context, publish(context, measures=measures), other)

    assert [one.id for one in found.asked] == ["MX-0001#m2", "MX-0001#m1"]
    assert dict(found.states) == {State.IN_PLACE: 1, State.NOT_IN_PLACE: 1, State.UNKNOWN: 1, State.ENDED: 1}
    assert found.measure_count == 4


def test_nobody_is_asked_for_the_dead(context: Context) -> None:
    """A measure that ended with the death of the person it protected is asked of nobody."""
    dead = make_person(status=[{"status": "dead", "date": "2016-02-03", "sources": ["s1"]}])
    case = publish(context, publication=make_publication(), people=[dead], measures=[make_granted("m1", "2013-05")])

    assert find(context, case).asked == ()
