"""What leaves the house: only what the consent and the do-no-harm rules allow, field by field."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import pytest
from builders import (
    AS_OF,
    make_act,
    make_body,
    make_case,
    make_measure,
    make_measure_step,
    make_person,
    make_proceeding,
    make_proceeding_step,
    make_publication,
    make_source,
    parse_case,
    publish,
    text,
)

from generator.records.dates import PartialDate
from generator.records.do_no_harm import check_harm
from generator.records.fields import Context, LocalText
from generator.records.public import PublicCase
from generator.records.public_history import WithdrawnCase
from generator.records.publication import publish_case
from generator.records.unopened import list_fields
from generator.records.urns import make_urn


def release(context: Context, as_of: date = AS_OF, **changes: Any) -> PublicCase | WithdrawnCase | None:
    """Return what is published of a case with some of its keys changed."""
    case = parse_case(context, make_case(**changes)).case
    return publish_case(case, as_of=as_of, vocabularies=context.vocabularies)


@pytest.mark.parametrize("status", ["draft", "review", "withheld"])
def test_statuses_that_hold_back(status: str, context: Context) -> None:
    """A draft, a case under review and one withheld are not published, whatever the consent (DNH-02)."""
    assert release(context, publication=make_publication(status=status)) is None


@pytest.mark.parametrize("level", ["withdrawn", "none", "pending", "aggregate_only"])
def test_levels_without_a_page(level: str, context: Context) -> None:
    """A consent level that allows no page gives none (DNH-02)."""
    assert release(context, publication=make_publication(level)) is None


def test_no_consent_no_page(context: Context) -> None:
    """A case without a recorded consent is not published, even if its status says so (DNH-02)."""
    assert release(context, publication={"status": "published"}) is None


def test_withdrawn_case_is_a_bare_notice(context: Context) -> None:
    """Of a withdrawn case only its id, the day and opaque names of what was told remain: no slug, name or text."""
    publication = make_publication(status="withdrawn", withdrawn="2026-05-06")
    additions = [{"date": "2026-03-01", "events": ["a1"]}]
    corrections = [{"date": "2026-03-02", "text": text(), "asked_by": "reader"}] * 2
    notice = release(context, publication=publication, additions=additions, corrections=corrections)

    assert isinstance(notice, WithdrawnCase)
    assert set(list_fields(WithdrawnCase)) == {"id", "date", "urns"}
    assert (notice.id, notice.date.text) == ("MX-0001", "2026-05-06")
    assert notice.urns == tuple(make_urn("MX-0001", part) for part in ("", "a1", "2026-03-02/1", "2026-03-02/2"))
    assert all(re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", urn) for urn in notice.urns)


def test_the_day_of_publication(context: Context) -> None:
    """It is what the file says, else the end of an embargo, else the first check."""
    cases = [
        publish(context, publication=make_publication(**said))
        for said in ({"published": "2026-01-15"}, {"status": "embargoed", "embargo_until": "2026-02-03"}, {})
    ]

    assert [case.published.text for case in cases] == ["2026-01-15", "2026-02-03", "2026-11-22"]


@pytest.mark.parametrize(
    ("as_of", "is_out"), [(date(2026, 12, 31), False), (date(2027, 1, 1), True), (date(2027, 1, 2), True)]
)
def test_embargo(as_of: date, is_out: bool, context: Context) -> None:  # noqa: FBT001
    """A case under embargo is published from the day the embargo ends, seen from the as-of date (DNH-04)."""
    publication = make_publication(status="embargoed", embargo_until="2027-01-01")

    assert (release(context, as_of, publication=publication) is not None) is is_out


def test_embargo_without_end_never_ends(context: Context) -> None:
    """A case under embargo until nobody knows when is not published."""
    for until in (None, "unknown", "2020-01-01/.."):
        publication = make_publication(status="embargoed", embargo_until=until)

        assert release(context, publication=publication) is None


def test_names(context: Context) -> None:
    """People and collectives are named only where the consent includes names; a minor never is (DNH-03, DNH-06)."""
    collective = {"id": "red", "kind": "organisation", "name": text("Red", "Network"), "roles": ["media_outlet"]}
    collective["roles"] = ["human_rights_defender"]
    changes: dict[str, Any] = {
        "people": [make_person(), make_person("eva", minor=True, pseudonym="E.")],
        "collectives": [collective],
    }
    named = publish(context, **changes)
    nameless = publish(context, publication=make_publication(uses=["place"]), **changes)

    assert [subject.name for subject in named.subjects[:2]] == ["Ana Pérez Ñuu", "E."]
    assert named.subjects[2].name == LocalText((("es", "Red"), ("en", "Network")))
    assert [subject.name for subject in nameless.subjects] == [None, "E.", None]


def test_ids_of_subjects_stay_where_names_stay(context: Context) -> None:
    """Editors make ids of names; of whom the consent does not name they are numbers outside, everywhere alike."""
    red = {"id": "red", "kind": "organisation", "name": text("Red", "Network"), "roles": ["human_rights_defender"]}
    changes: dict[str, Any] = {
        "people": [make_person("ana"), make_person("eva")],
        "collectives": [red | {"members": ["eva"]}],
        "acts": [make_act(victims=[{"id": "eva"}, {"others": "2"}, {"id": "nadie"}])],
        "measures": [make_measure(beneficiaries=[{"id": "red"}])],
    }
    named = publish(context, **changes)
    nameless = publish(context, publication=make_publication(uses=["place"]), **changes)

    assert [subject.id for subject in named.subjects] == ["ana", "eva", "red"]
    assert [subject.id for subject in nameless.subjects] == ["_subject1", "_subject2", "_subject3"]
    assert nameless.subjects[2].members == ("_subject2",)
    # Nobody has the last id, which is a problem of its own and must not stop the reading.
    assert [victim.id for victim in nameless.acts[0].victims] == ["_subject2", None, "_nobody"]
    assert [one.id for one in nameless.measures[0].beneficiaries] == ["_subject3"]
    assert "eva" not in repr(nameless)


def test_places(context: Context) -> None:
    """The state is always told, the municipality with consent for places, the locality with its own (DNH-05)."""
    place = {"state": "20", "municipality": "Xadani", "locality": "Barrio"}
    changes: dict[str, Any] = {"place": place, "work_place": place, "acts": [make_act(place=place)]}
    told = {}
    for uses in ((), ("place",), ("place", "locality"), ("locality",)):
        case = publish(context, publication=make_publication(uses=["name", *uses]), **changes)
        places = {case.place, case.work_place, case.acts[0].place}
        (shown,) = {(each.state, each.municipality, each.locality) for each in places if each}
        told[uses] = shown

    assert told[()] == ("20", None, None)
    assert told["place",] == ("20", "Xadani", None)
    assert told["place", "locality"] == ("20", "Xadani", "Barrio")
    assert told["locality",][1] is None


def make_full(marker: str = "") -> dict[str, Any]:
    """Return a case that uses every field, each text and line of it holding its own marked word."""
    count = iter(range(10_000))

    def line(public: bool = True) -> str:  # noqa: FBT001, FBT002
        return f"{'' if public else marker}w{next(count)}"

    def texts(public: bool = True) -> dict[str, str]:  # noqa: FBT001, FBT002
        return text(line(public), line(public))

    def version(public: bool = True) -> dict[str, Any]:  # noqa: FBT001, FBT002
        return {"according_to": "press", "text": texts(public), "sources": ["s1"], "withdrawn": "2019-02-03"}

    def source(type_: str = "press", public: bool = True) -> dict[str, Any]:  # noqa: FBT001, FBT002
        changes = {"publisher": line(public), "title": line(public), "copy_of": line(public)}
        return make_source(
            type=type_, url=f"https://a.mx/{line(public)}", archived=f"https://b.mx/{line(public)}", **changes
        )

    place = {"state": "20", "municipality": line(), "locality": line(public=False)}
    refs = ["s1", "s2"]
    step = make_measure_step("m1-1", date="2013-05-06", text=texts(public=False), sources=refs)
    reserved = make_measure(
        text=texts(public=False), items=["escort"], versions=[version(public=False)], steps=[step], reference=line()
    )
    ended = make_measure(
        "m2",
        text=texts(),
        items=["escort"],
        versions=[version()],
        steps=[
            make_measure_step("m2-1", date="2013-05-06", text=texts()),
            make_measure_step("m2-2", step="lifted", date=2015),
        ],
    )
    perpetrator = {"type": "unknown", "detail": texts(), "sources": refs}
    proceeding = make_proceeding(
        reference=line(),
        text=texts(),
        charges=[{"text": texts(), "provision": line()}],
        accused=[{"id": "x1", "label": texts()}],
        steps=[make_proceeding_step(text=texts(), sources=refs)],
        competence=[
            {
                "id": "c1",
                "date": "2015-01-02",
                "action": "declined",
                "from": make_body(),
                "text": texts(),
                "sources": refs,
            }
        ],
        versions=[version()],
    )
    status = [{"status": "active", "date": "2020-01-02", "sources": refs}]
    return make_case(
        publication=make_publication(consent=make_publication()["consent"] | {"recorded_by": line(public=False)}),
        people=[
            make_person(name=line(), pseudonym=line(public=False), people=texts(), about=texts(), status=status),
            make_person("eva", name=line(public=False), minor=True),
        ],
        place=place,
        work_place=place,
        summary=texts(),
        versions=[version()],
        recognition=[{"id": "r1", "date": "2015-01-02", "text": texts(), "sources": refs}],
        acts=[make_act(place=place, text=texts(), perpetrators=[perpetrator], versions=[version()], sources=refs)],
        measures=[reserved, ended],
        proceedings=[proceeding],
        corrections=[{"date": "2025-01-02", "text": texts(), "reason": texts(), "asked_by": "reader"}],
        notes=[line(public=False)],
        private={"any": {"thing": [line(public=False)]}},
        sources={"s1": source(), "s2": source("interview", public=False)},
    )


def find_texts(value: object) -> Iterator[str]:
    """Yield every text anywhere within a public value, of whatever kind its holders are."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for pair in value.items():
            yield from find_texts(pair)
    elif isinstance(value, tuple | list | set | frozenset):
        for each in value:
            yield from find_texts(each)
    elif names := list_fields(type(value)):
        for name in names:
            yield from find_texts(getattr(value, name))
    else:
        assert value is None or isinstance(value, bool | int), type(value)


