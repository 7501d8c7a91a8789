"""Names that may not be published, found wherever they stand, and what is said of whom a case accuses."""

from __future__ import annotations

from typing import Any

import pytest
from builders import (
    AS_OF,
    Raw,
    make_act,
    make_case,
    make_facts,
    make_person,
    make_proceeding,
    make_proceeding_step,
    make_publication,
    make_source,
    parse_case,
    places,
    text,
)

from generator.records.fields import Context
from generator.records.names import check_address_names, check_names, check_names_between
from generator.records.packing import pack, pack_fields
from generator.records.promises import parse_promises
from generator.records.public import PublicCase
from generator.records.publication import publish_case
from generator.records.source_checks import check_sources
from generator.records.suspects import check_suspects

NAMELESS = make_publication("anonymous", [])


def other(**changes: Any) -> Raw:
    """Return a second case, about Eva Ruiz."""
    return make_case(
        **{"id": "MX-0002", "slug": "otro", "people": [make_person("eva", name="Eva Ruiz Nayotl")]} | changes
    )


def test_former_slugs(context: Context) -> None:
    """An address of earlier days may hold no name either (DNH-14)."""
    file = parse_case(context, make_case(publication=NAMELESS, former_slugs=["ana-perez", "caso-uno"]))

    assert places(check_names(file, public_repository=False)) == [("name-leak", "former_slugs[#1]")]


def test_collectives(context: Context) -> None:
    """The whole name of a collective is looked for where no names may be told; a single word may be any community."""
    collectives = [
        {"id": id_, "kind": "organisation", "name": text(name), "roles": ["human_rights_defender"]}
        for id_, name in (("red", "Red Imaginaria"), ("una", "Comunidad"))
    ]
    acts = [make_act(text=text("Allanaron la Red Imaginaria y la comunidad.", "A raid."))]
    changes: Raw = {"collectives": collectives, "acts": acts, "people": [make_person(name=None)]}
    file = parse_case(context, make_case(publication=NAMELESS, **changes))
    named = parse_case(context, make_case(**changes))

    assert places(check_names(file, public_repository=True)) == [("name-leak", "acts[a1].text")]
    assert places(check_names(named, public_repository=True)) == []


def pack_whole(case: PublicCase) -> str:
    """Return all of a case as it is kept."""
    return pack(list(pack_fields(case).values())).decode()


def check_between(context: Context, *raws: Raw) -> list[tuple[str, str]]:
    """Return what is wrong between the names of some cases."""
    files = {f"cases/{raw['slug']}.yml": parse_case(context, raw, f"cases/{raw['slug']}.yml") for raw in raws}
    facts = [make_facts(context, raw, name) for name, raw in zip(files, raws, strict=True)]
    out = [publish_case(one.case, as_of=AS_OF, vocabularies=context.vocabularies) for one in files.values()]
    public = [one for one in out if isinstance(one, PublicCase)]

    def check(wanted: frozenset[str] | None = None) -> list[tuple[str, str]]:
        found = check_names_between(facts, public, pack_whole, lambda file: files[file].document, wanted=wanted)
        return places(found)

    assert check() == [one for file in files for one in check(frozenset({file}))]
    return check()


@pytest.mark.parametrize(
    ("publication", "is_hidden"),
    [
        (make_publication(), False),
        (make_publication(status="draft"), False),
        (make_publication(status="withheld"), True),
        (NAMELESS, True),
        ({"status": "draft"}, True),
    ],
)
def test_names_of_other_cases(publication: Raw, is_hidden: bool, context: Context) -> None:  # noqa: FBT001
    """Who may not be named in one case is not named in another; whoever consented, or is withheld, decides it."""
    case = make_case(acts=[make_act(text=text("Con Eva Ruiz.", "With her."))], notes=["Eva Ruiz"])
    expected = [("name-of-another-case", "acts[a1].text.es")] if is_hidden else []

    assert check_between(context, case, other(publication=publication)) == expected


