"""What the form of data is, read off the types of fields: what is refused, and what is made of what is written."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

import pytest
from msgspec import field
from pydantic_core import ValidationError

from generator.records.campaigns import Campaign
from generator.records.fields import Context, Limits, Line, LocalText
from generator.records.forms import make_form, validate
from generator.records.mechanism_files import _FIELDS
from generator.records.models import Case
from generator.records.people import Victim
from generator.records.record import Record
from generator.records.tombstones import Tombstone
from generator.records.vocabularies import Vocabularies
from generator.records.vocabulary_files import TermSources, VocabularyData


class Inner(Record, frozen=True, kw_only=True):
    """A record within another."""

    name: Line = "nobody"


class Outer(Record, frozen=True, kw_only=True):
    """A record with a field of each kind."""

    count: Annotated[int, Limits(gt=0)] | None = None
    sure: bool = False
    kind: Literal["a", "b"] = "a"
    many: Annotated[tuple[Inner, ...], Limits(min_length=1)]
    giver: Inner | None = field(default=None, name="from")
    texts: Mapping[str, LocalText] = field(default_factory=dict)
    rest: dict[str, Any] = field(default_factory=dict)


CONTEXT = Context(Vocabularies(), ("es", "en"))


def find_faults(raw: object) -> dict[tuple[str | int, ...], str]:
    """Return what is wrong with the outer record, by place."""
    with pytest.raises(ValidationError) as error:
        validate(raw, Outer, CONTEXT)
    return {one["loc"]: one["type"] for one in error.value.errors()}


def test_all_that_is_wrong_is_found_at_once() -> None:
    """Each fault has its place, whatever else is wrong; names in files are those that places tell."""
    raw = {"count": 0, "sure": "yes", "kind": "c", "many": [], "from": {"name": " "}, "texts": {"x": 1}, "other": 1}
    assert find_faults(raw) == {
        ("count",): "greater_than",
        ("sure",): "bool_type",
        ("kind",): "literal_error",
        ("many",): "too_short",
        ("from", "name"): "string_too_short",
        ("texts", "x"): "text-languages",
        ("other",): "extra_forbidden",
    }
    assert find_faults({}) == {("many",): "missing"}
    assert find_faults([]) == {(): "dict_type"}
    assert find_faults({"many": [{}], "count": "2"}) == {("count",): "int_type"}


def test_what_is_made_of_what_is_written() -> None:
    """Ends are cut, numbers become the texts they look like, and what is not written is as the record says."""
    raw = {"many": [{"name": " a "}, {"name": 12}, {}], "from": {}, "texts": {"x": {"es": "sí"}}}
    assert validate(raw, Outer, CONTEXT) == Outer(
        many=(Inner(name="a"), Inner(name="12"), Inner()), giver=Inner(), texts={"x": LocalText((("es", "sí"),))}
    )
    assert validate("p1", Victim, CONTEXT) == Victim(id="p1")
    assert validate({"x": {"name": "a"}}, dict[str, Inner], CONTEXT) == {"x": Inner(name="a")}


def test_a_type_of_which_nobody_has_said_the_form_is_refused() -> None:
    """It would otherwise be taken as it is written."""
    with pytest.raises(TypeError):
        make_form(dict[str, float])


KINDS = (Case, Campaign, Tombstone, VocabularyData, TermSources, *(one.model for one in _FIELDS.values()))


@pytest.mark.parametrize("kind", KINDS, ids=str)
def test_every_record_has_a_form(kind: Any) -> None:
    """Nothing else would notice before a file of that kind is read."""
    with pytest.raises(ValidationError):
        validate({"": ""}, kind, CONTEXT)