def find_marked(raw: object, marker: str) -> set[str]:
    """Return the marked words in a case file."""
    inner = raw.values() if isinstance(raw, dict) else raw if isinstance(raw, list) else ()
    found = {word for item in inner for word in find_marked(item, marker)}
    return found | ({raw} if isinstance(raw, str) and marker in raw else set())


def test_canaries_stay_inside(context: Context) -> None:
    """No word of a field that may not be published is anywhere in the public case (DNH-01)."""
    raw = make_full("canario")
    case = release(context, **raw)
    assert isinstance(case, PublicCase)
    told = "\n".join(find_texts(case))

    assert len(find_marked(raw, "canario")) == 17
    assert "canario" not in told
    assert "escort" not in told
    assert "2013-05-06" in told  # the day of the measure that ended
    assert [step.date.text for step in case.measures[0].steps] == ["2013-05"]


def test_everything_else_is_told(context: Context) -> None:
    """Every other word of the case file is in the public case: nothing is lost on the way."""
    raw = make_full("canario")
    told = "\n".join(find_texts(release(context, **raw)))
    words = {word for word in find_marked(raw, "w") if re.search(r"(?<!canario)w[0-9]", word)}

    assert len(words) > 40
    assert {word for word in words if word.rpartition("/")[2] not in told} == set()


