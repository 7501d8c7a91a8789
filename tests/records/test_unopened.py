"""Records that are opened when somebody asks: nobody can tell them from those that were whole at once."""

from __future__ import annotations

import copy
import pickle
import weakref
from collections.abc import Callable, Mapping
from dataclasses import FrozenInstanceError, fields, replace
from datetime import date

import pytest
from builders import make_case, parse_case

from generator.records.fields import Context
from generator.records.public import PublicCase
from generator.records.publication import publish_case
from generator.records.unopened import list_values, make_unopened


@pytest.fixture(scope="module")
def case(context: Context) -> PublicCase:
    """Return a public case."""
    found = publish_case(parse_case(context, make_case()).case, as_of=date.max, vocabularies=context.vocabularies)
    assert isinstance(found, PublicCase)
    return found


@pytest.fixture
def opened() -> list[int]:
    """Return the list to which a number goes each time that a record is opened."""
    return []


@pytest.fixture
def late(case: PublicCase, opened: list[int]) -> PublicCase:
    """Return the same case, of which only the id is known yet."""

    def open_case(_: str) -> Mapping[str, object]:
        opened.append(1)
        return list_values(case)

    return make_unopened(PublicCase, open_case, {"id": case.id})


def test_it_is_opened_once(case: PublicCase, late: PublicCase, opened: list[int]) -> None:
    """When somebody asks for what is not known yet, and not before."""
    assert late.id == case.id
    assert isinstance(late, PublicCase)
    assert opened == []
    for field in fields(PublicCase):
        assert getattr(late, field.name) == getattr(case, field.name)
    assert opened == [1]


def test_what_it_was_opened_of_is_let_go(case: PublicCase) -> None:
    """Many thousands of texts need not stay in memory beside the records that were made of them."""

    class Source:
        def open(self, _: str) -> Mapping[str, object]:
            return list_values(case)

    source = Source()
    gone = weakref.ref(source)
    late = make_unopened(PublicCase, source.open, {})
    del source
    assert gone() is not None
    assert late == case
    assert gone() is None


def test_as_far_as_needed(case: PublicCase, opened: list[int]) -> None:
    """What can be told by itself is, and no more; then the rest."""

    def open_case(field: str) -> Mapping[str, object]:
        opened.append(1)
        return {field: case.slug} if field == "slug" else list_values(case)

    late = make_unopened(PublicCase, open_case, {})
    assert [late.slug, late.slug] == [case.slug, case.slug]
    assert opened == [1]
    assert late == case
    assert opened == [1, 1]


WAYS: dict[str, Callable[[PublicCase], object]] = {
    "equality": lambda one: one,
    "hash": hash,
    "words": repr,
    "another process": lambda one: pickle.loads(pickle.dumps(one)),  # noqa: S301 - our own bytes
    "a copy": copy.copy,
    "a deep copy": copy.deepcopy,
    "one field changed": lambda one: replace(one, slug="otro"),
}
"""What one may do with a case."""


@pytest.mark.parametrize("way", WAYS)
def test_nobody_can_tell(case: PublicCase, late: PublicCase, way: str) -> None:
    """Whatever is done with it gives the same."""
    assert WAYS[way](late) == WAYS[way](case)


def test_it_cannot_be_changed(late: PublicCase) -> None:
    """Neither before nor after it is opened; and it has no other fields."""
    for _ in range(2):
        with pytest.raises(FrozenInstanceError):
            late.slug = "otro"  # type: ignore[misc]  # that is the test
        with pytest.raises(AttributeError, match="suspect"):
            _ = late.suspect  # type: ignore[attr-defined]  # that is the test
        assert late.slug


def test_what_cannot_be_opened_stays_closed(case: PublicCase) -> None:
    """The fault is told each time, and what is known stays known."""

    def fail(_: str) -> Mapping[str, object]:
        raise OSError(case.id)

    late = make_unopened(PublicCase, fail, {"id": case.id})
    for _ in range(2):
        with pytest.raises(OSError, match=case.id):
            _ = late.slug
    assert late.id == case.id
