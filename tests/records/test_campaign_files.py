"""Campaigns as read: which cases they may show, and what their editors are told."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from builders import AS_OF, LANGUAGES, Raw, codes, make_act, make_case, make_publication, make_source, text

from generator.records.public_campaigns import PublicCampaign
from generator.records.reading import Layout, Records, read_records

Project = Callable[..., Path]
USES = ("name", "place", "campaign")


def make_campaign(**changes: object) -> Raw:
    """Return the smallest campaign that has nothing wrong with it, with some of its keys changed."""
    campaign = {
        "id": "mirenlos",
        "name": text("Mírenlos", "Look at them"),
        "hashtag": "#Mírenlos",
        "organisation": text("Comité", "Committee"),
        "started": "2014-11",
        "purpose": text("Que se les mire [s1].", "That they be looked at [s1]."),
        "selection": text("Los propone este sitio.", "This site proposes them."),
        "cases": [{"case": "MX-0001"}],
        "sources": {"s1": make_source()},
    }
    return campaign | changes


def read(root: Path, campaign: Raw, *cases: Raw) -> Records:
    """Return the records of a project with a campaign and some cases; JSON is YAML."""
    for folder in ("cases", "content/campaigns"):
        (root / folder).mkdir(exist_ok=True)
    for raw in cases:
        (root / "cases" / f"{raw['slug']}.yml").write_text(json.dumps(raw), encoding="utf-8")
    (root / "content" / "campaigns" / "mirenlos.yml").write_text(json.dumps(campaign), encoding="utf-8")
    return read_records(Layout(root, root / "cases", root / "content", LANGUAGES), as_of=AS_OF)


def make_member(**changes: object) -> Raw:
    """Return a case whose consent allows campaigns."""
    return make_case(**{"publication": make_publication(uses=USES)} | changes)


def make_other(**changes: object) -> Raw:
    """Return a second case."""
    return make_case(**{"id": "MX-0002", "slug": "otro"} | changes)


def only(records: Records) -> PublicCampaign:
    """Return the one campaign of the records."""
    (campaign,) = records.campaigns
    return campaign


def test_what_is_read(make_project: Project) -> None:
    """A campaign shows the cases it lists, and says which of them sources tell it took up."""
    listed = [{"case": "MX-0002"}, {"case": "MX-0001", "text": text("La mostró.", "It showed her."), "sources": ["s1"]}]
    cases = make_member(), make_other(publication=make_publication(uses=USES))
    records = read(make_project(), make_campaign(cases=listed), *cases)

    assert records.problems == ()
    assert [(one.id, one.taken_up, one.sources) for one in only(records).cases] == [
        ("MX-0001", True, ("s1",)),
        ("MX-0002", False, ()),
    ]
    assert [source.id for source in only(records).sources] == ["s1"]


def test_a_case_may_name_its_campaign(make_project: Project) -> None:
    """A case that names the campaign in its own file is in it, as one the campaign took up."""
    records = read(make_project(), make_campaign(cases=[]), make_member(campaigns=["mirenlos"]))

    assert records.problems == ()
    assert [(one.id, one.taken_up) for one in only(records).cases] == [("MX-0001", True)]


@pytest.mark.parametrize(
    ("publication", "code"),
    [
        (make_publication(uses=("name", "place")), "campaign-use-not-given"),
        (make_publication("withdrawn", USES, status="withdrawn", withdrawn="2026-03-01"), "campaign-case-not-public"),
        (make_publication("pending", USES, status="withheld"), "campaign-case-not-public"),
        (make_publication("aggregate_only", ("campaign",)), "campaign-case-not-public"),
        (make_publication(uses=USES, status="draft"), "campaign-case-not-public"),
        (make_publication(uses=USES, status="embargoed", embargo_until="2027-01-01"), "campaign-case-not-public"),
    ],
)
def test_what_may_not_be_shown_is_left_out(publication: Raw, code: str, make_project: Project) -> None:
    """A case that is not published, or not for campaigns, is in no campaign; its editor is told, the build goes on."""
    people = [{"id": "ana", "roles": ["human_rights_defender"]}]
    case = make_other(publication=publication, people=people, place={"state": "20"}, acts=[make_act(date="2012-02")])
    records = read(make_project(), make_campaign(cases=[{"case": "MX-0001"}, {"case": "MX-0002"}]), make_member(), case)

    told = [problem for problem in records.problems if problem.severity != "note"]
    assert [(problem.code, problem.severity) for problem in told] == [(code, "warning")]
    assert told[0].file == "content/campaigns/mirenlos.yml"
    assert only(records).case_ids == {"MX-0001"}


def test_consent_taken_back_in_the_case(make_project: Project) -> None:
    """Of a case that names a campaign its consent does not cover, the problem is told where it is written."""
    case = make_case(campaigns=["mirenlos"])
    records = read(make_project(), make_campaign(cases=[]), case)

    assert [(problem.code, problem.file) for problem in records.problems] == [
        ("campaign-use-not-given", "cases/caso.yml")
    ]
    assert only(records).cases == ()


@pytest.mark.parametrize("part", ["purpose", "history", "selection"])
def test_no_name_that_may_not_be_told(part: str, make_project: Project) -> None:
    """No text of a campaign holds a name that a case keeps to itself, published or not."""
    hidden = make_other(publication=make_publication(uses=USES, status="draft"))
    hidden["people"][0]["name"] = "Zoila Vaca Ñandú"
    said = text("Habló ZOILA la Vaca [s1].", "Somebody spoke [s1].")
    records = read(make_project(), make_campaign(**{part: said}), make_member(), hidden)

    assert codes(records.problems) == ["name-leak"]


def test_no_contents_of_measures(make_project: Project) -> None:
    """No text of a campaign tells what a measure consists of (DNH-07)."""
    said = text("Con botón de pánico [s1].", "With an alarm [s1].")

    assert "measure-content" in codes(read(make_project(), make_campaign(history=said), make_member()).problems)


def test_every_site_may_be_without(make_project: Project) -> None:
    """A site without campaigns has none, and no problem."""
    root = make_project()
    (root / "cases").mkdir()
    (root / "cases" / "caso.yml").write_text(json.dumps(make_case()), encoding="utf-8")
    records = read_records(Layout(root, root / "cases", root / "content", LANGUAGES), as_of=AS_OF)

    assert (records.campaigns, records.problems) == ((), ())