def test_confidential_sources(context: Context) -> None:
    """A confidential source is not in the public case, nor is any reference to it (DNH-09)."""
    case = publish(context, **make_full())
    refs = {ref for value in find_records(case) for ref in getattr(value, "sources", ()) if isinstance(ref, str)}

    assert [source.id for source in case.sources] == ["s1"]
    assert refs == {"s1"}


def test_reserved_measure_keeps_kind_body_month_and_step(context: Context) -> None:
    """Of a measure in force for somebody alive, texts, versions, items and days stay inside (DNH-07)."""
    reserved, ended = publish(context, **make_full()).measures

    assert reserved.reserved
    assert (reserved.text, reserved.versions, reserved.steps[0].text) == (None, (), None)
    assert (reserved.kind, reserved.body.type, reserved.steps[0].step) == ("protective", "cndh", "granted")
    assert not ended.reserved
    assert ended.text
    assert ended.versions
    assert ended.steps[0].date.precision == "day"


def test_measure_of_the_dead_is_told(context: Context) -> None:
    """A measure that failed somebody who was killed is told in full."""
    step = make_measure_step(date="2013-05-06", text=text())
    (measure,) = publish(
        context, acts=[make_act(type="killing")], measures=[make_measure(text=text(), steps=[step])]
    ).measures

    assert not measure.reserved
    assert measure.text
    assert measure.steps[0].text
    assert measure.steps[0].date.text == "2013-05-06"


def test_pages_without_names_give_months(context: Context) -> None:
    """Where no name is published, no date of what happened names a day, so that it does not identify (DNH-15)."""
    raw = make_full()
    raw["publication"] = make_publication("anonymous", ["place"])
    case = release(context, **raw)
    assert isinstance(case, PublicCase)
    events = (case.acts, case.measures, case.proceedings, case.recognition, case.subjects)
    dates = [value for value in find_records(events) if isinstance(value, PartialDate)]

    assert len(dates) > 6
    assert [value.text for value in dates if value.precision == "day"] == []


def test_a_dangling_source_does_not_stop_the_reading(context: Context) -> None:
    """A reference to a source that does not exist is left for the checks to tell."""
    assert publish(context, acts=[make_act(sources=["s1", "s7"])]).acts[0].sources == ("s1",)


def test_full_case_breaks_no_rule_but_those_it_should(context: Context) -> None:
    """The case with every field is told off for exactly what the door withholds."""
    file = parse_case(context, make_full())
    found = {problem.code for problem in check_harm(file, context, public_repository=True)}

    assert found == {
        "confidential-source-address",
        "confidential-source-archived",
        "locality-without-consent",
        "minor-named",
        "private-in-public-repository",
        "reserved-in-public-repository",
    }


def find_records(value: object) -> Iterator[object]:
    """Yield every record and date anywhere within a public value."""
    if isinstance(value, tuple | frozenset):
        for each in value:
            yield from find_records(each)
    elif names := list_fields(type(value)):
        yield value
        for name in names:
            yield from find_records(getattr(value, name))