@pytest.mark.parametrize(
    ("name", "words", "is_found"),
    [
        ("Eva Ruiz Nayotl", "De EVA  de Ruíz.", True),
        ("Eva Ruiz Nayotl", "De Eva\nRuiz.", True),
        ("Eva Ruiz Nayotl", 'De "Eva" Ruiz.', True),
        ("Eva Ruiz Nayotl", "De Eva, la de Ruiz.", False),
        ("Eva Ruiz Nayotl", "De Evangelina Ruiz.", False),
        ("Eva O'Neill-Ruiz", "De Eva o'neill ruiz.", True),
        ("Ñandú", "El ñandu.", True),
        ("Eva I. Ruiz", "De Eva I.", False),
        ("Eva I. Ruiz", "De Eva I.R.", True),
    ],
)
def test_ways_to_write_a_name(name: str, words: str, is_found: bool, context: Context) -> None:  # noqa: FBT001
    """Accents, capitals, a word between, quotation marks and ends of lines hide no name; other words are none."""
    case = make_case(acts=[make_act(text=text(words, "Nobody."))])
    found = check_between(context, case, other(people=[make_person("eva", name=name)], publication=NAMELESS))

    assert bool(found) == is_found


def test_names_that_some_case_may_tell(context: Context) -> None:
    """A name that one case may tell is told in others, whatever a third one was asked to leave out."""
    case = make_case(people=[make_person(), make_person("eva", name="Eva Ruiz")], summary=text("Eva Ruiz. [s1]"))

    assert check_between(context, case, other(publication=NAMELESS)) == []


def test_recorded_addresses(context: Context) -> None:
    """An address that was promised and holds a name that may not be told is named; those of other cases are not."""
    promises, _ = parse_promises("/casos/ana-perez/ = MX-0001\n/x/ = MX-0001 -> /y-ana-perez/\n/ana-perez/ = MX-0002\n")
    facts = make_facts(context, make_case(publication=NAMELESS))

    assert [(one.code, one.line) for one in check_address_names(promises, [facts])] == [
        ("address-name", 1),
        ("address-name", 2),
    ]


@pytest.mark.parametrize(
    ("label", "codes"),
    [
        ("J. L. P.", ["suspect-identified"]),
        ("J.L.", ["suspect-identified"]),
        ("un hombre, alias El Tuerto", ["suspect-identified"]),
        ("«El Tuerto»", ["suspect-identified"]),
        ("guardias de la empresa X, S. A. de C. V.", []),
        ("asesino de la defensora", ["suspect-as-guilty"]),
        ("presunto asesino", []),
        ("señalado como autor", []),
        ("ex agente estatal", []),
    ],
)
def test_what_is_said_of_suspects(label: str, codes: list[str], context: Context) -> None:
    """No initials, no bynames, and nobody guilty before a court has said so (DNH-08)."""
    accused = [{"id": "x1", "label": text(label, "former agent")}]
    act = make_act(perpetrators=[{"type": "unknown", "detail": text(label, "former agent"), "sources": ["s1"]}])
    file = parse_case(context, make_case(proceedings=[make_proceeding(accused=accused)]))
    told = parse_case(context, make_case(acts=[act]))

    assert places(check_suspects(file, context)) == [(code, "proceedings[p1].accused[x1].label.es") for code in codes]
    assert places(check_suspects(told, context)) == [(code, "acts[a1].perpetrators[#1].detail.es") for code in codes]


def test_the_convicted_may_be_called_so(context: Context) -> None:
    """After a conviction of that person a label may say what the court found."""
    step = make_proceeding_step(stage="judgment_first_instance", outcome="conviction", accused=["x1"])
    accused = [{"id": "x1", "label": text("asesino de la defensora", "killer")}]
    file = parse_case(context, make_case(proceedings=[make_proceeding(accused=accused, steps=[step])]))

    assert places(check_suspects(file, context)) == []


@pytest.mark.parametrize(
    ("groups", "expected"),
    [(("a", "a"), ["acts[a1]"]), (("a", "b"), []), (("a", None), []), ((None, None), [])],
)
def test_sources_that_are_one(groups: tuple[str | None, ...], expected: list[str], context: Context) -> None:
    """Sources of one group count as one; where the group is not known nothing is said (DNH-09)."""
    sources = {f"s{n}": make_source(independence_group=group) for n, group in enumerate(groups, 1)}
    file = parse_case(context, make_case(acts=[make_act(sources=list(sources))], sources=sources))
    found = places(check_sources(file, context, public_repository=True))

    assert found == [("sources-one-group", place) for place in expected]


def test_confidential_sources_are_told_apart_by_repository(context: Context) -> None:
    """Their address may be on file where only editors read it; a public archive never has a copy (DNH-09, DNH-10)."""
    source = make_source(type="interview", archived="https://archive.example.org/x")
    file = parse_case(context, make_case(sources={"s1": source}))

    assert places(check_sources(file, context, public_repository=False)) == [
        ("confidential-source-archived", "sources.s1.archived")
    ]
    assert ("confidential-source-address", "sources.s1.url") in places(
        check_sources(file, context, public_repository=True)
    )
